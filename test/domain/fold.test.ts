import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical-json.ts';
import type { Operation } from '../../src/domain/operation.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import { pledgedInMonth } from '../../src/domain/pledge.ts';
import type { GroupRow, MemberRow, Row } from '../../src/domain/row.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid, uuid } from '../support/act.ts';
import { historyOf, moves } from '../support/histories.ts';
import { MapRows } from '../support/map-rows.ts';

const runs = { numRuns: 300 };
const g = uuid(999_999);

function groupOf(rows: MapRows): GroupRow {
  const row = rows.get<'group'>('group');
  if (row === undefined) throw new Error('no group');
  return row;
}

const monthsLookedAt = ['2026-10', '2026-11', '2026-12', '2027-01', '2027-06'];

function lastUntil(pledges: MemberRow['pledges'], month: string): number {
  return pledges.filter(({ effectiveFrom }) => effectiveFrom <= month).at(-1)?.amount ?? 0;
}

/** Everything the group's row counts, counted again from the other rows without any of the fold's code. */
function recount(rows: MapRows) {
  const members = rows.all('member');
  const accepted = members.filter((member) => member.state === 'accepted');
  const live = rows.all('entry').filter((entry) => entry.reversed === undefined);
  const sumOf = (...kinds: EntryKind[]) => live.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { amount }) => sum + amount, 0);
  const moneyIn = sumOf(
    'pledged-savings', 'special-savings', 'entry-fee', 'fine', 'loan-principal', 'loan-interest', 'grant', 'enterprise-income', 'cash-over', 'bank-withdrawal',
    'shortage-repaid', 'external-loan', 'enterprise-returned', 'opening-cash',
  ); // prettier-ignore
  const moneyOut = sumOf(
    'savings-returned', 'special-withdrawn', 'loan-out', 'expense', 'asset-bought', 'cash-short', 'dividend-paid', 'welfare-paid', 'bank-deposit', 'external-repaid', 'enterprise-invested',
  ); // prettier-ignore
  const carded: readonly Row[] = [...rows.rows.values()];
  const conflicts = carded.flatMap((row) => ('conflicts' in row ? (row.conflicts ?? []) : []));
  const quiet = ['same-field-differs', 'intake-before-vote', 'after-close', 'maybe-reported-twice'];
  const flags = carded.filter(({ type }) => type !== 'consent').flatMap((row) => ('flags' in row ? (row.flags ?? []) : []));
  return {
    members: {
      interested: members.filter(({ state }) => state === 'interested').length,
      applied: members.filter(({ state }) => state === 'accepted' || state === 'pending-consent').length,
      accepted: accepted.length,
      pending: members.filter(({ state }) => state === 'pending-consent').length,
      numbered: accepted.filter(({ no }) => no !== undefined).length,
      minors: accepted.filter(({ minorAtJoining }) => minorAtJoining).length,
      male: accepted.filter(({ person }) => person.gender === 'male').length,
      female: accepted.filter(({ person }) => person.gender === 'female').length,
      left: members.filter(({ state, joinedOn, leftReason }) => state === 'left' && joinedOn !== undefined && leftReason !== 'mistake')
        .length,
      highestNo: Math.max(0, ...members.map(({ no }) => no ?? 0)),
    },
    pledged: monthsLookedAt.map((month) => accepted.reduce((sum, { pledges }) => sum + lastUntil(pledges, month), 0)),
    cash: moneyIn - moneyOut,
    bank: sumOf('bank-deposit', 'bank-interest', 'opening-bank') - sumOf('bank-withdrawal'),
    entries: live.length,
    byCommittee: live.filter(({ writtenBy }) => writtenBy === 'committee').length,
    seats: rows.all('term').filter(({ endedOn }) => endedOn === undefined).length,
    photos: rows.all('photo').filter(({ withdrawn }) => withdrawn === undefined).length,
    meetings: rows.all('meeting').length,
    visits: rows.all('visit').filter(({ attended }) => attended).length,
    openConflicts: conflicts.length,
    openFlags: flags.filter((flag) => !quiet.includes(flag)).length,
  };
}

