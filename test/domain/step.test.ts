import { describe, expect, it } from 'vitest';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import { accountBookKeys, type StepKey } from '../../src/domain/vocabulary.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { foundingRest, foundingVote, groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([groupCreate(g), ...ops]).get<'group'>('group') as GroupRow;
const record = (step: StepKey, over: Partial<PayloadOf<'step.record'>> = {}) =>
  operation('step.record', g, { session: nextId(), step, state: 'done', doneOn: '2026-11-01', fields: {}, ...over });
const withdraw = (session: string) => operation('step.withdraw', g, { session, reason: 'other group' });
const stateOf = (step: StepKey, ...ops: readonly Operation[]) => after(...ops).steps[step]?.state ?? 'not-started';

describe('an item', () => {
  it('is done by any of its sessions, and counts them', () => {
    const ops = [record('1.3', { doneOn: '2026-11-05' }), record('1.3', { state: 'in-progress', doneOn: '2026-11-12' })];
    expect(after(...ops).steps['1.3']).toMatchObject({ state: 'done', sessions: 2, lastOn: '2026-11-12' });
  });
  it('is lowered when a session is taken back, and rises no more by it', () => {
    const session = nextId();
    const ops = [record('1.1', { session }), record('1.1', { state: 'in-progress' }), withdraw(session)];
    expect(after(...ops).steps['1.1']).toMatchObject({ state: 'in-progress', sessions: 1 });
    expect(stateOf('1.1', record('1.1', { session }), withdraw(session), record('1.1', { session }), withdraw(session))).toBe(
      'not-started',
    );
  });
  it('moves with a session that was written under the wrong number', () => {
    const session = nextId();
    const steps = after(record('1.3', { session }), record('1.4', { session })).steps;
    expect(steps['1.3']).toBeUndefined();
    expect(steps['1.4']?.state).toBe('done');
  });
  it('may not apply, until something is done about it', () => {
    expect(stateOf('3.7', record('3.7', { state: 'not-applicable' }))).toBe('not-applicable');
    expect(stateOf('3.7', record('3.7', { state: 'not-applicable' }), record('3.7'))).toBe('done');
  });
  it('keeps names of people in the part that can be erased', () => {
    const rows = new MapRows().foldAll([groupCreate(g)]);
    const session = nextId();
    const p = { session, step: '1.2', state: 'done', doneOn: '2026-11-01', fields: {} } as const;
    rows.fold(operation('step.record', g, p, { people: { leaders: [{ name: 'Phu Yai', position: 'headman' }] } }));
    expect(rows.get<'session'>(`session:${session}`)?.people?.leaders?.[0]?.name).toBe('Phu Yai');
  });
});

describe('the agreement of the leaders', () => {
  const said = (step: '1.2' | '1.3', agreed: string, doneOn: string, session = nextId()) =>
    record(step, { session, doneOn, fields: { agreed } });
  it('is their latest answer by day, whichever came in first', () => {
    expect(after(said('1.3', 'yes', '2026-11-08'), said('1.2', 'later', '2026-11-01')).leadersAgreed).toBe('yes');
    expect(after(said('1.2', 'yes', '2026-11-01'), said('1.3', 'no', '2026-11-08')).leadersAgreed).toBe('no');
    expect(after(said('1.2', 'later', '2026-11-01'), said('1.3', 'yes', '2026-11-01')).leadersAgreed).toBe('yes');
  });
  it('goes with the session that held it', () => {
    const session = nextId();
    expect(after(said('1.2', 'yes', '2026-11-01', session), withdraw(session)).leadersAgreed).toBeUndefined();
  });
});

