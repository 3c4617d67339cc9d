import { describe, expect, it } from 'vitest';
import { findCommitteeProblems, findLeftSeat, findTermsDue, mayTakeOffice, successorTermTo } from '../../src/domain/committee-check.ts';
import { findVacantOffices, isHandOverCountDue } from '../../src/domain/committee-gap.ts';
import type { Branch, Office } from '../../src/domain/vocabulary.ts';
import type { MemberRow, TermRow } from '../../src/domain/row.ts';

type Person = Pick<MemberRow, 'state' | 'kind' | 'person'>;
const adult: Person = { state: 'accepted', kind: 'person', person: { bornOn: '1976-05-01' } };
const seat = (member: string, branch: Branch, office: Office) => ({ member, branch, office });
const board = [
  seat('a', 'board', 'chair'),
  seat('b', 'board', 'secretary'),
  seat('c', 'board', 'treasurer'),
  seat('d', 'board', 'member'),
  seat('e', 'board', 'member'),
];
const people = (over: Record<string, Person> = {}) =>
  new Map<string, Person>([...['a', 'b', 'c', 'd', 'e'].map((id) => [id, adult] as const), ...Object.entries(over)]);
const codes = (seats: Parameters<typeof findCommitteeProblems>[0], byId = people()) =>
  findCommitteeProblems(seats, byId, '2026-11-23').map(({ code, weight, field }) => [code, weight, field].filter(Boolean).join(' '));

describe('a committee', () => {
  it('of five adult members raises no doubt', () => {
    expect(codes(board)).toEqual([]);
  });
  it('case 26: somebody who is no member is refused as chair, a minor is warned of', () => {
    expect(codes(board, people({ a: { ...adult, state: 'interested' } }))).toEqual(['not-a-member refused a']);
    expect(codes([...board.slice(1), seat('x', 'board', 'chair')])).toEqual(['not-a-member refused x']);
    expect(codes(board, people({ a: { ...adult, person: { bornOn: '2008-02-01' } } }))).toEqual(['minor-in-office confirm a']);
    expect(mayTakeOffice({ state: 'accepted', kind: 'organisation' })).toBe(false);
  });
  it('case 25: an auditor chosen as treasurer is a conflict', () => {
    expect(codes([...board, seat('c', 'audit', 'chair')])).toEqual(['two-branches confirm c']);
  });
  it('warns when the chair also keeps the cash', () => {
    expect(
      codes([...board.filter(({ office }) => office !== 'treasurer'), seat('a', 'board', 'treasurer'), seat('c', 'board', 'member')]),
    ).toEqual(['treasurer-is-chair confirm a']);
  });
  it('allows credit and board together, and mentions a board outside five to nine', () => {
    expect(codes([...board, seat('d', 'credit', 'chair')])).toEqual([]);
    expect(codes(board.slice(0, 3))).toEqual(['board-too-small hint']);
    expect(codes([])).toEqual([]);
  });
});

describe('case 25: a treasurer resigns on 10 Dec 2569', () => {
  const money = { byKind: {}, columns: {}, cash: 0, bank: 0, entries: 0, byCommittee: 0, loansRunning: 0 };
  const elected = { '2.4': { state: 'done' as const, sessions: 1, lastOn: '2026-11-23' } };

  it('the office is vacant', () => {
    expect(findVacantOffices({ steps: elected, committee: { seats: 2, filled: { chair: 'a', secretary: 'b' } } })).toEqual(['treasurer']);
    expect(findVacantOffices({ steps: {}, committee: { seats: 0, filled: {} } })).toEqual([]);
  });
  it('the cash must be counted on that day or later', () => {
    const committee = { seats: 2, filled: {}, treasurerLeftOn: '2026-12-10' };
    expect(isHandOverCountDue({ committee, money: { ...money, countedOn: '2026-12-05' } })).toBe(true);
    expect(isHandOverCountDue({ committee, money: { ...money, countedOn: '2026-12-10' } })).toBe(false);
    expect(isHandOverCountDue({ committee: { seats: 0, filled: {} }, money })).toBe(false);
  });
  it('the successor serves until the first term would have ended', () => {
    expect(successorTermTo({ to: '2028-11-22' })).toBe('2028-11-22');
  });
});

describe('case 25: who follows whom', () => {
  const term = (id: string, over: Partial<TermRow> = {}): TermRow => ({
    type: 'term', id, member: id, branch: 'board', office: 'treasurer', from: '2026-11-23', to: '2028-11-23', at: '2026-11-23T04:00:00Z', ...over,
  }); // prettier-ignore
  const seatOf = { branch: 'board', office: 'treasurer' } as const;
  const left = term('left', { endedOn: '2026-12-10', endReason: 'resigned' });

  it('the seat of a treasurer who resigned is open, and the successor serves what is left of it', () => {
    expect(findLeftSeat([left, term('chair', { office: 'chair' })], seatOf)?.to).toBe('2028-11-23');
    expect(findLeftSeat([term('sits')], seatOf)).toBeUndefined();
  });
  it('once a successor was elected the seat is no longer open, and of two who left the later counts', () => {
    const successor = term('successor', { from: '2026-12-12', at: '2026-12-12T04:00:00Z' });
    expect(findLeftSeat([left, successor], seatOf)).toBeUndefined();
    expect(findLeftSeat([left, { ...successor, endedOn: '2027-03-01' }], seatOf)?.id).toBe('successor');
  });

  it('terms are spoken of sixty days before they end and until they are ended', () => {
    const due = (todayOn: string) =>
      findTermsDue([term('a'), term('b', { to: undefined }), { ...left, id: 'c' }], todayOn).map(({ id }) => id);
    expect(due('2028-09-23')).toEqual([]);
    expect(due('2028-09-24')).toEqual(['a']);
    expect(due('2029-05-01')).toEqual(['a']);
  });
});
