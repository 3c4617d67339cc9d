import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profitAndLoss } from '../../src/domain/account-books.ts';
import { dividendMonth, dividendPool, dividendRows, type SharedUse } from '../../src/domain/dividend.ts';
import type { MonthRow, YearRow } from '../../src/domain/money-row.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import { passbookYears } from '../../src/domain/passbook.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { shiftMonth } from '../../src/domain/thai-calendar.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import { splitByLargestRemainder } from '../../src/domain/money.ts';
import { earnedBy, findAllocationProblem, lateLinesOf, periodStart, possibleEnds, usualEnd } from '../../src/domain/year-end.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [a, b, c] = [nextId(), nextId(), nextId()];
const ground = [
  groupCreate(g),
  ...foundingVote(g, { on: '2026-01-01' }).ops,
  ...[a, b, c].map((id) => memberAdd(g, id, {}, { appliedOn: '2026-01-01' })),
];
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([...ground, ...ops]);
const baht = (amount: number) => Math.round(amount * 100);
type Line = Partial<PayloadOf<'entry.record'>['rows'][number]>;
const entry = (on: string, kind: EntryKind, amount: number, over: Line = {}) =>
  operation('entry.record', g, { paidOn: on, writtenBy: 'committee', rows: [{ e: nextId(), kind, amount: baht(amount), ...over }] });
const pledged = (member: string, forMonth: string, amount: number, over: Line = {}) =>
  entry(`${forMonth}-05`, 'pledged-savings', amount, { member, forMonth, ...over });

const earned = (rows: MapRows, to: string) =>
  earnedBy(to, { months: rows.all('month'), years: rows.all('year'), later: rows.all('posting') });
const closeYear = (rows: MapRows, from: string, to: string, over: Partial<PayloadOf<'year.close'>> = {}) => {
  const closing = nextId();
  rows.fold(
    operation('year.close', g, {
      closing, from, to, on: to, columns: earned(rows, to), basis: 'saved',
      allocation: [{ use: 'dividend', basisPoints: 6000 }, { use: 'reserve', basisPoints: 4000 }], ...over,
    }),
  ); // prettier-ignore
  return closing;
};
const closeMonth = (rows: MapRows, month: string) => rows.fold(operation('month.close', g, { month, on: `${month}-28` }));
const yearOf = (rows: MapRows, closing: string) => rows.get<'year'>(`year:${closing}`) as YearRow;
const listOf = (rows: MapRows, closing: string, of: SharedUse = 'dividend') => {
  const year = yearOf(rows, closing);
  const late = lateLinesOf(year, rows.all('posting'), new Map(rows.all('entry').map((row) => [row.id, row])));
  return dividendRows(year, { members: rows.all('member'), passbooks: rows.all('passbook'), late, years: rows.all('year') }, of);
};
const parts = (rows: MapRows, closing: string) =>
  [a, b, c].map((id) => listOf(rows, closing).find(({ member }) => member.id === id)?.due ?? 0);

/** 980 + 5 + 60 + 12.50 earned, 320 spent: 737.50, of which 60 % is the pool of case 42. */
const moneyOfCase42 = [
  ...[1, 2, 3, 4, 5].flatMap((month) => [pledged(a, `2026-0${month}`, 100), pledged(b, `2026-0${month}`, 50), ...(month >= 3 ? [pledged(c, `2026-0${month}`, 100)] : [])]),
  entry('2026-01-05', 'entry-fee', 980),
  entry('2026-02-05', 'fine', 5),
  entry('2026-05-05', 'loan-interest', 60),
  entry('2026-05-31', 'bank-interest', 12.5),
  entry('2026-01-06', 'expense', 320, { category: 'stationery' }),
]; // prettier-ignore