describe('items done by other records', () => {
  it('2.1 by a meeting of the people that somebody came to', () => {
    const meeting = nextId();
    const open = operation('meeting.open', g, { meeting, kind: 'people', heldOn: '2026-11-20' });
    expect(stateOf('2.1', open)).toBe('in-progress');
    expect(stateOf('2.1', open, operation('meeting.attend', g, { meeting, total: 60 }))).toBe('done');
  });
  it('2.2 by the vote: done when it passed, under way when it failed', () => {
    expect(stateOf('2.2', ...foundingVote(g).ops)).toBe('done');
    expect(stateOf('2.2', ...foundingVote(g, { passed: false }).ops)).toBe('in-progress');
  });
  it('2.2 by the plain form, which opens and closes as a counted vote does', () => {
    const session = nextId();
    const fields = { presentCount: 60, forCount: 40, againstCount: 10, abstainCount: 10, result: 'passed' };
    const vote = { passed: true, present: 60, for: 40, against: 10, abstain: 10, on: '2026-11-01' };
    expect(after(record('2.2', { session, fields })).vote).toEqual(vote);
    expect(after(record('2.2', { session, fields }), withdraw(session)).vote).toBeUndefined();
    expect(after(memberAdd(g, nextId()), record('2.2', { session, fields })).members).toMatchObject({ interested: 0, accepted: 1 });
    const failed = record('2.2', { doneOn: '2026-11-02', fields: { ...fields, result: 'not-passed' }, session });
    expect(after(record('2.2', { fields }), failed, memberAdd(g, nextId()), withdraw(session)).members).toMatchObject({ accepted: 1 });
  });
  it('2.3 by the first applicant after the vote', () => {
    expect(stateOf('2.3', memberAdd(g, nextId()))).toBe('not-started');
    expect(stateOf('2.3', ...foundingVote(g).ops, memberAdd(g, nextId()))).toBe('done');
    expect(stateOf('2.3', ...foundingVote(g).ops, memberAdd(g, nextId(), { bornOn: '2012-01-01' }))).toBe('done');
  });
  it('2.4 by a chair, who may leave again, and 2.5 by the rules', () => {
    const rest = foundingRest(g);
    const founded = [...foundingVote(g).ops, ...rest.ops];
    const left = operation('committee.end', g, { term: rest.term, on: '2027-01-01', reason: 'moved' });
    expect(stateOf('2.4', ...founded)).toBe('done');
    expect(stateOf('2.4', ...founded, left)).toBe('done');
    expect(stateOf('2.5', ...founded)).toBe('done');
  });
  it('2.6 by the seven documents of the founding, the account books as one or as five', () => {
    const tick = (document: PayloadOf<'document.tick'>['document'], state: 'none' | 'have' = 'have') =>
      operation('document.tick', g, { document, state });
    const six = (
      ['application-form', 'passbook', 'member-register', 'savings-control-register', 'minute-book', 'guardian-consent-form'] as const
    ).map((key) => tick(key));
    expect(stateOf('2.6', ...six)).toBe('in-progress');
    expect(stateOf('2.6', ...six, tick('account-books'))).toBe('done');
    expect(stateOf('2.6', ...six, ...accountBookKeys.map((key) => tick(key)))).toBe('done');
    expect(stateOf('2.6', ...six, tick('account-books'), tick('passbook', 'none'))).toBe('in-progress');
    expect(stateOf('2.6', tick('passbook'), tick('passbook', 'none'))).toBe('not-started');
    expect(stateOf('2.6', record('2.6'), tick('passbook'))).toBe('done');
  });
  it('2.8 by the notice to the district, 3.5 by the other progress reports', () => {
    const report = (kind: PayloadOf<'report.submit'>['kind']) =>
      operation('report.submit', g, { report: nextId(), kind, version: 1, snapshot: {} });
    expect(stateOf('2.8', report('founding-notice'))).toBe('done');
    expect(stateOf('3.5', report('monthly-savings'))).toBe('done');
    expect(after(report('establishment-result')).steps).toEqual({});
  });
  it('3.2 by being there on pledge day, 3.3 by advice', () => {
    const visit = (kind: 'pledge-day' | 'advice', attended: boolean, advice?: string) =>
      operation('visit.record', g, { visit: nextId(), on: '2026-12-05', kind, attended, advice });
    expect(stateOf('3.2', visit('pledge-day', false))).toBe('in-progress');
    expect(stateOf('3.2', visit('pledge-day', true))).toBe('done');
    expect(stateOf('3.3', visit('advice', true))).toBe('done');
    expect(stateOf('3.3', visit('pledge-day', true, 'write receipts at once'))).toBe('done');
    expect(stateOf('3.3', visit('pledge-day', true))).toBe('not-started');
  });
});
