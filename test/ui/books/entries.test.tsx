/** Other lines of the books, their corrections, what an old group brings along, the bank's own book, closing a month. */
import { cleanup, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { ClosingScreen } from '../../../src/ui/screens/books/closing-screen.tsx';
import { EntryScreen } from '../../../src/ui/screens/books/entry-screen.tsx';
import { FlagCard } from '../../../src/ui/screens/group/doubts.tsx';
import { PassbookScreen } from '../../../src/ui/screens/books/passbook-screen.tsx';
import { act, groupActs, newId } from '../group/support/villages.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { officerId, renderApp } from '../support/render-app.tsx';
import { createMemoryStore } from '../support/memory-store.ts';
import { bua, cellsOf, entry, fiveMonthActs, kham, open, sri, tableCalled, villageActs, villageStore } from './village-books.tsx';

const openEntry = (g: string, store: MemoryStore, query = '', nowMs?: number) =>
  open(EntryScreen, { path: `/groups/${g}/entry${query}`, route: '/groups/:id/entry', store, ...(nowMs === undefined ? {} : { nowMs }) });
const columns = async (store: MemoryStore, g: string) => (await store.row(g, 'group'))?.money.columns;
const last = (store: MemoryStore) => store.operations.at(-1);
const paid = (g: string, baht: number, more = {}, receipt?: string) =>
  entry(g, '2027-03-05', 'pledged-savings', baht, { member: bua, forMonth: '2027-03', ...more }, receipt);

describe('an expense', () => {
  it('says before it is saved what is left in hand and in the bank, and then stands in the books', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const { user } = await openEntry(g, store, '?do=new');
    await user.type(await screen.findByLabelText(/จำนวนเงิน/), '25');
    expect(await screen.findByText('หลังลงบัญชี เงินสด 100.00 · ธนาคาร 20,412.50 บาท')).toBeTruthy();
    await user.selectOptions(screen.getByLabelText(/หมวดค่าใช้จ่าย/), 'travel');
    await user.click(screen.getByRole('button', { name: 'ลงบัญชี' }));
    await waitFor(() =>
      expect(last(store)).toMatchObject({ k: 'entry.record', p: { rows: [{ kind: 'expense', amount: 2_500, category: 'travel' }] } }),
    );
    expect(await columns(store, g)).toMatchObject({ cash: 10_000, 'cost-travel': 2_500 });
  });

  it('beyond the cash in the books is warned about and saved all the same', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const { user } = await openEntry(g, store, '?do=new');
    await user.type(await screen.findByLabelText(/จำนวนเงิน/), '200');
    expect(await screen.findByText(/เงินสดในบัญชีจะติดลบ/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'ลงบัญชี' }));
    await waitFor(async () => expect((await columns(store, g))?.cash).toBe(-7_500));
  });

  it('without an amount or for a day to come is not saved, and the form says what is missing', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const { user } = await openEntry(g, store, '?do=new');
    const before = store.operations.length;
    await user.click(await screen.findByRole('button', { name: 'ลงบัญชี' }));
    expect(await screen.findByText('ใส่จำนวนเงินมากกว่า 0')).toBeTruthy();
    expect(store.operations).toHaveLength(before);
  });

  it('half typed survives a killed page', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const { user } = await openEntry(g, store, '?do=new');
    await user.type(await screen.findByLabelText(/จำนวนเงิน/), '25');
    await waitFor(() => expect(store.drafts.get(`entry:${g}`)).toMatchObject({ amount: 2_500 }));
    cleanup();
    await openEntry(g, store, '?do=new');
    await waitFor(() => expect((screen.getByLabelText(/จำนวนเงิน/) as HTMLInputElement).value).toBe('25'));
  });

  it('of a closed month is told where it will stand', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g), act(g, 'month.close', { month: '2027-03', on: '2027-03-20' }));
    await openEntry(g, store, '?do=new');
    expect(await screen.findByText(/เดือนนั้นปิดแล้ว จะขึ้นเป็นรายการปรับปรุง/)).toBeTruthy();
  });
});

it('savings are given back to a member who is chosen by name, and his own balance is what is compared', async () => {
  const g = newId();
  const store = await villageStore(g, paid(g, 100));
  const { user } = await openEntry(g, store, '?do=new&kind=savings-returned');
  await user.click(await screen.findByRole('button', { name: 'เลือกสมาชิก' }));
  await user.click(within(await screen.findByRole('dialog')).getByText('นางบัว'));
  await user.type(screen.getByLabelText(/จำนวนเงิน/), '150');
  expect(await screen.findByText('มากกว่าเงินที่สมาชิกมี')).toBeTruthy();
  await user.clear(screen.getByLabelText(/จำนวนเงิน/));
  await user.type(screen.getByLabelText(/จำนวนเงิน/), '100');
  await user.click(screen.getByRole('button', { name: 'ลงบัญชี' }));
  await waitFor(async () => expect((await store.row<'member'>(g, `member:${bua}`))?.savedSatang).toBe(0));
});

