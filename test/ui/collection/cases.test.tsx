/** The acceptance cases of domain.md §8 that happen on a pledge day, each under its number. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { receiptBookOf } from '../../../src/domain/receipt.ts';
import { actOf, type RenderedApp } from '../support/render-app.tsx';
import { formatBaht } from '../../../src/domain/money.ts';
import { act, baht, closed, collectionOn, count, entries, founded, groupId, memberId, more, newId, openCollection, recordedRows, rowOf, storeWith, tally, tap, type } from './scene-b.tsx'; // prettier-ignore

const place = `founding-sheet:${groupId}:${collectionOn}`;
const fifthOfJanuary = { on: '2027-01-05', nowMs: Date.parse('2027-01-05T03:00:00Z') };

/** A promise paid in the books, as another phone's records arrive. */
const paid = (place: number, amount: number, more: { forMonth?: string; paidOn?: string; receipt?: string; e?: string } = {}) => {
  const { forMonth = '2026-12', paidOn = collectionOn, receipt, e = newId() } = more;
  const row = { e, kind: 'pledged-savings' as const, member: memberId(place), amount: baht(amount), forMonth };
  return act('entry.record', { paidOn, writtenBy: 'committee', rows: [receipt === undefined ? row : { ...row, receipt }] });
};

async function closeDay(app: RenderedApp): Promise<void> {
  await app.user.click(screen.getByLabelText(/^ประธาน/));
  await app.user.click(screen.getByLabelText(/^เหรัญญิก/));
  await app.user.click(screen.getByRole('button', { name: 'ปิดยอดวันนี้' }));
  await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ปิดยอด' }));
  await screen.findByText(/^(ปิดยอดแล้ว|ยังไม่ปิด)$/);
}

const expectedIs = async (amount: string) => screen.findByText(amount, { selector: '.count-expected b' });

describe('who joined after the first collection (domain.md 3.7, month 3)', () => {
  const on = '2027-01-05';
  const newcomer = memberId(61);
  const joined = () => [
    ...founded(),
    actOf(newId, groupId, 'member.add', { member: newcomer, kind: 'person', appliedOn: on }, { title: 'นาง', firstName: 'ใหม่', lastName: 'ทดสอบ', bornOn: '1980-01-01', birthPrecision: 'day' }),
    act('pledge.decide', { member: newcomer, amount: baht(100), effectiveFrom: '2027-01', decidedOn: on, decidedBy: 'member' }),
    act('member.number', { rows: [{ member: newcomer, no: 49 }] }),
  ]; // prettier-ignore

  it('pays the entry fee of the by-laws with the first promise, and is not asked for it again', async () => {
    const store = await storeWith(joined());
    const app = await openCollection(store, fifthOfJanuary);
    let sheet = await more(app, 49);
    await app.user.click(sheet.getByRole('button', { name: 'ใส่ค่าแรกเข้า 20 บาท' }));
    await app.user.click(sheet.getByRole('button', { name: 'รับแล้ว 120 บาท' }));
    await closed();
    sheet = await more(app, 49);
    expect((sheet.getByLabelText(/^ค่าแรกเข้า/) as HTMLInputElement).value).toBe('20');
    await app.user.click(sheet.getByRole('button', { name: 'ปิด' }));
    await app.user.click(screen.getByRole('button', { name: 'นับเงินสดและปิดยอด' }));
    await expectedIs('120.00');
    expect(recordedRows(store).filter(({ member }) => member === newcomer)).toMatchObject([
      { kind: 'pledged-savings', amount: baht(100), forMonth: '2027-01' },
      { kind: 'entry-fee', amount: baht(20) },
    ]);
    expect((await store.row<'member'>(groupId, `member:${newcomer}`))?.entryFeePaid).toBe(true);
  });

  it('and who paid it on founding day, or long ago on paper, is not asked for it', async () => {
    const opening = { e: newId(), kind: 'opening-savings' as const, member: newcomer, amount: baht(500) };
    const store = await storeWith([...joined(), act('entry.record', { paidOn: on, writtenBy: 'committee', rows: [opening] })]);
    const app = await openCollection(store, fifthOfJanuary);
    for (const each of [1, 49]) {
      const sheet = await more(app, each);
      expect(sheet.queryByLabelText(/^ค่าแรกเข้า/)).toBeNull();
      await app.user.click(sheet.getByRole('button', { name: 'ปิด' }));
      await closed();
    }
  });
});

