/** A loan from the application to the last receipt, as the officer meets it; the numbers are the acceptance cases of domain.md §8. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { LoanScreen } from '../../../src/ui/screens/loans/loan-screen.tsx';
import { g } from '../member/village.ts';
import { fakeThisPhone } from '../support/fake-phone.ts';
import { renderApp, type RenderedApp } from '../support/render-app.tsx';
import {
  applied, approved, boon, committeeMeeting, kham, lendingActs, loan, money, namesake, paper, runningActs, signed, somchai,
} from './support/lending-village.ts'; // prettier-ignore

const open = async (id: string, acts: readonly Act[], query = '') => {
  const app = await renderApp(<LoanScreen />, {
    path: `/groups/${g}/loans/${id}${query}`,
    route: '/groups/:id/loans/:loan',
    acts,
    thisPhone: fakeThisPhone({}),
  });
  await screen.findByRole('heading', { level: 1, name: /./ });
  return app;
};
const loanRow = (app: RenderedApp) => app.store.row<'loan'>(g, `loan:${loan}`);
const kinds = (app: RenderedApp) => app.store.operations.map(({ k }) => k);
const press = async (app: RenderedApp, name: string | RegExp) => app.user.click(await screen.findByRole('button', { name }));
const pick = async (app: RenderedApp, name: RegExp, group?: RegExp) => {
  const place = group === undefined ? screen : within(await screen.findByRole('group', { name: group }));
  await app.user.type(place.getByRole('searchbox'), name.source.slice(0, 4));
  await app.user.click(await place.findByRole('button', { name }));
};

describe('an application', () => {
  it('of a member is taken, and what the rules say about it is shown to the meeting', async () => {
    const app = await open('new', lendingActs());
    await pick(app, /บุญมี/);
    await press(app, 'เลือกใหม่');
    await pick(app, /คำ ใจดี.*12\/1/);
    await app.user.type(screen.getByLabelText('ขอกู้จำนวน'), '25,000');
    await app.user.type(screen.getByLabelText('กู้ไปทำอะไร'), 'ซื้อปุ๋ย');
    await app.user.type(screen.getByLabelText(/ผ่อนกี่งวด/), '๖');
    expect(screen.getByText(/เกิน 2 เท่าของเงินสัจจะสะสม ตามระเบียบกู้ได้ไม่เกิน 10,000 บาท/)).toBeTruthy();
    expect(screen.getByText(/เกินวงเงินสูงสุดของกลุ่ม ตามระเบียบกู้ได้ไม่เกิน 20,000 บาท/)).toBeTruthy();
    expect(screen.getByText(/เป็นสมาชิกครบ 3 เดือน คนนี้ครบ 5 ม\.ค\. 2570/)).toBeTruthy();
    await press(app, 'บันทึกคำขอกู้');
    await waitFor(() => expect(kinds(app).at(-1)).toBe('loan.apply'));
    expect(app.store.operations.at(-1)?.p).toMatchObject({ member: kham, amount: 2_500_000, instalments: 6, appliedOn: '2026-11-23' });
  });

  it('case 6: without a national id it is not taken; the reason and the way out stand there, and what was typed stays', async () => {
    const app = await open('new', lendingActs());
    await app.user.type(screen.getByLabelText('กู้ไปทำอะไร'), 'ซื้อปุ๋ย');
    await pick(app, /บุญมี/);
    expect(screen.getByText(/ยังไม่มีเลขประจำตัวประชาชน จึงทำสัญญากู้ไม่ได้/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'ใส่เลขประจำตัวที่หน้าสมาชิก' }).getAttribute('href')).toBe(
      `/groups/${g}/members/${boon}?do=edit&field=nationalId`,
    );
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'บันทึกคำขอกู้' }).disabled).toBe(true);
    await waitFor(() => expect(app.store.drafts.get(`loan-new:${g}:`)).toMatchObject({ member: boon, purpose: 'ซื้อปุ๋ย' }));
  });

  it('of a minor is possible with a consent of its own, and said', async () => {
    const app = await open('new', lendingActs());
    await pick(app, /สมชาย/);
    expect(screen.getByText(/ให้ผู้ปกครองทำหนังสือยินยอมสำหรับสัญญานี้ด้วย/)).toBeTruthy();
    expect(app.store.operations.some(({ p }) => (p as { member?: string }).member === somchai)).toBe(true);
  });

  it('says what is missing and keeps the form', async () => {
    const app = await open('new', lendingActs());
    await press(app, 'บันทึกคำขอกู้');
    expect(screen.getByText(/ยังไม่ได้เลือกผู้กู้/)).toBeTruthy();
    expect(screen.getByText(/พิมพ์จำนวนที่มากกว่าศูนย์บาท/)).toBeTruthy();
    expect(screen.getByText(/พิมพ์ 1 ถึง 120 งวด/)).toBeTruthy();
    expect(kinds(app)).not.toContain('loan.apply');
  });
});

describe('a decision', () => {
  it('belongs to a meeting and may approve less than was asked for', async () => {
    const app = await open(loan, [...lendingActs(), applied()], '?do=decide');
    await press(app, 'บันทึกว่าอนุมัติ');
    expect(screen.getByText(/ยังไม่ได้เลือกการประชุมที่ตัดสิน/)).toBeTruthy();
    await app.user.selectOptions(screen.getByLabelText('การประชุมที่ตัดสิน'), committeeMeeting);
    await app.user.click(screen.getByRole('radio', { name: 'อนุมัติ' }));
    const amount = screen.getByLabelText('อนุมัติจำนวน');
    await app.user.clear(amount);
    await app.user.type(amount, '5000');
    await press(app, 'บันทึกว่าอนุมัติ');
    await waitFor(async () => expect((await loanRow(app))?.state).toBe('approved'));
    expect((await loanRow(app))?.decision).toMatchObject({ meeting: committeeMeeting, decidedOn: '2026-11-20', amount: 500_000 });
    expect(await screen.findByRole('link', { name: 'ทำสัญญา' })).toBeTruthy();
  });

  it('against a loan has its reason', async () => {
    const app = await open(loan, [...lendingActs(), applied()], '?do=decide');
    await app.user.selectOptions(await screen.findByLabelText('การประชุมที่ตัดสิน'), committeeMeeting);
    await app.user.click(screen.getByRole('radio', { name: 'ไม่อนุมัติ' }));
    await press(app, 'บันทึกว่าไม่อนุมัติ');
    expect(screen.getByText(/ยังไม่ได้เขียนเหตุผล/)).toBeTruthy();
    await app.user.type(screen.getByLabelText('เหตุผลที่ไม่อนุมัติ'), 'เงินไม่พอ');
    await press(app, 'บันทึกว่าไม่อนุมัติ');
    await waitFor(async () => expect((await loanRow(app))?.state).toBe('refused'));
    expect(await screen.findByText(/เงินไม่พอ/)).toBeTruthy();
  });
});

describe('case 37: what a loan really costs', () => {
  it('flat 1 % over six months shows 20.57 % and is refused; one tap makes it 12 %', async () => {
    const app = await open(loan, [...lendingActs(), applied(), approved()], '?do=contract');
    const card = await screen.findByText('ดอกเบี้ยจริงต่อปี').then((label) => label.parentElement!);
    expect(within(card).getByText('12.00')).toBeTruthy();
    expect(within(card).getByText('ดอกเบี้ยตลอดสัญญา 210 บาท')).toBeTruthy();
    await app.user.click(screen.getByRole('radio', { name: 'คงที่ทั้งก้อน' }));
    expect(within(card).getByText('20.57')).toBeTruthy();
    expect(screen.getByText('ร้อยละ 20.57 ต่อปี เกินที่กฎหมายให้')).toBeTruthy();
    expect(screen.getByText(/มาตรา 654/)).toBeTruthy();
    await press(app, 'บันทึกสัญญา');
    expect(kinds(app)).not.toContain('loan.contract');
    await press(app, 'คิดแบบลดต้นลดดอก');
    expect(within(card).getByText('12.00')).toBeTruthy();
    expect(screen.queryByText(/มาตรา 654/)).toBeNull();
  });

  it('1.5 % a month is 18 % and too much whichever way it is reckoned', async () => {
    const app = await open(loan, [...lendingActs(), applied(), approved()], '?do=contract');
    const rate = await screen.findByLabelText('ร้อยละต่อเดือน');
    await app.user.clear(rate);
    await app.user.type(rate, '๑.๕');
    expect(screen.getByText('ร้อยละ 18.00 ต่อปี เกินที่กฎหมายให้')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'คิดแบบลดต้นลดดอก' })).toBeNull();
    await app.user.type(rate, '55');
    expect(screen.getByText(/ทศนิยมเกิน 2 ตำแหน่ง/)).toBeTruthy();
  });
});

describe('a contract', () => {
  it('gets the next number, the first instalment a whole month later on the pledge day, guarantor and witnesses', async () => {
    const app = await open(loan, [...lendingActs(), applied(), approved()], '?do=contract');
    expect((await screen.findByLabelText<HTMLInputElement>('เลขที่สัญญา')).value).toBe('1/2569');
    await pick(app, /บุญมี/, /ผู้ค้ำประกันคนที่ 1/);
    await app.user.type(screen.getByLabelText('พยานคนที่ 1'), 'นายแดง');
    await press(app, 'บันทึกสัญญา');
    await waitFor(async () => expect((await loanRow(app))?.state).toBe('contracted'));
    expect((await loanRow(app))?.contract).toMatchObject({
      no: '1/2569', principal: 600_000, ratePerMonth: 100, method: 'reducing', instalments: 6, firstDueOn: '2027-01-05', guarantors: [boon],
    }); // prettier-ignore
    expect((await loanRow(app))?.witnesses).toEqual(['นายแดง']);
  });

  it('case 38: nobody answers for himself, not even under a second number', async () => {
    const app = await open(loan, [...lendingActs(), applied(), approved()], '?do=contract');
    await pick(app, /คำ ใจดี.*45/, /ผู้ค้ำประกันคนที่ 1/);
    expect(screen.getByText(/ผู้กู้ค้ำประกันตัวเองไม่ได้/)).toBeTruthy();
    await press(app, 'บันทึกสัญญา');
    expect(kinds(app)).not.toContain('loan.contract');
    expect(namesake).not.toBe(kham);
  });
});

describe('case 38: paying out', () => {
  const ready = (principal: number) => [...lendingActs(), applied(), approved(), signed({ principal })];

  it('2,500 baht without a picture of the signed contract stays a draft', async () => {
    const app = await open(loan, ready(250_000), '?do=pay-out');
    expect(await screen.findByText(/เกิน 2,000 บาท ต้องมีรูปสัญญาที่ลงนามแล้วก่อนจ่าย/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'จ่ายเงินกู้ 2,500 บาท' }).disabled).toBe(true);
    expect((await loanRow(app))?.state).toBe('contracted');
  });

  it('with the picture it leaves the box, with a number of this phone', async () => {
    const app = await open(loan, [...ready(200_000), paper()], '?do=pay-out');
    await press(app, 'จ่ายเงินกู้ 2,000 บาท');
    await waitFor(async () => expect((await loanRow(app))?.state).toBe('running'));
    expect(app.store.operations.at(-1)?.p).toMatchObject({ rows: [{ kind: 'loan-out', loan, member: kham, amount: 200_000 }] });
    expect((await loanRow(app))?.payments[0]?.receipt).toMatch(/^[2-9A-Z]{4}-1$/);
  });

  it('after the first due day says to which day the instalments move', async () => {
    await open(loan, ready(200_000), '?do=pay-out');
    expect(await screen.findByText(/ตามสัญญางวดแรกครบกำหนด 5 ก\.ย\. .*เลื่อนไปเป็น 5 ธ\.ค\./)).toBeTruthy();
  });

  it('what the box lacks can come from the bank in the same entry', async () => {
    const app = await open(loan, [...ready(450_000), paper()], '?do=pay-out');
    expect(await screen.findByText('เงินสดตามบัญชีมี 2,000 บาท ขาดอีก 2,500 บาท')).toBeTruthy();
    await app.user.click(screen.getByRole('checkbox', { name: /ถอนจากธนาคาร 2,500 บาทพร้อมกัน/ }));
    await press(app, 'จ่ายเงินกู้ 4,500 บาท');
    await waitFor(async () => expect((await loanRow(app))?.state).toBe('running'));
    expect((await app.store.row(g, 'group'))?.money).toMatchObject({ cash: 0, bank: 50_000 });
  });
});

describe('a payment', () => {
  it('is proposed as what is due with its interest, and always has a receipt (case 38)', async () => {
    const app = await open(loan, runningActs(), '?do=repay');
    // due by 23 November: three parts and the interest of three months on what should have been left
    expect((await screen.findByLabelText<HTMLInputElement>('เงินต้น')).value).toBe('3,000');
    expect(screen.getByLabelText<HTMLInputElement>('ดอกเบี้ย').value).toBe('150');
    expect(await screen.findByText(/^ใบเสร็จเลขที่ [2-9A-Z]{4}-1$/)).toBeTruthy();
    await app.user.type(screen.getByLabelText(/ค่าปรับ/), '5');
    await press(app, 'รับชำระ 3,155 บาท');
    await waitFor(async () => expect((await loanRow(app))?.principalPaid).toBe(300_000));
    const { receipt } = app.store.operations.at(-1)!.p as { receipt: string };
    expect(receipt).toMatch(/^[2-9A-Z]{4}-1$/);
    expect((await loanRow(app))?.payments.filter((line) => line.receipt === receipt).map(({ kind }) => kind)).toEqual([
      'loan-principal',
      'loan-interest',
      'fine',
    ]);
  });

  it('of more than is owed is refused', async () => {
    const app = await open(loan, runningActs(), '?do=repay');
    await screen.findByText(/^ใบเสร็จเลขที่/);
    const principal = screen.getByLabelText('เงินต้น');
    await app.user.clear(principal);
    await app.user.type(principal, '6000.50');
    expect(screen.getByText('เกินเงินต้นที่ค้าง 6,000 บาท ลดจำนวนลง')).toBeTruthy();
    await press(app, /^รับชำระ 6,150/);
    expect((await loanRow(app))?.principalPaid).toBe(0);
  });

  it('of everything closes the loan by itself', async () => {
    const app = await open(loan, runningActs(), '?do=repay');
    await press(app, 'ชำระทั้งหมด');
    await press(app, /^รับชำระ 6,/);
    await waitFor(async () => expect((await loanRow(app))?.state).toBe('repaid'));
    expect((await loanRow(app))?.closed).toMatchObject({ reason: 'repaid', on: '2026-11-23' });
    await waitFor(() => expect(screen.getAllByText('ปิดสัญญา').length).toBeGreaterThan(0));
  });

  it('that was wrong is taken back whole, with its reason, and stays in the books', async () => {
    const acts = [...runningActs(), money('loan-principal', 100_000, { member: kham, loan, receipt: '7K3M-4' }), money('loan-interest', 6_000, { member: kham, loan, receipt: '7K3M-4' })]; // prettier-ignore
    const app = await open(loan, acts);
    const line = (await screen.findByText(/ใบเสร็จ 7K3M-4/)).closest('li')!;
    expect(within(line).getByText('1,060')).toBeTruthy();
    await app.user.click(within(line).getByRole('button'));
    const sheet = within(screen.getByRole('dialog'));
    await app.user.click(sheet.getByRole('button', { name: 'กลับรายการ' }));
    expect(sheet.getByText(/ยังไม่ได้เขียนเหตุผล/)).toBeTruthy();
    await app.user.type(sheet.getByLabelText('เพราะอะไร'), 'คนละคน');
    await app.user.click(sheet.getByRole('button', { name: 'กลับรายการ' }));
    await waitFor(async () => expect(await loanRow(app)).toMatchObject({ principalPaid: 0, interestPaid: 0 }));
    expect(kinds(app).filter((k) => k === 'entry.reverse')).toHaveLength(2);
  });
});

describe('the page of a loan', () => {
  it('shows how far it is, what is overdue since when, who answers, and each instalment', async () => {
    await open(loan, runningActs());
    expect(screen.getByText('เกินกำหนด 3,150 บาท')).toBeTruthy();
    expect(screen.getByText(/เงินต้นค้างตั้งแต่งวด 5 กันยายน 2569/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /บุญมี คำแสน/ })).toBeTruthy();
    const schedule = within(screen.getByRole('list', { name: 'ตารางผ่อน 6 งวด' }));
    expect(schedule.getAllByRole('listitem')).toHaveLength(6);
    expect(schedule.getAllByText('เกินกำหนด')).toHaveLength(3);
    expect(screen.getByRole('link', { name: 'พิมพ์สัญญา' }).getAttribute('href')).toBe(`/print/loan-contract/${g}?loan=${loan}`);
    expect(screen.getByRole('link', { name: 'รับชำระ' })).toBeTruthy();
  });

  it('other members can answer instead', async () => {
    const app = await open(loan, runningActs(), '?do=guarantors');
    await press(app, 'เลือกใหม่');
    await pick(app, /สมชาย/);
    expect(screen.getByText(/ผู้ค้ำประกันยังไม่บรรลุนิติภาวะ/)).toBeTruthy();
    await press(app, 'บันทึกผู้ค้ำประกัน');
    await waitFor(async () => expect((await loanRow(app))?.contract?.guarantors).toEqual([somchai]));
    expect((await app.store.row<'member'>(g, `member:${boon}`))?.guarantees).toBeUndefined();
    expect((await loanRow(app))?.witnesses).toEqual(['พยาน หนึ่ง', 'พยาน สอง']);
  });

  it('an application nobody needs any more is cancelled with its reason', async () => {
    const app = await open(loan, [...lendingActs(), applied()], '?do=cancel');
    await app.user.type(await screen.findByLabelText('เพราะอะไร'), 'ไม่ต้องการแล้ว');
    await press(app, 'ตรวจแล้ว ไปต่อ');
    await app.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'ยกเลิกคำขอกู้' }));
    await waitFor(async () => expect((await loanRow(app))?.state).toBe('cancelled'));
  });

  it('what a meeting writes off leaves the books as a cost of that day', async () => {
    const app = await open(loan, runningActs(), '?do=write-off');
    await app.user.selectOptions(await screen.findByLabelText('การประชุมที่ตัดสิน'), committeeMeeting);
    await app.user.type(screen.getByLabelText('เหตุผลตามมติ'), 'ย้ายไปไม่ทราบที่อยู่');
    await press(app, 'ตรวจแล้ว ไปต่อ');
    await app.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'ตัดหนี้สูญ' }));
    await waitFor(async () => expect((await loanRow(app))?.state).toBe('written-off'));
    const { columns } = (await app.store.row(g, 'group'))!.money;
    expect([columns.loans, columns['cost-other']]).toEqual([undefined, 600_000]);
    expect(app.store.operations.at(-2)?.p).toMatchObject({ paidOn: '2026-11-20', meeting: committeeMeeting });
  });
});
