/** When what is known of a person may be erased, and whether it was; what erasing does is in `erase.ts`. */
import type { MemberRow } from './row.ts';

/** Why a person's data cannot be erased yet. */
export type ErasingProblem = 'still-member' | 'has-savings' | 'has-debt' | 'has-paid';

/**
 * Nobody is erased who is a member, whom the group owes savings, or who owes a loan or answers for one. An application that never made a
 * member may go while it lies there, unless money was taken for it.
 */
export function erasingProblem(row: MemberRow): ErasingProblem | undefined {
  if (row.state === 'accepted') return 'still-member';
  if (row.savedSatang !== 0 || row.specialSatang !== 0) return 'has-savings';
  if ((row.owedSatang ?? 0) !== 0 || (row.guarantees ?? []).length > 0) return 'has-debt';
  return row.state !== 'left' && row.entryFeePaid ? 'has-paid' : undefined;
}

/** Erased and said so in the stream; a row whose operations have already lost their personal parts waits for the `erase` that comes. */
export function isErased({ erased }: Pick<MemberRow, 'erased'>): boolean {
  return erased?.on !== undefined;
}