describe('the period of a year', () => {
  const money = (yearClosedTo?: string) => ({ yearClosedTo }) as GroupRow['money'];
  const withMoney = (month: string) => ({ month, byKind: { fine: 500 } });
  it('begins the day after the last closing, else with the founding, else with the first money', () => {
    const founded = { source: 'ledger', foundedOn: '2026-11-23' } as const;
    expect(periodStart({ ...founded, money: money('2026-12-31') }, [])).toBe('2027-01-01');
    expect(periodStart({ ...founded, money: money() }, [withMoney('2026-12'), withMoney('2026-11')])).toBe('2026-11-23');
    expect(periodStart({ ...founded, money: money() }, [withMoney('2026-10')])).toBe('2026-10-01');
    expect(periodStart({ source: 'ledger', money: money() }, [])).toBeUndefined();
  });
  it('of a group of 2550 with paper books begins where they were carried over, not eighteen years ago', () => {
    const old = { source: 'declared', foundedOn: '2007-03-01', money: money() } as const;
    const told: Pick<MonthRow, 'month' | 'byKind'> = { month: '2026-07', byKind: {} };
    expect(periodStart(old, [told])).toBeUndefined();
    const opened: Pick<MonthRow, 'month' | 'byKind'> = { month: '2026-09', byKind: { 'opening-savings': 1, 'opening-cash': 1 } };
    expect(periodStart(old, [withMoney('2026-10'), opened, told])).toBe('2026-10-01');
    expect(periodStart(old, [{ ...opened, byKind: { ...opened.byKind, fine: 500 } }])).toBe('2026-09-01');
  });
  it('usually ends with December; any month that is over may be the last', () => {
    expect(usualEnd('2026-11-23')).toBe('2026-12-31');
    expect(possibleEnds('2026-11-23', '2027-02-27')).toEqual(['2027-01-31', '2026-12-31', '2026-11-30']);
    expect(possibleEnds('2026-11-23', '2027-02-28')[0]).toBe('2027-02-28');
    expect(possibleEnds('2026-11-23', '2026-11-29')).toEqual([]);
  });
});

describe('what is frozen', () => {
  it('is income and expense through the last month, and nothing of what members saved', () => {
    const rows = after(...moneyOfCase42, entry('2026-06-05', 'fine', 999));
    expect(earned(rows, '2026-05-31')).toEqual({
      'bank-interest': 1250, 'cost-stationery': 32_000, 'entry-fee': 98_000, fine: 500, 'loan-interest': 6000,
    }); // prettier-ignore
    expect(profitAndLoss(earned(rows, '2026-05-31')).profit).toBe(baht(737.5));
  });

  it('a second year counts nothing of the first, also when the first was closed after its months were', () => {
    const rows = after(...moneyOfCase42);
    closeMonth(rows, '2026-07');
    closeYear(rows, '2026-01-01', '2026-05-31');
    expect(rows.get<'month'>('month:2026-08')?.columns['carried-forward'] ?? 0).toBe(0);
    expect(earned(rows, '2026-06-30')).toEqual({});
    rows.fold(entry('2026-09-05', 'fine', 7));
    expect(earned(rows, '2026-09-30')).toEqual({ fine: 700 });
  });

  it('a loss is carried forward and makes the next profit smaller by nothing: it stands on its own line', () => {
    const rows = after(entry('2026-01-05', 'fine', 5), entry('2026-01-06', 'expense', 20, { category: 'other' }));
    const closing = closeYear(rows, '2026-01-01', '2026-12-31', { allocation: [] });
    expect(yearOf(rows, closing)).toMatchObject({ profit: -1500, allocation: [] });
    expect(rows.get<'group'>('group')?.money.columns).toMatchObject({ 'carried-forward': -1500 });
    expect(listOf(rows, closing)).toEqual([]);
  });
});

