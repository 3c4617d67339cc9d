/** Which months can be closed now, and what a closing freezes. */
import { columnsThrough } from '../../../domain/account-books.ts';
import type { ColumnSums } from '../../../domain/account-column.ts';
import type { MonthRow } from '../../../domain/money-row.ts';
import { monthOf, shiftMonth, type Month } from '../../../domain/thai-calendar.ts';

/** Months that have ended and are open, in order; closing one closes those before it too. */
export function closableMonths(months: readonly MonthRow[], closedThrough: Month | undefined, todayOn: string): readonly Month[] {
  const booked = months.filter(({ columns }) => Object.keys(columns).length > 0).map(({ month }) => month);
  const first = closedThrough === undefined ? booked.toSorted()[0] : shiftMonth(closedThrough, 1);
  if (first === undefined) return [];
  const open: Month[] = [];
  for (let month = first; month < monthOf(todayOn); month = shiftMonth(month, 1)) open.push(month);
  return open;
}

export interface Frozen {
  readonly sums: ColumnSums;
  readonly paidMembers: number;
  /** lines that stand here although they belong to a month closed before */
  readonly adjustments: number;
}

export function frozenBy(months: readonly MonthRow[], month: Month): Frozen {
  const row = months.find((each) => each.month === month);
  return { sums: columnsThrough(months, month), paidMembers: row?.paidMembers ?? 0, adjustments: row?.adjustments ?? 0 };
}
