/** Closing a year: which months it takes in, what the books earned and spent in them, and the parts of the profit (domain.md 3.11). */
import { columnsThrough } from './account-books.ts';
import { addColumns, expenseColumns, incomeColumns, type ColumnSums } from './account-column.ts';
import type { MonthRow, PostingRow, YearRow } from './money-row.ts';
import { findShareProblem, type ShareProblem } from './percent-share.ts';
import type { EntryRow, GroupRow } from './row.ts';
import { addDays, dayInMonth, monthOf, shiftMonth, type CivilDate, type Month } from './thai-calendar.ts';

export interface YearPeriod {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/**
 * The day after the last closing, else the founding, else the first month with money. The first year of an old group begins with its books
 * here: what it earned before that is in the balances it carried over.
 */
export function periodStart(
  group: Pick<GroupRow, 'money' | 'foundedOn' | 'source'>,
  months: readonly Pick<MonthRow, 'month' | 'byKind'>[],
): CivilDate | undefined {
  const { yearClosedTo } = group.money;
  if (yearClosedTo !== undefined) return addDays(yearClosedTo, 1);
  const booked = months.filter(({ byKind }) => Object.keys(byKind).length > 0).toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const first = booked[0]?.month;
  if (group.source === 'declared') {
    if (booked[0] === undefined) return undefined;
    const isCarriedOver = Object.keys(booked[0].byKind).every((kind) => kind.startsWith('opening-'));
    return `${isCarriedOver ? shiftMonth(booked[0].month, 1) : booked[0].month}-01`;
  }
  if (first === undefined) return group.foundedOn;
  // money that came in before the founding day belongs to the first year all the same
  return group.foundedOn === undefined || monthOf(group.foundedOn) > first ? `${first}-01` : group.foundedOn;
}

/** Until the end of December, as most groups' by-laws say; a group may close at the end of any month that is over. */
export function usualEnd(from: CivilDate): CivilDate {
  return `${from.slice(0, 4)}-12-31`;
}

/** Ends of months that are over, the latest first. */
export function possibleEnds(from: CivilDate, todayOn: CivilDate): readonly CivilDate[] {
  const ends: CivilDate[] = [];
  for (let month = monthOf(from); month <= monthOf(todayOn); month = shiftMonth(month, 1)) {
    const end = lastDayOf(month);
    if (end <= todayOn) ends.unshift(end);
  }
  return ends;
}

export function lastDayOf(month: Month): CivilDate {
  return dayInMonth(month, 31);
}

/**
 * Income and expense of the period by column, as they stand at its end: what `year.close` freezes.
 *
 * @param later pages after the period's last month; a year that was closed late stands there and had emptied the columns already
 */
export function earnedBy(
  to: CivilDate,
  {
    months,
    years,
    later,
  }: { readonly months: readonly MonthRow[]; readonly years: readonly YearRow[]; readonly later: readonly PostingRow[] },
): ColumnSums {
  const closedLater = new Set(later.flatMap(({ month, closing }) => (closing !== undefined && month > monthOf(to) ? [closing] : [])));
  const closings = years.filter(({ id, to: closedTo }) => closedLater.has(id) && closedTo < to).map(({ columns }) => columns);
  const sums = addColumns(columnsThrough(months, monthOf(to)), ...closings);
  const earning: readonly string[] = [...incomeColumns, ...expenseColumns];
  return Object.fromEntries(Object.entries(sums).filter(([column]) => earning.includes(column)));
}

/** What a closed year had earned and spent by column; the closing took it out of the books. */
export function earnedIn({ columns }: Pick<YearRow, 'columns'>): ColumnSums {
  const earning: readonly string[] = [...incomeColumns, ...expenseColumns];
  const taken = Object.entries(columns).filter(([column]) => earning.includes(column));
  return Object.fromEntries(taken.map(([column, satang]) => [column, -satang]));
}

export type AllocationProblem = ShareProblem | { readonly problem: 'nothing-chosen' };

/** A profit is put aside whole: each part above 0 and together exactly 100 %. A loss has no parts, it is carried forward. */
export function findAllocationProblem(profit: number, parts: readonly { readonly basisPoints: number }[]): AllocationProblem | undefined {
  if (profit <= 0) return undefined;
  const shares = parts.map(({ basisPoints }) => basisPoints).filter((basisPoints) => basisPoints > 0);
  return shares.length === 0 ? { problem: 'nothing-chosen' } : findShareProblem(shares);
}

/** Lines of days up to a closing which came, or were taken back, after it. */
export interface LateLines {
  readonly came: ReadonlySet<string>;
  readonly takenBack: readonly EntryRow[];
}

/** Nobody's dividend moves by what is late for his year: it counts for the next one. */
export interface LateOfYear extends LateLines {
  /** what was late for earlier years and came, or was taken back, in this one */
  readonly before: LateLines;
}

/** @param pages those of the period and of later months */
export function lateLinesOf({ from, to }: YearPeriod, pages: readonly PostingRow[], entries: ReadonlyMap<string, EntryRow>): LateOfYear {
  const ofYear = pages.filter(({ month }) => month <= monthOf(to));
  return { ...lateFor(to, pages, entries), before: lateFor(addDays(from, -1), ofYear, entries) };
}

function lateFor(to: CivilDate, pages: readonly PostingRow[], entries: ReadonlyMap<string, EntryRow>): LateLines {
  const lines = pages.filter(({ month }) => month > monthOf(to)).flatMap((row) => row.lines);
  const isOfPeriod = (e: string) => (entries.get(e)?.paidOn ?? '9999') <= to;
  const came = new Set(lines.filter(({ e, sign }) => sign === 1 && isOfPeriod(e)).map(({ e }) => e));
  const takenBack = lines.filter(({ e, sign }) => sign === -1 && isOfPeriod(e) && !came.has(e)).flatMap(({ e }) => entries.get(e) ?? []);
  return { came, takenBack };
}
