/** What must hold in a group (domain.md 3.13), judged by a second book-keeper after every operation, and what the officer sees where a merge breaks it. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBookProblems } from '../../src/domain/book-check.ts';
import { dividendPool, dividendRows } from '../../src/domain/dividend.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { GroupRow, Row, RowKey } from '../../src/domain/row.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import { lateLinesOf } from '../../src/domain/year-end.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation, uuid } from '../support/act.ts';
import { historyIn, historyOf, moneyMoves, moves, villageOf } from '../support/histories.ts';
import { Judge } from '../support/invariants.ts';
import { MapRows } from '../support/map-rows.ts';

const g = uuid(888_888);
const village = villageOf(g);

/** Every mark an officer can see: doubts on rows, and what the money tab says. */
function marksOf(rows: MapRows): ReadonlySet<string> {
  const flags = [...rows.rows.values()].flatMap((row) => ('flags' in row ? (row.flags ?? []) : []));
  const problems = findBookProblems({
    group: rows.get<'group'>('group') as GroupRow,
    months: rows.all('month'),
    members: rows.all('member'),
    days: rows.all('day'),
    counts: rows.all('count'),
    loans: rows.all('loan'),
    years: rows.all('year'),
  });
  return new Set([...flags, ...problems.map(({ code }) => code)]);
}

describe('after every single operation of a random history', () => {
  const judged = (history: readonly Operation[], met: Set<string>): MapRows => {
    const rows = new MapRows();
    const judge = new Judge();
    for (const op of history) {
      expect(rows.fold(op).applied).toBe(true);
      judge.hear(op, rows);
      expect(judge.find(rows)).toEqual([]);
    }
    for (const mark of marksOf(rows)) met.add(mark);
    return rows;
  };

  it('1 to 12 and 14 hold or are marked in a village that keeps money (700 histories), and its dividends are the pool', () => {
    const met = new Set<string>();
    let divided = 0;
    fc.assert(
      fc.property(moneyMoves(30), (list) => {
        const rows = judged([...village.ops, ...historyIn(village, list)], met);
        const [members, passbooks, years] = [rows.all('member'), rows.all('passbook'), rows.all('year')];
        const entries = new Map(rows.all('entry').map((row) => [row.id, row]));
        for (const year of years.filter(({ allocation }) => allocation.length > 0)) {
          const late = lateLinesOf(year, rows.all('posting'), entries);
          for (const use of ['dividend', 'average-return'] as const) {
            const parts = dividendRows(year, { members, passbooks, late, years }, use);
            const all = parts.reduce((sum, { weight }) => sum + weight, 0);
            const pool = all === 0 ? 0 : dividendPool(year, use);
            expect(parts.reduce((sum, { due }) => sum + due, 0)).toBe(pool);
            for (const { due, weight } of parts) expect(Math.abs(due - (all === 0 ? 0 : (pool * weight) / all))).toBeLessThan(1);
            if (pool > 0) divided += 1;
          }
        }
      }),
      { numRuns: 700 },
    );
    expect(divided).toBeGreaterThan(10);
    // a history in which nothing ever goes wrong would prove nothing
    const wanted = [
        'cash-below-zero', 'bank-below-zero', 'savings-differ', 'day-not-counted', 'count-differs', 'doubtful-entries', 'office-vacant', 'rate-too-high',
        'left-with-debt', 'receipt-taken', 'maybe-paid-twice', 'reversed-twice', 'entry-without-consent', 'not-a-member', 'after-close', 'number-taken',
        'pledge-backdated', 'paid-out-above-contract',
    ]; // prettier-ignore
    expect(wanted.filter((mark) => !met.has(mark))).toEqual([]);
  });

  it('and from the first word about a group on (300 histories)', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(moves, (list) => void judged(historyOf(list, g), met)),
      { numRuns: 300 },
    );
    expect(['intake-before-vote', 'not-a-member'].filter((mark) => !met.has(mark))).toEqual([]);
  });
});

type Line = Partial<PayloadOf<'entry.record'>['rows'][number]>;
const entry = (on: string, kind: EntryKind, amount: number, over: Line = {}) =>
  operation('entry.record', g, { paidOn: on, writtenBy: 'committee', rows: [{ e: nextId(), kind, amount, ...over }] });
const on = '2026-11-05';
const saved = (member: string, amount = 10_000, over: Line = {}) => entry(on, 'pledged-savings', amount, { member, forMonth: '2026-11', ...over }); // prettier-ignore
const [kham, bua, child, chair] = [nextId(), nextId(), nextId(), nextId()];
const vote = foundingVote(g, { on });
const promise = (member: string, effectiveFrom: string, decidedOn: string) =>
  operation('pledge.decide', g, { member, amount: 10_000, effectiveFrom, decidedOn, decidedBy: 'member' });
