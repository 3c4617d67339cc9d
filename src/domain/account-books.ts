/**
 * The pages of the three books and the two statements, made from entries and the sums of months; nothing here is stored.
 *
 * A line that was taken back stays on its page with its reversal under it; one for a month that was closed stands in the next open month.
 */
import {
  addColumns,
  bookBalance,
  columnsOf,
  columnsOfBook,
  expenseColumns,
  incomeColumns,
  profitOf,
  sumColumns,
  type Column,
  type ColumnSums,
  type ThreeBook,
} from './account-column.ts';
import type { MonthRow, PostingRow, YearRow } from './money-row.ts';
import type { Satang } from './money.ts';
import { bookedMonth } from './month-page.ts';
import type { EntryRow } from './row.ts';

export interface BookLine {
  readonly on: string;
  readonly receipt?: string | undefined;
  /** absent on the line of a year's closing */
  readonly entry?: EntryRow | undefined;
  readonly closing?: string | undefined;
  readonly isReversal: boolean;
  /** booked here although its day lies in a closed month */
  readonly isAdjustment: boolean;
  /** what the line moves, satang by column of this book */
  readonly moves: ColumnSums;
  /** of each column of this book after the line */
  readonly balances: ColumnSums;
}

export interface BookPage {
  readonly book: ThreeBook;
  readonly month: string;
  readonly broughtForward: ColumnSums;
  readonly lines: readonly BookLine[];
  /** added and taken away in the month, by column, both as amounts from 0 up */
  readonly added: ColumnSums;
  readonly taken: ColumnSums;
  readonly carriedForward: ColumnSums;
}

export interface BookSource {
  readonly months: readonly MonthRow[];
  readonly postings: readonly PostingRow[];
  readonly entries: ReadonlyMap<string, EntryRow>;
  readonly years: readonly YearRow[];
}

/** Satang by column at the end of a month; months may come in any order. */
export function columnsThrough(months: readonly MonthRow[], through: string): ColumnSums {
  return addColumns(...months.filter(({ month }) => month <= through).map(({ columns }) => columns));
}

/** One month of one book with running balances. */
export function bookPage(book: ThreeBook, month: string, source: BookSource): BookPage {
  const broughtForward = ofBook(addColumns(...source.months.filter((each) => each.month < month).map(({ columns }) => columns)), book);
  let balances = broughtForward;
  let added: ColumnSums = {};
  let taken: ColumnSums = {};
  const lines = linesOf(month, source).flatMap((line): readonly BookLine[] => {
    const moves = ofBook(line.moves, book);
    if (Object.keys(moves).length === 0) return [];
    balances = addColumns(balances, moves);
    added = addColumns(added, partOf(moves, 1));
    taken = addColumns(taken, partOf(moves, -1));
    return [{ ...line, moves, balances }];
  });
  return { book, month, broughtForward, lines, added, taken, carriedForward: balances };
}

type Unbalanced = Omit<BookLine, 'balances'>;

/** In the order of a page: by day, then as they were recorded; what somebody took back stands with its line. */
function linesOf(month: string, { postings, entries, years }: BookSource): readonly Unbalanced[] {
  const found: (Unbalanced & { readonly at: string; readonly id: string })[] = [];
  for (const posting of postings.filter((each) => each.month === month)) {
    for (const { e, sign } of posting.lines) {
      const entry = entries.get(e);
      if (entry === undefined) continue;
      const isReversal = sign === -1;
      const isAdjustment =
        (isReversal ? (entry.reversed?.bookedIn ?? bookedMonth(entry)) : bookedMonth(entry)) !== entry.paidOn.slice(0, 7);
      found.push({
        on: entry.paidOn, receipt: entry.receipt, entry, isReversal, isAdjustment, moves: columnsOf(entry, sign), at: posting.at, id: `${e}${sign}`,
      }); // prettier-ignore
    }
    const year = years.find(({ id }) => id === posting.closing);
    if (year !== undefined)
      found.push({
        on: year.to, closing: year.id, isReversal: false, isAdjustment: false, moves: year.columns, at: posting.at, id: year.id,
      }); // prettier-ignore
  }
  const order = (line: (typeof found)[number]) => `${line.closing === undefined ? 0 : 1}|${line.on}|${line.at}|${line.id}`;
  return found.sort((a, b) => (order(a) < order(b) ? -1 : 1)).map(({ at: _at, id: _id, ...line }) => line);
}

function ofBook(sums: ColumnSums, book: ThreeBook): ColumnSums {
  const columns: readonly Column[] = columnsOfBook[book];
  return Object.fromEntries(Object.entries(sums).filter(([column]) => columns.includes(column as Column)));
}

/** What was added, or what was taken away as an amount from 0 up. */
function partOf(moves: ColumnSums, sign: 1 | -1): ColumnSums {
  const kept = (Object.entries(moves) as [Column, Satang][]).filter(([, satang]) => satang * sign > 0);
  return Object.fromEntries(kept.map(([column, satang]) => [column, satang * sign]));
}

export interface StatementLine {
  readonly column: Column;
  readonly satang: Satang;
}

export interface ProfitAndLoss {
  readonly income: readonly StatementLine[];
  readonly expense: readonly StatementLine[];
  readonly incomeTotal: Satang;
  readonly expenseTotal: Satang;
  /** below 0 for a loss */
  readonly profit: Satang;
}

/** Income and expense since the last closing of a year. */
export function profitAndLoss(sums: ColumnSums): ProfitAndLoss {
  return {
    income: linesOfColumns(sums, incomeColumns),
    expense: linesOfColumns(sums, expenseColumns),
    incomeTotal: sumColumns(sums, incomeColumns),
    expenseTotal: sumColumns(sums, expenseColumns),
    profit: profitOf(sums),
  };
}

export const assetColumns = ['cash', 'bank', 'loans', 'enterprise', 'equipment', 'shortage'] as const satisfies readonly Column[];
export const liabilityColumns = [
  'pledged', 'special', 'external', 'fund-dividend', 'fund-average-return', 'fund-reserve', 'fund-bonus', 'fund-welfare', 'fund-public-benefit',
  'carried-forward',
] as const satisfies readonly Column[]; // prettier-ignore

export interface BalanceSheet {
  readonly assets: readonly StatementLine[];
  /** what the group owes and has put aside, without the profit of the running year */
  readonly liabilities: readonly StatementLine[];
  readonly profit: Satang;
  readonly assetTotal: Satang;
  /** liabilities, funds and profit; equals `assetTotal` */
  readonly liabilityTotal: Satang;
}

export function balanceSheet(sums: ColumnSums): BalanceSheet {
  const profit = profitOf(sums);
  return {
    assets: linesOfColumns(sums, assetColumns),
    liabilities: linesOfColumns(sums, liabilityColumns),
    profit,
    assetTotal: sumColumns(sums, assetColumns),
    liabilityTotal: sumColumns(sums, liabilityColumns) + profit,
  };
}

function linesOfColumns(sums: ColumnSums, columns: readonly Column[]): readonly StatementLine[] {
  return columns.map((column) => ({ column, satang: sums[column] ?? 0 })).filter(({ satang }) => satang !== 0);
}

/** The three balances that a page prints as its control total. */
export function controlTotals(sums: ColumnSums): Readonly<Record<ThreeBook, Satang>> {
  return {
    'cash-bank': bookBalance(sums, 'cash-bank'),
    'income-liability': bookBalance(sums, 'income-liability'),
    'expense-asset': bookBalance(sums, 'expense-asset'),
  };
}
