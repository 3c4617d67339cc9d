/** What each member has handed over for a month: taps of the open sheet and records together, each counted once. */
import type { PassbookRow } from '../../../domain/money-row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import type { SheetRow } from '../../money-sheets.ts';

export interface Payment {
  readonly fee: number;
  readonly pledge: number;
  /** in the books already: only a reversal takes it back */
  readonly recorded: boolean;
  /** ids of the entries in the books */
  readonly entries: readonly string[];
  /** numbers of the receipts given for it */
  readonly receipts: readonly string[];
}

/**
 * By member. A pledge counts for the month it was paid for, a fee for the month it was paid in, on whatever day of it.
 *
 * @param books every passbook of the month's year
 */
export function paymentsOf(sheet: readonly SheetRow[], books: readonly PassbookRow[], month: string): ReadonlyMap<string, Payment> {
  const payments = new Map<string, Payment>();
  const add = (member: string, kind: string, amount: number, receipt: string | undefined, entry?: string) => {
    const before = payments.get(member) ?? { fee: 0, pledge: 0, recorded: false, entries: [], receipts: [] };
    payments.set(member, {
      fee: before.fee + (kind === 'entry-fee' ? amount : 0),
      pledge: before.pledge + (kind === 'pledged-savings' ? amount : 0),
      recorded: before.recorded || entry !== undefined,
      entries: entry === undefined ? before.entries : [...before.entries, entry],
      receipts: receipt === undefined || before.receipts.includes(receipt) ? before.receipts : [...before.receipts, receipt],
    });
  };
  const known = new Set<string>();
  for (const { member, lines } of books)
    for (const { e, kind, amount, forMonth, paidOn, receipt } of lines) {
      known.add(e);
      const isFirst = kind === 'entry-fee' || kind === 'pledged-savings';
      if (isFirst && (forMonth ?? monthOf(paidOn)) === month) add(member, kind, amount, receipt, e);
    }
  for (const { member, receipt, lines } of sheet)
    for (const { e, kind, amount } of lines) if (!known.has(e)) add(member, kind, amount, receipt);
  return payments;
}
