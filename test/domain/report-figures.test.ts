import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/domain/operation.ts';
import { summaryLinesOf } from '../../src/domain/area-summary.ts';
import { bookDoubts, checkEstablishment, checkMonth, checkThreeMonth, lastMonthOf } from '../../src/domain/report-check.ts';
import {
  carriedOver,
  establishmentFigures,
  expectedSaved,
  monthFigures,
  threeMonthFigures,
  type ReportBooks,
} from '../../src/domain/report-figures.ts';
import type { MonthFigures } from '../../src/domain/report-operation.ts';
import type { DayRow, GroupRow } from '../../src/domain/row.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const booksOf = (rows: MapRows): ReportBooks => ({
  group: rows.get<'group'>('group') as GroupRow,
  members: rows.all('member'),
  months: rows.all('month'),
  days: rows.all('day'),
  loans: rows.all('loan'),
  visits: rows.all('visit'),
});
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([groupCreate(g), ...ops]);
const voted = [operation('meeting.open', g, { meeting: nextId(), kind: 'founding', heldOn: '2026-11-23' })] as const;
const entry = (kind: 'savings-returned' | 'special-savings', amount: number, paidOn: string, member?: string) =>
  operation('entry.record', g, {
    paidOn,
    writtenBy: 'committee',
    rows: [{ e: nextId(), kind, amount, ...(member !== undefined && { member }) }],
  });

describe('the establishment result out of the books', () => {
  const result = (...ops: readonly Operation[]) => {
    const books = booksOf(after(...ops));
    const counted = summaryLinesOf(books.group).find(({ measure }) => measure === 'bank-open')?.value;
    return [establishmentFigures(books, '2026-12').hasBankAccount, counted];
  };
  const opened = (state: 'opened' | 'contacted') => operation('bank.liaise', g, { state, on: '2026-12-03' });

  it('has a bank account exactly where the boards count one: opened for the district, or recorded in 3.1', () => {
    expect(result()).toEqual([false, 0]);
    expect(result(opened('contacted'))).toEqual([false, 0]);
    expect(result(opened('opened'))).toEqual([true, 1]);
    expect(
      result(operation('step.record', g, { session: nextId(), step: '3.1', state: 'done', doneOn: '2026-12-03', fields: {} })),
    ).toEqual([true, 1]);
  });

  it('money taken to some bank is no account of the group', () => {
    const rows = [
      { e: nextId(), kind: 'special-savings', amount: 5_000 },
      { e: nextId(), kind: 'bank-deposit', amount: 5_000 },
    ] as const;
    const taken = operation('entry.record', g, { paidOn: '2026-12-05', writtenBy: 'committee', rows: [...rows] });
    expect(booksOf(after(taken)).group.money.bank).toBe(5_000);
    expect(result(taken)).toEqual([false, 0]);
  });
});

