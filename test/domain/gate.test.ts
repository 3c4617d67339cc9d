import { describe, expect, it } from 'vitest';
import { canDo, findFoundingGaps } from '../../src/domain/gate.ts';
import { stepKeys } from '../../src/domain/vocabulary.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { foundingRest, foundingVote, groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
function groupAfter(...ops: Parameters<MapRows['foldAll']>[0]): GroupRow {
  const row = new MapRows().foldAll([groupCreate(g), ...ops]).get<'group'>('group');
  if (row === undefined) throw new Error('no group');
  return row;
}
const closed = (group: GroupRow) => stepKeys.filter((step) => !canDo(group, step).open);
const leadersSay = (agreed: string) =>
  operation('step.record', g, { session: nextId(), step: '1.2', state: 'done', doneOn: '2026-11-01', fields: { agreed } });

describe('what is open', () => {
  it('at first: everything before and at the vote except the training, which waits for the leaders', () => {
    expect(closed(groupAfter())).toEqual(['1.4', '2.3', '2.4', '2.5', '2.7', '2.8', '3.1', '3.2', '3.3', '3.4', '3.5', '3.6', '3.7']);
    expect(canDo(groupAfter(), '1.4')).toEqual({ open: false, why: ['leaders-not-agreed'] });
  });
  it('the training opens when the leaders agree, not when they want to think it over', () => {
    expect(canDo(groupAfter(leadersSay('later')), '1.4').open).toBe(false);
    expect(canDo(groupAfter(leadersSay('yes')), '1.4').open).toBe(true);
  });
  it('case 12: a failed vote keeps the intake closed', () => {
    const group = groupAfter(...foundingVote(g, { passed: false }).ops);
    expect(canDo(group, 'intake')).toEqual({ open: false, why: ['vote-not-passed'] });
    expect(canDo(group, '2.3')).toEqual({ open: false, why: ['vote-not-passed'] });
  });
  it('a passed vote opens the intake, a member opens the election', () => {
    const voted = foundingVote(g).ops;
    expect(canDo(groupAfter(...voted), 'intake')).toEqual({ open: true });
    expect(canDo(groupAfter(...voted), '2.4')).toEqual({ open: false, why: ['no-member'] });
    expect(canDo(groupAfter(...voted, memberAdd(g, nextId())), '2.4')).toEqual({ open: true });
  });
  it('money opens with committee and by-laws', () => {
    const voted = foundingVote(g).ops;
    const rest = foundingRest(g).ops;
    expect(canDo(groupAfter(...voted), 'money')).toEqual({ open: false, why: ['no-chair', 'no-bylaws'] });
    expect(canDo(groupAfter(...voted, ...rest.slice(0, 2)), 'money')).toEqual({ open: false, why: ['no-bylaws'] });
    expect(canDo(groupAfter(...voted, ...rest), 'money')).toEqual({ open: true });
  });
  it('a founding lacks what it lacks, in the order of the day', () => {
    expect(findFoundingGaps(groupAfter())).toEqual(['vote-not-passed', 'no-member', 'no-chair', 'no-pledge-day']);
    expect(findFoundingGaps(groupAfter(...foundingVote(g).ops, ...foundingRest(g).ops))).toEqual([]);
  });
  it('everything opens once founded', () => {
    expect(closed(groupAfter(leadersSay('yes'), ...foundingVote(g).ops, ...foundingRest(g).ops))).toEqual([]);
  });
  it('an old group on paper has passed all gates', () => {
    const old = new MapRows().foldAll([
      groupCreate(g, {
        source: 'declared',
        declared: { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' },
      }),
    ]);
    expect(closed(old.get<'group'>('group') as GroupRow)).toEqual([]);
  });
  it('nothing is open in a group that was dissolved', () => {
    const stage = operation('group.stage', g, { stage: 'dissolved', reason: 'settled', on: '2028-01-01' });
    expect(canDo(groupAfter(stage), '1.1')).toEqual({ open: false, why: ['group-ended'] });
  });
});
