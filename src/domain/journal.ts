/**
 * A group's books as a plain-text journal that accounting programs read (`ledger`, `hledger`): what anybody may total without us.
 *
 * Debits are positive, credits negative, in baht; members stand by number only, money of nobody in the register under `no-member`.
 */
import { columnsOf, columnsOfBook, expenseColumns, incomeColumns, type Column, type ColumnSums } from './account-column.ts';
import type { LoanRow, YearRow } from './money-row.ts';
import type { EntryRow } from './row.ts';

export interface JournalSource {
  readonly entries: readonly EntryRow[];
  readonly years: readonly YearRow[];
  readonly loans: readonly LoanRow[];
  /** number of a member in the group, by id */
  readonly numberOf: (member: string) => number | undefined;
}

/** of a line that is nobody's own, such as an old group's sum of loans before it is told loan by loan */
const noMember = ':no-member';
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

export function journalOf({ entries, years, loans, numberOf }: JournalSource): string {
  const parts: { readonly on: string; readonly text: string }[] = [];
  const partOf = (member: string | undefined) => (member === undefined ? noMember : `:${numberOf(member) ?? member}`);
  for (const entry of entries) {
    const memberPart = partOf(entry.member);
    const head = `${entry.receipt === undefined ? '' : `(${entry.receipt}) `}${entry.kind}`;
    parts.push({ on: entry.paidOn, text: transaction(entry.paidOn, head, columnsOf(entry), memberPart) });
    if (entry.reversed !== undefined)
      parts.push({ on: entry.paidOn, text: transaction(entry.paidOn, `reversal of ${entry.kind}`, columnsOf(entry, -1), memberPart) });
  }
  // what an old group's sum of loans is made of: no money moves, a member's part of it gets his account
  for (const { carried, state, member, contract } of loans) {
    if (carried === undefined || member === undefined || state === 'cancelled') continue;
    const [to, from] = [`assets:loans${partOf(member)}`, `assets:loans${noMember}`];
    const lines = [`    ${to}  ${amount(carried.principal)} THB`, `    ${from}  ${amount(-carried.principal)} THB`];
    parts.push({ on: carried.on, text: `${carried.on} loan ${contract?.no ?? ''} carried over\n${lines.join('\n')}\n` });
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
