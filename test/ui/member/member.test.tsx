/** One member: what is missing, corrections, consent, promises, leaving; cases 1, 4, 5, 7, 9, 14, 15, 17, 30, 31 and 41. */
import { act as settle, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MemberRow } from '../../../src/domain/row.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { StoreProblem } from '../../../src/storage/store-problem.ts';
import { MemberScreen } from '../../../src/ui/screens/member.tsx';
import { renderApp, type RenderedApp, type RenderOptions } from '../support/render-app.tsx';
import { act, bua, g, groupActs, kham, namfon, otherVillageActs, somchai, tonkla, villageActs, votedActs } from './village.ts';

const home = (member: string) => `/groups/${g}/members/${member}`;
const open = async (address: string, options: RenderOptions = {}): Promise<RenderedApp> => {
  const app = await renderApp(<MemberScreen />, {
    path: address,
    route: '/groups/:id/members/:member',
    acts: villageActs(),
    ...options,
  });
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe('กำลังเปิด'));
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  return app;
};
const rowOf = async ({ store }: RenderedApp, member: string): Promise<MemberRow> => {
  const row = await store.row<'member'>(g, `member:${member}`);
  if (row === undefined) throw new Error('no such member');
  return row;
};
const last = ({ store }: RenderedApp) => store.operations.at(-1);
const unfold = (name: string) => {
  const summary = screen.getByText(name).closest('summary');
  const details = summary?.closest('details');
  if (details === null || details === undefined) throw new Error(`nothing folded under ${name}`);
  details.open = true;
  fireEvent(details, new Event('toggle'));
};

afterEach(() => void vi.useRealTimers());