describe('a month out of the books', () => {
  it('carries last month over and adds what came and went', () => {
    const member = nextId();
    const rows = after(
      ...voted,
      memberAdd(g, member),
      pledgePaid(g, member, 10_000, { forMonth: '2026-11', paidOn: '2026-11-23' }),
      pledgePaid(g, member, 10_000, { forMonth: '2026-12', paidOn: '2026-12-05' }),
      entry('savings-returned', 4_000, '2026-12-20', member),
      entry('special-savings', 200_000, '2026-12-20', member),
    );
    expect(monthFigures(booksOf(rows), '2026-12')).toMatchObject({
      savedBeforeSatang: 10_000, pledgedSatang: 10_000, withdrawnSatang: 4_000, savedSatang: 16_000, specialSatang: 200_000, specialSavedSatang: 200_000,
      cashSatang: 216_000, bankSatang: 0, paid: 1,
    }); // prettier-ignore
  });

  it('case 20: what was promised for the month stands beside what came in, so that a month that was missed and one that brings it later are seen', () => {
    const [kham, dao, gone] = [nextId(), nextId(), nextId()];
    const decided = (member: string, amount: number, effectiveFrom: string) =>
      operation('pledge.decide', g, { member, amount, effectiveFrom, decidedOn: `${effectiveFrom}-01`, decidedBy: 'member' });
    const leave = operation('member.close', g, { member: gone, leftOn: '2026-12-15', reason: 'resigned' });
    const books = booksOf(
      after(
        ...foundingVote(g).ops,
        ...[kham, dao, gone].map((member) => memberAdd(g, member)),
        ...[kham, gone].map((member) => decided(member, 10_000, '2026-12')),
        decided(dao, 5_000, '2027-01'),
        leave,
        pledgePaid(g, kham, 10_000, { forMonth: '2026-12', paidOn: '2027-01-05' }),
        pledgePaid(g, kham, 10_000, { forMonth: '2027-01', paidOn: '2027-01-05' }),
      ),
    );
    const seen = (month: string) => {
      const { promisedSatang, pledgedSatang, missed } = monthFigures(books, month);
      return { promisedSatang, pledgedSatang, missed };
    };
    expect(seen('2026-12')).toEqual({ promisedSatang: 20_000, pledgedSatang: 0, missed: 1 });
    expect(seen('2027-01')).toEqual({ promisedSatang: 15_000, pledgedSatang: 20_000, missed: 1 });
    // the three-month report keeps the figures it has had
    expect(threeMonthFigures(books, '2026-12-01').months?.some((month) => 'promisedSatang' in month)).toBe(false);
  });

  it('where nobody counts the members by their rows, nothing is said of what they promised', () => {
    const declared = { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-09-30' };
    const rows = new MapRows().foldAll([groupCreate(g, { source: 'declared', declared })]);
    expect(monthFigures(booksOf(rows), '2026-12')).not.toHaveProperty('promisedSatang');
  });

  it('always adds up, in random histories with reversals and late lines, as does every month with the one before', () => {
    const line = fc.record({
      amount: fc.integer({ min: 1, max: 500_000 }),
      day: fc.constantFrom('2026-11-05', '2026-11-28', '2026-12-05', '2027-01-05', '2027-02-05'),
      kind: fc.constantFrom('pledged-savings' as const, 'savings-returned' as const, 'special-savings' as const),
      isTakenBack: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), fc.boolean(), (lines, closes) => {
        const member = nextId();
        const rows = after(...voted, memberAdd(g, member));
        for (const [index, { amount, day, kind, isTakenBack }] of lines.entries()) {
          const e = nextId();
          rows.fold(operation('entry.record', g, { paidOn: day, writtenBy: 'committee', rows: [{ e, kind, amount, member }] }));
          if (closes && index === 8) rows.fold(operation('month.close', g, { month: '2026-11', on: '2026-12-01' }));
          if (isTakenBack) rows.fold(operation('entry.reverse', g, { e, reason: 'mistake' }));
        }
        const books = booksOf(rows);
        const months = ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'].map((month) => monthFigures(books, month));
        for (const [index, figures] of months.entries()) {
          expect(figures.savedSatang).toBe(expectedSaved(figures));
          if (index > 0) expect(figures.savedBeforeSatang).toBe(months[index - 1]?.savedSatang);
        }
        expect(months.at(-1)?.savedSatang).toBe(books.group.money.columns.pledged ?? 0);
      }),
      { numRuns: 200 },
    );
  });

  it('case 20: arrears paid in January stay out of December’s figures', () => {
    const member = nextId();
    const december = after(...voted, memberAdd(g, member), pledgePaid(g, member, 10_000, { forMonth: '2026-11', paidOn: '2026-11-23' }));
    const before = monthFigures(booksOf(december), '2026-12');
    december.fold(pledgePaid(g, member, 10_000, { forMonth: '2026-12', paidOn: '2027-01-05' }));
    december.fold(pledgePaid(g, member, 10_000, { forMonth: '2027-01', paidOn: '2027-01-05' }));
    const now = monthFigures(booksOf(december), '2026-12');
    expect([now.pledgedSatang, now.savedSatang]).toEqual([before.pledgedSatang, before.savedSatang]);
    expect(monthFigures(booksOf(december), '2027-01')).toMatchObject({ pledgedSatang: 20_000, savedSatang: 30_000 });
  });
});

