/** What stands on the papers: amounts in words, control totals, Thai digits, blank forms, and nothing that a paper does not need. */
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { scheduleLines } from '../../../src/domain/loan-due.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { PrintScreen } from '../../../src/ui/print/print-screen.tsx';
import { sheetPapers } from '../../../src/ui/print/sheet-papers.ts';
import { actOf, createIds, renderApp, type RenderedApp } from '../support/render-app.tsx';
import { groupId as g, groupName, memberId, people, sceneActs } from '../founding/scene-a.ts';

const newId = createIds();
const loan = '019ab333-0000-7000-8000-000000000001';
const monthly = '019ab333-0000-7000-8000-000000000002';
const closing = '019ab333-0000-7000-8000-000000000003';
const nationalId = '3560100000070';
const nameOf = (place: number) => `${people[place - 1]!.title}${people[place - 1]!.firstName} ${people[place - 1]!.lastName}`;

const paid = (paidOn: string, receipt: string, place: number, rows: readonly Record<string, unknown>[]): Act =>
  actOf(newId, g, 'entry.record', {
    paidOn,
    writtenBy: 'committee',
    receipt,
    rows: rows.map((row) => ({ e: newId(), member: memberId(place), ...row })) as never,
  });

/** The second month: who paid, who did not, a loan, special savings, the count; then the year is closed. */
function secondMonth(): Act[] {
  const on = '2026-12-05';
  return [
    actOf(newId, g, 'member.set', { member: memberId(1), base: {}, fields: {} }, { fields: { nationalId } }),
    paid(on, '7K3M-1', 1, [
      { kind: 'pledged-savings', amount: 5_000, forMonth: '2026-12' },
      { kind: 'special-savings', amount: 200_000 },
    ]),
    paid(on, '7K3M-2', 2, [{ kind: 'pledged-savings', amount: 5_000, forMonth: '2027-01' }]),
    actOf(newId, g, 'loan.apply', { loan, member: memberId(5), kind: 'ordinary', amount: 600_000, purpose: 'ซื้อปุ๋ย', appliedOn: on, instalments: 6 }),
    actOf(newId, g, 'loan.decide', { loan, decidedOn: on, approved: true, amount: 600_000 }),
    actOf(
      newId,
      g,
      'loan.contract',
      { loan, no: '1/2569', signedOn: on, principal: 600_000, ratePerMonth: 100, method: 'reducing', instalments: 6, firstDueOn: '2027-01-05', guarantors: [memberId(6), memberId(7)] },
      { witnesses: ['นายพยานหนึ่ง', 'นางพยานสอง'] },
    ),
    paid(on, '7K3M-3', 5, [{ kind: 'loan-out', amount: 100_000, loan }]),
    paid(on, '7K3M-4', 5, [
      { kind: 'loan-principal', amount: 20_000, loan },
      { kind: 'loan-interest', amount: 1_000, loan },
    ]),
    actOf(newId, g, 'entry.record', { paidOn: on, writtenBy: 'committee', rows: [{ e: newId(), kind: 'bank-deposit', amount: 50_000 }] }),
    actOf(newId, g, 'cash.count', { count: newId(), on, pieces: { '100000': 1, '2000': 5 }, counted: 110_000, expected: 111_000, reason: 'เหรียญหาย' }),
    actOf(newId, g, 'meeting.open', { meeting: monthly, kind: 'monthly', heldOn: on, startedAt: '09:00', place: 'ศาลาหมู่บ้าน' }),
    actOf(newId, g, 'meeting.attend', { meeting: monthly, male: 20, female: 25, total: 45 }),
    actOf(newId, g, 'meeting.resolve', { meeting: monthly, resolution: newId(), motion: 'อนุมัติเงินกู้ 1 ราย', present: 45, for: 40, against: 2, abstain: 3, method: 'hand', passed: true }),
    actOf(newId, g, 'year.close', {
      closing, from: '2026-11-23', to: '2026-12-31', on: '2027-01-05', columns: { 'entry-fee': 96_000, 'loan-interest': 1_000 },
      allocation: [{ use: 'dividend', basisPoints: 6_000 }, { use: 'reserve', basisPoints: 4_000 }], basis: 'saved',
    }),
  ]; // prettier-ignore
}

const acts = (): Act[] => [...sceneActs('paid'), ...secondMonth(), submitted()];
const submitted = () =>
  actOf(newId, g, 'report.submit', { report: newId(), kind: 'monthly-savings', version: 1, forMonth: '2026-12', snapshot: { members: 48, savedSatang: 900_000 } }); // prettier-ignore