describe('a member at a glance', () => {
  it('number, promise and savings stand in figures, with the state in a word', async () => {
    await open(home(kham));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('นางคำ ใจดี');
    expect(screen.getByText('เข้าเป็นสมาชิก 5 ต.ค. 2569')).toBeTruthy();
    const figures = [...document.querySelectorAll('.tile .figure')].map((figure) => figure.textContent);
    expect(figures).toEqual(['1', '100', '0']);
  });

  it('the national id is hidden to the last four digits and shows itself for twenty seconds', async () => {
    await open(home(kham));
    unfold('ข้อมูลส่วนตัว');
    expect(await screen.findByText('•-••••-••••0-01-1')).toBeTruthy();
    vi.useFakeTimers();
    fireEvent.click(screen.getByRole('button', { name: 'ดูเลข' }));
    await settle(() => void vi.advanceTimersByTime(19_000));
    expect(screen.getByText('3-5601-00000-01-1')).toBeTruthy();
    await settle(() => void vi.advanceTimersByTime(1_500));
    expect(screen.queryByText('3-5601-00000-01-1')).toBeNull();
  });

  it('a member of another group too is told without naming the group or its money', async () => {
    await open(home(kham), { acts: [...villageActs(), ...otherVillageActs()] });
    expect(await screen.findByText('เป็นสมาชิกกลุ่มอื่นด้วย')).toBeTruthy();
    expect(screen.queryByText(/กลุ่มอื่น$/)).toBeNull();
  });

  it('a member of a group that only the office knows is told with the same words', async () => {
    const { store } = await open(home(kham));
    expect(screen.queryByText('เป็นสมาชิกกลุ่มอื่นด้วย')).toBeNull();
    await settle(async () => void (await store.record([act('member.elsewhere', { member: kham, elsewhere: true })])));
    expect(await screen.findByText('เป็นสมาชิกกลุ่มอื่นด้วย')).toBeTruthy();
  });

  it('what is missing can be filled in from its own chip; whoever refused is not asked again', async () => {
    const app = await open(home(bua));
    const missing = screen.getByRole('region', { name: 'ยังขาด กรอกต่อได้เสมอ' });
    expect(
      within(missing)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['บ้านเลขที่', 'เลขประจำตัวประชาชน', 'เบอร์โทร']);
    await settle(
      async () => void (await app.store.record([act('member.set', { member: bua, base: {}, fields: { idStatus: 'refused' } })])),
    );
    await waitFor(() => expect(within(missing).queryByText('เลขประจำตัวประชาชน')).toBeNull());
  });

  it('an accepted member without a number gets the next one in one tap', async () => {
    const app = await open(home(bua));
    expect(await screen.findByRole('button', { name: 'ให้เลขสมาชิก' })).toHaveProperty('disabled', true);
    await app.user.click(await screen.findByLabelText(/^เครื่องเดียว/));
    await app.user.click(screen.getByRole('button', { name: 'ให้เลขสมาชิก' }));
    await waitFor(async () => expect((await rowOf(app, bua)).no).toBe(3));
  });

  it('Somchai turns twenty on 15 December: a hint now, and on 5 January he is asked once to sign again', async () => {
    const app = await open(home(somchai));
    expect(screen.queryByText('ขอให้ลงชื่อใหม่')).toBeNull();
    unfold('ข้อมูลส่วนตัว');
    expect(await screen.findByText('ครบ 20 ปี 15 ธ.ค. 2569')).toBeTruthy();
    app.unmount();

    const later = await renderApp(<MemberScreen />, {
      path: home(somchai),
      route: '/groups/:id/members/:member',
      acts: villageActs(),
      context: { nowMs: () => Date.parse('2027-01-05T02:00:00Z') },
    });
    expect(await screen.findByText('ขอให้ลงชื่อใหม่')).toBeTruthy();
    await later.user.click(screen.getByRole('button', { name: 'ลงชื่อใหม่แล้ว' }));
    await waitFor(() => expect(screen.queryByText('ขอให้ลงชื่อใหม่')).toBeNull());
    expect(last(later)?.p).toMatchObject({ amount: 5000, effectiveFrom: '2027-02', decidedBy: 'member' });
    unfold('หนังสือยินยอม');
    expect((await screen.findAllByText(/นางอำไพ/)).length).toBeGreaterThan(0);
  });

  it('leads to the papers that are filled for the member; a guardian’s consent is only for a minor', async () => {
    const papers = () => screen.getAllByRole('link', { name: /^พิมพ์/ }).map((link) => link.getAttribute('href'));
    const { unmount } = await open(home(kham));
    expect(papers()).toEqual([`/print/application/${g}?member=${kham}`]);
    unmount();
    await open(home(tonkla));
    expect(papers()).toEqual([`/print/application/${g}?member=${tonkla}`, `/print/consent/${g}?member=${tonkla}`]);
  });

  it('two phone numbers given on two phones stand side by side until one is kept', async () => {
    const app = await open(home(bua), {
      acts: [
        ...villageActs(),
        act('member.set', { member: bua, base: {}, fields: {} }, { fields: { phone: '0812220000' } }),
        act('member.set', { member: bua, base: {}, fields: {} }, { fields: { phone: '0812229999' } }),
      ],
    });
    const card = screen.getByRole('region', { name: 'เบอร์โทรศัพท์บันทึกไว้ไม่ตรงกัน' });
    const first = within(card).getByText('081-222-0000').closest('li');
    await app.user.click(within(first as HTMLElement).getByRole('button', { name: 'เก็บค่านี้' }));
    await waitFor(async () => expect((await rowOf(app, bua)).person.phone).toBe('0812220000'));
    expect((await rowOf(app, bua)).conflicts).toBeUndefined();
  });
});

