/** The three books and the statements on the screen: the worked example, reversals, adjustments, and the file that equals the screen. */
import { resolveObjectURL } from 'node:buffer';
import { cleanup, screen, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { bookPage, type BookSource } from '../../../src/domain/account-books.ts';
import { formatBaht } from '../../../src/domain/money.ts';
import { BooksScreen } from '../../../src/ui/screens/books/book-screen.tsx';
import { SavingsRegisterScreen } from '../../../src/ui/screens/books/register-screen.tsx';
import { act, newId } from '../group/support/villages.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { bua, cellsOf, entry, fiveMonthActs, fiveMonths, open, tableCalled, villageStore, type OpenOptions } from './village-books.tsx';

const bookRoute = '/groups/:id/books/:book/:month';
const openBook = (g: string, store: MemoryStore, book: string, month: string, more: Partial<OpenOptions> = {}) =>
  open(BooksScreen, { path: `/groups/${g}/books/${book}/${month}`, route: bookRoute, store, ...more });
const control = async () => (await screen.findByText('ตรงกัน')).closest('.control-totals')?.textContent?.replaceAll(/\s+/g, ' ').trim();

describe('case 23: five months of the worked example, typed into the app', () => {
  it('show exactly its five rows: the proof of the books at the end of each month, and cash and bank under each cash book', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const rows: string[][] = [];
    for (const month of fiveMonths) {
      await openBook(g, store, 'cash-bank', month);
      const proof = await control();
      const amounts = (proof ?? '').match(/[\d,]+\.\d\d/g) ?? [];
      const total = cellsOf(await tableCalled(/เงินสด-เงินฝากธนาคาร/)).at(-1) ?? [];
      rows.push([total[5] ?? '', total[8] ?? '', ...amounts]);
      cleanup();
    }
    expect(rows).toEqual([
      ['140.00', '5,000.00', '5,140.00', '320.00', '5,460.00'],
      ['195.00', '9,400.00', '9,595.00', '320.00', '9,915.00'],
      ['65.00', '14,200.00', '14,265.00', '320.00', '14,585.00'],
      ['65.00', '12,800.00', '12,865.00', '6,320.00', '19,185.00'],
      ['125.00', '20,412.50', '20,537.50', '5,320.00', '25,857.50'],
    ]);
  });

  it('end with a profit of 737.50 and a balance sheet of 25,537.50 on both sides', async () => {
    const g = newId();
    await openBook(g, await villageStore(g, ...fiveMonthActs(g)), 'statements', '2027-03');
    const profit = cellsOf(await tableCalled('งบกำไร-ขาดทุน'));
    expect(profit.at(-1)).toEqual(['กำไรสุทธิ', '737.50']);
    const balance = Object.fromEntries(cellsOf(await tableCalled('งบดุล')).slice(1) as [string, string][]);
    expect(balance).toMatchObject({ รวมทรัพย์สิน: '25,537.50', สัจจะสะสม: '22,800.00', สัจจะพิเศษ: '2,000.00', กำไรสุทธิ: '737.50' });
    expect(balance['รวมหนี้สิน กองทุน และกำไร']).toBe('25,537.50');
  });

  it('lead from month to month, and to the page that is printed', async () => {
    const g = newId();
    await openBook(g, await villageStore(g, ...fiveMonthActs(g)), 'income-liability', '2027-01');
    expect((await screen.findByRole('link', { name: 'เดือนก่อน' })).getAttribute('href')).toBe(`/groups/${g}/books/income-liability/2026-12`);
    expect(screen.getByRole('link', { name: 'เดือนถัดไป' }).getAttribute('href')).toBe(`/groups/${g}/books/income-liability/2027-02`);
    expect(screen.getByRole('link', { name: 'พิมพ์หน้านี้' }).getAttribute('href')).toBe(`/print/book/${g}?book=income-liability&month=2027-01`);
    const months = within(screen.getByLabelText('เดือน')).getAllByRole('option');
    expect(months.map((option) => option.textContent)).toEqual([
      'มีนาคม 2570',
      'กุมภาพันธ์ 2570',
      'มกราคม 2570',
      'ธันวาคม 2569',
      'พฤศจิกายน 2569',
    ]);
  });
});