describe('two phones that closed without signal', () => {
  const fined = () => after(entry('2026-03-05', 'fine', 10));
  const closings = ['2026-11-30', '2026-12-31'].map((to) =>
    operation('year.close', g, {
      closing: nextId(), from: '2026-01-01', to, on: '2027-01-02', columns: { fine: 1_000 }, basis: 'saved',
      allocation: [{ use: 'dividend', basisPoints: 10_000 }],
    }),
  ); // prettier-ignore

  it.each([
    ['the shorter first', closings, '2026-11-30'],
    ['the longer first', closings.toReversed(), '2026-12-31'],
  ])('put the same money aside once, %s; the second says that it changed nothing', (_which, [first, second], closedTo) => {
    const rows = fined();
    expect(rows.fold(first!)).toMatchObject({ flags: [] });
    expect(rows.fold(second!)).toMatchObject({ flags: ['closed-twice'] });
    const { columns, yearClosedTo } = rows.get<'group'>('group')!.money;
    expect([columns['fund-dividend'], columns['carried-forward'], columns.fine, yearClosedTo]).toEqual([
      1_000,
      undefined,
      undefined,
      closedTo,
    ]);
    expect(
      rows
        .all('year')
        .flatMap((year) => dividendPool(year))
        .toSorted((x, y) => x - y),
    ).toEqual([0, 1_000]);
  });

  it('what is paid for the month that both name counts for the closing that put it aside', () => {
    const rows = after(...moneyOfCase42);
    const columns = earned(rows, '2026-05-31');
    const counted = closeYear(rows, '2026-01-01', '2026-05-31', { columns });
    closeYear(rows, '2026-01-01', '2026-05-31', { columns });
    rows.fold(entry('2026-06-05', 'dividend-paid', 210.71, { member: a, forMonth: '2026-05' }));
    const [members, passbooks, years] = [rows.all('member'), rows.all('passbook'), rows.all('year')];
    const none = { came: new Set<string>(), takenBack: [] };
    const late = { ...none, before: none };
    for (const order of [years, years.toReversed()])
      expect(dividendRows(yearOf(rows, counted), { members, passbooks, late, years: order })[0]).toMatchObject({ due: 21_071, left: 0 });
  });
});

describe('the parts of a profit', () => {
  it('must be exactly 100 per cent; a loss needs none', () => {
    expect(findAllocationProblem(100, [{ basisPoints: 6000 }, { basisPoints: 4000 }, { basisPoints: 0 }])).toBeUndefined();
    expect(findAllocationProblem(100, [{ basisPoints: 6000 }, { basisPoints: 3999 }])).toEqual({
      problem: 'sum-not-100-percent',
      missingBasisPoints: 1,
    });
    expect(findAllocationProblem(100, [])).toEqual({ problem: 'nothing-chosen' });
    expect(findAllocationProblem(0, [])).toBeUndefined();
    expect(findAllocationProblem(-100, [])).toBeUndefined();
  });
});

