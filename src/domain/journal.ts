/**
 * A group's books as a plain-text journal that accounting programs read (`ledger`, `hledger`): what anybody may total without us.
 *
 * Debits are positive, credits negative, in baht; members stand by number only.
 */
import { columnsOf, columnsOfBook, expenseColumns, incomeColumns, type Column, type ColumnSums } from './account-column.ts';
import type { YearRow } from './money-row.ts';
import type { EntryRow } from './row.ts';

export interface JournalSource {
  readonly entries: readonly EntryRow[];
  readonly years: readonly YearRow[];
  /** number of a member in the group, by id */
  readonly numberOf: (member: string) => number | undefined;
}

const perMember: ReadonlySet<Column> = new Set(['pledged', 'special', 'loans']);

/** The account of a column, e.g. `liabilities:pledged`. */
export function accountOf(column: Column): string {
  if (columnsOfBook['cash-bank'].some((each) => each === column)) return `assets:${column}`;
  if (incomeColumns.some((each) => each === column)) return `income:${column}`;
  if (expenseColumns.some((each) => each === column)) return `expenses:${column.slice('cost-'.length)}`;
  if (columnsOfBook['expense-asset'].some((each) => each === column)) return `assets:${column}`;
  return column.startsWith('fund-') || column === 'carried-forward' ? `equity:${column}` : `liabilities:${column}`;
}

/** 1 where a growing column is a debit: what the group holds and what it spent. */
export function debitSign(column: Column): 1 | -1 {
  return columnsOfBook['income-liability'].some((each) => each === column) ? -1 : 1;
}

export function journalOf({ entries, years, numberOf }: JournalSource): string {
  const parts: { readonly on: string; readonly text: string }[] = [];
  for (const entry of entries) {
    const memberPart = entry.member === undefined ? '' : `:${numberOf(entry.member) ?? entry.member}`;
    const head = `${entry.receipt === undefined ? '' : `(${entry.receipt}) `}${entry.kind}`;
    parts.push({ on: entry.paidOn, text: transaction(entry.paidOn, head, columnsOf(entry), memberPart) });
    if (entry.reversed !== undefined)
      parts.push({ on: entry.paidOn, text: transaction(entry.paidOn, `reversal of ${entry.kind}`, columnsOf(entry, -1), memberPart) });
  }
  for (const year of years) parts.push({ on: year.to, text: transaction(year.to, 'closing of the year', year.columns, '') });
  return parts
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map(({ text }) => text)
    .join('\n');
}

function transaction(on: string, what: string, columns: ColumnSums, memberPart: string): string {
  const lines = (Object.entries(columns) as [Column, number][]).map(([column, satang]) => {
    const account = `${accountOf(column)}${perMember.has(column) ? memberPart : ''}`;
    return `    ${account}  ${amount(debitSign(column) * satang)} THB`;
  });
  return `${on} ${what}\n${lines.join('\n')}\n`;
}

/** Exact decimals, never through a float. */
function amount(satang: number): string {
  const absolute = Math.abs(satang);
  return `${satang < 0 ? '-' : ''}${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}