describe('the entry fee of who joined after the first collection (domain.md 3.7, month 3)', () => {
  it('is proposed as the by-laws say, and then stands in the books and with the member', async () => {
    const g = newId();
    const store = await villageStore(g);
    const { user } = await openEntry(g, store, '?do=new');
    await user.click(await screen.findByRole('radio', { name: 'รับเข้า' }));
    await user.selectOptions(screen.getByLabelText(/^เรื่อง/), 'entry-fee');
    await waitFor(() => expect((screen.getByLabelText(/จำนวนเงิน/) as HTMLInputElement).value).toBe('20'));
    await user.click(screen.getByRole('button', { name: 'เลือกสมาชิก' }));
    await user.click(within(await screen.findByRole('dialog')).getByText('นางศรี'));
    expect(screen.queryByText('ดูอีกครั้งก่อนลงบัญชี')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'ลงบัญชี' }));
    await waitFor(async () => expect((await store.row<'member'>(g, `member:${sri}`))?.entryFeePaid).toBe(true));
    expect(await columns(store, g)).toMatchObject({ cash: 2_000, 'entry-fee': 2_000 });
  });

  it('that was paid already is warned about; what was proposed goes away with the kind', async () => {
    const g = newId();
    const store = await villageStore(g, entry(g, '2026-11-05', 'entry-fee', 20, { member: bua }));
    const { user } = await openEntry(g, store, '?do=new&kind=entry-fee');
    await user.click(await screen.findByRole('button', { name: 'เลือกสมาชิก' }));
    await user.click(within(await screen.findByRole('dialog')).getByText('นางบัว'));
    expect(await screen.findByText('สมาชิกคนนี้จ่ายค่าแรกเข้าแล้ว')).toBeTruthy();
    await user.selectOptions(screen.getByLabelText(/^เรื่อง/), 'grant');
    await waitFor(() => expect((screen.getByLabelText(/จำนวนเงิน/) as HTMLInputElement).value).toBe(''));
  });
});

describe('case 24: receipt 15 for 500 should be 50', () => {
  it('is corrected with a reason: both lines stay, the number is not used again, the passbook shows 50', async () => {
    const g = newId();
    const store = await villageStore(g, paid(g, 500, {}, '7K3M-15'));
    const { user } = await openEntry(g, store);
    await user.click(await screen.findByText('เงินสัจจะสะสม · นางบัว ทดสอบ'));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('จำนวนที่ถูก'), '50');
    await user.click(within(dialog).getByRole('button', { name: 'แก้เป็นจำนวนนี้' }));
    expect(await screen.findByText('ใส่เหตุผลก่อน')).toBeTruthy();
    await user.type(within(dialog).getByLabelText('เหตุผล'), 'เขียนศูนย์เกิน');
    await user.click(within(dialog).getByRole('button', { name: 'แก้เป็นจำนวนนี้' }));
    await waitFor(() => expect(last(store)).toMatchObject({ k: 'entry.correct', p: { reason: 'เขียนศูนย์เกิน', row: { amount: 5_000 } } }));
    expect(await screen.findByText('กลับรายการแล้ว')).toBeTruthy();
    const lines = await store.rows(g, 'entry');
    expect(lines.map(({ amount, receipt, reversed }) => [amount, receipt, reversed?.reason])).toEqual([
      [50_000, '7K3M-15', 'เขียนศูนย์เกิน'],
      [5_000, undefined, undefined],
    ]);
    cleanup();
    await open(PassbookScreen, { path: `/groups/${g}/members/${bua}/passbook`, route: '/groups/:id/members/:member/passbook', store });
    expect(cellsOf(await tableCalled('สมุดสัจจะ')).slice(2)).toEqual([
      ['5 มี.ค. 2570', '', 'เงินสัจจะสะสม', '50.00', '', '', '50.00', '0.00'],
      ['', '', 'คงเหลือ', '', '', '', '50.00', '0.00'],
    ]);
  });

  it('or is taken back altogether', async () => {
    const g = newId();
    const store = await villageStore(g, paid(g, 500));
    const { user } = await openEntry(g, store);
    await user.click(await screen.findByText('เงินสัจจะสะสม · นางบัว ทดสอบ'));
    await user.click(await screen.findByRole('radio', { name: 'ไม่ควรมีรายการนี้' }));
    await user.type(screen.getByLabelText('เหตุผล'), 'ไม่ได้จ่าย');
    await user.click(screen.getByRole('button', { name: 'กลับรายการนี้' }));
    await waitFor(async () => expect((await store.row<'member'>(g, `member:${bua}`))?.savedSatang).toBe(0));
  });
});