const founded: readonly Operation[] = [
  groupCreate(g),
  ...vote.ops,
  memberAdd(g, kham),
  memberAdd(g, bua),
  memberAdd(g, child, { bornOn: '2015-05-01' }),
  memberAdd(g, chair),
  promise(kham, '2026-11', on),
];
const oldTerm = nextId();
const seat = (member: string, office: 'chair' | 'secretary' | 'treasurer', term = nextId()) =>
  operation('committee.elect', g, { term, member, branch: 'board', office, from: on });
const closedYear = (closing: string) =>
  operation('year.close', g, {
    closing,
    from: '2026-01-01',
    to: '2026-12-31',
    on: '2027-01-10',
    columns: { fine: 500 },
    allocation: [{ use: 'dividend', basisPoints: 10_000 }],
    basis: 'saved',
  });
const loan = nextId();
const contract = operation(
  'loan.contract',
  g,
  {
    loan,
    no: '1/2569',
    signedOn: on,
    principal: 600_000,
    ratePerMonth: 100,
    method: 'flat',
    instalments: 6,
    firstDueOn: on,
    guarantors: [],
  },
  { witnesses: [] },
);
const asked = operation('loan.apply', g, { loan, member: kham, kind: 'ordinary', amount: 600_000, purpose: 'seeds', appliedOn: on, instalments: 6 }); // prettier-ignore
const wrong = nextId();
const consent = operation(
  'consent.record',
  g,
  { consent: nextId(), member: child, relation: 'mother', signedOn: '2026-11-20', signatureKind: 'signature', witnessCount: 0 },
  { guardianName: 'Mae', witnesses: [] },
);

interface Merge {
  readonly no: number;
  readonly story: string;
  /** known to both phones */
  readonly before: readonly Operation[];
  readonly one: readonly Operation[];
  readonly two: readonly Operation[];
  /** one of these is seen, whichever phone sends first */
  readonly seen: readonly string[];
}

