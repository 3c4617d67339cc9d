import { describe, expect, it } from 'vitest';
import { findVoteProblems, hasPassed } from '../../src/domain/vote.ts';

const vote = (present: number, inFavour: number, against: number, abstain: number) => ({ present, for: inFavour, against, abstain });

describe('a vote', () => {
  it('case 12: 18 for, 25 against, 17 abstaining of 60 does not pass', () => {
    expect(hasPassed(vote(60, 18, 25, 17))).toBe(false);
    expect(findVoteProblems(vote(60, 18, 25, 17))).toEqual([]);
  });
  it('case 12: a tie of 30 and 30 does not pass', () => {
    expect(hasPassed(vote(60, 30, 30, 0))).toBe(false);
  });
  it('case 12: 61 votes of 60 people are refused', () => {
    expect(findVoteProblems(vote(60, 30, 20, 11))).toEqual([
      { code: 'votes-exceed-present', weight: 'refused', field: 'present', facts: { cast: 61, present: 60 } },
    ]);
  });
  it('passes with more for than against, whoever abstains', () => {
    expect(hasPassed(vote(60, 10, 9, 41))).toBe(true);
  });
  it('only mentions people who did not vote', () => {
    expect(findVoteProblems(vote(60, 40, 10, 5))).toMatchObject([{ code: 'votes-below-present', weight: 'hint' }]);
  });
  it('is not possible with nobody there', () => {
    expect(findVoteProblems(vote(0, 0, 0, 0))).toMatchObject([{ code: 'nobody-present', weight: 'refused' }]);
  });
  it('asks when the announced result is not the counted one', () => {
    expect(findVoteProblems(vote(60, 30, 30, 0), true)).toMatchObject([{ code: 'result-differs', weight: 'confirm' }]);
    expect(findVoteProblems(vote(60, 31, 29, 0), true)).toEqual([]);
  });
});