function counted(rows: MapRows): ReturnType<typeof recount> {
  const { members, money, committee, photos, meetings, visits, openConflicts, openFlags } = groupOf(rows);
  const { cash, bank, entries, byCommittee } = money;
  return {
    members, pledged: monthsLookedAt.map((month) => pledgedInMonth(groupOf(rows), month)), cash, bank, entries, byCommittee, seats: committee.seats, photos, meetings: meetings.held, visits: visits.count, openConflicts, openFlags,
  }; // prettier-ignore
}

function textOf(rows: MapRows): string {
  return canonicalJson(Object.fromEntries(rows.rows));
}

describe('the fold', () => {
  it('keeps every counter as a recount from the rows would give it', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const rows = new MapRows().foldAll(historyOf(list, g));
        expect(counted(rows)).toEqual(recount(rows));
      }),
      runs,
    );
  });

  it('keeps balances of members and sums of days as the live entries give them', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const rows = new MapRows().foldAll(historyOf(list, g));
        const live = rows.all('entry').filter((entry) => entry.reversed === undefined);
        const sum = (kind: EntryKind, member: string) =>
          live.filter((e) => e.kind === kind && e.member === member).reduce((s, { amount }) => s + amount, 0);
        for (const member of rows.all('member')) {
          const savings = sum('pledged-savings', member.id) + sum('opening-savings', member.id);
          expect(member.savedSatang).toBe(savings - sum('savings-returned', member.id));
          const special = sum('special-savings', member.id) + sum('opening-special', member.id);
          expect(member.specialSatang).toBe(special - sum('special-withdrawn', member.id));
          expect(member.entryFeePaid).toBe(sum('entry-fee', member.id) > 0);
        }
        for (const day of rows.all('day')) {
          const ofDay = live.filter(({ paidOn }) => paidOn === day.on);
          const saved = ofDay.filter(({ kind }) => kind === 'pledged-savings');
          expect(day.payers).toBe(new Set(saved.map(({ member }) => member)).size);
          expect(day.byKind['pledged-savings'] ?? 0).toBe(saved.reduce((s, { amount }) => s + amount, 0));
          expect(day.doubts ?? 0).toBe(ofDay.filter(({ flags }) => flags?.includes('maybe-paid-twice')).length);
        }
        expect(rows.all('day').reduce((s, { cash }) => s + cash, 0)).toBe(groupOf(rows).money.cash);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives the same rows when the same stream is folded again', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const history = historyOf(list, g);
        expect(textOf(new MapRows().foldAll(history))).toBe(textOf(new MapRows().foldAll(history)));
      }),
      { numRuns: 60 },
    );
  });

  it('never throws and reads nothing unannounced, in whatever order operations come; what waits writes nothing', () => {
    const shuffled = moves.chain((list) => {
      const history = historyOf(list, g);
      return fc.shuffledSubarray([...history], { minLength: 0, maxLength: history.length });
    });
    fc.assert(
      fc.property(shuffled, (ops) => {
        const rows = new MapRows();
        for (const op of ops) {
          const before = rows.rows.size;
          const outcome = rows.fold(op);
          if (!outcome.applied) expect(rows.rows.size).toBe(before);
        }
        if (rows.rows.has('group')) expect(counted(rows)).toEqual(recount(rows));
      }),
      runs,
    );
  });

  it('never gives a number to two members', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const rows = new MapRows().foldAll(historyOf(list, g));
        const numbers = rows.all('member').map(({ no }) => no).filter((no) => no !== undefined); // prettier-ignore
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
      runs,
    );
  });

  it('says what it misses: the group, a member, a meeting, an entry', () => {
    const rows = new MapRows();
    expect(rows.fold(memberAdd(g, uuid(1)))).toEqual({ applied: false, missing: g });
    rows.fold(groupCreate(g));
    expect(rows.fold(pledgePaid(g, uuid(1), 100))).toEqual({ applied: false, missing: uuid(1) });
    expect(rows.fold(operation('meeting.close', g, { meeting: uuid(2) }))).toEqual({ applied: false, missing: uuid(2) });
    expect(rows.fold(operation('entry.reverse', g, { e: uuid(3), reason: 'wrong' }))).toEqual({ applied: false, missing: uuid(3) });
    expect(rows.rows.size).toBe(1);
  });

  it('takes a loss of numbers in any stream', () => {
    expect(new MapRows().fold(operation('device.lost', g, { from: 1, to: 2 }))).toEqual({ applied: true, flags: [] });
  });
});