const merges: readonly Merge[] = [
  { no: 2, story: 'the same 100 baht are taken to the bank by one and spent by the other', before: [...founded, saved(kham)], one: [entry(on, 'bank-deposit', 10_000)], two: [entry(on, 'expense', 8_000)], seen: ['cash-below-zero'] },
  { no: 2, story: 'two fetch the same money from the bank', before: [...founded, entry(on, 'opening-bank', 10_000)], one: [entry(on, 'bank-withdrawal', 10_000)], two: [entry(on, 'bank-withdrawal', 10_000)], seen: ['bank-below-zero'] },
  { no: 3, story: 'one carries the savings of an old group over by name, the other as one sum', before: founded, one: [entry(on, 'opening-savings', 10_000, { member: kham })], two: [entry(on, 'opening-savings', 10_000)], seen: ['savings-differ'] },
  { no: 4, story: 'one takes money in, the other only shuts the month', before: founded, one: [saved(kham)], two: [operation('month.close', g, { month: '2026-10', on })], seen: ['day-not-counted'] },
  { no: 5, story: 'both take the same line back', before: [...founded, saved(kham, 10_000, { e: wrong })], one: [operation('entry.reverse', g, { e: wrong, reason: 'was bua' })], two: [operation('entry.correct', g, { e: wrong, reason: 'was 50', row: { e: nextId(), kind: 'pledged-savings', member: kham, amount: 5_000, forMonth: '2026-11' } })], seen: ['reversed-twice'] },
  { no: 6, story: 'both write a leaf of the same paper book', before: founded, one: [saved(kham, 10_000, { receipt: 'A-15' })], two: [saved(bua, 5_000, { receipt: 'A-15' })], seen: ['receipt-taken'] },
  { no: 6, story: 'one enters a whole sheet of leaves, the other had one of them', before: founded, one: [saved(bua, 5_000, { receipt: 'A-15' })], two: [operation('entry.record', g, { paidOn: on, writtenBy: 'committee', rows: ['A-17', 'A-15'].map((receipt) => ({ e: nextId(), kind: 'fine' as const, amount: 500, receipt })) })], seen: ['receipt-taken'] },
  { no: 6, story: 'both give number 7', before: founded, one: [operation('member.number', g, { rows: [{ member: kham, no: 7 }] })], two: [operation('member.number', g, { rows: [{ member: bua, no: 7 }] })], seen: ['number-taken'] },
  { no: 7, story: 'a member pays her month on both phones', before: founded, one: [saved(kham)], two: [saved(kham)], seen: ['maybe-paid-twice'] },
  { no: 8, story: 'a child pays on one phone, the mother signs two weeks later on the other', before: founded, one: [saved(child, 3_000)], two: [consent], seen: ['entry-without-consent'] },
  { no: 8, story: 'a member turns out to be a child after she was numbered', before: [...founded, operation('member.number', g, { rows: [{ member: bua, no: 2 }] })], one: [saved(bua)], two: [operation('member.set', g, { member: bua, base: { bornOn: null }, fields: {} }, { fields: { bornOn: '2012-01-01' } })], seen: ['number-without-consent'] },
  { no: 9, story: 'one takes people in, the other counts a vote that fails', before: [groupCreate(g)], one: [memberAdd(g, kham)], two: foundingVote(g, { on, passed: false }).ops, seen: ['intake-before-vote'] },
  { no: 10, story: 'one follows a treasurer who gives up, the other writes down that the new one left', before: [...founded, seat(chair, 'chair'), seat(chair, 'secretary'), seat(kham, 'treasurer', oldTerm), operation('bylaws.draft', g, { bylaws: nextId(), base: null, pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 0 })], one: [operation('committee.end', g, { term: oldTerm, on, reason: 'too old' }), seat(bua, 'treasurer')], two: [operation('member.close', g, { member: bua, leftOn: on, reason: 'moved' })], seen: ['not-a-member', 'office-vacant'] },
  { no: 10, story: 'one elects somebody, the other finds that he is a child', before: founded, one: [seat(bua, 'secretary')], two: [operation('member.set', g, { member: bua, base: { bornOn: null }, fields: {} }, { fields: { bornOn: '2012-01-01' } })], seen: ['not-a-member'] },
  { no: 11, story: 'a promise of 20 November for months that one phone had collected', before: founded, one: [saved(kham)], two: [promise(kham, '2026-10', '2026-11-20')], seen: ['pledge-backdated'] },
  { no: 12, story: 'a contract at 1 % a month of the whole sum', before: [...founded, asked], one: [contract], two: [operation('loan.decide', g, { loan, decidedOn: on, approved: true })], seen: ['rate-too-high'] },
  { no: 14, story: 'both close the year', before: [...founded, entry(on, 'fine', 500)], one: [closedYear(nextId())], two: [closedYear(nextId())], seen: ['closed-twice'] },
]; // prettier-ignore

describe('two phones without signal break what must hold: everything is kept and the officer sees it', () => {
  it.each(merges)('$no: $story', ({ before, one, two, seen }) => {
    for (const order of [
      [...one, ...two],
      [...two, ...one],
    ]) {
      const rows = new MapRows();
      const judge = new Judge();
      const told = new Set<string>();
      for (const op of [...before, ...order]) {
        const outcome = rows.fold(op);
        expect(outcome.applied).toBe(true);
        if (outcome.applied && order.includes(op)) for (const flag of outcome.flags) told.add(flag);
        judge.hear(op, rows);
        expect(judge.find(rows)).toEqual([]);
      }
      const marks = new Set([...told, ...marksOf(rows)]);
      expect(seen.filter((mark) => marks.has(mark))).not.toEqual([]);
      // what was not broken before both came together was not marked either
      expect(seen.filter((mark) => marksOf(new MapRows().foldAll(before)).has(mark))).toEqual([]);
    }
  });
});

