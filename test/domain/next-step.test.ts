import { describe, expect, it } from 'vitest';
import { nextStep, nextStepOfCommittee, talkAgainOn } from '../../src/domain/next-step.ts';
import type { Operation } from '../../src/domain/operation.ts';
import type { StepKey } from '../../src/domain/vocabulary.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { foundingRest, foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const today = '2026-11-23';
function next(ops: readonly Operation[], on = today) {
  return nextStep(new MapRows().foldAll([groupCreate(g), ...ops]).get<'group'>('group') as GroupRow, on);
}
const session = (step: StepKey, fields: Record<string, string> = {}) =>
  operation('step.record', g, { session: nextId(), step, state: 'done', doneOn: '2026-11-01', fields });
const step = (key: StepKey) => ({ kind: 'step', step: key });

describe('the next thing to do for a group', () => {
  it('walks the first step in order', () => {
    expect(next([])).toEqual(step('1.1'));
    expect(next([session('1.1')])).toEqual(step('1.2'));
    expect(next([session('1.1'), session('1.2', { agreed: 'yes' })])).toEqual(step('1.3'));
    expect(next([session('1.1'), session('1.2', { agreed: 'yes' }), session('1.3')])).toEqual(step('1.4'));
  });
  it('talks to the leaders again when they wanted to think it over', () => {
    expect(next([session('1.1'), session('1.2', { agreed: 'later' }), session('1.3')])).toEqual(step('1.3'));
  });
  it('rests until the day agreed with leaders who need time, unless they have agreed since', () => {
    const answer = (step: StepKey, doneOn: string, fields: Record<string, string>) =>
      operation('step.record', g, { session: nextId(), step, state: 'done', doneOn, fields });
    const of = (ops: readonly Operation[], on: string) => {
      const rows = new MapRows().foldAll([groupCreate(g), ...ops]);
      const sessions = rows.all<'session'>('session');
      return nextStep(rows.get<'group'>('group') as GroupRow, on, talkAgainOn(sessions));
    };
    const asked = [session('1.1'), answer('1.2', '2026-11-02', { agreed: 'later', reviewOn: '2026-12-10' })];
    expect(of(asked, '2026-12-09')).toEqual({ kind: 'nothing', until: '2026-12-10' });
    expect(of(asked, '2026-12-10')).toEqual(step('1.3'));
    const again = answer('1.3', '2026-12-10', { agreed: 'no', reviewOn: '2027-02-01' });
    expect(of([...asked, again], '2027-01-31')).toEqual({ kind: 'nothing', until: '2027-02-01' });
    expect(of([...asked, again], '2027-02-01')).toEqual(step('1.3'));
    expect(of([...asked, answer('1.3', '2026-12-05', { agreed: 'yes' })], '2026-12-06')).toEqual(step('1.4'));
    expect(of([...asked, answer('1.3', '2026-12-05', { agreed: 'later' })], '2026-12-06')).toEqual(step('1.3'));
  });
  it('is the vote once the people have met, whatever was not recorded before', () => {
    expect(next(foundingVote(g).ops.slice(0, 2))).toEqual(step('2.2'));
  });
  it('case 12: a day to ask again after a failed vote', () => {
    expect(next(foundingVote(g, { passed: false }).ops)).toMatchObject({ kind: 'special', special: 'vote-again' });
  });
  it('walks the founding day: members, committee, rules, numbers, first money', () => {
    const voted = foundingVote(g).ops;
    const rest = foundingRest(g);
    expect(next(voted)).toEqual(step('2.3'));
    expect(next([...voted, ...rest.ops.slice(0, 1)])).toEqual(step('2.4'));
    expect(next([...voted, ...rest.ops.slice(0, 2)])).toEqual(step('2.5'));
    const founded = [...voted, ...rest.ops];
    expect(next(founded)).toEqual({ kind: 'special', special: 'give-numbers', count: 1 });
    const numbered = [...founded, operation('member.number', g, { rows: [{ member: rest.chair, no: 1 }] })];
    expect(next(numbered)).toEqual({ kind: 'special', special: 'first-money' });
    expect(next([...numbered, pledgePaid(g, rest.chair, 10_000)])).toEqual({ kind: 'special', special: 'fill-office', count: 2 });
  });
  describe('after the founding', () => {
    const rest = foundingRest(g);
    const office = (name: 'secretary' | 'treasurer') => {
      const member = nextId();
      const term = nextId();
      return {
        term,
        ops: [
          memberAdd(g, member),
          operation('committee.elect', g, { term, member, branch: 'board', office: name, from: today }),
          operation('member.number', g, { rows: [{ member, no: 2 + Number(name === 'treasurer') }] }),
        ],
      };
    };
    const treasurer = office('treasurer');
    const founded = [
      ...foundingVote(g).ops,
      ...rest.ops,
      operation('member.number', g, { rows: [{ member: rest.chair, no: 1 }] }),
      ...office('secretary').ops,
      ...treasurer.ops,
      pledgePaid(g, rest.chair, 10_000),
    ];
    it('come the papers, the goals and the notice to the district', () => {
      expect(next(founded)).toEqual(step('2.6'));
      expect(next([...founded, session('2.6')])).toEqual(step('2.7'));
      expect(next([...founded, session('2.6'), session('2.7')])).toEqual(step('2.8'));
    });
    it('on the pledge day the officer is there', () => {
      const ready = [...founded, session('2.6'), session('2.7'), session('2.8')];
      expect(next(ready, '2026-12-04')).toEqual(step('3.1'));
      expect(next(ready, '2026-12-05')).toEqual(step('3.2'));
      const visit = operation('visit.record', g, { visit: nextId(), on: '2026-12-05', kind: 'pledge-day', attended: true });
      expect(next([...ready, visit], '2026-12-06')).toEqual(step('3.1'));
    });
    describe('a month in which everything else is done', () => {
      const done = [...founded, ...(['2.6', '2.7', '2.8', '3.1', '3.3', '3.4', '3.5', '3.7'] as const).map((key) => session(key))];
      const visit = (on: string, kind: 'pledge-day' | 'advice' = 'pledge-day', attended = true) =>
        operation('visit.record', g, { visit: nextId(), on, kind, attended, ...(!attended && { absentReason: 'flood' }) });
      const rest = (until: string) => ({ kind: 'nothing', until, awaits: 'pledge-day' });
      it('rests until the pledge day, and asks about it until somebody says how it went', () => {
        expect(next(done, '2026-11-30')).toEqual(rest('2026-12-05'));
        expect(next(done, '2026-12-05')).toEqual(step('3.2'));
        expect(next(done, '2027-01-02')).toEqual(step('3.2'));
        expect(next([...done, visit('2026-12-05')], '2026-12-05')).toEqual(rest('2027-01-05'));
        expect(next([...done, visit('2026-12-05')], '2027-01-05')).toEqual(step('3.2'));
      });
      it('rests after "did not go" with its reason, and after a visit on a later day', () => {
        expect(next([...done, visit('2026-12-05', 'pledge-day', false)], '2026-12-06')).toEqual(rest('2027-01-05'));
        expect(next([...done, visit('2026-12-09', 'advice')], '2026-12-10')).toEqual(rest('2027-01-05'));
        expect(next([...done, visit('2026-12-09', 'advice', false)], '2026-12-10')).toEqual(step('3.2'));
      });
      it('a pledge day held up to three days early was attended; advice of the week before was not the pledge day', () => {
        expect(next([...done, visit('2026-12-02')], '2026-12-02')).toEqual(rest('2027-01-05'));
        expect(next([...done, visit('2026-12-02')], '2026-12-05')).toEqual(rest('2027-01-05'));
        expect(next([...done, visit('2026-12-01')], '2026-12-05')).toEqual(step('3.2'));
        expect(next([...done, visit('2026-12-04', 'advice')], '2026-12-05')).toEqual(step('3.2'));
      });
      it('waits for the district while it asks the bank, and goes on when the bank has answered', () => {
        const withoutBank = [...founded, ...(['2.6', '2.7', '2.8', '3.3', '3.4', '3.5', '3.7'] as const).map((key) => session(key))];
        const bank = (state: 'requested' | 'contacted') => operation('bank.liaise', g, { state, on: today, bank: 'Test Bank' });
        expect(next(withoutBank)).toEqual(step('3.1'));
        expect(next([...withoutBank, bank('requested')])).toEqual(rest('2026-12-05'));
        expect(next([...withoutBank, bank('requested'), bank('contacted')])).toEqual(step('3.1'));
      });
    });
    it('an old group is not asked about a pledge day of before it was in the app; without a pledge day, for a visit a month', () => {
      const old = (more: readonly Operation[], on: string) => {
        const declared = { members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
        const all = [groupCreate(g, { source: 'declared', declared }), ...more];
        return nextStep(new MapRows().foldAll(all).get<'group'>('group') as GroupRow, on);
      };
      const day = (on: number) => operation('group.set', g, { fields: { pledgeDay: { kind: 'day-of-month', day: on } }, base: {} });
      const visit = operation('visit.record', g, { visit: nextId(), on: '2026-12-01', kind: 'advice', attended: true });
      const items = (['3.3', '3.4', '3.5', '3.7'] as const).map((key) => session(key));
      // it was founded long ago: none of its papers, its report or its bank are asked for
      expect(old([day(20)], '2026-11-25')).toEqual(step('3.3'));
      expect(old([day(20), ...items], '2026-11-25')).toEqual({ kind: 'nothing', until: '2026-12-20', awaits: 'pledge-day' });
      expect(old([day(20), ...items], '2026-12-20')).toEqual(step('3.2'));
      expect(old(items, '2026-12-05')).toEqual(step('3.2'));
      expect(old([...items, visit], '2026-12-05')).toEqual({ kind: 'nothing' });
    });
    it('a committee has its books and people to see to, never an item of the letter or a visit', () => {
      const own = (ops: readonly Operation[], on = today) =>
        nextStepOfCommittee(new MapRows().foldAll([groupCreate(g), ...ops]).get<'group'>('group') as GroupRow, on);
      expect(own(founded, '2026-12-04')).toEqual({ kind: 'nothing', until: '2026-12-05', awaits: 'pledge-day' });
      expect(own(founded, '2026-12-06')).toEqual({ kind: 'nothing', until: '2027-01-05', awaits: 'pledge-day' });
      const left = operation('committee.end', g, { term: treasurer.term, on: '2026-12-10', reason: 'resigned' });
      expect(own([...founded, left])).toEqual({ kind: 'special', special: 'count-cash', on: '2026-12-10' });
      expect(own([...founded, memberAdd(g, nextId())])).toEqual({ kind: 'special', special: 'give-numbers', count: 1 });
      const asleep = operation('group.stage', g, { stage: 'dormant', reason: 'flood', on: today, reviewOn: '2026-12-01' });
      expect(own([...founded, asleep], '2026-12-02')).toEqual({ kind: 'nothing' });
    });
    it('case 25: the cash is counted before a new treasurer takes it', () => {
      const left = operation('committee.end', g, { term: treasurer.term, on: '2026-12-10', reason: 'resigned' });
      expect(next([...founded, left])).toEqual({ kind: 'special', special: 'count-cash', on: '2026-12-10' });
    });
    it('minors who wait come before the papers', () => {
      expect(next([...founded, memberAdd(g, nextId(), { bornOn: '2012-01-01' })])).toEqual({
        kind: 'special',
        special: 'collect-consents',
        count: 1,
      });
    });
  });
  it('asks for what the founding lacks behind ticked items', () => {
    const plain = [...foundingVote(g).ops, session('2.4'), session('2.5')];
    expect(next([...plain, memberAdd(g, nextId(), { bornOn: '2012-01-01' })])).toEqual(step('2.3'));
    expect(next([...plain, memberAdd(g, nextId())])).toEqual(step('2.5'));
  });
  it('leaves alone a group that sleeps, until the day on which it is asked again', () => {
    const rest = foundingRest(g);
    const asleep = (reviewOn?: string) => [
      ...foundingVote(g).ops,
      ...rest.ops,
      operation('group.stage', g, { stage: 'dormant', reason: 'flood', on: today, ...(reviewOn !== undefined && { reviewOn }) }),
    ];
    expect(next(asleep('2027-02-01'), '2027-01-31')).toEqual({ kind: 'nothing', until: '2027-02-01' });
    expect(next(asleep('2027-02-01'), '2027-02-01')).toEqual({ kind: 'special', special: 'ask-again', on: '2027-02-01' });
    expect(next(asleep(), '2028-01-01')).toEqual({ kind: 'nothing', until: undefined });
  });
  it('case 49: winds a group up in the order in which it can be done', () => {
    const rest = foundingRest(g);
    const winding = operation('group.stage', g, { stage: 'dissolving', reason: 'moved away', on: today, decidedBy: 'members' });
    const ending = [...foundingVote(g).ops, ...rest.ops, winding];
    const money = (kind: 'savings-returned', amount: number) =>
      operation('entry.record', g, { paidOn: today, writtenBy: 'committee', rows: [{ e: nextId(), kind, member: rest.chair, amount }] });
    const special = (what: string) => ({ kind: 'special', special: what });
    expect(next(ending)).toEqual(special('end-group'));
    const saved = [...ending, pledgePaid(g, rest.chair, 10_000)];
    expect(next(saved)).toEqual(special('return-savings'));
    expect(next([...saved, money('savings-returned', 10_000)])).toEqual(special('end-group'));
    const group = new MapRows().foldAll([groupCreate(g), ...saved]).get<'group'>('group') as GroupRow;
    expect(nextStep({ ...group, money: { ...group.money, loansRunning: 1 } }, today)).toEqual(special('settle-loans'));
  });
  it('leaves alone a group that said not now, until the agreed day', () => {
    const stage = operation('group.stage', g, { stage: 'not-now', reason: 'harvest', on: today, reviewOn: '2027-02-01' });
    expect(next([stage])).toEqual({ kind: 'nothing', until: '2027-02-01' });
    expect(next([stage], '2027-02-01')).toMatchObject({ kind: 'special', special: 'ask-again' });
  });
});
