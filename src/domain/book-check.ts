/** What must hold in the books whatever happened (domain.md 3.13); shown to people as warnings, never a reason not to save. */
import { booksDifference } from './account-column.ts';
import { columnsThrough } from './account-books.ts';
import { cashSinceCount } from './collection.ts';
import { loansUntold } from './loan.ts';
import type { LoanRow, MonthRow, YearRow } from './money-row.ts';
import { daysWithin, openedOn } from './opening.ts';
import type { CashCountRow, DayRow, GroupRow, MemberRow } from './row.ts';

export type BookProblem =
  /** 1: first plus third book is not the second */
  | { readonly code: 'books-differ'; readonly month: string; readonly satang: number }
  /** 2: the first day of the month on which it was so, and the lowest it came to */
  | { readonly code: 'cash-below-zero' | 'bank-below-zero'; readonly month: string; readonly on: string; readonly satang: number }
  /** 3: members' balances, and what is left of the loans, are not the columns of the book */
  | { readonly code: 'savings-differ' | 'special-differ' | 'loans-differ'; readonly satang: number }
  /** one contract told on two phones, or two that were numbered alike: how many loans bear the number */
  | { readonly code: 'contract-number-twice'; readonly no: string; readonly count: number }
  /** 4 */
  | { readonly code: 'day-not-counted' | 'count-differs' | 'cash-after-count'; readonly on: string; readonly satang: number }
  /** balances carried over hold the lines of these days already: the first of them, and how many there are */
  | { readonly code: 'lines-before-opening'; readonly on: string; readonly count: number }
  /** 6, 7, 8: by flags of entries */
  | { readonly code: 'doubtful-entries'; readonly count: number }
  /** 10 */
  | { readonly code: 'office-vacant'; readonly office: 'chair' | 'secretary' | 'treasurer' }
  /** 12 */
  | { readonly code: 'rate-too-high'; readonly loan: string }
  /** 13 */
  | { readonly code: 'left-with-debt'; readonly member: string; readonly satang: number }
  /** 14 */
  | { readonly code: 'allocation-differs'; readonly closing: string; readonly satang: number };

export interface BookRows {
  readonly group: GroupRow;
  readonly months: readonly MonthRow[];
  readonly members: readonly MemberRow[];
  readonly days: readonly DayRow[];
  readonly counts: readonly CashCountRow[];
  readonly loans: readonly LoanRow[];
  readonly years: readonly YearRow[];
}

export function findBookProblems(rows: BookRows): readonly BookProblem[] {
  return [...findSumProblems(rows), ...findDayProblems(rows), ...findPeopleProblems(rows)];
}

function findSumProblems({ group, months, members, loans, years }: BookRows): readonly BookProblem[] {
  const problems: BookProblem[] = [];
  for (const { month } of months) {
    const sums = columnsThrough(months, month);
    const difference = booksDifference(sums);
    if (difference !== 0) problems.push({ code: 'books-differ', month, satang: difference });
  }
  problems.push(...findBelowZero(months));
  const { columns } = group.money;
  const saved = members.reduce((sum, member) => sum + member.savedSatang, 0) - (columns.pledged ?? 0);
  const special = members.reduce((sum, member) => sum + member.specialSatang, 0) - (columns.special ?? 0);
  if (saved !== 0) problems.push({ code: 'savings-differ', satang: saved });
  if (special !== 0) problems.push({ code: 'special-differ', satang: special });
  const lent = loansUntold(columns, loans);
  if (lent !== 0) problems.push({ code: 'loans-differ', satang: lent });
  problems.push(...findSameContracts(loans));
  for (const year of years) {
    const given = year.allocation.reduce((sum, { amount }) => sum + amount, 0);
    if (year.allocation.length > 0 && given !== year.profit)
      problems.push({ code: 'allocation-differs', closing: year.id, satang: given - year.profit });
  }
  return problems;
}

/** The sums may fit all the same: one loan told twice hides another that nobody told. */
function findSameContracts(loans: readonly LoanRow[]): readonly BookProblem[] {
  const bearers = new Map<string, number>();
  for (const { contract, state } of loans) {
    const no = contract?.no.trim();
    if (no !== undefined && no !== '' && state !== 'cancelled') bearers.set(no, (bearers.get(no) ?? 0) + 1);
  }
  return [...bearers].flatMap(([no, count]) => (count > 1 ? [{ code: 'contract-number-twice' as const, no, count }] : []));
}

/**
 * Cash and bank at the end of every day. Lines of one day have no order that anybody knows: they stand as they were typed, not as the money
 * went, so a day is the smallest step at which a box can be said to have held less than nothing.
 */
function findBelowZero(months: readonly MonthRow[]): readonly BookProblem[] {
  const balance = [0, 0];
  return months
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
    .flatMap(({ month, columns, moves = {} }) => {
      const days = Object.entries(moves).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return (['cash', 'bank'] as const).flatMap((column, place): readonly BookProblem[] => {
        // what a row of an older fold does not say by day came before its days
        let satang = (balance[place] ?? 0) + (columns[column] ?? 0) - days.reduce((sum, [, moved]) => sum + (moved[place] ?? 0), 0);
        let [lowest, on] = [Math.min(0, satang), satang < 0 ? '01' : undefined];
        for (const [day, moved] of days) {
          satang += moved[place] ?? 0;
          if (satang < 0) on ??= day === '00' ? '01' : day;
          lowest = Math.min(lowest, satang);
        }
        balance[place] = satang;
        return on === undefined ? [] : [{ code: `${column}-below-zero`, month, on: `${month}-${on}`, satang: lowest }];
      });
    });
}

function findDayProblems({ days, counts }: BookRows): readonly BookProblem[] {
  const countById = new Map(counts.map((count) => [count.id, count]));
  const within = daysWithin(days, openedOn(days));
  const [on] = within;
  const twice: readonly BookProblem[] = on === undefined ? [] : [{ code: 'lines-before-opening', on, count: within.length }];
  const ofDays = days.flatMap((day): readonly BookProblem[] => {
    const count = day.count === undefined ? undefined : countById.get(day.count);
    if (count !== undefined) {
      const differs = (count.flags ?? []).includes('cash-differs');
      const since = cashSinceCount(day, count) ?? 0;
      return [
        ...(differs ? [{ code: 'count-differs', on: day.on, satang: count.counted - count.expected } as const] : []),
        ...(since === 0 ? [] : [{ code: 'cash-after-count', on: day.on, satang: since } as const]),
      ];
    }
    return day.payers > 0 && day.closedAt === undefined ? [{ code: 'day-not-counted', on: day.on, satang: day.cash }] : [];
  });
  return [...twice, ...ofDays];
}

const neededOffices = ['chair', 'secretary', 'treasurer'] as const;

function findPeopleProblems({ group, members, loans }: BookRows): readonly BookProblem[] {
  const problems: BookProblem[] = [];
  if (group.lifeCycle === 'founded')
    for (const office of neededOffices) if (group.committee.filled[office] === undefined) problems.push({ code: 'office-vacant', office });
  for (const { id, flags } of loans) if (flags?.includes('rate-too-high')) problems.push({ code: 'rate-too-high', loan: id });
  for (const member of members)
    if (member.state === 'left' && (member.owedSatang !== undefined || member.guarantees !== undefined))
      problems.push({ code: 'left-with-debt', member: member.id, satang: member.owedSatang ?? 0 });
  if (group.openFlags > 0) problems.push({ code: 'doubtful-entries', count: group.openFlags });
  return problems;
}