describe('a line that was wrong', () => {
  it('stays struck with its pair and the reason, and the balances count neither', async () => {
    const g = newId();
    const wrong = newId();
    const store = await villageStore(
      g,
      entry(g, '2027-03-05', 'pledged-savings', 500, { e: wrong, member: bua, forMonth: '2027-03' }, '7K3M-15'),
      act(g, 'entry.reverse', { e: wrong, reason: 'เขียนศูนย์เกิน' }),
      entry(g, '2027-03-05', 'pledged-savings', 50, { member: bua, forMonth: '2027-03' }),
    );
    await openBook(g, store, 'cash-bank', '2027-03');
    const rows = within(await tableCalled(/เงินสด-เงินฝากธนาคาร/)).getAllByRole('row');
    const struck = rows.filter((row) => row.classList.contains('sheet-struck'));
    expect(struck).toHaveLength(1);
    expect(struck[0]?.textContent).toContain('กลับรายการแล้ว');
    const reversal = rows.find((row) => row.classList.contains('sheet-row-reversal'));
    expect(reversal?.textContent).toContain('กลับรายการ: เงินสัจจะสะสม · นางบัว ทดสอบ');
    expect(reversal?.textContent).toContain('เหตุผล: เขียนศูนย์เกิน');
    expect(cellsOf(await tableCalled(/เงินสด-เงินฝากธนาคาร/)).at(-1)?.[5]).toBe('50.00');
  });

  it('for a closed month stands in the next one, marked as an adjustment', async () => {
    const g = newId();
    const store = await villageStore(
      g,
      entry(g, '2027-01-05', 'pledged-savings', 100, { member: bua, forMonth: '2027-01' }),
      act(g, 'month.close', { month: '2027-01', on: '2027-02-01' }),
      entry(g, '2027-01-20', 'expense', 30, { category: 'travel', note: 'ค่ารถ' }),
    );
    await openBook(g, store, 'cash-bank', '2027-02');
    const late = (await screen.findByText('รายการปรับปรุง')).closest('tr');
    expect(late?.textContent).toContain('20 ม.ค. 2570');
    expect(late?.textContent).toContain('ค่ารถ');
    cleanup();
    await openBook(g, store, 'cash-bank', '2027-01');
    expect(await screen.findByText('1 รายการในเดือนนี้')).toBeTruthy();
  });
});

