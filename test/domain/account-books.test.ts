import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceSheet, bookPage, columnsThrough, controlTotals, profitAndLoss, type BookSource } from '../../src/domain/account-books.ts';
import { addColumns, booksDifference, threeBooks } from '../../src/domain/account-column.ts';
import { canonicalJson } from '../../src/domain/canonical-json.ts';
import { outstandingOf } from '../../src/domain/loan.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { dividends, dividendWeight, passbookOf, registerRow } from '../../src/domain/savings-register.ts';
import { shiftMonth } from '../../src/domain/thai-calendar.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { historyIn, moneyMoves, villageOf } from '../support/histories.ts';
import { Judge } from '../support/invariants.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [a, b, c] = [nextId(), nextId(), nextId()];
const ground = [groupCreate(g), ...foundingVote(g).ops, memberAdd(g, a), memberAdd(g, b), memberAdd(g, c)];
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([...ground, ...ops]);
const group = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;
const baht = (amount: number) => Math.round(amount * 100);
type Line = Partial<PayloadOf<'entry.record'>['rows'][number]>;
const entry = (on: string, kind: EntryKind, amount: number, over: Line = {}) =>
  operation('entry.record', g, { paidOn: on, writtenBy: 'committee', rows: [{ e: nextId(), kind, amount: baht(amount), ...over }] });
const sourceOf = (rows: MapRows): BookSource => ({
  months: rows.all('month'),
  postings: rows.all('posting'),
  entries: new Map(rows.all('entry').map((row) => [row.id, row])),
  years: rows.all('year'),
});

const saved = (member: string, forMonth: string): Line => ({ member, forMonth });
/** The five months of domain.md 3.7. */
const fiveMonths: readonly (readonly [string, readonly Operation[]])[] = [
  ['2026-11', [entry('2026-11-05', 'entry-fee', 960), entry('2026-11-05', 'pledged-savings', 4500, saved(a, '2026-11')), entry('2026-11-06', 'expense', 320, { category: 'stationery' }), entry('2026-11-06', 'bank-deposit', 5000)]],
  ['2026-12', [entry('2026-12-05', 'pledged-savings', 4450, saved(a, '2026-12')), entry('2026-12-05', 'fine', 5), entry('2026-12-06', 'bank-deposit', 4400)]],
  ['2027-01', [entry('2027-01-05', 'pledged-savings', 4500, saved(a, '2027-01')), entry('2027-01-05', 'pledged-savings', 50, saved(b, '2026-12')), entry('2027-01-05', 'pledged-savings', 100, saved(c, '2027-01')), entry('2027-01-05', 'entry-fee', 20), entry('2027-01-06', 'bank-deposit', 4800)]],
  ['2027-02', [entry('2027-02-05', 'pledged-savings', 4600, saved(a, '2027-02')), entry('2027-02-06', 'bank-withdrawal', 6000), entry('2027-02-06', 'loan-out', 6000), entry('2027-02-06', 'bank-deposit', 4600)]],
  ['2027-03', [entry('2027-03-05', 'pledged-savings', 4600, saved(a, '2027-03')), entry('2027-03-05', 'loan-principal', 1000), entry('2027-03-05', 'loan-interest', 60), entry('2027-03-05', 'special-savings', 2000, { member: a }), entry('2027-03-06', 'bank-interest', 12.5), entry('2027-03-06', 'bank-deposit', 7600)]],
]; // prettier-ignore
const ops = fiveMonths.flatMap(([, each]) => each);