const today = Date.parse('2027-01-06T02:00:00Z');

async function print(address: string, some: readonly Act[] = acts()): Promise<RenderedApp & { text: () => string }> {
  const app = await renderApp(<PrintScreen />, {
    path: `/print/${address}`,
    route: '/print/:paper/:id',
    acts: some,
    context: { nowMs: () => today },
  });
  await waitFor(() => expect(document.querySelector('.folio, .empty-state')).not.toBeNull());
  return { ...app, text: () => (document.querySelector('.folios')?.textContent ?? '').replaceAll('\n', ' ') };
}
/** Cells of the printed tables, row by row. */
const cells = () => [...document.querySelectorAll('.folio-table tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));
const rowWith = (words: string) => cells().find((row) => row.some((cell) => cell.includes(words)));

describe('the loan contract', () => {
  it('says the amount in Thai digits and in words, the purpose, the rate and what the law allows', async () => {
    const { text } = await print(`loan-contract/${g}?loan=${loan}`);
    expect(text()).toContain('๖,๐๐๐.๐๐ บาท (หกพันบาทถ้วน) เพื่อ ซื้อปุ๋ย');
    expect(text()).toContain('ร้อยละ ๑ ต่อเดือน คิดจากเงินต้นที่ยังค้างชำระ เท่ากับร้อยละ ๑๒ ต่อปี');
    expect(text()).toContain('๖ งวด งวดแรกภายในวันที่ ๕ มกราคม ๒๕๗๐ งวดสุดท้ายภายในวันที่ ๕ มิถุนายน ๒๕๗๐');
    expect(text()).toContain('อากรแสตมป์ ๓ บาท');
  });

  it('names the guarantors and the debt they answer for, and makes nobody a joint debtor', async () => {
    const { text } = await print(`loan-contract/${g}?loan=${loan}`);
    expect(text()).toContain(`ข้อ ๕ ${nameOf(6)}, ${nameOf(7)} ซึ่งลงชื่อท้ายสัญญานี้`);
    expect(text()).toContain('เงินต้นไม่เกิน ๖,๐๐๐.๐๐ บาท และดอกเบี้ยตามข้อ ๒');
    expect(text()).toContain('ไม่ต้องรับผิดอย่างลูกหนี้ร่วม');
    expect(text().match(/ลูกหนี้ร่วม/g)).toHaveLength(1);
  });

  it('is signed by borrower, chair, treasurer, both guarantors and two witnesses; the schedule is its annex', async () => {
    await print(`loan-contract/${g}?loan=${loan}`);
    const roles = [...document.querySelectorAll('.folio-role')].map((role) => role.textContent);
    expect(roles.slice(0, 7)).toEqual(['ผู้กู้', 'ประธาน ผู้ให้กู้', 'เหรัญญิก ผู้ให้กู้', 'ผู้ค้ำประกัน', 'ผู้ค้ำประกัน', 'พยาน', 'พยาน']);
    expect(cells()).toHaveLength(7);
    expect(cells().at(-1)).toEqual(['', '', 'รวม', '๖,๐๐๐.๐๐', '๒๑๐.๐๐', '๖,๒๑๐.๐๐', '๐.๐๐']);
  });

  it('of a loan that was paid out late has the days that hold in its annex, beside those it was signed for', async () => {
    const other = '019ab333-0000-7000-8000-000000000009';
    const late = [
      actOf(newId, g, 'loan.apply', { loan: other, member: memberId(8), kind: 'ordinary', amount: 300_000, purpose: 'ซื้อพันธุ์ปลา', appliedOn: '2026-10-01', instalments: 3 }),
      actOf(newId, g, 'loan.decide', { loan: other, decidedOn: '2026-10-02', approved: true, amount: 300_000 }),
      actOf(newId, g, 'loan.contract', { loan: other, no: '2/2569', signedOn: '2026-10-03', principal: 300_000, ratePerMonth: 100, method: 'reducing', instalments: 3, firstDueOn: '2026-11-05', guarantors: [] }, { witnesses: [] }),
      paid('2026-12-05', '7K3M-9', 8, [{ kind: 'loan-out', amount: 300_000, loan: other }]),
    ]; // prettier-ignore
    const { text, store } = await print(`loan-contract/${g}?loan=${other}`, [...acts(), ...late]);
    const row = await store.row<'loan'>(g, `loan:${other}`);
    const days = ['๕ ม.ค. ๒๕๗๐', '๕ ก.พ. ๒๕๗๐', '๕ มี.ค. ๒๕๗๐'];
    expect(scheduleLines(row!, '2026-12-05').map(({ dueOn }) => dueOn)).toEqual(['2027-01-05', '2027-02-05', '2027-03-05']);
    expect(cells().slice(0, 3).map((line) => line.slice(0, 3))).toEqual(days.map((day, index) => [`${'๑๒๓'[index]}`, day, `เดิม ๕ ${['พ.ย. ๒๕๖๙', 'ธ.ค. ๒๕๖๙', 'ม.ค. ๒๕๗๐'][index]}`])); // prettier-ignore
    expect(text()).toContain('จ่ายเงินกู้วันที่ ๕ ธันวาคม ๒๕๖๙ งวดแรกจึงเลื่อนจาก ๕ พฤศจิกายน ๒๕๖๙ เป็น ๕ มกราคม ๒๕๗๐');
    expect(text()).toContain('๓ งวด งวดแรกภายในวันที่ ๕ พฤศจิกายน ๒๕๖๙');
    const register = await print(`loan-register/${g}`, [...acts(), ...late]);
    expect(register.text()).toContain('๕ มี.ค. ๒๕๗๐');
  });

  it('warns above everything else when the rate is more than the law allows', async () => {
    const flat = actOf(newId, g, 'loan.contract', { loan, no: '1/2569', signedOn: '2026-12-06', principal: 600_000, ratePerMonth: 100, method: 'flat', instalments: 6, firstDueOn: '2027-01-05', guarantors: [] }, { witnesses: [] }); // prettier-ignore
    const { text } = await print(`loan-contract/${g}?loan=${loan}`, [...acts(), flat]);
    expect(text()).toContain('ห้ามใช้สัญญานี้');
    expect(text()).toContain('ร้อยละ ๒๐.๕๗ ต่อปี');
    expect(text()).toContain('สัญญานี้ไม่มีผู้ค้ำประกัน');
  });
});

describe('a receipt', () => {
  it('stands for the deposit slip: who paid, for which month, in digits and words', async () => {
    const { text } = await print(`receipt/${g}?receipt=7K3M-2`);
    expect(text()).toContain('7K3M-2');
    expect(text()).toContain(nameOf(2));
    expect(cells()[0]).toEqual(['เงินสัจจะสะสม', 'ม.ค. ๒๕๗๐', '๕๐.๐๐']);
    expect(text()).toContain('๕ ธันวาคม ๒๕๖๙');
    expect(text()).toContain('(ห้าสิบบาทถ้วน)');
    expect(document.querySelectorAll('.folio-a6')).toHaveLength(1);
  });

  it('of a day are four on a sheet; money that went out has none', async () => {
    const { text } = await print(`deposit-slip/${g}?on=2026-12-05`);
    expect(document.querySelectorAll('.folio')).toHaveLength(3);
    expect(document.querySelectorAll('.folio-four')).toHaveLength(1);
    expect(text()).not.toContain('7K3M-3');
    expect(text()).toContain('(สองพันห้าสิบบาทถ้วน)');
  });

  it('that was never given shows how to print a blank one', async () => {
    await print(`receipt/${g}?receipt=7K3M-99`);
    expect(screen.getByRole<HTMLAnchorElement>('link', { name: 'พิมพ์แบบเปล่า' }).getAttribute('href')).toBe('/print/receipt/blank');
  });
});

describe('control totals', () => {
  it('of the three books stand under each of their pages', async () => {
    for (const book of ['cash-bank', 'income-liability', 'expense-asset']) {
      const { text, unmount } = await print(`book/${g}?book=${book}&month=2026-12`);
      expect(text()).toMatch(/ยอดควบคุมสิ้นเดือน: ส\. [๐-๙,.]+ \+ จ\. ๘๐๐\.๐๐ = ร\. [๐-๙,.]+ บาท \(ต่าง ๐\.๐๐\)/);
      unmount();
    }
  });

  it('of the registers say whether members and book have the same', async () => {
    const savings = await print(`savings-register/${g}?year=2027`);
    expect(savings.text()).toContain('ยอดควบคุม: ยอดคงเหลือของสมาชิกรวม');
    savings.unmount();
    const special = await print(`special-savings/${g}`);
    expect(special.text()).toContain('รวม ๒,๐๐๐.๐๐ บาท เท่ากับบัญชี ร. ช่องสัจจะพิเศษ ๒,๐๐๐.๐๐ บาท');
  });

  it('of the balance sheet are both sides', async () => {
    const { text } = await print(`statements/${g}?month=2026-12`);
    expect(text()).toMatch(/ทรัพย์สิน ([๐-๙,.]+) บาท เท่ากับหนี้สิน กองทุน และกำไร \1 บาท/);
  });
});

describe('the registers', () => {
  it('of names carry the day they are of, the page, and no national id', async () => {
    const { text } = await print(`member-register/${g}?asof=2026-12-31`);
    expect(text()).toContain('ข้อมูล ณ วันที่ ๓๑ ธันวาคม ๒๕๖๙');
    expect(text()).toContain('หน้า ๑/');
    expect(text()).toContain('รวม ๔๘ คน');
  });

  it('of savings mark who missed a month and who paid ahead', async () => {
    await print(`savings-register/${g}?year=2026`);
    const december = 14;
    expect(rowWith(nameOf(1))?.[december]).toBe('๕๐.๐๐');
    expect(rowWith(nameOf(2))?.[december]).toBe('ขาด');
  });

  it('of savings paid far ahead have them in the column that the screen has them in, three years on too', async () => {
    const far = paid('2026-12-05', '7K3M-9', 3, [{ kind: 'pledged-savings', amount: 5_000, forMonth: '2030-01' }]);
    await print(`savings-register/${g}?year=2026`, [...acts(), far]);
    const row = rowWith(nameOf(3))
      ?.slice(2)
      .filter((cell) => cell !== '');
    expect(row).toEqual(['๐.๐๐', '๕๐.๐๐', 'ขาด', '๕๐.๐๐', '๕๐.๐๐', '๐.๐๐', '๑๐๐.๐๐']);
  });

  it('of loans and of a borrower end with what is left', async () => {
    const register = await print(`loan-register/${g}`);
    expect(rowWith(nameOf(5))).toContain('๑/๒๕๖๙');
    register.unmount();
    await print(`borrower-ledger/${g}?loan=${loan}`);
    expect(cells().map((row) => row.slice(1, 7))).toEqual([
      ['7K3M-3', '๑,๐๐๐.๐๐', '', '', '', '๑,๐๐๐.๐๐'],
      ['7K3M-4', '', '๒๐๐.๐๐', '๑๐.๐๐', '', '๘๐๐.๐๐'],
      ['รวม', '๑,๐๐๐.๐๐', '๒๐๐.๐๐', '๑๐.๐๐', '๐.๐๐', '๘๐๐.๐๐'],
    ]);
  });

  it('of one member are his passbook and the page of his special savings', async () => {
    const book = await print(`passbook/${g}?member=${memberId(1)}`);
    expect(cells().at(-1)?.slice(2, 8)).toEqual(['คงเหลือ', '', '', '', '๑๐๐.๐๐', '๒,๐๐๐.๐๐']);
    book.unmount();
    await print(`special-savings/${g}?member=${memberId(1)}`);
    expect(cells()[0]?.slice(1, 5)).toEqual(['7K3M-1', '๒,๐๐๐.๐๐', '', '๒,๐๐๐.๐๐']);
  });

  it('of dividends add up to what was voted', async () => {
    await print(`dividends/${g}?closing=${closing}`);
    expect(cells().at(-1)?.[3]).toBe('๕๘๒.๐๐');
    expect(rowWith(nameOf(1))?.[2]).toBe('๑๐๐.๐๐');
  });
});

describe('the pledge day', () => {
  it('lists who paid for what, who did not come, and other money', async () => {
    await print(`collection/${g}?on=2026-12-05`);
    expect(rowWith(nameOf(1))).toEqual(['๑', nameOf(1), '๕๐.๐๐', '๕๐.๐๐', '', '', '๒,๐๐๐.๐๐', '', '', '๒,๐๕๐.๐๐', '7K3M-1', '']);
    expect(rowWith(nameOf(2))?.slice(3, 6)).toEqual(['ขาด', '', '๕๐.๐๐']);
    expect(rowWith('ฝากธนาคาร')).toEqual(['ฝากธนาคาร', '', '', '๕๐๐.๐๐']);
  });

  it('has the cash by note and coin, the difference and its reason, and large totals', async () => {
    const { text } = await print(`collection/${g}?on=2026-12-05`);
    expect(rowWith('ธนบัตร ๒๐ บาท')).toEqual(['ธนบัตร ๒๐ บาท', '๕', '๑๐๐.๐๐']);
    expect(text()).toContain('-๑๐.๐๐');
    expect(text()).toContain('เหรียญหาย');
    expect([...document.querySelectorAll('.folio-figures b')].map((figure) => figure.textContent)).toEqual(['๑,๓๑๐.๐๐', '๒', '๑,๑๐๐.๐๐']);
  });
});

describe('a page of the minute book', () => {
  it('has its number, place, who came, the five usual matters and the votes', async () => {
    const { text } = await print(`meeting/${g}?meeting=${monthly}`);
    expect(text()).toContain('ประชุมประจำเดือน ครั้งที่ ๑/๒๕๖๙ วันเสาร์ที่ ๕ ธันวาคม ๒๕๖๙');
    expect(text()).toContain('๔๕ คน (ชาย ๒๐ หญิง ๒๕)');
    for (const n of ['๑', '๒', '๓', '๔', '๕']) expect(text()).toContain(`วาระที่ ${n}`);
    expect(rowWith('อนุมัติเงินกู้')).toEqual(['๑', 'อนุมัติเงินกู้ ๑ ราย', '๔๕', '๔๐', '๒', '๓', 'ผ่าน']);
  });

  it('of a founding has no number of its own, and its written minutes', async () => {
    const founding = sceneActs('paid').find(({ k }) => k === 'meeting.open')?.p as { meeting: string };
    const minutes = actOf(newId, g, 'meeting.minutes', { meeting: founding.meeting }, { text: 'ประธานกล่าวเปิด\nปิดประชุมเวลา 12.00 น.' });
    const { text } = await print(`meeting/${g}?meeting=${founding.meeting}`, [...acts(), minutes]);
    expect(text()).not.toContain('ครั้งที่');
    expect(text()).toContain('ปิดประชุมเวลา ๑๒.๐๐ น.');
  });
});

describe('the by-laws', () => {
  it('are articles with amounts in words, and say that they are a draft', async () => {
    const { text } = await print(`bylaws/${g}`);
    expect(text()).toContain('ร่างฉบับที่ ๑ รอสมาชิกลงมติ');
    expect(text()).toContain(`ข้อ ๑ กลุ่มนี้ชื่อ ${groupName}`);
    expect(text()).toContain('ข้อ ๔ ค่าธรรมเนียมแรกเข้าคนละ ๒๐.๐๐ บาท (ยี่สิบบาทถ้วน)');
  });
});

// one person's data is no form: there is none without the record that says who took it out (member-data.test.tsx)
const everyPaper = Object.keys(sheetPapers).filter((paper) => paper !== 'member-data');
const questions: Readonly<Record<string, string>> = { receipt: '?receipt=7K3M-1' };

// a report is what was sent: there is no blank one
describe.each(everyPaper)('%s', (paper) => {
  it.runIf(paper !== 'report')('blank has empty rows or dotted lines, a place to sign, and knows nobody', async () => {
    const { text } = await print(`${paper}/blank`);
    expect(document.querySelectorAll('.folio').length).toBeGreaterThan(0);
    expect(document.querySelectorAll('.folio-role').length).toBeGreaterThan(0);
    expect(text()).toMatch(/\.{8}/);
    expect(text()).not.toContain(groupName);
    for (const { firstName, lastName } of people) expect(text()).not.toContain(`${firstName} ${lastName}`);
    for (const row of document.querySelectorAll('[data-ruled="true"] tbody tr:not(:last-child) td')) expect(row.textContent).toBe('');
  });

  it('filled names the group, has the page n of m and the day of printing, and no national id', async () => {
    const { text, user } = await print(`${paper}/${g}${questions[paper] ?? ''}`);
    expect(text()).toContain(groupName);
    expect(text()).toMatch(/หน้า ๑\/[๐-๙]+/);
    expect(text()).toContain('พิมพ์จากสัจจะ ณ วันที่ ๖ ม.ค. ๒๕๗๐');
    await user.click(screen.getByText('เลขอารบิก 123'));
    await waitFor(() => expect(text()).toMatch(/หน้า 1\/\d/));
    expect(text()).not.toMatch(/[๐-๙]/);
    expect(text().replaceAll(/[ -]/g, '')).not.toContain(nationalId);
  });
});

describe('for a group that is not on the phone', () => {
  it('there is no such paper', async () => {
    await print(`passbook/${memberId(1)}`);
    expect(screen.getByText('ไม่พบแบบพิมพ์นี้')).toBeDefined();
  });
});