describe('an old group that carries its paper books over', () => {
  it('sees before saving what becomes its own capital, and then has the balances under each name', async () => {
    const g = newId();
    const store = createMemoryStore({ user: officerId });
    await store.record(villageActs(g));
    const { user } = await openEntry(g, store, '?do=opening');
    const fill = async (label: string | RegExp, text: string) => user.type(await screen.findByLabelText(label), text);
    await fill(/^วัน$/, '28');
    await user.selectOptions(screen.getByLabelText(/^เดือน$/), '2');
    await fill(/^พ\.ศ\.$/, '2570');
    await fill(/^เงินสดยกมา/, '500');
    await fill(/เงินฝากธนาคารยกมา/, '19,000');
    await fill(/ลูกหนี้เงินกู้ยกมา/, '3,000');
    await fill(/นางคำ/, '12,000');
    await fill(/นางบัว/, '8,000');
    const sheet = Object.fromEntries(cellsOf(await tableCalled('งบดุล')).slice(1) as [string, string][]);
    expect(sheet).toMatchObject({ รวมทรัพย์สิน: '22,500.00', สัจจะสะสม: '20,000.00', ทุนสะสมยกมา: '2,500.00' });
    await user.click(screen.getByRole('button', { name: 'ตรวจแล้วลงยอดยกมา' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ลงยอดยกมา' }));
    await waitFor(async () => expect(await columns(store, g)).toMatchObject({ 'carried-forward': 250_000, pledged: 2_000_000 }));
    const saved = await Promise.all([kham, bua, sri].map(async (id) => (await store.row<'member'>(g, `member:${id}`))?.savedSatang));
    expect(saved).toEqual([1_200_000, 800_000, 0]);
    expect(store.drafts.size).toBe(0);
  });

  it('is told that balances were carried over before, also when it was only the sum of the loans', async () => {
    const g = newId();
    const store = await villageStore(g, entry(g, '2026-10-31', 'opening-loan', 6000));
    await openEntry(g, store, '?do=opening');
    expect(await screen.findByText('กลุ่มนี้ลงยอดยกมาแล้ว')).toBeTruthy();
  });

  it('is told before saving that lines of the balances’ day or earlier would count twice', async () => {
    const g = newId();
    const store = createMemoryStore({ user: officerId });
    const declared = { members: 160, savedSatang: 204_800_000, asOf: '2026-11-23' };
    await store.record(groupActs(g, 'เหล่า', { source: 'declared', declared }));
    await store.record([
      ...villageActs(g).slice(1),
      entry(g, '2026-11-05', 'pledged-savings', 15_000, { member: kham, forMonth: '2026-11' }),
    ]);
    const { user } = await openEntry(g, store, '?do=opening');
    expect(await screen.findByText(/มีรายการที่ลงไว้แล้ว 1 วัน เริ่มจาก 5 พฤศจิกายน 2569/)).toBeTruthy();
    await user.type(await screen.findByLabelText(/^เงินสดยกมา/), '500');
    await user.click(screen.getByRole('button', { name: 'ตรวจแล้วลงยอดยกมา' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/จะนับซ้ำ/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'ลงยอดยกมา' }));
    await waitFor(async () => expect(await columns(store, g)).toMatchObject({ cash: 1_550_000 }));
  });

  it('begins at the end of the last month it told, and is told before saving that the first few members are not all', async () => {
    const g = newId();
    const store = createMemoryStore({ user: officerId });
    const declared = { members: 160, savedSatang: 204_800_000, asOf: '2026-10-23' };
    await store.record(groupActs(g, 'เหล่า', { source: 'declared', declared }));
    await store.record([
      ...villageActs(g).slice(1),
      act(g, 'report.submit', { report: newId(), kind: 'monthly-savings', version: 1, source: 'declared', forMonth: '2026-11', snapshot: { savedSatang: 206_000_000 } }),
    ]); // prettier-ignore
    const { user } = await openEntry(g, store, '?do=opening');
    expect(await screen.findByText('กลุ่มแจ้งเงินสัจจะไว้ 2,060,000.00 บาท')).toBeTruthy();
    await user.type(await screen.findByLabelText(/นางคำ/), '12,000');
    await user.click(screen.getByRole('button', { name: 'ตรวจแล้วลงยอดยกมา' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('เงินสัจจะที่ยกมายังน้อยกว่าที่แจ้งไว้ 2,048,000.00 บาท')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'ลงยอดยกมา' }));
    await waitFor(() => expect(last(store)).toMatchObject({ p: { paidOn: '2026-11-30', rows: [{ amount: 1_200_000 }] } }));
  });
});

describe('the bank’s own book', () => {
  it('that agrees leaves nothing to enter', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const before = store.operations.length;
    const { user } = await openEntry(g, store, '?do=bank');
    await user.type(await screen.findByLabelText(/ยอดคงเหลือในสมุดธนาคาร/), '20,412.50');
    expect(await screen.findByText('ไม่ต้องลงอะไรเพิ่ม')).toBeTruthy();
    expect(store.operations).toHaveLength(before);
  });

  it('with 30 more becomes interest with a note that says why', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const { user } = await openEntry(g, store, '?do=bank');
    await user.type(await screen.findByLabelText(/ยอดคงเหลือในสมุดธนาคาร/), '20,442.50');
    await user.click(await screen.findByRole('button', { name: 'ลงเป็นดอกเบี้ยธนาคาร 30.00 บาท' }));
    expect(await screen.findByText('ลงส่วนต่างแล้ว ยอดตรงกัน')).toBeTruthy();
    expect(last(store)).toMatchObject({ p: { rows: [{ kind: 'bank-interest', amount: 3_000, note: 'เทียบสมุดธนาคาร ยอด 20,442.50 บาท' }] } });
  });

  it('with a deposit less points at that deposit and books nothing by itself', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const { user } = await openEntry(g, store, '?do=bank');
    await user.type(await screen.findByLabelText(/ยอดคงเหลือในสมุดธนาคาร/), '12,812.50');
    expect(await screen.findByText('ธนาคารน้อยกว่า 7,600.00 บาท')).toBeTruthy();
    const line = (await screen.findByText('จำนวนเท่ากับส่วนต่าง')).closest('li');
    expect(line?.textContent).toContain('ฝากธนาคาร');
    expect(line?.textContent).toContain('7,600.00');
    expect(screen.queryByRole('button', { name: /ดอกเบี้ย/ })).toBeNull();
  });
});

