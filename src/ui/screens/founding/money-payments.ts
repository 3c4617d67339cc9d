/** What each member has handed over for a month: taps of the open sheet and records together, each counted once. */
import type { EntryRow } from '../../../domain/row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import type { SheetRow } from '../../money-sheets.ts';

export interface Payment {
  readonly fee: number;
  readonly pledge: number;
  /** in the books already: only a reversal takes it back */
  readonly recorded: boolean;
  /** ids of the entries in the books */
  readonly entries: readonly string[];
}

/** By member. A pledge counts for the month it was paid for, a fee for the month it was paid in, on whatever day of it. */
export function paymentsOf(sheet: readonly SheetRow[], entries: readonly EntryRow[], month: string): ReadonlyMap<string, Payment> {
  const payments = new Map<string, Payment>();
  const add = (member: string, kind: string, amount: number, entry?: string) => {
    const before = payments.get(member) ?? { fee: 0, pledge: 0, recorded: false, entries: [] };
    payments.set(member, {
      fee: before.fee + (kind === 'entry-fee' ? amount : 0),
      pledge: before.pledge + (kind === 'pledged-savings' ? amount : 0),
      recorded: before.recorded || entry !== undefined,
      entries: entry === undefined ? before.entries : [...before.entries, entry],
    });
  };
  const known = new Set(entries.map((entry) => entry.id));
  for (const { id, member, kind, amount, forMonth, paidOn, reversed } of entries) {
    const isMembers = member !== undefined && reversed === undefined && (kind === 'entry-fee' || kind === 'pledged-savings');
    if (isMembers && (forMonth ?? monthOf(paidOn)) === month) add(member, kind, amount, id);
  }
  for (const { member, lines } of sheet) for (const { e, kind, amount } of lines) if (!known.has(e)) add(member, kind, amount);
  return payments;
}
