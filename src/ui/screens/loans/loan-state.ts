/** How the state of a loan looks, and which stone of its path it has reached. */
import type { LoanState } from '../../../domain/money-row.ts';
import type { StoneState } from '../../parts/step-path.tsx';
import type { TagTone } from '../../parts/tag.tsx';

export const toneByState: Readonly<Record<LoanState, TagTone>> = {
  applied: 'waiting',
  refused: 'plain',
  approved: 'next',
  contracted: 'next',
  running: 'plain',
  repaid: 'done',
  cancelled: 'plain',
  'written-off': 'plain',
};

export const loanStones = ['applied', 'decided', 'signed', 'paid-out', 'instalments', 'closed'] as const;

/** stones that are behind a loan in this state */
const doneByState: Readonly<Record<LoanState, number>> = {
  applied: 1,
  refused: 2,
  approved: 2,
  contracted: 3,
  running: 4,
  repaid: 6,
  cancelled: 1,
  'written-off': 4,
};

/** A loan that ended before its end has stones that no longer apply, and the last one done. */
export function stonesOf(state: LoanState): readonly StoneState[] {
  const done = doneByState[state];
  const hasEndedEarly = state === 'refused' || state === 'cancelled' || state === 'written-off';
  return loanStones.map((_, index) => {
    if (index < done) return 'done';
    if (hasEndedEarly) return index === loanStones.length - 1 ? 'done' : 'not-applicable';
    return index === done ? 'next' : 'todo';
  });
}