describe('an amount that is not the promise', () => {
  it('case 17: a zero too many is asked about and taken only after a yes', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    const sheet = await more(app, 1);
    await type(app, sheet.getByLabelText(/^สัจจะ ธ\.ค\./), '5000');
    await app.user.click(sheet.getByRole('button', { name: 'รับแล้ว 5,000 บาท' }));
    expect(await sheet.findByText('มากกว่าสัจจะ 100 เท่า')).toBeTruthy();
    expect(store.drafts.has(place)).toBe(false);
    await app.user.click(sheet.getByRole('button', { name: 'ใช่ รับ 5,000 บาท' }));
    await closed();
    expect(store.drafts.get(place)).toMatchObject({ rows: [{ lines: [{ amount: 500_000 }] }] });
  });

  it('paid in part today is topped up later on a receipt of its own, and neither is a doubt', async () => {
    const store = await storeWith([...founded(), paid(31, 60, { receipt: 'AAAA-1' })]);
    const app = await openCollection(store);
    expect((await rowOf(app, 31)).textContent).toContain('จ่าย 60 จาก 100');
    await app.user.click((await rowOf(app, 31)).querySelector('.roll-tap')!);
    const sheet = within(await screen.findByRole('dialog'));
    await app.user.click(await sheet.findByRole('button', { name: 'รับแล้ว 40 บาท' }));
    await closed();
    await waitFor(async () => expect((await rowOf(app, 31)).className).toContain('roll-paid'));
    await app.user.click(screen.getByRole('button', { name: 'นับเงินสดและปิดยอด' }));
    await expectedIs('100.00');
    expect(await store.row<'day'>(groupId, `day:${collectionOn}`)).toMatchObject({ payers: 1, cash: baht(100), doubts: 0 });
  });

  it('may be twelve months ahead: each month shows as paid when it comes', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    const sheet = await more(app, 1);
    await app.user.click(sheet.getByText('ส่งล่วงหน้า ฝากพิเศษ ถอน'));
    await app.user.click(sheet.getByLabelText('12 เดือน'));
    expect(await sheet.findByText('ม.ค. 2570 – ธ.ค. 2570')).toBeTruthy();
    await app.user.click(sheet.getByRole('button', { name: 'รับแล้ว 650 บาท' }));
    await closed();
    expect(tally()).toContain('650');
    await app.user.click(screen.getByRole('button', { name: 'นับเงินสดและปิดยอด' }));
    await expectedIs('650.00');
    app.unmount();
    const later = await openCollection(store, fifthOfJanuary);
    const row = await rowOf(later, 1);
    expect(row.className).toContain('roll-paid');
    expect(row.textContent).toContain('ส่งล่วงหน้าแล้ว 5 ธ.ค. 2569');
    expect(tally()).toMatch(/1\/48.*เงินที่รับ0/);
  });

  it('may leave special savings, but never more than there is', async () => {
    const special = { e: newId(), kind: 'special-savings' as const, member: memberId(1), amount: baht(300) };
    const store = await storeWith([...founded(), act('entry.record', { paidOn: '2026-11-23', writtenBy: 'committee', rows: [special] })]);
    const app = await openCollection(store);
    const sheet = await more(app, 1);
    await app.user.click(sheet.getByText('ส่งล่วงหน้า ฝากพิเศษ ถอน'));
    await type(app, sheet.getByLabelText(/^สัจจะ ธ\.ค\./), '');
    await type(app, sheet.getByLabelText(/ถอนสัจจะพิเศษ/), '301');
    expect(await sheet.findByText('มากกว่าเงินพิเศษที่มี ใส่จำนวนที่น้อยลง')).toBeTruthy();
    await type(app, sheet.getByLabelText(/ถอนสัจจะพิเศษ/), '300');
    await app.user.click(sheet.getByRole('button', { name: 'จ่ายออกแล้ว 300 บาท' }));
    await closed();
    expect(tally()).toContain('-300');
    expect(tally()).toContain('0/48');
  });
});

