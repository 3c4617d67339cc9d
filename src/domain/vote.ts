/** The arithmetic of a vote by show of hands or ballot; whether it opens the intake is said in `gate.ts`. */
import type { Problem } from './problem.ts';

export interface VoteCount {
  readonly present: number;
  readonly for: number;
  readonly against: number;
  readonly abstain: number;
}
export type VoteField = 'present' | 'for' | 'against' | 'abstain' | 'passed';

/**
 * More for than against; abstentions count for neither side, and a tie is no resolution (case 12).
 *
 * By-laws may say otherwise; a result that was announced differently is recorded as announced, with a flag.
 */
export function hasPassed(vote: VoteCount): boolean {
  return vote.for > vote.against;
}

/** @param announced what the chair said, when the form asks for it */
export function findVoteProblems(vote: VoteCount, announced?: boolean): readonly Problem<VoteField>[] {
  const cast = vote.for + vote.against + vote.abstain;
  if (vote.present === 0) return [{ code: 'nobody-present', weight: 'refused', field: 'present' }];
  const problems: Problem<VoteField>[] = [];
  const facts = { cast, present: vote.present };
  if (cast > vote.present) problems.push({ code: 'votes-exceed-present', weight: 'refused', field: 'present', facts });
  if (cast < vote.present) problems.push({ code: 'votes-below-present', weight: 'hint', field: 'abstain', facts });
  if (announced !== undefined && announced !== hasPassed(vote))
    problems.push({ code: 'result-differs', weight: 'confirm', field: 'passed' });
  return problems;
}