describe('the second book-keeper sees', () => {
  const line = nextId();
  const base = [
    ...founded,
    operation('member.number', g, { rows: [{ member: kham, no: 1 }, { member: bua, no: 2 }] }),
    seat(chair, 'chair'), asked, contract,
    saved(kham, 10_000, { e: line, receipt: 'A-1' }), saved(bua, 5_000, { receipt: 'A-1' }), entry(on, 'bank-deposit', 20_000),
    saved(kham), saved(child), operation('cash.count', g, { count: uuid(777_777), on, pieces: {}, counted: 100, expected: 200 }),
    closedYear(uuid(777_778)),
  ]; // prettier-ignore
  type Tampering = readonly [no: number, what: string, key: RowKey, change: (row: never) => unknown];
  const tamperings: readonly Tampering[] = [
    [1, 'a month that sums a satang too much', 'month:2026-11', (row: { columns: object }) => ({ ...row, columns: { ...row.columns, fine: 1 } })],
    [3, 'a member with a satang too much', `member:${kham}`, (row: { savedSatang: number }) => ({ ...row, savedSatang: row.savedSatang + 1 })],
    [3, 'a book with a satang too much', 'group', (row: GroupRow) => ({ ...row, money: { ...row.money, columns: { ...row.money.columns, pledged: 1 } } })],
    [4, 'a day with other cash than its receipts', `day:${on}`, (row: { cash: number }) => ({ ...row, cash: row.cash - 1 })],
    [4, 'a count whose difference is kept quiet', 'count:' + uuid(777_777) as RowKey, (row: object) => ({ ...row, flags: undefined })],
    [5, 'an amount that was edited', `entry:${line}`, (row: { amount: number }) => ({ ...row, amount: row.amount + 1 })],
    [5, 'a line taken back by nobody', `entry:${line}`, (row: object) => ({ ...row, reversed: { by: '', at: '', reason: 'because' } })],
    [6, 'a number that changed hands', `member:${bua}`, (row: object) => ({ ...row, no: 1 })],
    [7, 'a double payment that is not marked', `entry:${line}`, (row: object) => ({ ...row, flags: undefined })],
    [9, 'a passed vote that nobody held', 'group', (row: object) => row],
    [10, 'a vacancy that is filled by nobody', 'group', (row: GroupRow) => ({ ...row, lifeCycle: 'founded', committee: { ...row.committee, filled: { chair: bua, secretary: bua, treasurer: bua } } })],
    [11, 'a promise that was moved back', `member:${kham}`, (row: { pledges: readonly object[] }) => ({ ...row, pledges: row.pledges.map((each) => ({ ...each, effectiveFrom: '2026-12' })) })],
    [12, 'a rate above the law that is not marked', `loan:${loan}`, (row: object) => ({ ...row, flags: undefined })],
    [14, 'a satang of a profit that nobody gets', `year:${uuid(777_778)}`, (row: { allocation: readonly { amount: number }[] }) => ({ ...row, allocation: row.allocation.map((each) => ({ ...each, amount: each.amount - 1 })) })],
  ]; // prettier-ignore
  const seenAfter = (key: RowKey, change: (row: never) => unknown, ops: readonly Operation[] = base) => {
    const rows = new MapRows();
    const judge = new Judge();
    for (const op of ops) {
      rows.fold(op);
      judge.hear(op, rows);
    }
    rows.rows.set(key, change(rows.rows.get(key) as never) as Row);
    return judge.find(rows).map((breach) => Number(breach.split(':')[0]));
  };
  it('nothing in books that are as they should be', () => expect(seenAfter('group', (row) => row)).toEqual([]));
  it.each(tamperings.filter(([no]) => no !== 9))('%i: %s', (no, _what, key, change) => expect(seenAfter(key, change)).toContain(no));
  it('8 and 9: a child’s money and a member before the vote, unmarked', () => {
    const paid = nextId();
    const unmarked = (row: object) => ({ ...row, flags: undefined });
    const mothersLater = [...founded, consent, saved(child, 3_000, { e: paid })];
    expect(seenAfter(`entry:${paid}`, unmarked, mothersLater)).toContain(8);
    expect(seenAfter(`member:${kham}`, unmarked, [groupCreate(g), memberAdd(g, kham)])).toContain(9);
  });
  it('2: cash below nothing on a day that nothing says, in a month that ends above', () => {
    const later = { member: bua, forMonth: '2026-11' } as const;
    const month = [...founded, saved(kham), entry('2026-11-12', 'expense', 15_000), entry('2026-11-25', 'pledged-savings', 20_000, later)];
    expect(seenAfter('month:2026-11', (row) => row, month)).toEqual([]);
    expect(seenAfter('month:2026-11', (row: object) => ({ ...row, moves: {} }), month)).toContain(2);
  });
  it('4: a receipt after the count of its day that nothing says', () => {
    const count = nextId();
    const day = [...founded, saved(kham), operation('cash.count', g, { count, on, pieces: {}, counted: 10_000, expected: 10_000 }), saved(bua, 5_000)]; // prettier-ignore
    expect(seenAfter(`count:${count}`, (row) => row, day)).toEqual([]);
    expect(seenAfter(`count:${count}`, (row: object) => ({ ...row, banked: 5_000 }), day)).toContain(4);
  });
  it('2: cash below nothing at the end of a month that the pages do not show', () => {
    const hidden = (row: { columns: object }) => ({ ...row, columns: { ...row.columns, cash: 5 } });
    expect(seenAfter('month:2026-11', hidden, [...founded, saved(kham), entry(on, 'bank-deposit', 20_000)])).toContain(2);
  });
});