describe('case 18: one member, two phones', () => {
  const twice = () => [paid(12, 50, { receipt: 'AAAA-7' }), paid(12, 50, { receipt: 'BBBB-3' })];

  it('both receipts count, the day stays open and says why, and a reversal with a reason closes it', async () => {
    const store = await storeWith([...founded(), ...twice()]);
    const app = await openCollection(store);
    expect((await rowOf(app, 12)).textContent).toContain('อาจซ้ำ');
    await app.user.click(screen.getByRole('button', { name: 'นับเงินสดและปิดยอด' }));
    await expectedIs('100.00');
    await count(app, { 'ธนบัตร 100 บาท': 1 });
    await closeDay(app);
    expect(await screen.findByText('ยังไม่ปิด')).toBeTruthy();
    expect(screen.getByText('มี 2 รายการที่อาจรับซ้ำ')).toBeTruthy();

    await app.user.click(screen.getAllByRole('button', { name: /12 .*BBBB-3/ })[0]!);
    let sheet = within(await screen.findByRole('dialog'));
    await app.user.click(await sheet.findByRole('button', { name: /BBBB-3/ }));
    await app.user.click(sheet.getByLabelText('ไม่ได้รับเลย'));
    await app.user.click(sheet.getByRole('button', { name: 'กลับรายการ 50 บาท' }));
    expect(await sheet.findByText('ใส่เหตุผลก่อนกลับรายการ')).toBeTruthy();
    await type(app, sheet.getByLabelText('เหตุผล'), 'รับสองเครื่อง');
    await app.user.click(sheet.getByRole('button', { name: 'กลับรายการ 50 บาท' }));
    await waitFor(() => expect(screen.queryByText('มี 2 รายการที่อาจรับซ้ำ')).toBeNull());
    // the cash was counted before: it is counted again
    expect(await screen.findByText('ยอดลดลง 50.00 บาทหลังนับเงิน')).toBeTruthy();
    const all = await entries(store);
    expect(all.filter(({ receipt }) => receipt === 'AAAA-7' || receipt === 'BBBB-3')).toHaveLength(2);
    sheet = within(screen.getByRole('dialog'));
    await app.user.click(sheet.getByRole('button', { name: 'ปิด' }));
    await app.user.click(screen.getByRole('link', { name: 'นับเงินสด' }));
    await expectedIs('50.00');
    await count(app, { 'ธนบัตร 50 บาท': 1 });
    await closeDay(app);
    expect(screen.getByText('ปิดยอดแล้ว')).toBeTruthy();
  }, 40_000);

  it('a tap on money that came from another phone a moment ago takes nothing and says so', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    const rowsOf = store.rowsOf.bind(store);
    const row = (await rowOf(app, 1)).querySelector<HTMLElement>('.roll-tap')!;
    // the screen has not heard of it yet
    store.rowsOf = async (g, keys) => (keys.some((key) => key.startsWith('member:')) ? new Promise(() => undefined) : rowsOf(g, keys));
    await store.record([paid(1, 50)]);
    await app.user.click(row);
    expect(await screen.findByText('เงินของคนนี้เพิ่งเปลี่ยน ยังไม่ได้บันทึกซ้ำ')).toBeTruthy();
    expect(store.drafts.has(place)).toBe(false);
  });
});