describe('particulars', () => {
  it('records only what was changed, against what its author saw', async () => {
    const app = await open(`${home(kham)}?do=edit`);
    const phone = await screen.findByLabelText<HTMLInputElement>(/เบอร์โทร/);
    await app.user.clear(phone);
    await app.user.type(phone, '๐๘๙-๙๙๙ ๙๙๙๙');
    const before = (await rowOf(app, kham)).setBy?.['phone'];
    await app.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข 1 ช่อง' }));
    await waitFor(() => expect(last(app)?.k).toBe('member.set'));
    expect(last(app)?.p).toEqual({ member: kham, base: { phone: before }, fields: {} });
    expect(last(app)?.s).toMatchObject({ fields: { phone: '0899999999' } });
    expect(await screen.findByRole('heading', { level: 1, name: 'นางคำ ใจดี' })).toBeTruthy();
    expect(app.store.drafts.size).toBe(0);
  });

  it('a number with one wrong digit is not taken as given, and may be put off', async () => {
    const app = await open(`${home(bua)}?do=edit&field=nationalId`);
    const box = await screen.findByLabelText<HTMLInputElement>('เลข 13 หลัก');
    await app.user.type(box, '๓-๕๖๐๑-๐๐๐๐๐-๐๑-๒');
    expect(screen.getByText('เลขไม่ถูกต้อง ตรวจทุกหลักอีกครั้ง')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข 1 ช่อง' }));
    expect(last(app)?.k).not.toBe('member.set');
    await app.user.click(screen.getByRole('button', { name: 'ไว้กรอกภายหลัง' }));
    expect(screen.queryByText('เลขไม่ถูกต้อง ตรวจทุกหลักอีกครั้ง')).toBeNull();
  });

  it('the number typed in Thai digits with dashes is stored as thirteen digits', async () => {
    const app = await open(`${home(bua)}?do=edit&field=nationalId`);
    await app.user.type(await screen.findByLabelText('เลข 13 หลัก'), '๓-๕๖๐๑-๐๐๐๐๐-๐๗-๐');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข 2 ช่อง' }));
    await waitFor(async () => expect((await rowOf(app, bua)).person.nationalId).toBe('3560100000070'));
    expect((await rowOf(app, bua)).idStatus).toBe('given');
  });

  it('a number that a member of the group has is refused, and that member is shown', async () => {
    const app = await open(`${home(bua)}?do=edit&field=nationalId`);
    await app.user.type(await screen.findByLabelText('เลข 13 หลัก'), '3560100000011');
    const holder = await screen.findByRole('link', { name: /นางคำ ใจดี · เลขที่ 1/ });
    expect(holder.getAttribute('href')).toBe(home(kham));
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    expect(last(app)?.k).not.toBe('member.set');
  });

  it('a birth before 2484 stands with both readings and the years on the card', async () => {
    const app = await open(`${home(bua)}?do=edit`);
    const birth = screen.getByRole('group', { name: /วันเกิด/ });
    const year = within(birth).getByLabelText('พ.ศ.');
    await app.user.clear(year);
    await app.user.type(year, '2482');
    await app.user.selectOptions(within(birth).getByLabelText('เดือน'), '2');
    await app.user.type(within(birth).getByLabelText('วัน'), '10');
    await app.user.click(screen.getByRole('button', { name: '10 กุมภาพันธ์ 2482 · ค.ศ. 1940' }));
    expect(screen.getByText(/ดูปี ค.ศ. ที่พิมพ์บนบัตร/)).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    await waitFor(async () => expect((await rowOf(app, bua)).person).toMatchObject({ bornOn: '1940-02-10', birthPrecision: 'day' }));
  });

  it('a year in the Christian era is asked about before it is used', async () => {
    const app = await open(`${home(bua)}?do=edit`);
    const birth = screen.getByRole('group', { name: /วันเกิด/ });
    const year = within(birth).getByLabelText('พ.ศ.');
    await app.user.clear(year);
    await app.user.type(year, '1969');
    await app.user.click(await screen.findByRole('button', { name: /2512/ }));
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    await waitFor(async () => expect((await rowOf(app, bua)).person.bornOn).toBe('1969-01-01'));
  });

  it('a marriage registered at seventeen after January 2568 needs a court order; with it the minor is of age', async () => {
    const app = await open(`${home(tonkla)}?do=edit`);
    const birth = screen.getByRole('group', { name: /วันเกิด/ });
    const year = within(birth).getByLabelText('พ.ศ.');
    await app.user.clear(year);
    await app.user.type(year, '2551');
    await app.user.selectOptions(screen.getByLabelText('สถานภาพสมรส'), 'registered');
    const married = screen.getByRole('group', { name: /วันจดทะเบียนสมรส/ });
    await app.user.type(within(married).getByLabelText('วัน'), '1');
    await app.user.selectOptions(within(married).getByLabelText('เดือน'), '3');
    await app.user.type(within(married).getByLabelText('พ.ศ.'), '2568');
    await app.user.click(await screen.findByRole('checkbox', { name: /เห็นคำสั่งศาลแล้ว/ }));
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    await waitFor(async () => expect((await rowOf(app, tonkla)).state).toBe('accepted'));
  });

  it('a telephone number that is no longer right is taken out, beside a nickname that came', async () => {
    const app = await open(`${home(kham)}?do=edit`);
    const before = (await rowOf(app, kham)).setBy?.['phone'];
    await app.user.clear(screen.getByLabelText(/เบอร์โทร/));
    await app.user.type(screen.getByLabelText('ชื่อเล่น'), 'ป้าคำ');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข 2 ช่อง' }));
    await waitFor(async () => expect((await rowOf(app, kham)).person.phone).toBeUndefined());
    expect(last(app)).toMatchObject({ k: 'member.clear', p: { member: kham, base: { phone: before }, fields: ['phone'] } });
    expect(app.store.operations.at(-2)).toMatchObject({ k: 'member.set', s: { fields: { nickname: 'ป้าคำ' } } });
  });

  it('who refuses to give the number is not kept with one', async () => {
    const app = await open(`${home(kham)}?do=edit`);
    await app.user.selectOptions(screen.getByLabelText('เลขประจำตัวประชาชน'), 'refused');
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    await waitFor(async () => expect((await rowOf(app, kham)).idStatus).toBe('refused'));
    expect((await rowOf(app, kham)).person.nationalId).toBeUndefined();
  });

  it('the first name cannot be taken out: nobody would find the person again', async () => {
    const app = await open(`${home(kham)}?do=edit`);
    await app.user.clear(screen.getByLabelText('ชื่อ'));
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    expect(last(app)?.k).not.toMatch(/^member\.(set|clear)$/);
    expect(document.activeElement).toBe(screen.getByLabelText('ชื่อ'));
  });

  it('a full phone keeps the form and says so', async () => {
    const app = await open(`${home(kham)}?do=edit`);
    await app.user.type(screen.getByLabelText('ชื่อเล่น'), 'ป้าคำ');
    app.store.failNext(new StoreProblem('quota'));
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('ยังบันทึกไม่ได้');
    expect(screen.getByLabelText<HTMLInputElement>('ชื่อเล่น').value).toBe('ป้าคำ');
  });
});

describe('consent', () => {
  it('recorded three days later makes the minor a member from the day it was signed, with his promise', async () => {
    const app = await open(home(tonkla));
    expect(screen.getByText('รอหนังสือยินยอมของผู้ปกครอง')).toBeTruthy();
    app.unmount();
    const form = await open(`${home(tonkla)}?do=consent`);
    await form.user.type(screen.getByLabelText('ชื่อผู้ปกครอง'), 'นางอำไพ เรือนคำ');
    await form.user.click(screen.getByRole('button', { name: 'บันทึกและรับเป็นสมาชิก' }));
    await waitFor(async () => expect(await rowOf(form, tonkla)).toMatchObject({ state: 'accepted', joinedOn: '2026-11-23' }));
    expect((await rowOf(form, tonkla)).pledges).toMatchObject([{ amount: 2000, effectiveFrom: '2026-11', decidedBy: 'guardian' }]);
  });

  it('a thumbprint with one witness is refused, with two it is taken, and that page is never photographed', async () => {
    const app = await open(`${home(tonkla)}?do=consent`);
    await app.user.type(screen.getByLabelText('ชื่อผู้ปกครอง'), 'นายแก้ว เรือนคำ');
    await app.user.click(screen.getByRole('radio', { name: 'ลายพิมพ์นิ้วมือ' }));
    await app.user.type(screen.getByLabelText(/พยานคนที่ 1/), 'นายหนึ่ง ดีใจ');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกและรับเป็นสมาชิก' }));
    expect((await rowOf(app, tonkla)).state).toBe('pending-consent');
    await app.user.type(screen.getByLabelText(/พยานคนที่ 2/), 'นางสอง ดีใจ');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกและรับเป็นสมาชิก' }));
    await waitFor(async () => expect((await rowOf(app, tonkla)).state).toBe('accepted'));
    unfold('หนังสือยินยอม');
    expect(await screen.findByText('ไม่ถ่ายรูปหน้าที่มีลายนิ้วมือ กลุ่มเก็บกระดาษไว้')).toBeTruthy();
    expect(screen.queryByText('รูปหนังสือที่ลงชื่อแล้ว')).toBeNull();
  });
});

describe('somebody who came of age while waiting', () => {
  it('signs for himself, without a guardian', async () => {
    const app = await renderApp(<MemberScreen />, {
      path: home(tonkla),
      route: '/groups/:id/members/:member',
      acts: villageActs(),
      context: { nowMs: () => Date.parse('2034-03-05T02:00:00Z') },
    });
    await app.user.click(await screen.findByRole('button', { name: 'ลงชื่อสมัครด้วยตนเองแล้ว' }));
    await waitFor(async () => expect(await rowOf(app, tonkla)).toMatchObject({ state: 'accepted', joinedOn: '2034-03-05' }));
    expect((await rowOf(app, tonkla)).pledges).toMatchObject([{ amount: 2000, decidedBy: 'member' }]);
  });
});

describe('the promise', () => {
  it('changed today acts from December, and November stays at 100', async () => {
    const app = await open(`${home(kham)}?do=pledge`);
    expect(screen.getByText('พ.ย. 2569 ยังเป็น 100 บาท')).toBeTruthy();
    await app.user.type(screen.getByLabelText(/สัจจะต่อเดือน/), '50');
    await app.user.click(screen.getByRole('button', { name: 'บันทึก เริ่ม ธ.ค. 2569' }));
    await waitFor(() => expect(last(app)?.k).toBe('pledge.decide'));
    expect(last(app)?.p).toEqual({ member: kham, amount: 5000, effectiveFrom: '2026-12', decidedOn: '2026-11-23', decidedBy: 'member' });
  });

  it('zero is refused; a hundred times the promise is saved only after a yes', async () => {
    const app = await open(`${home(somchai)}?do=pledge`);
    const box = screen.getByLabelText(/สัจจะต่อเดือน/);
    const save = () => app.user.click(screen.getByRole('button', { name: 'บันทึก เริ่ม ธ.ค. 2569' }));
    await app.user.type(box, '0');
    await save();
    expect(screen.getByText(/มากกว่าศูนย์บาท/)).toBeTruthy();
    await app.user.clear(box);
    await app.user.type(box, '5000');
    await save();
    expect(last(app)?.k).toBe('bylaws.draft');
    await app.user.click(screen.getByRole('checkbox', { name: /5,000 บาทถูกต้องแล้ว/ }));
    await save();
    await waitFor(() => expect(last(app)?.p).toMatchObject({ amount: 500_000, decidedBy: 'guardian' }));
  });

  it('a group of shares takes only whole shares, up to its most', async () => {
    const rules = act('bylaws.draft', {
      bylaws: '019ab000-0000-7000-8000-000000000061', pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 0, shareUnit: 5000, maxShares: 20,
    }); // prettier-ignore
    const app = await open(`${home(kham)}?do=pledge`, { acts: [...villageActs(), rules] });
    const box = screen.getByLabelText(/สัจจะต่อเดือน/);
    await app.user.type(box, '75');
    expect(screen.getByText(/ต้องเป็นจำนวนเท่าของ 50/)).toBeTruthy();
    await app.user.clear(box);
    await app.user.type(box, '1,050');
    expect(screen.getByText(/^เกิน 20 หุ้น/)).toBeTruthy();
  });
});

describe('leaving', () => {
  it('asks why, shows what is final, and keeps number and history', async () => {
    const app = await open(`${home(kham)}?do=leave`);
    const next = await screen.findByRole('button', { name: 'ตรวจแล้ว ไปต่อ' });
    await waitFor(() => expect((next as HTMLButtonElement).disabled).toBe(false));
    await app.user.click(next);
    expect(screen.getByText('เลือกเหตุผลก่อน')).toBeTruthy();
    await app.user.click(screen.getByRole('radio', { name: 'ลาออก' }));
    await app.user.click(next);
    expect(screen.getByText(/เลขที่ 1 จะไม่ให้ใครอีก/)).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'บันทึกว่าพ้นแล้ว' }));
    await waitFor(async () => expect(await rowOf(app, kham)).toMatchObject({ state: 'left', leftReason: 'resigned', no: 1 }));
    expect(await screen.findByText('ลาออก 23 พ.ย. 2569')).toBeTruthy();
  });
});