describe('case 42: the list of the dividend', () => {
  it('gives 210.71, 105.36 and 126.43, together the pool to the satang', () => {
    const rows = after(...moneyOfCase42);
    const closing = closeYear(rows, '2026-01-01', '2026-05-31');
    expect(dividendPool(yearOf(rows, closing))).toBe(44_250);
    expect(parts(rows, closing)).toEqual([21_071, 10_536, 12_643]);
  });

  it('stays as it was voted when lines of the year are taken back or added after the closing', () => {
    const wrong = nextId();
    const rows = after(...moneyOfCase42, pledged(a, '2026-06', 100, { e: wrong }));
    const closing = closeYear(rows, '2026-01-01', '2026-06-30');
    closeMonth(rows, '2026-06');
    const voted = parts(rows, closing);
    rows.fold(operation('entry.reverse', g, { e: wrong, reason: 'counted twice' }));
    rows.fold(pledged(b, '2026-06', 500));
    const fixed = nextId();
    const row = { e: fixed, kind: 'pledged-savings', amount: 9000, member: c, forMonth: '2026-05' } as const;
    const cs = rows.all('entry').find(({ member, forMonth }) => member === c && forMonth === '2026-05')!.id;
    rows.fold(operation('entry.correct', g, { e: cs, reason: 'was 90', row }));
    rows.fold(operation('entry.reverse', g, { e: fixed, reason: 'was 100 after all' }));
    expect(parts(rows, closing)).toEqual(voted);
  });

  it('honorary members and who left before the end have no part, and the others share the whole pool', () => {
    const rows = after(...moneyOfCase42);
    rows.fold(operation('member.close', g, { member: c, leftOn: '2026-05-30', reason: 'moved' }));
    const closing = closeYear(rows, '2026-01-01', '2026-05-31');
    expect(parts(rows, closing)).toEqual([29_500, 14_750, 0]);
    const other = after(...moneyOfCase42);
    other.fold(operation('member.set', g, { member: a, base: {}, fields: { memberType: 'honorary' } }, { fields: {} }));
    const closed = closeYear(other, '2026-01-01', '2026-05-31');
    expect(parts(other, closed)[0]).toBe(0);
    expect(parts(other, closed).reduce((sum, each) => sum + each, 0)).toBe(44_250);
  });

  it('whoever is typed in January after his savings were carried over last December has his part of last year', () => {
    const old = nextId();
    const rows = after(
      ...moneyOfCase42,
      memberAdd(g, old, {}, { appliedOn: '2026-06-20' }),
      entry('2025-12-31', 'opening-savings', 900, { member: old }),
      pledged(old, '2026-05', 100),
    );
    const closing = closeYear(rows, '2026-01-01', '2026-05-31');
    expect(parts(rows, closing)).toEqual([19_239, 9620, 11_543]);
    expect(listOf(rows, closing).find(({ member }) => member.id === old)?.due).toBe(3848);
  });

  it('once it was paid nothing that is learned later of a member moves a part: not a leaving within the year, not another kind of member, not a consent', () => {
    const child = nextId();
    const closed = () => {
      const waiting = memberAdd(g, child, { bornOn: '2015-01-01' }, { appliedOn: '2026-01-01' });
      const rows = after(waiting, ...moneyOfCase42, pledged(child, '2026-03', 100));
      const closing = closeYear(rows, '2026-01-01', '2026-05-31');
      closeMonth(rows, '2026-05');
      for (const { member, due } of listOf(rows, closing))
        rows.fold(entry('2026-06-05', 'dividend-paid', due / 100, { member: member.id, forMonth: '2026-05' }));
      return { rows, closing };
    };
    const set = (member: string, memberType: 'ordinary' | 'honorary') =>
      operation('member.set', g, { member, base: {}, fields: { memberType } }, { fields: {} });
    const learned = [
      [operation('member.close', g, { member: c, leftOn: '2026-05-30', reason: 'moved' })],
      [set(b, 'honorary')],
      [set(b, 'honorary'), set(b, 'ordinary'), set(b, 'honorary')],
      [operation('consent.record', g, { consent: nextId(), member: child, relation: 'mother', signedOn: '2026-02-01', signatureKind: 'signature', witnessCount: 0 }, { guardianName: 'Mae', witnesses: [] })], // prettier-ignore
    ];
    for (const ops of learned) {
      const { rows, closing } = closed();
      for (const op of ops) rows.fold(op);
      expect(parts(rows, closing)).toEqual([21_071, 10_536, 12_643]);
      expect(listOf(rows, closing).map(({ left }) => left)).toEqual([0, 0, 0]);
    }
  });

  it('what is learned after one closing counts for the next, and each closing keeps what was known at its own', () => {
    const rows = after(...moneyOfCase42);
    const first = closeYear(rows, '2026-01-01', '2026-05-31');
    closeMonth(rows, '2026-05');
    rows.fold(operation('member.close', g, { member: c, leftOn: '2026-05-30', reason: 'moved' }));
    for (const op of [pledged(a, '2026-06', 100), pledged(b, '2026-06', 100), pledged(c, '2026-06', 100), entry('2026-06-30', 'fine', 100)])
      rows.fold(op);
    const second = closeYear(rows, '2026-06-01', '2026-06-30');
    closeMonth(rows, '2026-06');
    rows.fold(operation('member.set', g, { member: b, base: {}, fields: { memberType: 'honorary' } }, { fields: {} }));
    rows.fold(operation('member.close', g, { member: a, leftOn: '2026-07-30', reason: 'moved' }));
    expect([parts(rows, first), parts(rows, second)]).toEqual([
      [21_071, 10_536, 12_643],
      [3_000, 3_000, 0],
    ]);
    expect([a, b, c].map((id) => rows.get<'member'>(`member:${id}`)?.atClosings?.map(({ to }) => to))).toEqual([
      undefined,
      ['2026-06-30'],
      ['2026-05-31'],
    ]);
  });

  it('a payment belongs to the year its month names, one that names none to the last year that was over', () => {
    const rows = after(...moneyOfCase42);
    const first = closeYear(rows, '2026-01-01', '2026-05-31');
    closeMonth(rows, '2026-05');
    for (const op of [pledged(a, '2026-06', 100), entry('2026-06-30', 'fine', 100)]) rows.fold(op);
    const second = closeYear(rows, '2026-06-01', '2026-06-30');
    rows.fold(entry('2026-07-05', 'dividend-paid', 210.71, { member: a, forMonth: dividendMonth(yearOf(rows, first)) }));
    rows.fold(entry('2026-07-05', 'dividend-paid', 60, { member: a }));
    rows.fold(entry('2026-07-05', 'dividend-paid', 10, { member: b }));
    const of = (closing: string, id: string) => listOf(rows, closing).find(({ member }) => member.id === id);
    expect(of(first, a)).toMatchObject({ due: 21_071, paid: 21_071, left: 0 });
    expect(of(first, b)).toMatchObject({ due: 10_536, paid: 0, left: 10_536 });
    expect(of(second, a)).toMatchObject({ due: 6000, paid: 6000, left: 0 });
    expect(of(second, b)).toMatchObject({ due: 0, paid: 1000, left: -1000 });
  });

  it('needs the passbooks of every year, also of one that no month speaks of: balances of last December that came after January was closed', () => {
    const rows = after(
      entry('2026-01-05', 'fine', 5),
      operation('month.close', g, { month: '2026-01', on: '2026-02-01' }),
      entry('2025-12-31', 'opening-savings', 400, { member: a }),
      pledged(b, '2027-01', 100),
    );
    expect(
      rows
        .all('month')
        .map(({ month }) => month)
        .toSorted(),
    ).toEqual(['2026-01', '2026-02', '2027-01']);
    expect(passbookYears(rows.all('month'), rows.all('day'))).toEqual(['2025', '2026', '2027']);
  });
});

