/** The numbers behind the pictures of the money tab, out of the sums of months and never out of entries. */
import { sumColumns, type Column } from '../../../domain/account-column.ts';
import type { MonthRow } from '../../../domain/money-row.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { monthOf, shiftMonth, type Month } from '../../../domain/thai-calendar.ts';

export interface Balance {
  /** a month, or the last month of a year when there are many */
  readonly month: Month;
  readonly satang: number;
}

const mostMonths = 24;

/** What stood in these columns at the end of each month; by the year in a group of more than two years. */
export function balancesOver(months: readonly MonthRow[], columns: readonly Column[], todayOn: string): readonly Balance[] {
  const booked = months.filter((row) => Object.keys(row.columns).length > 0).toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const first = booked[0]?.month;
  if (first === undefined) return [];
  const moved = new Map(booked.map((row) => [row.month, sumColumns(row.columns, columns)]));
  const last = [monthOf(todayOn), booked.at(-1)?.month ?? first].toSorted().at(-1) ?? first;
  const all: Balance[] = [];
  let satang = 0;
  for (let month = first; month <= last; month = shiftMonth(month, 1)) {
    satang += moved.get(month) ?? 0;
    all.push({ month, satang });
  }
  return all.length <= mostMonths ? all : all.filter(({ month }) => month === last || month.endsWith('-12'));
}

export interface MonthPaid {
  readonly month: Month;
  readonly paid: number;
  /** had promised something for the month and paid nothing for it; `undefined` while the members are not read yet */
  readonly missed: number | undefined;
}

/** Who paid his promise in each of the last twelve months, whenever he paid it. */
export function paidByMonth(months: readonly MonthRow[], members: readonly MemberRow[] | undefined, todayOn: string): readonly MonthPaid[] {
  const paidIn = new Map(months.map(({ month, paidMembers }) => [month, paidMembers]));
  const first = months.filter(({ paidMembers }) => paidMembers > 0).reduce((least, { month }) => (month < least ? month : least), '9');
  return Array.from({ length: 12 }, (_, index) => shiftMonth(monthOf(todayOn), index - 11))
    .filter((month) => month >= first)
    .map((month) => {
      const paid = paidIn.get(month) ?? 0;
      return { month, paid, missed: members && Math.max(0, members.filter((member) => hasPromised(member, month)).length - paid) };
    });
}

function hasPromised(member: MemberRow, month: Month): boolean {
  const { joinedOn, leftOn } = member;
  if (joinedOn === undefined || month < monthOf(joinedOn) || (leftOn !== undefined && month > monthOf(leftOn))) return false;
  return (pledgeInMonth(member, month) ?? 0) > 0;
}
