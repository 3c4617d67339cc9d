/** The rules of a pledge day: months owed and ahead, how a member stands, what a day is worth, and why it is not closed. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cashFromPeople,
  compareHouses,
  cashToCount,
  findDayDoubts,
  missedMonths,
  monthsAhead,
  paidFor,
  standingOf,
  type Paid,
} from '../../src/domain/collection.ts';
import type { CashCountRow, DayRow, MemberRow } from '../../src/domain/row.ts';

const baht = (amount: number) => amount * 100;
const pledge = (amount: number, effectiveFrom: string) =>
  ({ amount: baht(amount), effectiveFrom, decidedOn: `${effectiveFrom}-01`, decidedBy: 'member', by: '' }) as const;
const member = { pledges: [pledge(100, '2026-08')], joinedOn: '2026-08-20' };
let last = 0;
const paid = (amount: number, forMonth: string, paidOn = `${forMonth}-05`, more: Partial<Paid> = {}): Paid => ({
  e: String((last += 1)),
  kind: 'pledged-savings',
  amount: baht(amount),
  paidOn,
  forMonth,
  ...more,
});

describe('months owed', () => {
  it('are those before this one that got less than was promised, with what is missing', () => {
    const lines = [paid(100, '2026-08'), paid(60, '2026-10')];
    expect(missedMonths(member, lines, '2026-12')).toEqual([
      { month: '2026-09', amount: baht(100) },
      { month: '2026-10', amount: baht(40) },
      { month: '2026-11', amount: baht(100) },
    ]);
  });

  it('begin with the first promise or with joining, whichever came later', () => {
    expect(missedMonths({ pledges: [pledge(100, '2026-10')], joinedOn: '1999-01-01' }, [], '2026-12')).toHaveLength(2);
    expect(missedMonths({ pledges: [pledge(100, '2026-08')], joinedOn: '2026-11-23' }, [], '2026-12')).toHaveLength(1);
    expect(missedMonths({ pledges: [], joinedOn: '2026-08-20' }, [], '2026-12')).toEqual([]);
  });

  it('follow a promise that changed: each month what was promised for it', () => {
    const changed = { ...member, pledges: [pledge(100, '2026-08'), pledge(50, '2026-10')] };
    expect(missedMonths(changed, [paid(50, '2026-10')], '2026-11').map(({ amount }) => amount)).toEqual([baht(100), baht(100)]);
  });

  it('are none once each was paid, whatever the promise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 60 }), (amount, count) => {
        const one = { pledges: [pledge(amount, '2020-01')], joinedOn: '2020-01-01' };
        const before = `${2020 + Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
        const owed = missedMonths(one, [], before);
        expect(owed).toHaveLength(count);
        expect(missedMonths(one, owed.map((each) => paid(each.amount / 100, each.month)), before)).toEqual([]);
      }),
    ); // prettier-ignore
  });
});

describe('months ahead', () => {
  it('are the next ones that have got nothing, over the new year', () => {
    expect(monthsAhead(member, [paid(100, '2027-01', '2026-11-05')], '2026-11', 3).map(({ month }) => month)).toEqual(['2026-12', '2027-02', '2027-03']); // prettier-ignore
  });

  it('are none for somebody who promised nothing', () => {
    expect(monthsAhead({ pledges: [], joinedOn: undefined }, [], '2026-11', 12)).toEqual([]);
  });
});

describe('how a member stands on a day', () => {
  it('with money of the day and of before, withdrawals taken off', () => {
    const lines = [
      paid(60, '2026-12', '2026-12-05', { receipt: 'A-1' }),
      { e: 'f', kind: 'fine', amount: baht(5), paidOn: '2026-12-05', receipt: 'A-1' } as const,
      { e: 'w', kind: 'special-withdrawn', amount: baht(20), paidOn: '2026-12-05', receipt: 'A-2' } as const,
      paid(100, '2026-11'),
    ];
    expect(standingOf(member, lines, '2026-12-05')).toEqual({
      promised: baht(100),
      paid: baht(60),
      today: baht(45),
      paidBefore: undefined,
      isTwice: false,
      receipts: ['A-1', 'A-2'],
    });
    expect(paidFor(lines, '2026-11')).toBe(baht(100));
  });

  it('who paid before the day shows as paid, with the day', () => {
    expect(standingOf(member, [paid(100, '2026-12', '2026-10-05')], '2026-12-05')).toMatchObject({ paid: baht(100), today: 0, paidBefore: '2026-10-05' }); // prettier-ignore
  });

  it('the same amount twice on a day, or more than was promised, may be paid twice; part and rest are not', () => {
    const on = '2026-12-05';
    expect(standingOf(member, [paid(50, '2026-12', on), paid(50, '2026-12', on)], on).isTwice).toBe(true);
    expect(standingOf(member, [paid(100, '2026-12', '2026-12-04'), paid(30, '2026-12', on)], on).isTwice).toBe(true);
    expect(standingOf(member, [paid(60, '2026-12', on), paid(40, '2026-12', on)], on).isTwice).toBe(false);
  });
});

describe('a day', () => {
  const day = (change: Partial<DayRow> = {}): DayRow => ({
    type: 'day',
    on: '2026-12-05',
    byKind: { 'pledged-savings': baht(200) },
    cash: baht(200),
    payers: 2,
    ...change,
  });
  const count = { counted: baht(200), expected: baht(200) } as CashCountRow;
  const facts = { day: day({ closedAt: '2026-12-05T05:00:00Z' }), count, depositedAfter: 0, openTaps: 0 };

  it('is worth what people brought, without the bank and what the count changed', () => {
    const byKind = { 'pledged-savings': baht(250), 'bank-deposit': baht(200), 'cash-short': baht(50) };
    expect(cashFromPeople(day({ byKind, cash: 0 }))).toBe(baht(250));
  });

  it('is closed when it was counted, confirmed, and nothing came since', () => {
    expect(findDayDoubts(facts)).toEqual([]);
    expect(findDayDoubts({ ...facts, day: day({ cash: 0, closedAt: '-' }), depositedAfter: baht(200) })).toEqual([]);
  });

  it('on which nobody paid is counted as the whole box, until somebody does', () => {
    const box = { counted: baht(900), expected: baht(1_000) } as CashCountRow;
    const counted = { ...facts, count: box, day: day({ byKind: { 'cash-short': baht(100) }, cash: -baht(100), closedAt: '-' }) };
    expect(findDayDoubts(counted)).toEqual([]);
    // what was paid and taken back is no day of the box: its count was of what people brought
    const takenBack = day({ byKind: { 'pledged-savings': 0 }, cash: 0, closedAt: '-' });
    expect(findDayDoubts({ ...facts, day: takenBack }).map(({ kind }) => kind)).toEqual(['changed-after-count']);
  });

  it('on which more went out than came in is counted as the whole box, and closes to the satang', () => {
    const lent = { 'pledged-savings': baht(4_600), 'bank-withdrawal': baht(1_335), 'loan-out': baht(6_000) };
    const day65 = day({ byKind: lent, cash: -baht(65), closedAt: '-' });
    expect(cashToCount(day65, 0)).toEqual({ expected: 0, before: baht(65) });
    const empty = { counted: 0, expected: 0, before: baht(65) } as CashCountRow;
    expect(findDayDoubts({ ...facts, day: day65, count: empty })).toEqual([]);
    const over = { ...empty, counted: baht(20) };
    expect(findDayDoubts({ ...facts, day: { ...day65, cash: -baht(45) }, count: over })).toEqual([]);
    const later = { ...day65, cash: baht(35) };
    expect(findDayDoubts({ ...facts, day: later, count: empty })).toEqual([{ kind: 'changed-after-count', satang: baht(100) }]);
  });

  it('on which the treasurer only went to the bank is counted as the whole box, and closes', () => {
    const bank = day({ byKind: { 'bank-withdrawal': baht(1_000) }, cash: baht(1_000), closedAt: '-' });
    expect(cashToCount(bank, baht(1_065))).toEqual({ expected: baht(1_065), before: baht(65) });
    const box = { counted: baht(1_065), expected: baht(1_065), before: baht(65) } as CashCountRow;
    expect(findDayDoubts({ ...facts, day: bank, count: box })).toEqual([]);
  });

  it.each([
    ['not counted', { day: day(), count: undefined }, ['not-counted']],
    ['not confirmed', { day: day() }, ['not-confirmed']],
    ['maybe paid twice', { day: day({ closedAt: '-', doubts: 2 }) }, ['maybe-paid-twice']],
    ['taps that are no records', { openTaps: 3 }, ['not-records']],
    ['money since the count', { day: day({ closedAt: '-', cash: baht(250) }) }, ['changed-after-count']],
  ] as const)('stays open: %s', (_, change, kinds) => {
    expect(findDayDoubts({ ...facts, ...change }).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('houses', () => {
  it('stand as one walks past them', () => {
    const of = (houseNo: string | undefined, moo = 4) => ({ person: { houseNo, moo } as MemberRow['person'] });
    const sorted = [of('10'), of(undefined), of('12/1'), of('9'), of('1', 5), of('12')].sort(compareHouses);
    expect(sorted.map(({ person }) => `${person.moo}:${person.houseNo ?? ''}`)).toEqual(['4:9', '4:10', '4:12', '4:12/1', '4:', '5:1']);
  });
});