describe('a new member outside founding day', () => {
  it('before the vote only a name is taken', async () => {
    const app = await open(`/groups/${g}/members/new`, { acts: groupActs() });
    expect(screen.getByText('ยังรับสมัครไม่ได้ จดได้เพียงชื่อ')).toBeTruthy();
    expect(screen.queryByLabelText(/สัจจะต่อเดือน/)).toBeNull();
    await app.user.selectOptions(screen.getByLabelText('คำนำหน้า'), 'นาง');
    await app.user.type(screen.getByLabelText('ชื่อ'), 'แก้ว');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกชื่อ' }));
    await waitFor(() => expect(last(app)?.p).toMatchObject({ interestOnly: true }));
    expect(await screen.findByText('อยู่ในรายชื่อผู้สนใจ')).toBeTruthy();
  });

  it('after the vote an adult is a member with the next number in one act', async () => {
    const app = await open(`/groups/${g}/members/new`, { acts: votedActs() });
    await app.user.selectOptions(screen.getByLabelText('คำนำหน้า'), 'นาย');
    await app.user.type(screen.getByLabelText('ชื่อ'), 'ดี');
    await app.user.type(screen.getByLabelText('นามสกุล'), 'งาม');
    await app.user.type(screen.getByLabelText(/เกิด พ\.ศ\./), '2530');
    await app.user.type(screen.getByLabelText(/สัจจะต่อเดือน/), '100');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกใบสมัคร' }));
    expect(await screen.findByText('เลือกก่อน แล้วจึงให้เลขที่')).toBeTruthy();
    expect(app.store.operations.some((op) => op.k === 'member.add')).toBe(false);
    await app.user.click(await screen.findByLabelText(/^เครื่องเดียว/));
    await app.user.click(screen.getByRole('button', { name: 'บันทึกใบสมัคร' }));
    await waitFor(() => expect(last(app)?.k).toBe('member.number'));
    expect(await screen.findByRole('heading', { level: 1, name: 'นายดี งาม' })).toBeTruthy();
    expect(screen.getByText('รับเป็นสมาชิกเลขที่ 1')).toBeTruthy();
  });

  it('of an old group keeps the number of the paper register; one that is taken is not given twice', async () => {
    const declared = { foundedOn: '2009-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
    const old = groupActs().map((each) => ({ ...each, p: { ...each.p, source: 'declared', declared } }) as Act);
    const app = await open(`/groups/${g}/members/new`, { acts: old });
    const type = async (firstName: string, no: string) => {
      await app.user.selectOptions(screen.getByLabelText('คำนำหน้า'), 'นาย');
      await app.user.type(screen.getByLabelText('ชื่อ'), firstName);
      await app.user.type(screen.getByLabelText('นามสกุล'), 'งาม');
      await app.user.type(screen.getByLabelText(/เกิด พ\.ศ\./), '2530');
      await app.user.type(screen.getByLabelText(/สัจจะต่อเดือน/), '100');
      await app.user.type(screen.getByLabelText(/เลขที่ในทะเบียนเดิม/), no);
      await app.user.click(screen.getByRole('button', { name: 'บันทึกใบสมัคร' }));
    };
    await type('ดี', '57');
    await waitFor(() => expect(last(app)?.p).toMatchObject({ rows: [{ no: 57 }] }));
    const { store } = app;
    app.unmount();
    await renderApp(<MemberScreen />, { path: `/groups/${g}/members/new`, route: '/groups/:id/members/:member', store });
    await screen.findByLabelText('คำนำหน้า');
    const before = store.operations.length;
    await type('งาม', '57');
    expect(screen.getByText(/เลขสมาชิกนี้มีคนใช้แล้ว/)).toBeTruthy();
    expect(store.operations).toHaveLength(before);
  });

  it('somebody on the list of interested people applies and keeps the place in the register', async () => {
    const app = await open(`${home(namfon)}?do=apply`);
    expect(screen.getByLabelText<HTMLInputElement>('ชื่อ').value).toBe('น้ำฝน');
    await app.user.type(screen.getByLabelText(/เกิด พ\.ศ\./), '2540');
    await app.user.type(screen.getByLabelText(/สัจจะต่อเดือน/), '50');
    await app.user.click(await screen.findByLabelText(/^เครื่องเดียว/));
    await app.user.click(screen.getByRole('button', { name: 'บันทึกใบสมัคร' }));
    await waitFor(async () => expect(await rowOf(app, namfon)).toMatchObject({ state: 'accepted', no: 3 }));
    expect(app.store.operations.filter((op) => op.k === 'member.add').length).toBe(5);
  });

  it('another group of the village joins as an extraordinary member', async () => {
    const app = await open(`/groups/${g}/members/new`, { acts: votedActs() });
    await app.user.click(screen.getByRole('radio', { name: 'กลุ่มหรือองค์กร' }));
    await app.user.type(screen.getByLabelText('ชื่อกลุ่มหรือองค์กร'), 'กลุ่มแม่บ้านป่าแฝก');
    await app.user.type(screen.getByLabelText(/สัจจะต่อเดือน/), '500');
    await app.user.click(await screen.findByLabelText(/^เครื่องเดียว/));
    await app.user.click(screen.getByRole('button', { name: 'บันทึกใบสมัคร' }));
    await waitFor(() => expect(app.store.operations.some((op) => op.k === 'member.add')).toBe(true));
    expect(app.store.operations.find((op) => op.k === 'member.add')?.p).toMatchObject({
      kind: 'organisation',
      memberType: 'extraordinary',
    });
  });
});
