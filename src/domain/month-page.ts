/** On which month's pages a line stands, and what each month sums: a month that was closed takes nothing more (domain.md 3.7, sync.md §1.10). */
import { addColumns, columnsOf, type ColumnSums } from './account-column.ts';
import type { Bench, Rows } from './folding.ts';
import type { MonthRow, PostingRow } from './money-row.ts';
import type { EntryRow, RowKey } from './row.ts';
import { monthOf, shiftMonth } from './thai-calendar.ts';
import type { EntryKind } from './vocabulary.ts';

/** The month's own, or the first open one when it is closed already. */
export function openMonthFor(rows: Rows, month: string): string {
  const closed = rows.get<'group'>('group')?.money.closedThrough;
  return closed !== undefined && month <= closed ? shiftMonth(closed, 1) : month;
}

export function bookedMonth(entry: Pick<EntryRow, 'paidOn' | 'bookedIn'>): string {
  return entry.bookedIn ?? monthOf(entry.paidOn);
}

/** Where taking a line back would stand now. */
export function reversalMonth(rows: Rows, entry: Pick<EntryRow, 'paidOn' | 'bookedIn'>): string {
  return openMonthFor(rows, bookedMonth(entry));
}

export function monthAt(rows: Rows, month: string): MonthRow {
  return (
    rows.get<'month'>(`month:${month}`) ?? { type: 'month', month, columns: {}, byKind: {}, paidMembers: 0, paidFor: 0, adjustments: 0 }
  );
}

export function pageKeys(month: string, op: string): readonly RowKey[] {
  return [`month:${month}`, `posting:${month}:${op}`];
}

/** Puts a line on a month's page, or takes it back there. */
export function postLine(bench: Bench, entry: EntryRow, { month, op, at, sign }: PostingPlace): void {
  const isAdjustment = month !== monthOf(entry.paidOn);
  const row = monthAt(bench, month);
  const amount = (row.byKind[entry.kind] ?? 0) + sign * entry.amount;
  bench.put(`month:${month}`, {
    ...row,
    columns: addColumns(row.columns, columnsOf(entry, sign)),
    byKind: withoutZero({ ...row.byKind, [entry.kind]: amount }),
    moves: movedOn(row.moves, isAdjustment ? '00' : entry.paidOn.slice(8), columnsOf(entry, sign)),
    adjustments: row.adjustments + Number(isAdjustment),
  });
  putPosting(bench, { month, op, at }, { e: entry.id, sign });
}

export interface PostingPlace {
  readonly month: string;
  readonly op: string;
  readonly at: string;
  readonly sign: 1 | -1;
}

function putPosting(bench: Bench, { month, op, at }: Omit<PostingPlace, 'sign'>, line: PostingRow['lines'][number]): void {
  const key = `posting:${month}:${op}` as const;
  const row = bench.get<'posting'>(key) ?? { type: 'posting', month, at, lines: [] };
  bench.put(key, { ...row, lines: [...row.lines, line] });
}

/** Puts the sums of a year's closing on a month's page. */
export function postClosing(bench: Bench, closing: string, columns: ColumnSums, { month, op, at }: Omit<PostingPlace, 'sign'>): void {
  const row = monthAt(bench, month);
  bench.put(`month:${month}`, { ...row, columns: addColumns(row.columns, columns) });
  bench.put(`posting:${month}:${op}`, { type: 'posting', month, at, lines: [], closing });
}

function movedOn(moves: MonthRow['moves'], day: string, { cash = 0, bank = 0 }: ColumnSums): MonthRow['moves'] {
  if (cash === 0 && bank === 0) return moves;
  const { [day]: [cashBefore, bankBefore] = [0, 0], ...others } = moves ?? {};
  const now = [cashBefore + cash, bankBefore + bank] as const;
  if (now.some((satang) => satang !== 0)) return { ...others, [day]: now };
  return Object.keys(others).length === 0 ? undefined : others;
}

function withoutZero(byKind: Partial<Record<EntryKind, number>>): MonthRow['byKind'] {
  return Object.fromEntries(Object.entries(byKind).filter(([, satang]) => satang !== 0));
}