describe('arrears and paying for others', () => {
  it('case 20: in January 200 are December’s 100 and January’s 100, each under its month', async () => {
    const store = await storeWith();
    const app = await openCollection(store, fifthOfJanuary);
    const sheet = await more(app, 31);
    expect(sheet.getByText('ค้างส่ง 1 เดือน รวม 100 บาท')).toBeTruthy();
    await app.user.click(sheet.getByLabelText(/ธันวาคม 2569/));
    await app.user.click(sheet.getByRole('button', { name: 'รับแล้ว 200 บาท' }));
    await closed();
    await app.user.click(screen.getByRole('button', { name: 'นับเงินสดและปิดยอด' }));
    await expectedIs('200.00');
    const rows = recordedRows(store).slice(-2);
    expect(rows).toMatchObject([
      { member: memberId(31), amount: baht(100), forMonth: '2026-12' },
      { member: memberId(31), amount: baht(100), forMonth: '2027-01' },
    ]);
    expect(rows[0]!.receipt).toBe(rows[1]!.receipt);
    expect((await entries(store)).filter(({ paidOn }) => paidOn === '2027-01-05')).toHaveLength(2);
    expect(await store.row<'month'>(groupId, 'month:2026-12')).toMatchObject({ paidFor: baht(100), columns: {} });
  });

  it('case 21: a mother pays for three children on one receipt, and each passbook has its own line', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    const sheet = await more(app, 5);
    await app.user.click(sheet.getByRole('button', { name: /จ่ายแทนคนอื่นด้วย/ }));
    for (const child of [44, 45, 46]) {
      const search = await sheet.findByRole('searchbox');
      await type(app, search, String(child));
      await app.user.click(await sheet.findByLabelText(new RegExp(`^${child} `)));
    }
    await app.user.click(sheet.getByRole('button', { name: 'รับ 650 บาท จาก 4 คน' }));
    await closed();
    await waitFor(() => expect(tally()).toContain('4/48'));
    await app.user.click(screen.getByRole('button', { name: 'นับเงินสดและปิดยอด' }));
    await expectedIs('650.00');
    const receipt = `${receiptBookOf(app.app.me.dev)}-1`;
    expect(recordedRows(store).slice(-4).map((row) => [row.member, row.receipt])).toEqual([5, 44, 45, 46].map((each) => [memberId(each), receipt])); // prettier-ignore
    for (const child of [44, 45, 46])
      expect((await store.row<'passbook'>(groupId, `passbook:2026:${memberId(child)}`))?.lines.at(-1)).toMatchObject({ receipt });
    expect((await entries(store)).every(({ flags }) => flags === undefined)).toBe(true);
  });

  it('a child of a mother who paid already stands on her receipt', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    await tap(app, 5);
    const sheet = await more(app, 5);
    await app.user.click(sheet.getByRole('button', { name: /จ่ายแทนคนอื่นด้วย/ }));
    await type(app, await sheet.findByRole('searchbox'), '44');
    await app.user.click(await sheet.findByLabelText(/^44 /));
    await app.user.click(sheet.getByRole('button', { name: 'รับ 200 บาท จาก 1 คน' }));
    await closed();
    const { rows } = store.drafts.get(place) as { rows: { receipt: string }[] };
    expect(new Set(rows.map(({ receipt }) => receipt)).size).toBe(1);
  });
});

