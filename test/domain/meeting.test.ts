import { describe, expect, it } from 'vitest';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { foundingRest, foundingVote, groupCreate, nextId, operation, pledgePaid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const meeting = nextId();
const open = operation('meeting.open', g, { meeting, kind: 'founding', heldOn: '2026-11-23', startedAt: '09:00', place: 'village hall' });
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([groupCreate(g), open, ...ops]);
const rowOf = (rows: MapRows) => rows.get<'meeting'>(`meeting:${meeting}`);
const group = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;
const resolve = (over: Partial<PayloadOf<'meeting.resolve'>>) =>
  operation('meeting.resolve', g, {
    meeting, resolution: nextId(), step: '2.2', motion: 'found the group', present: 60, for: 40, against: 10, abstain: 10, method: 'hand', passed: true, ...over,
  }); // prettier-ignore

describe('a meeting', () => {
  it('is opened, written down, closed, and opened again with a reason', () => {
    const minutes = operation('meeting.minutes', g, { meeting }, { text: 'All agreed.' });
    const close = operation('meeting.close', g, { meeting, endedAt: '12:00', nextOn: '2026-12-05' });
    const rows = after(minutes, close);
    expect(rowOf(rows)).toMatchObject({ state: 'closed', minutes: 'All agreed.', endedAt: '12:00', nextOn: '2026-12-05' });
    expect(group(rows).meetings).toMatchObject({ held: 1, lastOn: '2026-11-23', founding: meeting });
    expect(group(rows).meetings.open).toBeUndefined();
    rows.fold(operation('meeting.reopen', g, { meeting, reason: 'one vote forgotten' }), 'officer-b');
    expect(rowOf(rows)).toMatchObject({ state: 'open', reopened: [{ reason: 'one vote forgotten', by: 'officer-b' }] });
    expect(group(rows).meetings.open).toBe(meeting);
  });
  it('is opened once', () => {
    expect(group(after(operation('meeting.open', g, { meeting, kind: 'people', heldOn: '2026-11-24' }))).meetings.held).toBe(1);
  });
  it('two counts of the people by two officers become a question, the same total does not', () => {
    const count = (total: number, over: object = {}) => operation('meeting.attend', g, { meeting, total, ...over });
    const rows = after(count(60));
    expect(rows.fold(count(60, { male: 28, female: 32 }))).toMatchObject({ flags: [] });
    expect(rowOf(rows)?.attendance).toEqual({ male: 28, female: 32, total: 60 });
    expect(rows.fold(count(58))).toMatchObject({ flags: ['same-field-differs'] });
    expect(group(rows).openConflicts).toBe(1);
    const keep = rowOf(rows)?.conflicts?.[0]?.values.find(({ value }) => (value as { total: number }).total === 60)?.op ?? '';
    rows.fold(operation('conflict.resolve', g, { row: `meeting:${meeting}`, field: 'attendance', keep }));
    expect(rowOf(rows)?.attendance?.total).toBe(60);
    expect(group(rows).openConflicts).toBe(0);
  });
  it('a recount by one who saw the first is a correction', () => {
    const first = operation('meeting.attend', g, { meeting, total: 60, base: null });
    const rows = after(first, operation('meeting.attend', g, { meeting, total: 62, base: first.id }));
    expect(rowOf(rows)?.attendance?.total).toBe(62);
    expect(group(rows).openConflicts).toBe(0);
  });
});

describe('a meeting written under a wrong day', () => {
  const rest = foundingRest(g);
  const correct = (heldOn: string, base: string | null = null, over: object = {}) =>
    operation('meeting.set', g, { meeting, base: { heldOn: base }, fields: { heldOn, ...over } });
  const founded = () => after(operation('meeting.attend', g, { meeting, total: 60 }), resolve({}), ...rest.ops);

  it('is corrected, and everything dated by it follows: items 2.1 and 2.2, the vote, the founding day', () => {
    const rows = founded();
    expect(group(rows)).toMatchObject({ foundedOn: '2026-11-23', meetings: { lastOn: '2026-11-23' } });
    expect(rows.fold(correct('2026-11-20', null, { startedAt: '13:00', place: 'temple' }))).toMatchObject({ applied: true, flags: [] });
    expect(rowOf(rows)).toMatchObject({ heldOn: '2026-11-20', startedAt: '13:00', place: 'temple' });
    expect(group(rows)).toMatchObject({
      foundedOn: '2026-11-20',
      vote: { on: '2026-11-20', passed: true },
      steps: { '2.1': { lastOn: '2026-11-20', sessions: 1 }, '2.2': { lastOn: '2026-11-20', sessions: 1 } },
      meetings: { held: 1, lastOn: '2026-11-20', foundingOn: '2026-11-20' },
      openConflicts: 0,
    });
  });
  it('moves no money, nobody’s day of joining and no office', () => {
    const rows = founded();
    rows.foldAll([pledgePaid(g, rest.chair, 5000), correct('2026-11-20')]);
    expect(rows.all('entry')[0]?.paidOn).toBe('2026-11-23');
    expect(rows.get<'member'>(`member:${rest.chair}`)?.joinedOn).toBe('2026-11-23');
    expect(rows.get<'term'>(`term:${rest.term}`)?.from).toBe('2026-11-23');
    expect(rows.get<'day'>('day:2026-11-20')).toBeUndefined();
  });
  it('stays closed and keeps its minutes when it was closed', () => {
    const rows = after(operation('meeting.minutes', g, { meeting }, { text: 'All agreed.' }), operation('meeting.close', g, { meeting }));
    rows.fold(correct('2026-11-24'));
    expect(rowOf(rows)).toMatchObject({ state: 'closed', minutes: 'All agreed.', heldOn: '2026-11-24' });
    expect(group(rows).meetings).toMatchObject({ lastOn: '2026-11-24', open: undefined });
  });
  it('is asked about when two people who had not seen each other wrote different days', () => {
    const one = correct('2026-11-20');
    const two = correct('2026-11-21');
    const rows = after(one);
    expect(rows.fold(two, 'officer-b')).toMatchObject({ flags: ['same-field-differs'] });
    expect(group(rows).openConflicts).toBe(1);
    rows.fold(operation('conflict.resolve', g, { row: `meeting:${meeting}`, field: 'heldOn', keep: one.id }));
    expect(group(rows)).toMatchObject({ openConflicts: 0, meetings: { foundingOn: '2026-11-20' } });
    expect(rowOf(rows)?.heldOn).toBe('2026-11-20');
  });
  it('may make a later vote of an earlier one; who is a member stays one', () => {
    const failed = foundingVote(g, { on: '2026-12-01', passed: false });
    const rows = founded().foldAll(failed.ops);
    expect(group(rows).vote).toMatchObject({ passed: false, on: '2026-12-01' });
    rows.fold(operation('meeting.set', g, { meeting: failed.meeting, base: {}, fields: { heldOn: '2026-11-01' } }));
    expect(group(rows)).toMatchObject({ vote: { passed: true, on: '2026-11-23' }, members: { accepted: 1 } });
  });
  it('is corrected once more by one who saw the first correction', () => {
    const one = correct('2026-11-20');
    expect(group(after(one, correct('2026-11-21', one.id)))).toMatchObject({ openConflicts: 0, meetings: { foundingOn: '2026-11-21' } });
  });
  it('waits for the meeting when it comes first', () => {
    expect(new MapRows().foldAll([groupCreate(g)]).fold(correct('2026-11-20'))).toEqual({ applied: false, missing: meeting });
  });
});

describe('the founding vote', () => {
  it('case 12: 18 for, 25 against and 17 abstaining of 60 is no founding', () => {
    const rows = new MapRows().foldAll([groupCreate(g), ...foundingVote(g, { passed: false }).ops]);
    expect(group(rows).vote).toMatchObject({ passed: false, present: 60, for: 18, against: 25, abstain: 17, on: '2026-11-23' });
    expect(group(rows).openFlags).toBe(0);
  });
  it('is marked when the figures and the announced result do not agree, and taken as announced', () => {
    const rows = after();
    expect(rows.fold(resolve({ for: 30, against: 30, abstain: 0, passed: true }))).toMatchObject({ flags: ['vote-count-differs'] });
    expect(group(rows)).toMatchObject({ vote: { passed: true }, openFlags: 1 });
    expect(after().fold(resolve({ for: 41 }))).toMatchObject({ flags: ['vote-count-differs'] });
  });
  it('can be corrected under its own id', () => {
    const resolution = nextId();
    const rows = after(resolve({ resolution, for: 41 }), resolve({ resolution, for: 40 }));
    expect(rowOf(rows)?.resolutions).toHaveLength(1);
    expect(group(rows)).toMatchObject({ openFlags: 0, steps: { '2.2': { sessions: 1 } } });
    expect(group(after(resolve({ resolution }), resolve({ resolution, step: undefined }))).vote).toBeUndefined();
  });
  it('of a later day counts, in whatever order the two come', () => {
    const failed = foundingVote(g, { on: '2026-11-01', passed: false }).ops;
    const passed = foundingVote(g, { on: '2026-12-01' }).ops;
    for (const ops of [
      [...failed, ...passed],
      [...passed, ...failed],
    ]) {
      expect(group(new MapRows().foldAll([groupCreate(g), ...ops]))).toMatchObject({
        vote: { passed: true, on: '2026-12-01' },
        lifeCycle: 'resolved',
      });
    }
  });
  it('is not any other decision of the meeting', () => {
    expect(group(after(resolve({ step: undefined, motion: 'buy a cash box' }))).vote).toBeUndefined();
  });
});
