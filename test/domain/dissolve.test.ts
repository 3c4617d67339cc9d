import { describe, expect, it } from 'vitest';
import { canEndGroup, findEndingProblems } from '../../src/domain/dissolve.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [member, meeting] = [nextId(), nextId()];
const held = (kind: PayloadOf<'meeting.open'>['kind'], text?: string) => [
  operation('meeting.open', g, { meeting, kind, heldOn: '2027-12-20' }),
  ...(text === undefined ? [] : [operation('meeting.minutes', g, { meeting }, { text })]),
];
const returned = operation('entry.record', g, { paidOn: '2027-12-20', writtenBy: 'committee', rows: [{ e: nextId(), kind: 'savings-returned', member, amount: 10_000 }] }); // prettier-ignore
const left = (decision: string, ...ops: readonly Operation[]) => {
  const rows = new MapRows().foldAll([groupCreate(g), ...foundingVote(g).ops, memberAdd(g, member), pledgePaid(g, member, 10_000), ...ops]);
  const group = rows.get<'group'>('group')!;
  return findEndingProblems(group, { meeting: rows.get<'meeting'>(`meeting:${meeting}`), decision }).map(({ code }) => code);
};

describe('case 49: a group is wound up', () => {
  it('only with minutes, everything returned, nothing lent, and a decision about what is left', () => {
    expect(left('')).toEqual(['ending-meeting-missing', 'savings-not-returned', 'funds-undecided']);
    expect(left('to the temple', ...held('annual', 'all agreed'))).toEqual(['savings-not-returned']);
    expect(left('to the temple', ...held('people', 'all agreed'), returned)).toEqual([]);
  });
  it('a committee cannot end it, and a meeting without minutes proves nothing', () => {
    expect(left('to the temple', ...held('committee', 'we agreed'), returned)).toEqual(['ending-meeting-missing']);
    expect(left('to the temple', ...held('annual'), returned)).toEqual(['ending-meeting-missing']);
    expect(canEndGroup({ kind: 'annual', minutes: ' ' })).toBe(false);
  });
  it('a loan that runs keeps it open', () => {
    const loan = nextId();
    const apply = operation('loan.apply', g, { loan, member, kind: 'ordinary', amount: 5_000, purpose: 'seeds', appliedOn: '2027-02-01', instalments: 1 }); // prettier-ignore
    const out = operation('entry.record', g, { paidOn: '2027-02-05', writtenBy: 'committee', rows: [{ e: nextId(), kind: 'loan-out', loan, member, amount: 5_000 }] }); // prettier-ignore
    expect(left('to the temple', ...held('annual', 'all agreed'), returned, apply, out)).toEqual(['loans-not-settled']);
  });
  it('an old group with its totals only has given nothing back that anybody wrote down', () => {
    const declared = { members: 160, savedSatang: 204_800_000, asOf: '2026-11-01' };
    const rows = new MapRows().foldAll([groupCreate(g, { source: 'declared', declared })]);
    const problems = findEndingProblems(rows.get<'group'>('group')!, { meeting: undefined, decision: 'x' });
    expect(problems.map(({ code }) => code)).toEqual(['ending-meeting-missing', 'savings-not-returned']);
  });
});
