import { describe, expect, it } from 'vitest';
import { findStageProblems, findVillageTypeProblems } from '../../src/domain/group.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { foundingRest, foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const groupOf = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;
const after = (...ops: readonly Operation[]) => groupOf(new MapRows().foldAll([groupCreate(g), ...ops]));
const set = (fields: PayloadOf<'group.set'>['fields'], base: PayloadOf<'group.set'>['base'] = {}) =>
  operation('group.set', g, { base, fields });

describe('a group', () => {
  it('begins empty, with its officer, and is made once', () => {
    const rows = new MapRows();
    rows.fold(groupCreate(g), 'officer-a');
    rows.fold(groupCreate(g, { name: 'again' }), 'officer-b');
    expect(groupOf(rows)).toMatchObject({ name: 'San Sai savings group', officer: 'officer-a', lifeCycle: 'surveying', stage: 'active' });
  });
  it('remembers when something was last recorded', () => {
    const tick = operation('document.tick', g, { document: 'passbook', state: 'have' });
    expect(after(tick).lastActivityAt).toBe(tick.at);
  });

  describe('case 19: two officers edit one group offline', () => {
    const day = (number: number) => ({ pledgeDay: { kind: 'day-of-month' as const, day: number } });
    const five = set(day(5));
    const seven = set(day(7));
    const cardOf = (...ops: readonly (readonly [Operation, string])[]) => {
      const rows = new MapRows();
      rows.fold(groupCreate(g), 'officer-a');
      const outcomes = ops.map(([op, by]) => rows.fold(op, by));
      return { group: groupOf(rows), rows, flags: outcomes.map((outcome) => (outcome.applied ? outcome.flags : [])) };
    };
    it('shows both pledge days with author and time, the later in the stream for now', () => {
      const { group, flags } = cardOf([five, 'officer-a'], [seven, 'officer-b']);
      expect(group.pledgeDay).toEqual({ kind: 'day-of-month', day: 7 });
      expect(group.conflicts).toEqual([
        {
          field: 'pledgeDay',
          values: [
            { op: five.id, by: 'officer-a', at: five.at, value: { kind: 'day-of-month', day: 5 } },
            { op: seven.id, by: 'officer-b', at: seven.at, value: { kind: 'day-of-month', day: 7 } },
          ],
        },
      ]);
      expect(group.openConflicts).toBe(1);
      expect(flags).toEqual([[], ['same-field-differs']]);
    });
    it('makes the same card whichever phone comes first', () => {
      const one = cardOf([five, 'officer-a'], [seven, 'officer-b']).group.conflicts;
      expect(cardOf([seven, 'officer-b'], [five, 'officer-a']).group.conflicts).toEqual(one);
    });
    it('asks nothing when both said the same, or when the second had seen the first', () => {
      expect(cardOf([five, 'officer-a'], [set(day(5)), 'officer-b']).group.openConflicts).toBe(0);
      expect(cardOf([five, 'officer-a'], [set(day(7), { pledgeDay: five.id }), 'officer-b']).group.openConflicts).toBe(0);
    });
    it('compares names as they look, not as they were typed', () => {
      const typed = (name: string) => set({ name }, { name: null });
      const { group } = cardOf([typed('\u0E19\u0E49\u0E33\u0E1D\u0E19'), 'a'], [typed('\u0E19\u0E4D\u0E49\u0E32\u0E1D\u0E19 '), 'b']);
      expect(group.conflicts?.[0]?.values).toHaveLength(2);
      expect(group.conflicts?.[0]?.values.map(({ value }) => value)).toContain('San Sai savings group');
    });
    it('different fields are no conflict', () => {
      expect(cardOf([five, 'officer-a'], [set({ villageTypeNote: 'strong leaders' }), 'officer-b']).group.openConflicts).toBe(0);
    });
    it('a person keeps one value and the card is gone', () => {
      const keep = operation('conflict.resolve', g, { row: 'group', field: 'pledgeDay', keep: five.id });
      const { group } = cardOf([five, 'officer-a'], [seven, 'officer-b'], [keep, 'chief']);
      expect(group).toMatchObject({ pledgeDay: { day: 5 }, openConflicts: 0, setBy: { pledgeDay: five.id } });
      expect(group.flags).toBeUndefined();
      expect(cardOf([five, 'a'], [seven, 'b'], [keep, 'chief'], [set(day(9), { pledgeDay: five.id }), 'a']).group.openConflicts).toBe(0);
    });
    it('keeping a value that is not on the card changes nothing', () => {
      const keep = operation('conflict.resolve', g, { row: 'group', field: 'pledgeDay', keep: nextId() });
      expect(cardOf([five, 'a'], [seven, 'b'], [keep, 'chief']).group.openConflicts).toBe(1);
      const nowhere = operation('conflict.resolve', g, { row: 'number:1', field: 'member', keep: nextId() });
      expect(cardOf([nowhere, 'chief']).group.openConflicts).toBe(0);
    });
    it('a later change of one side takes its place on the card', () => {
      const eight = set(day(8), { pledgeDay: five.id });
      const { group } = cardOf([five, 'a'], [seven, 'b'], [eight, 'a']);
      expect(group.conflicts?.[0]?.values.map(({ op }) => op)).toEqual([seven.id, eight.id]);
    });
  });

  describe('on its way', () => {
    const session = (step: '1.2' | '1.5', fields: Record<string, string> = {}) =>
      operation('step.record', g, { session: nextId(), step, state: 'done', doneOn: '2026-11-01', fields });
    it('goes from surveying to founded as the records say', () => {
      const leaders = session('1.2', { agreed: 'yes' });
      const vote = foundingVote(g);
      const rest = foundingRest(g);
      const path = [[], [leaders], [leaders, session('1.5')], [leaders, ...vote.ops], [leaders, ...vote.ops, ...rest.ops]];
      expect(path.map((ops) => after(...ops).lifeCycle)).toEqual([
        'surveying',
        'leaders-convinced',
        'interest-gathered',
        'resolved',
        'founded',
      ]);
    });
    it('case 12: stays where the interest was when the vote fails', () => {
      expect(after(session('1.2', { agreed: 'yes' }), session('1.5'), ...foundingVote(g, { passed: false }).ops).lifeCycle).toBe(
        'interest-gathered',
      );
    });
    it('is founded on the day of the founding meeting, in whatever order the parts come', () => {
      const vote = foundingVote(g, { on: '2026-11-20' });
      const rest = foundingRest(g);
      expect(after(...vote.ops, ...rest.ops)).toMatchObject({ lifeCycle: 'founded', foundedOn: '2026-11-20' });
      expect(after(...rest.ops, ...vote.ops)).toMatchObject({ lifeCycle: 'founded', foundedOn: '2026-11-20' });
      expect(after(...vote.ops).foundedOn).toBeUndefined();
    });
    it('a vote some days before the founding meeting leaves that meeting as the day', () => {
      const meeting = nextId();
      const vote = {
        meeting,
        resolution: nextId(),
        step: '2.2' as const,
        motion: 'found',
        present: 60,
        for: 50,
        against: 10,
        abstain: 0,
        method: 'hand' as const,
        passed: true,
      };
      const voted = [
        operation('meeting.open', g, { meeting, kind: 'people', heldOn: '2026-11-18' }),
        operation('meeting.resolve', g, vote),
      ];
      const founding = operation('meeting.open', g, { meeting: nextId(), kind: 'founding', heldOn: '2026-11-25' });
      expect(after(...voted, ...foundingRest(g).ops).foundedOn).toBe('2026-11-18');
      expect(after(...voted, founding, ...foundingRest(g).ops).foundedOn).toBe('2026-11-25');
    });
    it('case 50: an old paper group is founded by what was declared', () => {
      const declared = { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
      const rows = new MapRows().foldAll([groupCreate(g, { source: 'declared', declared })]);
      expect(groupOf(rows)).toMatchObject({ lifeCycle: 'founded', foundedOn: '1999-03-06', declared });
    });
  });

  it('takes the decision about it with reason and day to ask again', () => {
    const stage = operation('group.stage', g, {
      stage: 'not-now',
      reason: 'harvest',
      decidedBy: 'villagers',
      on: '2026-11-23',
      reviewOn: '2027-02-01',
    });
    expect(after(stage)).toMatchObject({ stage: 'not-now', stageReason: 'harvest', stageBy: 'villagers', reviewOn: '2027-02-01' });
  });
  it('is never voided while money is in its books', () => {
    const member = nextId();
    const voided = operation('group.stage', g, { stage: 'voided', reason: 'mistake', on: '2026-11-23' });
    expect(after(voided).stage).toBe('voided');
    const rows = new MapRows().foldAll([groupCreate(g), memberAdd(g, member), pledgePaid(g, member, 5000)]);
    expect(rows.fold(voided)).toMatchObject({ flags: ['voided-with-money'] });
    expect(groupOf(rows)).toMatchObject({ stage: 'active', flags: ['voided-with-money'] });
    expect(findStageProblems(groupOf(rows), 'voided', '').map(({ code }) => code)).toEqual(['voided-with-money', 'reason-missing']);
    expect(findStageProblems(groupOf(rows), 'dissolving', 'members wish it')).toEqual([]);
  });
  it('case 35: village type "other" wants a note and is saved without one', () => {
    expect(findVillageTypeProblems(['other'], ' ')).toEqual([
      { code: 'village-type-note-missing', weight: 'hint', field: 'villageTypeNote' },
    ]);
    expect(findVillageTypeProblems(['other'], undefined)).toHaveLength(1);
    expect(findVillageTypeProblems(['other'], 'ผู้นำเข้มแข็ง ไม่มีกองทุน')).toEqual([]);
    expect(findVillageTypeProblems(['mother-fund'], undefined)).toEqual([]);
    expect(after(set({ villageTypes: ['other'] }))).toMatchObject({ villageTypes: ['other'], openFlags: 0 });
    expect(after(set({ villageTypes: ['other'], villageTypeNote: 'ผู้นำเข้มแข็ง ไม่มีกองทุน' }))).toMatchObject({
      villageTypes: ['other'],
      villageTypeNote: 'ผู้นำเข้มแข็ง ไม่มีกองทุน',
    });
  });
});