describe('closing a month', () => {
  const openClosing = (g: string, store: MemoryStore) =>
    open(ClosingScreen, { path: `/groups/${g}/closing`, route: '/groups/:id/closing', store });

  it('shows what is frozen and what is in doubt, waits for chair and treasurer, and then takes nothing more', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const { user } = await openClosing(g, store);
    expect((await screen.findByText('12,865.00')).closest('.control-totals')?.textContent).toContain('19,185.00');
    expect(await screen.findByText(/5 กุมภาพันธ์ 2570 รับเงินแล้วยังไม่ได้นับ/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'ปิดบัญชีเดือนกุมภาพันธ์ 2570' }));
    expect(await screen.findAllByText('ให้ดูตัวเลขข้างบนก่อน')).toHaveLength(2);
    for (const name of ['ประธานดูตัวเลขแล้ว', 'เหรัญญิกดูตัวเลขแล้ว']) await user.click(screen.getByRole('checkbox', { name: new RegExp(name) }));
    await user.click(screen.getByRole('button', { name: 'ปิดบัญชีเดือนกุมภาพันธ์ 2570' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ปิดเดือนนี้' }));
    await waitFor(() =>
      expect(last(store)).toMatchObject({ k: 'month.close', p: { month: '2027-02', confirmedBy: ['chair', 'treasurer'] } }),
    );
    expect(await screen.findByText('ยังไม่มีเดือนให้ปิด')).toBeTruthy();
    await store.record([entry(g, '2027-02-20', 'expense', 10)]);
    expect(await screen.findByText('1 รายการ เห็นในบัญชีของเดือนนี้')).toBeTruthy();
  });
});

it('a line in doubt is named on its group’s page with what to do, and its link opens it', async () => {
  const g = newId();
  const store = await villageStore(g, paid(g, 100), paid(g, 100));
  const [group, ...entries] = [await store.row<'group'>(g, 'group'), ...(await store.rows(g, 'entry'))];
  const of = entries.find(({ flags }) => flags?.includes('maybe-paid-twice') === true);
  if (group === undefined || of === undefined) throw new Error('a doubt is needed');
  await renderApp(
    <FlagCard
      group={group}
      doubts={{ conflicts: [], flagged: [{ row: `entry:${of.id}`, flags: ['maybe-paid-twice'], of, member: undefined }] }}
    />,
  );
  expect(screen.getByText('เปิดรายการ ถ้าซ้ำจริง กลับรายการที่ซ้ำ')).toBeTruthy();
  const href = screen.getByRole('link', { name: /^รับสัจจะ|สัจจะ/ }).getAttribute('href') ?? '';
  cleanup();
  const { user } = await openEntry(g, store, href.slice(href.indexOf('?')));
  const sheet = within(await screen.findByRole('dialog'));
  await user.click(sheet.getByRole('button', { name: 'ปิด' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
