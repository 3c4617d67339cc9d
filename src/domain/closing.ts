/** Closing the books (`month.close`, `year.close`): nothing is changed by it but where later lines stand and what a profit is put aside for. */
import { addColumns, expenseColumns, incomeColumns, profitOf, type Column, type ColumnSums } from './account-column.ts';
import type { Bench, Deed, KindFolds } from './folding.ts';
import { splitByShares } from './percent-share.ts';
import { monthAt, openMonthFor, pageKeys, postClosing } from './month-page.ts';
import type { YearRow } from './money-row.ts';
import type { PayloadOf } from './operation.ts';
import { monthOf } from './thai-calendar.ts';

export const closingFolds: KindFolds<'month.close' | 'year.close'> = {
  'month.close': {
    touches: ({ p }) => [`month:${p.month}`],
    fold({ p, by }, bench) {
      const { money } = bench.group;
      if (money.closedThrough === undefined || p.month > money.closedThrough)
        bench.setGroup({ money: { ...money, closedThrough: p.month } });
      bench.put(`month:${p.month}`, { ...monthAt(bench, p.month), closedOn: p.on, closedBy: by });
    },
  },
  'year.close': {
    touches: ({ op, p }, rows) => [`year:${p.closing}`, ...pageKeys(openMonthFor(rows, monthOf(p.to)), op.id)],
    fold: closeYear,
  },
};

function closeYear({ op, p, by }: Deed<'year.close'>, bench: Bench): void {
  if (bench.get<'year'>(`year:${p.closing}`) !== undefined) return;
  const { money } = bench.group;
  const { closing: id, from, to, on, meeting, basis } = p;
  // a day that two phones closed without signal counts once, for the closing that comes first in the stream
  const isTwice = money.yearClosedTo !== undefined && (from <= money.yearClosedTo || to <= money.yearClosedTo);
  if (isTwice) bench.flag('closed-twice');
  const earned: ColumnSums = p.columns;
  const profit = profitOf(earned);
  const allocation = isTwice ? [] : allocate(profit, p.allocation);
  const columns = isTwice ? {} : closingColumns(earned, allocation);
  const row: YearRow = {
    type: 'year', id, from, to, on, meeting, profit, allocation, basis, columns, isTwice: isTwice || undefined, by, at: op.at,
  }; // prettier-ignore
  bench.put(`year:${id}`, row);
  if (isTwice) return;
  bench.setGroup({ money: { ...money, yearClosedTo: to } });
  postClosing(bench, id, columns, { month: openMonthFor(bench, monthOf(to)), op: op.id, at: op.at });
}

/** Each part of a profit to the satang; nothing for a loss. Parts that are not a whole leave the rest carried forward. */
export function allocate(profit: number, parts: PayloadOf<'year.close'>['allocation']): YearRow['allocation'] {
  const shares = parts.filter(({ basisPoints }) => basisPoints > 0);
  const whole = shares.reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  if (profit <= 0 || whole !== 10_000) return [];
  const amounts = splitByShares(profit, shares.map(({ basisPoints }) => basisPoints)); // prettier-ignore
  return shares.map((part, index) => ({ ...part, amount: amounts[index] ?? 0 }));
}

/** What the closing adds to each column: income and expense to nothing, the profit to its funds, what is not put aside carried forward. */
function closingColumns(earned: ColumnSums, allocation: YearRow['allocation']): ColumnSums {
  const emptied: Partial<Record<Column, number>> = {};
  for (const column of [...incomeColumns, ...expenseColumns]) emptied[column] = -(earned[column] ?? 0);
  const funds: Partial<Record<Column, number>> = {};
  for (const { use, amount } of allocation) funds[`fund-${use}`] = (funds[`fund-${use}`] ?? 0) + amount;
  const putAside = allocation.reduce((sum, { amount }) => sum + amount, 0);
  return addColumns(emptied, funds, { 'carried-forward': profitOf(earned) - putAside });
}