describe('every baht that was promised and paid earns in one year', () => {
  const fine = (on: string) => entry(on, 'fine', 10_000);
  const weightIn = (rows: MapRows, closing: string, id: string) =>
    listOf(rows, closing).find(({ member }) => member.id === id)?.weight ?? 0;

  it('case 20: December’s 100 that came on 5 January earns with January’s, in the new year', () => {
    const rows = after(
      fine('2026-01-05'), fine('2027-01-05'), pledged(a, '2026-11', 100), pledged(b, '2026-11', 100), pledged(b, '2026-12', 100),
      entry('2027-01-05', 'pledged-savings', 100, { member: a, forMonth: '2026-12' }),
      entry('2027-01-05', 'pledged-savings', 100, { member: a, forMonth: '2027-01' }),
    ); // prettier-ignore
    const first = closeYear(rows, '2026-01-01', '2026-12-31');
    const second = closeYear(rows, '2027-01-01', '2027-12-31');
    expect([weightIn(rows, first, a), weightIn(rows, first, b)]).toEqual([baht(100), baht(200)]);
    expect([weightIn(rows, second, a), weightIn(rows, second, b)]).toEqual([baht(200), 0]);
  });

  it('what was paid ahead earns from the month it was paid for', () => {
    const rows = after(
      fine('2026-01-05'),
      fine('2027-01-05'),
      ...['2026-12', '2027-01', '2027-02'].map((forMonth) => entry('2026-12-05', 'pledged-savings', 50, { member: a, forMonth })),
    );
    const first = closeYear(rows, '2026-01-01', '2026-12-31');
    const second = closeYear(rows, '2027-01-01', '2027-12-31');
    expect([weightIn(rows, first, a), weightIn(rows, second, a)]).toEqual([baht(50), baht(100)]);
  });

  it('100 that is corrected to 90 after the closing earns 10 less in the year after', () => {
    const wrong = nextId();
    const rows = after(fine('2026-01-05'), fine('2027-01-05'), pledged(a, '2026-12', 100, { e: wrong }), pledged(a, '2027-01', 100));
    const first = closeYear(rows, '2026-01-01', '2026-12-31');
    closeMonth(rows, '2026-12');
    const row = { e: nextId(), kind: 'pledged-savings', amount: baht(90), member: a, forMonth: '2026-12' } as const;
    rows.fold(operation('entry.correct', g, { e: wrong, reason: 'was 90', row }));
    const second = closeYear(rows, '2027-01-01', '2027-12-31');
    expect([weightIn(rows, first, a), weightIn(rows, second, a)]).toEqual([baht(100), baht(90)]);
  });

  it('whenever it is paid and booked, for whichever month', () => {
    const years = ['2026', '2027', '2028'];
    const month = fc.integer({ min: 0, max: 35 }).map((index) => shiftMonth('2026-01', index));
    const payment = fc.record({
      member: fc.constantFrom(a, b),
      paidIn: month,
      forMonth: fc.option(month, { nil: undefined }),
      amount: fc.integer({ min: 1, max: 500 }),
      /** how many years were closed when it was booked */
      closed: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 12 }), (payments) => {
        const rows = after(...years.map((year) => fine(`${year}-01-05`)));
        const closings = years.map((year, index) => {
          for (const { member, paidIn, forMonth, amount } of payments.filter(({ closed }) => closed === index))
            rows.fold(entry(`${paidIn}-05`, 'pledged-savings', amount, { member, forMonth }));
          closeMonth(rows, `${year}-12`);
          return closeYear(rows, `${year}-01-01`, `${year}-12-31`);
        });
        for (const id of [a, b]) {
          const earning = closings.map((closing) => weightIn(rows, closing, id)).reduce((sum, each) => sum + each, 0);
          expect(earning).toBe(rows.get<'member'>(`member:${id}`)?.savedSatang);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the average return', () => {
  const allocation = [
    { use: 'dividend', basisPoints: 6000 },
    { use: 'average-return', basisPoints: 4000 },
  ] as const;
  const interest = (on: string, member: string, amount: number) => entry(on, 'loan-interest', amount, { member });

  it('goes to who paid interest in the year, by what each paid, together the pool to the satang', () => {
    const rows = after(...moneyOfCase42, interest('2026-03-05', a, 70), interest('2026-04-05', a, 30), interest('2026-04-05', b, 33.33));
    rows.fold(interest('2026-06-05', c, 500));
    const year = yearOf(rows, closeYear(rows, '2026-01-01', '2026-05-31', { allocation: [...allocation] }));
    const list = listOf(rows, year.id, 'average-return');
    expect(list.map(({ member, weight }) => [member.id, weight])).toEqual([[a, 10_000], [b, 3_333]]); // prettier-ignore
    expect(list.map(({ due }) => due)).toEqual(splitByLargestRemainder(dividendPool(year, 'average-return'), [10_000, 3_333]));
    expect(list.reduce((sum, { due }) => sum + due, 0)).toBe(dividendPool(year, 'average-return'));
  });

  it('is paid out of its own fund, and neither list takes the other’s payment for its own', () => {
    const rows = after(...moneyOfCase42, interest('2026-03-05', a, 100));
    const year = yearOf(rows, closeYear(rows, '2026-01-01', '2026-05-31', { allocation: [...allocation] }));
    const forMonth = dividendMonth(year);
    rows.fold(entry('2026-06-05', 'dividend-paid', 50, { member: a, forMonth, fund: 'average-return' }));
    rows.fold(entry('2026-06-05', 'dividend-paid', 20, { member: a, forMonth }));
    const paid = (of: SharedUse) => listOf(rows, year.id, of).find(({ member }) => member.id === a)?.paid;
    expect([paid('average-return'), paid('dividend')]).toEqual([5_000, 2_000]);
    const { columns } = rows.get<'group'>('group')!.money;
    expect(columns['fund-average-return']).toBe(dividendPool(year, 'average-return') - 5_000);
  });
});