/** Rows come in the order of their first writing, which is not what is compared. */
function byText(list: readonly unknown[]): readonly string[] {
  return list.map(canonicalJson).toSorted((x, y) => (x < y ? -1 : 1));
}

describe('two phones without signal', () => {
  const shared = Array.from({ length: 4 }, () => nextId());
  const oldEntries = shared.map(() => nextId());
  const ground = (): readonly Operation[] => [
    groupCreate(g),
    ...shared.map((member) => memberAdd(g, member)),
    ...shared.map((member, index) => pledgePaid(g, member, 5000, { e: oldEntries[index], forMonth: '2026-10' })),
  ];
  /** What one phone records: new members with numbers of its lane, money on shared members, reversals, ticks, sessions, and on phone 1 the vote. */
  function phone(lane: 1 | 2, amounts: readonly number[]): readonly Operation[] {
    const vote = lane === 1 ? foundingVote(g).ops : [];
    return [
      ...amounts.flatMap((amount, index) => {
        const own = nextId();
        return [
          memberAdd(g, own, { firstName: `phone ${lane}`, bornOn: amount % 5 === 0 ? '2012-01-01' : '1980-01-01' }),
          operation('member.number', g, { rows: [{ member: own, no: lane + 2 * index }] }),
          operation('pledge.decide', g, { member: own, amount, effectiveFrom: '2026-11', decidedOn: '2026-11-23', decidedBy: 'member' }),
          pledgePaid(g, shared[amount % 4] ?? own, amount),
          ...(amount % 3 === 0 ? [operation('entry.reverse', g, { e: oldEntries[amount % 4] ?? '', reason: 'wrong' })] : []),
          operation('document.tick', g, { document: lane === 1 ? 'passbook' : 'minute-book', state: 'have' }),
          operation('step.record', g, {
            session: nextId(),
            step: '1.2',
            state: amount % 2 === 0 ? 'done' : 'in-progress',
            doneOn: '2026-11-01',
            fields: {},
          }),
        ];
      }),
      ...vote,
    ];
  }
  /** Both queues in their own order, interleaved as `turns` says. */
  function interleave(first: readonly Operation[], second: readonly Operation[], turns: readonly boolean[]): readonly Operation[] {
    const queues: [Operation[], Operation[]] = [[...first], [...second]];
    const merged: Operation[] = [];
    for (const turn of turns) merged.push(...queues[turn ? 0 : 1].splice(0, 1));
    return [...merged, ...queues[0], ...queues[1]];
  }

  it('case 19: in whatever order phones sync, there are the same money, members, numbers and checklist', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 6 });
    const turns = fc.array(fc.boolean(), { maxLength: 80 });
    fc.assert(
      fc.property(amounts, amounts, turns, turns, (a, b, order, otherOrder) => {
        const [first, second, start] = [phone(1, a), phone(2, b), ground()];
        const summary = (turnsTaken: readonly boolean[]) => {
          const rows = new MapRows().foldAll([...start, ...interleave(first, second, turnsTaken)]);
          const { money, members, pledgedFrom, documents, lifeCycle, vote } = groupOf(rows);
          const states = Object.entries(groupOf(rows).steps).map(([step, { state, sessions }]) => [step, state, sessions]);
          const people = rows.all('member').map(({ id, state, no, joinedOn, savedSatang }) => [id, state, no, joinedOn, savedSatang]);
          const days = rows.all('day').map(({ on, cash, byKind, payers, doubts }) => [on, cash, byKind, payers, doubts]);
          return { money, members, pledgedFrom, documents, lifeCycle, vote, states: byText(states), people: byText(people), days };
        };
        expect(summary(order)).toEqual(summary(otherOrder));
      }),
      { numRuns: 150 },
    );
  });
});