describe('case 23: five months of the worked example', () => {
  const rows = after(...ops);
  const through = (month: string) => columnsThrough(rows.all('month'), month);

  it('give exactly its five rows: cash, bank, and the three books', () => {
    const table = fiveMonths.map(([month]) => {
      const sums = through(month);
      const totals = controlTotals(sums);
      return [sums.cash, sums.bank, totals['cash-bank'], totals['expense-asset'], totals['income-liability']].map((n) => (n ?? 0) / 100);
    });
    expect(table).toEqual([
      [140, 5000, 5140, 320, 5460],
      [195, 9400, 9595, 320, 9915],
      [65, 14_200, 14_265, 320, 14_585],
      [65, 12_800, 12_865, 6320, 19_185],
      [125, 20_412.5, 20_537.5, 5320, 25_857.5],
    ]);
  });

  it('end with a profit of 737.50 and a balance sheet of 25,537.50 on both sides', () => {
    const sums = through('2027-03');
    expect(profitAndLoss(sums)).toMatchObject({ incomeTotal: 105_750, expenseTotal: 32_000, profit: 73_750 });
    const sheet = balanceSheet(sums);
    expect([sheet.assetTotal, sheet.liabilityTotal]).toEqual([2_553_750, 2_553_750]);
    expect(sheet.liabilities).toEqual([{ column: 'pledged', satang: 2_280_000 }, { column: 'special', satang: 200_000 }]); // prettier-ignore
  });

  it('stand on pages whose running balances lead from what was brought forward to what is carried forward', () => {
    const source = sourceOf(rows);
    for (const book of threeBooks)
      for (const [month] of fiveMonths) {
        const page = bookPage(book, month, source);
        expect(addColumns(page.broughtForward, ...page.lines.map(({ moves }) => moves))).toEqual(page.carriedForward);
        expect(page.lines.at(-1)?.balances ?? page.broughtForward).toEqual(page.carriedForward);
        expect(addColumns(page.broughtForward, page.added, negative(page.taken))).toEqual(page.carriedForward);
      }
    const january = bookPage('cash-bank', '2027-01', source);
    expect(january.lines.map(({ on, moves }) => [on, moves.cash ?? 0, moves.bank ?? 0])).toEqual([
      ['2027-01-05', 450_000, 0], ['2027-01-05', 5_000, 0], ['2027-01-05', 10_000, 0], ['2027-01-05', 2_000, 0], ['2027-01-06', -480_000, 480_000],
    ]); // prettier-ignore
  });

  it('are the same books in whatever order two phones send them', () => {
    const expected = booksOf(after(...ops));
    fc.assert(
      fc.property(fc.shuffledSubarray(ops, { minLength: ops.length }), (shuffled) => {
        expect(booksOf(after(...shuffled))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

function booksOf(rows: MapRows) {
  const source = sourceOf(rows);
  const pages = threeBooks.flatMap((book) => fiveMonths.map(([month]) => bookPage(book, month, source)));
  const balances = pages.map(({ broughtForward, carriedForward, added, taken }) => ({ broughtForward, carriedForward, added, taken }));
  const lines = pages.map((page) => page.lines.map(({ entry: line }) => line?.id ?? '').toSorted((one, other) => (one < other ? -1 : 1)));
  return canonicalJson({ balances, lines, money: group(rows).money, sheet: balanceSheet(group(rows).money.columns) });
}

function negative(sums: Readonly<Partial<Record<string, number>>>) {
  return Object.fromEntries(Object.entries(sums).map(([column, satang]) => [column, -(satang ?? 0)]));
}

describe('case 42: the dividend of domain.md 3.11', () => {
  it('gives 210.71, 105.36 and 126.43 of a pool of 442.50, again after any order of entries', () => {
    const pays = [1, 2, 3, 4, 5].flatMap((month) => {
      const forMonth = `2026-0${month}`;
      const line = (member: string, amount: number) => entry(`${forMonth}-05`, 'pledged-savings', amount, { member, forMonth });
      return [line(a, 100), line(b, 50), ...(month >= 3 ? [line(c, 100)] : [])];
    });
    const question = { from: '2026-01-01', to: '2026-05-31', basis: 'saved' } as const;
    const partsOf = (order: readonly Operation[]) => {
      const rows = after(...order);
      const weights = [a, b, c].map((member) =>
        dividendWeight(
          rows
            .all('passbook')
            .filter((row) => row.member === member)
            .flatMap((row) => row.lines),
          question,
        ),
      );
      return dividends(baht(442.5), weights);
    };
    expect(partsOf(pays)).toEqual([21_071, 10_536, 12_643]);
    expect(partsOf(pays.toReversed())).toEqual([21_071, 10_536, 12_643]);
  });

  it('can follow the balance of each month instead: who saved early gets more', () => {
    const rows = after(
      entry('2026-01-05', 'pledged-savings', 100, { member: a, forMonth: '2026-01' }),
      entry('2026-03-05', 'pledged-savings', 100, { member: b, forMonth: '2026-03' }),
    );
    const weightOf = (member: string) =>
      dividendWeight(
        rows
          .all('passbook')
          .filter((row) => row.member === member)
          .flatMap((row) => row.lines),
        { from: '2026-01-01', to: '2026-03-31', basis: 'balance-months' },
      );
    expect([weightOf(a), weightOf(b)]).toEqual([30_000, 10_000]);
  });
});

describe('closing a month', () => {
  const wrong = nextId();
  const close = operation('month.close', g, { month: '2026-11', on: '2026-12-01' });
  it('case 24 after the closing: a reversal stands in the next open month, and the closed page stays as it was printed', () => {
    const before = after(entry('2026-11-05', 'fine', 500, { e: wrong }), close);
    const printed = bookPage('income-liability', '2026-11', sourceOf(before));
    const rows = new MapRows().foldAll([
      ...ground,
      entry('2026-11-05', 'fine', 500, { e: wrong }),
      close,
      operation('entry.reverse', g, { e: wrong, reason: 'was 50' }),
    ]);
    const november = bookPage('income-liability', '2026-11', sourceOf(rows));
    expect([november.carriedForward, november.lines.length]).toEqual([printed.carriedForward, printed.lines.length]);
    const december = bookPage('income-liability', '2026-12', sourceOf(rows));
    expect(december.lines).toMatchObject([{ isReversal: true, isAdjustment: true, moves: { fine: -50_000 } }]);
    expect(december.carriedForward).toEqual({});
  });
  it('a payment found later for the closed month appears in the next open month as an adjustment, and is flagged', () => {
    const rows = after(close, entry('2026-11-28', 'fine', 5));
    expect(rows.all('entry')).toMatchObject([{ bookedIn: '2026-12', flags: ['after-close'] }]);
    expect(rows.get<'month'>('month:2026-12')).toMatchObject({ adjustments: 1, columns: { fine: 500 } });
    expect(bookPage('cash-bank', '2026-12', sourceOf(rows)).lines).toMatchObject([{ on: '2026-11-28', isAdjustment: true }]);
    expect(group(rows).openFlags).toBe(0);
  });
});

describe('closing a year', () => {
  const closing = nextId();
  const yearOf = (over: Partial<PayloadOf<'year.close'>> = {}) =>
    operation('year.close', g, {
      closing,
      from: '2026-11-01',
      to: '2027-03-31',
      on: '2027-04-10',
      columns: { 'entry-fee': 98_000, fine: 500, 'loan-interest': 6_000, 'bank-interest': 1_250, 'cost-stationery': 32_000 },
      allocation: [
        { use: 'dividend', basisPoints: 6_000 },
        { use: 'reserve', basisPoints: 1_000 },
        { use: 'welfare', basisPoints: 3_000 },
      ],
      basis: 'saved',
      ...over,
    });
  it('puts the profit aside to the satang and begins the next year at nothing', () => {
    const rows = after(...ops, yearOf());
    expect(rows.all('year')).toMatchObject([{ profit: 73_750, allocation: [{ amount: 44_250 }, { amount: 7_375 }, { amount: 22_125 }] }]);
    const { columns } = group(rows).money;
    expect(profitAndLoss(columns)).toMatchObject({ incomeTotal: 0, expenseTotal: 0, profit: 0 });
    expect(columns).toMatchObject({ 'fund-dividend': 44_250, 'fund-reserve': 7_375, 'fund-welfare': 22_125 });
    expect(balanceSheet(columns)).toMatchObject({ assetTotal: 2_553_750, liabilityTotal: 2_553_750 });
    expect(booksDifference(columns)).toBe(0);
  });
  it('a second closing of the same year moves nothing and says so', () => {
    const rows = after(...ops, yearOf());
    const before = group(rows).money.columns;
    expect(rows.fold(yearOf({ closing: nextId() }))).toMatchObject({ flags: ['closed-twice'] });
    expect(group(rows).money.columns).toEqual(before);
  });
  it('a dividend is paid out of what was put aside, and is no cost of the next year', () => {
    const rows = after(...ops, yearOf(), entry('2027-04-11', 'dividend-paid', 210.71, { member: a }));
    expect(group(rows).money.columns).toMatchObject({ 'fund-dividend': 44_250 - 21_071, cash: 12_500 - 21_071 });
    expect(profitAndLoss(group(rows).money.columns).profit).toBe(0);
  });
});

describe('an old group with paper books brings its balances along (case 50)', () => {
  it('what it holds beyond its members’ savings is carried forward', () => {
    const rows = after(
      entry('2026-10-01', 'opening-cash', 1_000),
      entry('2026-10-01', 'opening-bank', 2_000_000),
      entry('2026-10-01', 'opening-savings', 1_900_000, { member: a }),
      entry('2026-10-01', 'opening-special', 40_000, { member: b }),
    );
    expect(rows.get<'member'>(`member:${a}`)?.savedSatang).toBe(190_000_000);
    expect(balanceSheet(group(rows).money.columns)).toMatchObject({ assetTotal: 200_100_000, liabilityTotal: 200_100_000 });
    expect(group(rows).money.columns['carried-forward']).toBe(6_100_000);
  });
});

describe('registers and passbooks', () => {
  const paid = [
    entry('2026-11-05', 'pledged-savings', 100, { member: a, forMonth: '2026-11' }),
    entry('2027-01-05', 'pledged-savings', 100, { member: a, forMonth: '2026-12' }),
    entry('2027-01-05', 'pledged-savings', 60, { member: a, forMonth: '2027-01' }),
    entry('2027-02-05', 'savings-returned', 50, { member: a }),
  ];
  const promise = operation('pledge.decide', g, {
    member: a,
    amount: 10_000,
    effectiveFrom: '2026-11',
    decidedOn: '2026-11-05',
    decidedBy: 'member',
  });
  const rows = after(promise, ...paid);
  const member = rows.get<'member'>(`member:${a}`)!;
  const books = rows.all('passbook').filter((row) => row.member === a);
  it('a month paid late stands in its own month, and was missing on the days before (as it was on a day)', () => {
    const now = registerRow(member, books, { year: '2026', asOf: '2027-02-28', today: '2027-02-28' });
    expect(now.cells.slice(10)).toMatchObject([{ paid: 10_000, isMissed: false }, { paid: 10_000, isMissed: false }]); // prettier-ignore
    const then = registerRow(member, books, { year: '2026', asOf: '2026-12-31', today: '2027-02-28' });
    expect(then.cells.slice(10)).toMatchObject([{ paid: 10_000, isMissed: false }, { paid: 0, isMissed: true }]); // prettier-ignore
    expect(then.balance).toBe(10_000);
  });
  it('the year after begins with what was saved before', () => {
    expect(registerRow(member, books, { year: '2027', asOf: '2027-02-28', today: '2027-02-28' })).toMatchObject({
      broughtForward: 20_000, paid: 6_000, returned: 5_000, balance: 21_000,
    }); // prettier-ignore
    expect(member.savedSatang).toBe(21_000);
  });
  it('twelve months paid ahead on 5 December stand in a column of their own, and the balance is that of the passbook', () => {
    const ahead = Array.from({ length: 12 }, (_, index) =>
      entry('2026-12-05', 'pledged-savings', 50, { member: b, forMonth: `2027-${String(index + 1).padStart(2, '0')}` }),
    );
    const paidAhead = after(entry('2026-12-05', 'pledged-savings', 50, { member: b, forMonth: '2026-12' }), ...ahead);
    const saver = paidAhead.get<'member'>(`member:${b}`)!;
    const all = paidAhead.all('passbook').filter((row) => row.member === b);
    const rowOf = (year: string, asOf: string) => registerRow(saver, all, { year, asOf, today: asOf });
    expect(rowOf('2026', '2026-12-05')).toMatchObject({ broughtForward: 0, paid: 5_000, ahead: 60_000, balance: 65_000 });
    expect(passbookOf(all).at(-1)?.savingsBalance).toBe(65_000);
    expect(rowOf('2026', '2026-12-04').balance).toBe(0);
    // in the year they were paid for they stand in its months, once
    expect(rowOf('2027', '2027-02-28')).toMatchObject({ broughtForward: 5_000, paid: 60_000, ahead: 0, balance: 65_000 });
    // what is paid in the next year for its own months is nothing ahead
    expect(registerRow(member, books, { year: '2026', asOf: '2027-02-28', today: '2027-02-28' }).ahead).toBe(0);
  });
  it('a dividend put into promised savings keeps no promise: the month stays missed, the money is in the balance', () => {
    const withDividend = after(promise, ...paid, entry('2027-02-10', 'pledged-savings', 21.5, { member: a }));
    const saver = withDividend.get<'member'>(`member:${a}`)!;
    const all = withDividend.all('passbook').filter((row) => row.member === a);
    const row = registerRow(saver, all, { year: '2027', asOf: '2027-02-28', today: '2027-02-28' });
    expect(row.cells[1]).toMatchObject({ paid: 0, isMissed: true });
    expect(row).toMatchObject({ broughtForward: 20_000, paid: 6_000, added: 2_150, returned: 5_000, balance: 23_150 });
    expect(saver.savedSatang).toBe(23_150);
  });
  it('whatever was paid, ahead, late, without a month or given back, the columns lead to what the member has', () => {
    const month = fc.integer({ min: 0, max: 30 }).map((index) => shiftMonth('2026-11', index));
    const line = fc.record({
      on: fc.integer({ min: 0, max: 13 }).map((index) => `${shiftMonth('2026-11', index)}-05`),
      kind: fc.constantFrom<EntryKind>('pledged-savings', 'pledged-savings', 'pledged-savings', 'savings-returned', 'opening-savings'),
      forMonth: fc.option(month, { nil: undefined }),
      amount: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('2027-11-30', '2027-12-31'), (list, asOf) => {
        const all = after(
          ...list.map(({ on, kind, forMonth, amount }) =>
            entry(on, kind, amount, { member: a, ...(kind === 'pledged-savings' && { forMonth }) }),
          ),
        );
        const saver = all.get<'member'>(`member:${a}`)!;
        const its = all.all('passbook').filter((row) => row.member === a);
        const row = registerRow(saver, its, { year: '2027', asOf, today: asOf });
        const hadThen = passbookOf(its, asOf).at(-1)?.savingsBalance ?? 0;
        expect([row.balance, row.broughtForward + row.paid + row.added + row.ahead - row.returned]).toEqual([hadThen, hadThen]);
      }),
      { numRuns: 300 },
    );
  });
  it('the passbook shows each line with the balance after it', () => {
    expect(passbookOf(books).map(({ paidOn, savings, savingsBalance }) => [paidOn, savings, savingsBalance])).toEqual([
      ['2026-11-05', 10_000, 10_000], ['2027-01-05', 10_000, 20_000], ['2027-01-05', 6_000, 26_000], ['2027-02-05', -5_000, 21_000],
    ]); // prettier-ignore
  });
  it('part of a promise today and the rest on another day is no doubt', () => {
    const rest = entry('2027-01-20', 'pledged-savings', 40, { member: a, forMonth: '2027-01' });
    expect(group(after(promise, ...paid, rest)).openFlags).toBe(0);
    const tooMuch = entry('2027-01-20', 'pledged-savings', 60, { member: a, forMonth: '2027-01' });
    expect(group(after(promise, ...paid, tooMuch)).openFlags).toBe(2);
  });
});

describe('receipt numbers', () => {
  it('are taken once in a book; a second use on another operation is flagged and both lines count', () => {
    const rows = after(entry('2026-11-05', 'fine', 5, { receipt: '7K3M-1' }), entry('2026-11-05', 'fine', 5, { receipt: '7K3M-1' }));
    expect(rows.all('entry').map(({ flags }) => flags)).toEqual([undefined, ['receipt-taken']]);
    expect(group(rows).money.cash).toBe(1_000);
  });

  it('of a paper book are free until they are given, in whatever order its leaves are entered', () => {
    const leaf = (receipt: string, lines = 1) =>
      operation('entry.record', g, {
        receipt, paidOn: '2026-11-05', writtenBy: 'committee', rows: Array.from({ length: lines }, () => ({ e: nextId(), kind: 'fine' as const, amount: 500 })),
      }); // prettier-ignore
    const doubtful = (...ops: readonly Operation[]) => after(...ops).all('entry').map(({ receipt, flags }) => [receipt, flags?.[0]]); // prettier-ignore
    expect(doubtful(leaf('A-16'), leaf('A-15', 2), leaf('A-18'), leaf('A-17')).filter(([, flag]) => flag !== undefined)).toEqual([]);
    const again = doubtful(leaf('A-16'), leaf('A-15'), leaf('A-18'), leaf('A-15'), leaf('A-16'), leaf('A-18'), leaf('A-14'));
    expect(again.slice(3)).toEqual([
      ['A-15', 'receipt-taken'],
      ['A-16', 'receipt-taken'],
      ['A-18', 'receipt-taken'],
      ['A-14', undefined],
    ]);
  });
});

describe('first plus third book is the second', () => {
  it('in at least 10,000 random histories with reversals, corrections, loans and closings', () => {
    const village = villageOf(g);
    const ground = new MapRows().foldAll(village.ops);
    const had = { entries: 0, reversals: 0, corrections: 0, adjustments: 0, loansPaidOut: 0, yearsShared: 0 };
    fc.assert(
      fc.property(moneyMoves(20), (list) => {
        const rows = new MapRows(ground.rows);
        const judge = new Judge();
        for (const op of village.ops) judge.hear(op, ground);
        for (const op of historyIn(village, list)) {
          rows.fold(op);
          judge.hear(op, rows);
        }
        expect(judge.find(rows)).toEqual([]);
        const months = rows.all('month');
        for (const { month } of months) expect(booksDifference(columnsThrough(months, month))).toBe(0);
        const sums = columnsThrough(months, '9999-12');
        expect(sums).toEqual(group(rows).money.columns);
        const sheet = balanceSheet(sums);
        expect(sheet.assetTotal).toBe(sheet.liabilityTotal);
        const [loans, entries] = [rows.all('loan'), rows.all('entry')];
        const owed = loans.filter(({ state }) => state !== 'written-off').reduce((sum, loan) => sum + outstandingOf(loan), 0);
        expect(rows.all('member').reduce((sum, row) => sum + (row.owedSatang ?? 0), 0)).toBe(owed);
        had.entries += entries.length;
        had.reversals += entries.filter(({ reversed }) => reversed !== undefined).length;
        had.corrections += entries.filter(({ corrects }) => corrects !== undefined).length;
        had.adjustments += months.reduce((sum, { adjustments }) => sum + adjustments, 0);
        had.loansPaidOut += loans.filter(({ paidOut }) => paidOut > 0).length;
        had.yearsShared += rows.all('year').filter(({ allocation }) => allocation.length > 0).length;
      }),
      { numRuns: 10_000 },
    );
    process.stdout.write(`10,000 histories of money: ${JSON.stringify(had)}\n`);
    // three acts a history, and no loan ever paid out, would say nothing
    expect(had.entries).toBeGreaterThan(30_000);
    expect(Math.min(had.reversals, had.corrections, had.adjustments, had.loansPaidOut, had.yearsShared)).toBeGreaterThan(500);
  }, 600_000);
});