describe('cash and corrections', () => {
  it('case 22: cash short by 50 needs a reason, is booked, and the three books still agree', async () => {
    const store = await storeWith([...founded(), paid(32, 100), paid(33, 100)]);
    const app = await openCollection(store, { step: 'close' });
    await expectedIs('200.00');
    await count(app, { 'ธนบัตร 100 บาท': 1, 'ธนบัตร 50 บาท': 1 });
    expect(await screen.findByText('เงินขาด 50.00 บาท')).toBeTruthy();
    await app.user.click(screen.getByLabelText(/^ประธาน/));
    await app.user.click(screen.getByLabelText(/^เหรัญญิก/));
    await app.user.click(screen.getByRole('button', { name: 'ปิดยอดวันนี้' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await type(app, screen.getByLabelText(/เหตุที่เงินไม่ตรง/), 'ทอนผิด');
    await app.user.click(screen.getByRole('button', { name: 'ปิดยอดวันนี้' }));
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ปิดยอด' }));
    expect(await screen.findByText('ปิดยอดแล้ว')).toBeTruthy();
    expect(screen.getByText('ทอนผิด')).toBeTruthy();
    const counted = store.operations.find(({ k }) => k === 'cash.count')?.p;
    expect(counted).toMatchObject({ expected: baht(200), counted: baht(150), reason: 'ทอนผิด' });
    expect(recordedRows(store).at(-1)).toMatchObject({ kind: 'cash-short', amount: baht(50), note: 'ทอนผิด' });
    const { columns } = (await store.row<'group'>(groupId, 'group'))!.money;
    const of = (names: readonly (keyof typeof columns)[]) => names.reduce((sum, name) => sum + (columns[name] ?? 0), 0);
    expect(of(['cash', 'bank']) + of(['shortage'])).toBe(of(['pledged', 'entry-fee']));
    expect((await store.rows(groupId, 'count')).at(-1)?.flags).toEqual(['cash-differs']);
  });

  it('a box that is found empty is a count of 0, with its reason; not to have counted yet is something else', async () => {
    const store = await storeWith([...founded(), paid(32, 100), paid(33, 100)]);
    const app = await openCollection(store, { step: 'close' });
    await expectedIs('200.00');
    const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'ปิดยอดวันนี้' });
    expect([button().disabled, screen.queryByText(/เงินขาด/)]).toEqual([true, null]);
    await app.user.click(screen.getByLabelText(/^ไม่มีเงินในกล่องเลย/));
    expect(await screen.findByText('เงินขาด 200.00 บาท')).toBeTruthy();
    await app.user.click(screen.getByLabelText(/^ประธาน/));
    await app.user.click(screen.getByLabelText(/^เหรัญญิก/));
    await app.user.click(button());
    expect(screen.queryByRole('dialog')).toBeNull();
    await type(app, screen.getByLabelText(/เหตุที่เงินไม่ตรง/), 'กล่องถูกงัด แจ้งความแล้ว');
    await app.user.click(button());
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ปิดยอด' }));
    expect(await screen.findByText('ปิดยอดแล้ว')).toBeTruthy();
    const counted = store.operations.find(({ k }) => k === 'cash.count')?.p;
    expect(counted).toMatchObject({ expected: baht(200), counted: 0, pieces: {}, reason: 'กล่องถูกงัด แจ้งความแล้ว' });
    expect(recordedRows(store).at(-1)).toMatchObject({ kind: 'cash-short', amount: baht(200) });
  });

  it('case 25: on a day on which nobody pays the whole box is counted for the next treasurer', async () => {
    const store = await storeWith();
    const inBox = (await store.row<'group'>(groupId, 'group'))!.money.cash;
    const app = await openCollection(store, { step: 'close' });
    await expectedIs(formatBaht(inBox));
    await count(app, { 'ธนบัตร 1,000 บาท': 5 });
    await type(app, await screen.findByLabelText(/เหตุที่เงินไม่ตรง/), 'ยังเก็บกับเหรัญญิกคนเดิม');
    await app.user.click(screen.getByLabelText(/^ประธาน/));
    await app.user.click(screen.getByLabelText(/^เหรัญญิก/));
    await app.user.click(screen.getByRole('button', { name: 'ปิดยอดวันนี้' }));
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ปิดยอด' }));
    expect(await screen.findByText('ปิดยอดแล้ว')).toBeTruthy();
    expect(store.operations.find(({ k }) => k === 'cash.count')?.p).toMatchObject({ expected: inBox, counted: baht(5_000) });
    expect(store.operations.some(({ k }) => k === 'visit.record')).toBe(false);
    const { cash, countedOn } = (await store.row<'group'>(groupId, 'group'))!.money;
    expect([cash, countedOn]).toEqual([baht(5_000), collectionOn]);
  });

  it('a day that lends more than it receives empties the box, is counted with it and closes exactly', async () => {
    const loan = newId();
    const row = (kind: 'loan-out' | 'bank-withdrawal' | 'bank-deposit', amount: number) =>
      kind === 'loan-out' ? { e: newId(), kind, member: memberId(1), loan, amount } : { e: newId(), kind, amount };
    const record = (paidOn: string, ...rows: ReturnType<typeof row>[]) => act('entry.record', { paidOn, writtenBy: 'committee', rows });
    const before = await storeWith();
    const inBox = (await before.row<'group'>(groupId, 'group'))!.money.cash;
    const store = await storeWith([
      ...founded(),
      // 65 are left in the box
      record('2026-11-24', row('bank-deposit', inBox - baht(65))),
      act('loan.apply', { loan, member: memberId(1), kind: 'ordinary', amount: baht(2_000), purpose: 'ซื้อปุ๋ย', appliedOn: '2026-11-24', instalments: 6 }),
      paid(32, 600),
      record(collectionOn, row('bank-withdrawal', baht(1_335)), row('loan-out', baht(2_000))),
    ]); // prettier-ignore
    const app = await openCollection(store, { step: 'close' });
    expect(await screen.findByText('ส่วนที่เกินใช้เงินเดิมในกล่อง ตามบัญชีควรเหลือในกล่อง 0.00 บาท')).toBeTruthy();
    await closeDay(app);
    expect(screen.getByText('ปิดยอดแล้ว')).toBeTruthy();
    expect(store.operations.find(({ k }) => k === 'cash.count')?.p).toMatchObject({ expected: 0, counted: 0, before: baht(65) });
    expect(store.operations.find(({ k }) => k === 'visit.record')?.p).toMatchObject({ cashCountOk: true });
    expect((await store.row<'group'>(groupId, 'group'))!.money.cash).toBe(0);
  });

  it('case 24: 500 that should be 50 is corrected beside itself; the receipt number is not used again', async () => {
    const book = receiptBookOf('019ab000-0000-7000-8000-0000000000d1');
    const store = await storeWith([...founded(), paid(1, 500, { receipt: `${book}-15` })]);
    const app = await openCollection(store);
    await app.user.click((await rowOf(app, 1)).querySelector('.roll-tap')!);
    const sheet = within(await screen.findByRole('dialog'));
    await app.user.click(await sheet.findByRole('button', { name: new RegExp(`${book}-15`) }));
    await type(app, sheet.getByLabelText('จำนวนที่ถูก'), '50');
    await type(app, sheet.getByLabelText('เหตุผล'), 'เลขศูนย์เกิน');
    await app.user.click(sheet.getByRole('button', { name: 'แก้ 500 เป็น 50 บาท' }));
    await waitFor(() => expect(store.operations.at(-1)?.k).toBe('entry.correct'));
    await app.user.click(await sheet.findByRole('button', { name: 'ปิด' }));
    await waitFor(async () => expect((await rowOf(app, 1)).className).toContain('roll-paid'));
    const [wrong, right] = (await entries(store)).slice(-2);
    expect(wrong).toMatchObject({ amount: baht(500), receipt: `${book}-15`, reversed: { reason: 'เลขศูนย์เกิน' } });
    expect(right).toMatchObject({ amount: baht(50), corrects: wrong!.id });
    expect(tally()).toContain('50');
    await app.user.clear(screen.getByRole('searchbox'));
    await tap(app, 2);
    expect(store.drafts.get(place)).toMatchObject({ rows: [{ receipt: `${book}-16` }] });
  });

  it('1,000 repaid that was 900 is corrected on the loan it was paid for, and a dividend stays paid out of its fund', async () => {
    const loan = newId();
    const rows = [
      { e: newId(), kind: 'loan-principal' as const, member: memberId(1), loan, amount: baht(1_000), note: 'งวดแรก' },
      {
        e: newId(),
        kind: 'dividend-paid' as const,
        member: memberId(1),
        fund: 'average-return' as const,
        forMonth: '2026-11',
        amount: baht(30),
      },
    ];
    const store = await storeWith([
      ...founded(),
      act('loan.apply', { loan, member: memberId(1), kind: 'ordinary', amount: baht(6_000), purpose: 'ซื้อปุ๋ย', appliedOn: '2026-11-23', instalments: 6 }),
      act('entry.record', {
        paidOn: collectionOn,
        writtenBy: 'committee',
        rows: [{ e: newId(), kind: 'loan-out', member: memberId(1), loan, amount: baht(6_000) }, ...rows],
      }),
    ]); // prettier-ignore
    const app = await openCollection(store);
    const sheet = await more(app, 1);
    const correct = async (line: RegExp, amount: string, action: string) => {
      await app.user.click(await sheet.findByRole('button', { name: line }));
      await type(app, sheet.getByLabelText('จำนวนที่ถูก'), amount);
      await type(app, sheet.getByLabelText('เหตุผล'), 'นับผิด');
      await app.user.click(sheet.getByRole('button', { name: action }));
    };
    await correct(/เงินต้น.*1,000/, '900', 'แก้ 1,000 เป็น 900 บาท');
    await waitFor(async () => expect(await store.row<'loan'>(groupId, `loan:${loan}`)).toMatchObject({ principalPaid: baht(900) }));
    expect((await store.row<'member'>(groupId, `member:${memberId(1)}`))?.owedSatang).toBe(baht(5_100));
    expect((await entries(store)).at(-1)).toMatchObject({ loan, note: 'งวดแรก' });
    await correct(/ปันผล.*30/, '20', 'แก้ 30 เป็น 20 บาท');
    await waitFor(async () => expect((await entries(store)).at(-1)).toMatchObject({ amount: baht(20), fund: 'average-return' }));
  });

  it('a tap that became a record meanwhile is not taken back by a second tap: its lines are shown', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    await tap(app, 1);
    const { recordSheets } = await import('../../../src/ui/money-sheets.ts');
    await recordSheets(app.app);
    await waitFor(async () => expect((await rowOf(app, 1)).className).toContain('roll-paid'));
    await app.user.click((await rowOf(app, 1)).querySelector('.roll-tap')!);
    expect(await within(await screen.findByRole('dialog')).findByText('ลงบัญชีแล้ว')).toBeTruthy();
    expect((await entries(store)).at(-1)).toMatchObject({ amount: baht(50), receipt: expect.any(String) });
  });

  it('money that comes after the day was closed opens it again and says how much', async () => {
    const store = await storeWith([...founded(), paid(32, 100)]);
    const app = await openCollection(store, { step: 'close' });
    await count(app, { 'ธนบัตร 100 บาท': 1 });
    await closeDay(app);
    expect(screen.getByText('ปิดยอดแล้ว')).toBeTruthy();
    await store.record([paid(33, 100)]);
    expect(await screen.findByText('ยอดเพิ่มขึ้น 100.00 บาทหลังนับเงิน')).toBeTruthy();
    expect(screen.getByText('ยังไม่ปิด')).toBeTruthy();
  });
});