describe('the file of a sheet', () => {
  it('says the same as the screen, cell by cell, in every book, statement and register', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const places = [
      ...['cash-bank', 'income-liability', 'expense-asset', 'statements'].map((book) => [BooksScreen, bookRoute, `/groups/${g}/books/${book}/2027-03`] as const),
      [SavingsRegisterScreen, '/groups/:id/registers/savings/:year', `/groups/${g}/registers/savings/2027`] as const,
    ]; // prettier-ignore
    for (const [Screen, route, path] of places) {
      const { user } = await open(Screen, { route, path, store });
      const shown = (await screen.findAllByRole('table')).map((table) => cellsOf(table).filter((cells) => cells.length > 1));
      await user.click(screen.getByRole('button', { name: 'เก็บเป็นไฟล์ตาราง' }));
      if (!path.includes('statements')) await sayWhatFor(user);
      const file = await fileOnOffer();
      const lines = file.replace('\uFEFF', '').split('\r\n').filter((line) => line !== '').map((line) => line.split(',')); // prettier-ignore
      const onScreen = shown.flatMap((table) => bodyOf(table));
      const inFile = lines.filter((cells) => cells.some((cell) => /^-?\d+\.\d\d$/.test(cell)));
      expect(inFile.map((cells) => cells.map((cell) => asOnScreen(cell)))).toEqual(onScreen);
      expect(onScreen.length).toBeGreaterThan(2);
      cleanup();
    }
  });

  it('warns of people’s data before it is given away, but not for the statements, which name nobody', async () => {
    const g = newId();
    const store = await villageStore(g, ...fiveMonthActs(g));
    const { user } = await openBook(g, store, 'cash-bank', '2027-03');
    await user.click(await screen.findByRole('button', { name: 'เก็บเป็นไฟล์ตาราง' }));
    expect(await screen.findByText('ไฟล์นี้มีชื่อและเงินของสมาชิก')).toBeTruthy();
    // case 48: no file before a reason, and the reason is a record of the group
    expect(screen.queryByText('เก็บไฟล์ไว้')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'เตรียมไฟล์' }));
    expect(await screen.findByText(/บอกเหตุผลก่อน/)).toBeTruthy();
    expect(await store.rows(g, 'export')).toEqual([]);
    await user.selectOptions(screen.getByLabelText('นำออกไปเพื่ออะไร'), 'เหตุผลอื่น');
    await user.type(screen.getByLabelText('เหตุผลอื่นคืออะไร'), '=ตรวจ 3560100000011');
    await user.click(screen.getByRole('button', { name: 'เตรียมไฟล์' }));
    const file = await fileOnOffer();
    expect(await store.rows(g, 'export')).toMatchObject([
      { list: 'book', reason: 'other', note: '=ตรวจ 3560100000011', people: expect.any(Number) },
    ]);
    expect(file.trimEnd().split('\r\n').at(-1)).toMatch(/^ส่งออกโดย .* · มีบันทึกไว้$/);
    expect(file).not.toContain('3560100000011');
    cleanup();
    const statements = await openBook(g, store, 'statements', '2027-03');
    await statements.user.click(await screen.findByRole('button', { name: 'เก็บเป็นไฟล์ตาราง' }));
    await screen.findByText('เก็บไฟล์ไว้');
    expect(screen.queryByText('ไฟล์นี้มีชื่อและเงินของสมาชิก')).toBeNull();
  });
});

/** Rows with an amount in them, as the file has them; headings left out. */
const bodyOf = (table: readonly (readonly string[])[]) => table.filter((cells) => cells.some((cell) => /^-?[\d,]+\.\d\d$/.test(cell)));

/** the reason without which no list of people leaves the phone */
async function sayWhatFor(user: UserEvent): Promise<void> {
  await user.selectOptions(await screen.findByLabelText('นำออกไปเพื่ออะไร'), 'ให้กรรมการตรวจหรือเก็บ');
  await user.click(screen.getByRole('button', { name: 'เตรียมไฟล์' }));
}

async function fileOnOffer(): Promise<string> {
  const link = await screen.findByText('เก็บไฟล์ไว้');
  const file = resolveObjectURL(link.closest('a')?.getAttribute('href') ?? '');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file?.arrayBuffer());
}

const months = ['ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.'];

/** An amount and a day of the file in the screen's words. */
function asOnScreen(cell: string): string {
  if (/^-?\d+\.\d\d$/.test(cell)) return formatBaht(Math.round(Number(cell) * 100));
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(cell);
  return day === null ? cell : `${Number(day[3])} ${months[Number(day[2]) - 1]} ${Number(day[1]) + 543}`;
}

it('the screen’s page is the domain’s: as many lines, no more', async () => {
  const g = newId();
  const store = await villageStore(g, ...fiveMonthActs(g));
  const source: BookSource = {
    months: await store.rows(g, 'month'),
    postings: await store.rows(g, 'posting'),
    entries: new Map((await store.rows(g, 'entry')).map((row) => [row.id, row])),
    years: [],
  };
  await openBook(g, store, 'expense-asset', '2027-02');
  const table = await tableCalled(/รายจ่ายและทรัพย์สิน/);
  expect(within(table).getAllByRole('row')).toHaveLength(bookPage('expense-asset', '2027-02', source).lines.length + 3);
});