describe('Scene C: a paper book', () => {
  const last: MonthFigures = { members: 160, savedSatang: 204_800_000 };
  const typed: MonthFigures = {
    membersBefore: 160,
    members: 160,
    paid: 158,
    savedBeforeSatang: 204_800_000,
    pledgedSatang: 1_600_000,
    savedSatang: 206_400_000,
  };
  const codes = (figures: MonthFigures, before: MonthFigures | undefined = last) =>
    checkMonth(figures, before).map(({ code, weight, field }) => [code, weight, field]);

  it('begins with the end of last month, and of the declared totals before the first report (case 50)', () => {
    expect(carriedOver(last, {}, '2026-12')).toMatchObject({ membersBefore: 160, savedBeforeSatang: 204_800_000 });
    const declared = { members: 160, savedSatang: 204_800_000, asOf: '2026-11-01' };
    expect(carriedOver(undefined, { declared }, '2026-12')).toMatchObject({ membersBefore: 160, savedBeforeSatang: 204_800_000 });
    // of a day in November: the pledges of November may be in it already
    expect(carriedOver(undefined, { declared }, '2026-11')).toEqual({});
    expect(carriedOver(last, { declared }, '2026-11')).toMatchObject({ savedBeforeSatang: 204_800_000 });
    expect(carriedOver(last, {}, '2026-12').savedSatang).toBeUndefined();
  });

  it('that adds up has nothing against it', () => {
    expect(codes(typed)).toEqual([]);
  });

  it('a total that is not last + received − withdrawn needs an acknowledgement', () => {
    expect(codes({ ...typed, savedSatang: 206_300_000 })).toEqual([['saved-does-not-add-up', 'confirm', 'savedSatang']]);
    expect(codes({ ...typed, savedSatang: 206_300_000, withdrawnSatang: 100_000 })).toEqual([]);
  });

  it('last month’s number sent as this month’s is noticed', () => {
    expect(codes({ ...typed, pledgedSatang: 0, savedSatang: 204_800_000 })).toEqual([['same-as-last-month', 'confirm', 'savedSatang']]);
    expect(codes({ ...typed, savedBeforeSatang: 200_000_000, savedSatang: 201_600_000 })).toEqual([
      ['differs-from-last-month', 'confirm', 'savedBeforeSatang'],
    ]);
  });

  it('is not sent with a figure missing', () => {
    expect(codes({ members: 160 }, undefined)).toEqual(
      ['paid', 'savedBeforeSatang', 'pledgedSatang', 'savedSatang'].map((field) => ['figure-missing', 'refused', field]),
    );
  });

  it('takes last month from the newest version of the latest month before', () => {
    const report = (forMonth: string, savedSatang: number) => ({ kind: 'monthly-savings' as const, forMonth, snapshot: { savedSatang } });
    expect(lastMonthOf([report('2026-09', 1), report('2026-10', 2), report('2026-12', 3)], '2026-11')).toEqual({ savedSatang: 2 });
    expect(lastMonthOf([], '2026-11')).toBeUndefined();
  });
});

it('case 18: a day that is not closed and a line that may be there twice are named, and need an acknowledgement', () => {
  const day = (on: string, over: Partial<DayRow>): DayRow => ({ type: 'day', on, byKind: {}, cash: 0, payers: 40, ...over });
  const found = bookDoubts(
    [day('2026-11-05', { doubts: 2 }), day('2026-11-06', { closedAt: 'x' }), day('2026-12-05', {}), day('2026-11-07', { payers: 0 })],
    (month) => month === '2026-11',
  );
  expect(found).toEqual([
    { code: 'maybe-paid-twice', weight: 'confirm', facts: { n: 2 } },
    { code: 'day-not-closed', weight: 'confirm', facts: { on: '2026-11-05' } },
  ]);
});

it('case 35: village type “other” without a note is a hint and no obstacle; with one it is fine', () => {
  const snapshot = { members: 48, chair: 'Somsak', villageTypes: ['other'], photos: 2 };
  expect(checkEstablishment(snapshot)).toEqual([{ code: 'village-type-note-missing', weight: 'hint', field: 'villageTypeNote' }]);
  expect(checkEstablishment({ ...snapshot, villageTypeNote: 'strong leaders, no fund' })).toEqual([]);
});

it('case 33: before its day the three-month report is refused', () => {
  expect(checkThreeMonth({}, '2027-02-28', '2027-02-01')).toEqual([
    { code: 'not-three-months-yet', weight: 'refused', facts: { on: '2027-02-28' } },
  ]);
  expect(checkThreeMonth({}, '2027-02-28', '2027-02-28')).toEqual([]);
});
