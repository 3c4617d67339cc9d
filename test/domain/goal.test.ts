import { describe, expect, it } from 'vitest';
import { goalsOf, goalStandings } from '../../src/domain/goal.ts';
import type { SessionRow } from '../../src/domain/row.ts';

const said = (id: string, doneOn: string, fields: SessionRow['fields'], over: Partial<SessionRow> = {}): SessionRow => ({
  type: 'session', id, step: '2.7', state: 'done', doneOn, fields, by: 'a', at: `${doneOn}T03:00:00Z`, ...over,
}); // prettier-ignore
const goals = { members: 60, savings: 10_000_000, by: '2027-11-23' };

describe('the goals of item 2.7', () => {
  it('are what the committee said last; what was taken back or belongs to another item is none', () => {
    const first = said('a', '2026-11-23', { targetMembers: 60, targetSavings: 10_000_000, targetOn: '2027-11-23' });
    const later = said('b', '2027-02-05', { targetMembers: 80, targetSavings: 20_000_000, targetOn: '2028-02-05' });
    expect(goalsOf([later, first])).toEqual({ members: 80, savings: 20_000_000, by: '2028-02-05' });
    expect(goalsOf([first, { ...later, withdrawn: 'typed wrong' }])).toEqual(goals);
    expect(goalsOf([said('c', '2026-11-23', {}, { step: '2.6' })])).toBeUndefined();
  });

  it('stand beside what was reached; only the whole is a hundred per cent', () => {
    expect(goalStandings(goals, { members: 48, savings: 9_999_999 }, '2027-06-01')).toEqual([
      { what: 'members', goal: 60, reached: 48, percent: 80, state: 'under-way' },
      { what: 'savings', goal: 10_000_000, reached: 9_999_999, percent: 99, state: 'under-way' },
    ]);
  });

  it('are late the day after they were due, and reached is reached whenever', () => {
    const states = (todayOn: string, reached = { members: 66, savings: 1 }) =>
      goalStandings(goals, reached, todayOn).map(({ state }) => state);
    expect(states('2027-11-23')).toEqual(['reached', 'under-way']);
    expect(states('2027-11-24')).toEqual(['reached', 'late']);
    expect(goalStandings({ members: 0 }, { members: 5, savings: 0 }, '2027-11-24')).toEqual([]);
  });
});
