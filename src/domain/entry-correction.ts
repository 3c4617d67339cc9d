/** The line that stands in the books instead of a wrong one (case 24). */
import type { Satang } from './money.ts';
import type { PayloadOf } from './operation.ts';
import type { EntryRow } from './row.ts';

type Line = PayloadOf<'entry.correct'>['row'];

/** Only the amount was wrong: whose money it is, its loan and its fund stay. The receipt stays with the wrong line. */
export function correctedLine({ kind, member, loan, forMonth, category, fund, note }: EntryRow, e: string, amount: Satang): Line {
  return { e, kind, member, loan, amount, forMonth, category, fund, note };
}