describe('the next pledge day', () => {
  it('case 34: of a group that saves on the 31st it is the last day of a shorter month', async () => {
    const rules = act('bylaws.draft', { bylaws: newId(), pledgeDay: { kind: 'day-of-month', day: 31 }, entryFee: 2_000 });
    const store = await storeWith([...founded(), rules]);
    const day = { on: '2027-01-31', nowMs: Date.parse('2027-01-31T03:00:00Z') };
    await openCollection(store, { ...day, step: 'result' });
    expect(await screen.findByText('วันอาทิตย์ที่ 28 กุมภาพันธ์ 2570')).toBeTruthy();
  });
});

describe('receipts of one phone', () => {
  it('are never the same in two tabs that tap at one moment', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    const { collectionSheet } = await import('../../../src/ui/screens/collection/collection-sheet.ts');
    const tabs = [0, 1].map(() => collectionSheet(app.app, { g: groupId, on: collectionOn, meeting: undefined, writtenBy: 'committee' }));
    const seen = { kept: new Set<string>(), replaced: new Set<string>() };
    const takings = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        tabs[index % 2]!.put(
          [{ member: memberId(index + 1), lines: [{ e: newId(), kind: 'pledged-savings', amount: 5_000, forMonth: '2026-12' }] }],
          seen,
        ),
      ),
    );
    expect(new Set(takings.map((taking) => (taking === 'changed' ? '' : taking.receipt))).size).toBe(20);
  });

  it('of two days that lie open are in the books in their order, and none is called taken', async () => {
    const store = await storeWith();
    const today = await openCollection(store);
    await tap(today, 1);
    today.unmount();
    const fourth = await openCollection(store, { on: '2026-12-04' });
    await tap(fourth, 2);
    fourth.unmount();
    const again = await openCollection(store);
    await tap(again, 3);
    await again.user.clear(screen.getByRole('searchbox'));
    await again.user.click(screen.getByRole('button', { name: 'นับเงินสดและปิดยอด' }));
    await expectedIs('100.00');
    expect(recordedRows(store).slice(-3).map(({ receipt }) => receipt?.split('-')[1])).toEqual(['1', '2', '3']); // prettier-ignore
    expect((await entries(store)).every(({ flags }) => flags === undefined)).toBe(true);
  });
});
