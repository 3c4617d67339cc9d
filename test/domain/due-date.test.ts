import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  establishmentReportDueOn,
  isThreeMonthReportOpen,
  isWorkingDay,
  nextDueOn,
  nextPledgeDay,
  pledgeDayInMonth,
  pledgeDaysBetween,
  threeMonthDueOn,
  timelinessOf,
  workingDayFrom,
  workingDayUpTo,
  type PledgeDay,
} from '../../src/domain/due-date.ts';
import { addDays, addMonths, daysBetween, isCivilDate, monthOf, shiftMonth, weekdayOf } from '../../src/domain/thai-calendar.ts';

const anyDate = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1970-01-01', days));
const anyRule: fc.Arbitrary<PledgeDay> = fc.oneof(
  fc.record({ kind: fc.constant('day-of-month' as const), day: fc.integer({ min: 1, max: 31 }) }),
  fc.record({ kind: fc.constant('nth-weekday' as const), nth: fc.constantFrom(1, 2, 3, 4, -1), weekday: fc.integer({ min: 0, max: 6 }) }),
);
const holidays2565 = new Set(['2022-06-03', '2022-12-05', '2022-12-12']);

describe('pledge day', () => {
  test('case 34: day 31 falls on 30 พ.ย., 31 ธ.ค., 31 ม.ค., 28 ก.พ.', () => {
    expect(pledgeDaysBetween({ kind: 'day-of-month', day: 31 }, '2026-11-23', '2027-02-28')).toEqual([
      '2026-11-30',
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
    ]);
  });

  test('a weekday rule finds the second Sunday and the last Friday', () => {
    expect(pledgeDayInMonth({ kind: 'nth-weekday', nth: 2, weekday: 0 }, '2026-11')).toBe('2026-11-08');
    expect(pledgeDayInMonth({ kind: 'nth-weekday', nth: 1, weekday: 0 }, '2026-11')).toBe('2026-11-01');
    expect(pledgeDayInMonth({ kind: 'nth-weekday', nth: -1, weekday: 5 }, '2026-11')).toBe('2026-11-27');
    expect(pledgeDayInMonth({ kind: 'nth-weekday', nth: -1, weekday: 1 }, '2026-11')).toBe('2026-11-30');
  });

  test('the next pledge day may be today', () => {
    const fifth: PledgeDay = { kind: 'day-of-month', day: 5 };
    expect(nextPledgeDay(fifth, '2026-11-05')).toBe('2026-11-05');
    expect(nextPledgeDay(fifth, '2026-11-06')).toBe('2026-12-05');
    expect(nextPledgeDay(fifth, '2026-12-31')).toBe('2027-01-05');
  });

  test('no month is ever skipped or has two, for any rule', () => {
    fc.assert(
      fc.property(anyRule, anyDate, fc.integer({ min: 0, max: 120 }), (rule, from, months) => {
        const first = `${monthOf(from)}-01`;
        const days = pledgeDaysBetween(rule, first, addDays(addMonths(first, months), -1));
        expect(days.map(monthOf)).toEqual(Array.from({ length: months }, (_, index) => shiftMonth(monthOf(from), index)));
        expect(days.every(isCivilDate)).toBe(true);
        if (rule.kind === 'nth-weekday') expect(days.every((day) => weekdayOf(day) === rule.weekday)).toBe(true);
      }),
    );
  });

  test('the next pledge day is the first of those between', () => {
    fc.assert(
      fc.property(anyRule, anyDate, (rule, from) => {
        const next = nextPledgeDay(rule, from);
        expect(pledgeDaysBetween(rule, from, addDays(from, 70))[0]).toBe(next);
        expect(nextPledgeDay(rule, next)).toBe(next);
        expect(daysBetween(from, next)).toBeLessThan(63);
      }),
    );
  });
});

describe('three months', () => {
  test('case 33: founded 30 พ.ย. 2569 is due 28 ก.พ. 2570, founded 23 พ.ย. 2569 on 23 ก.พ. 2570', () => {
    expect(threeMonthDueOn('2026-11-30')).toBe('2027-02-28');
    expect(threeMonthDueOn('2026-11-23')).toBe('2027-02-23');
    expect(threeMonthDueOn('2027-11-30')).toBe('2028-02-29');
  });

  test('case 33: on 1 ก.พ. it is a draft; on the day itself it can be submitted', () => {
    expect(isThreeMonthReportOpen('2026-11-23', '2027-02-01')).toBe(false);
    expect(isThreeMonthReportOpen('2026-11-23', '2027-02-22')).toBe(false);
    expect(isThreeMonthReportOpen('2026-11-23', '2027-02-23')).toBe(true);
  });
});

describe('due on a day without an office', () => {
  test('case 32: due Sunday 5 มิ.ย. 2565, the reminder comes on Thursday 2 มิ.ย.', () => {
    expect(workingDayUpTo('2022-06-05', holidays2565)).toBe('2022-06-02');
  });

  test('case 32: sent on Monday 6 มิ.ย. is not late under next-working-day and late under strict', () => {
    expect(timelinessOf('2022-06-06', '2022-06-05', 'next-working-day', holidays2565)).toBe('next-working-day');
    expect(timelinessOf('2022-06-06', '2022-06-05', 'strict', holidays2565)).toBe('late');
    expect(timelinessOf('2022-06-07', '2022-06-05', 'next-working-day', holidays2565)).toBe('late');
    expect(timelinessOf('2022-06-05', '2022-06-05', 'strict', holidays2565)).toBe('on-time');
  });

  test('case 32: due Monday 5 ธ.ค. 2565, a holiday, moves to 6 ธ.ค.', () => {
    expect(workingDayFrom('2022-12-05', holidays2565)).toBe('2022-12-06');
    expect(timelinessOf('2022-12-06', '2022-12-05', 'next-working-day', holidays2565)).toBe('next-working-day');
  });

  test('a working day stays where it is, and the day after it is late under both policies', () => {
    expect(workingDayFrom('2022-07-05', holidays2565)).toBe('2022-07-05');
    expect(workingDayUpTo('2022-07-05', holidays2565)).toBe('2022-07-05');
    expect(timelinessOf('2022-07-06', '2022-07-05', 'next-working-day', holidays2565)).toBe('late');
  });

  test('the working days around a day are working days with none between', () => {
    const anyHolidays = fc.array(fc.integer({ min: -10, max: 10 }));
    fc.assert(
      fc.property(anyDate, anyHolidays, (date, offsets) => {
        const holidays = new Set(offsets.map((offset) => addDays(date, offset)));
        const before = workingDayUpTo(date, holidays);
        const after = workingDayFrom(date, holidays);
        expect(before <= date && date <= after).toBe(true);
        for (let day = before; day <= after; day = addDays(day, 1))
          expect(isWorkingDay(day, holidays)).toBe(day === before || day === after);
      }),
    );
  });
});

describe('the establishment-result report', () => {
  const campaign = { dueDayOfMonth: 5, firstDueOn: '2022-05-05', lastDueOn: '2022-12-26' };

  test('case 28: a group already reported is not due on the 5th of the next month, nor ever', () => {
    expect(establishmentReportDueOn({ foundedOn: '2022-04-20' }, campaign, '2022-04-21')).toBe('2022-05-05');
    for (const todayOn of ['2022-05-04', '2022-06-05', '2023-06-05'])
      expect(establishmentReportDueOn({ foundedOn: '2022-04-20', reportedOn: '2022-05-03' }, campaign, todayOn)).toBeUndefined();
  });

  test('it is due on the 5th on or after the founding, first on 5 May and last on 26 December 2565', () => {
    expect(establishmentReportDueOn({ foundedOn: '2022-03-06' }, campaign, '2022-03-10')).toBe('2022-05-05');
    expect(establishmentReportDueOn({ foundedOn: '2022-06-05' }, campaign, '2022-06-05')).toBe('2022-06-05');
    expect(establishmentReportDueOn({ foundedOn: '2022-06-06' }, campaign, '2022-06-06')).toBe('2022-07-05');
    expect(establishmentReportDueOn({ foundedOn: '2022-12-10' }, campaign, '2022-12-11')).toBe('2022-12-26');
  });

  test('what is missing at the end stays due on the last day; a group not founded, or founded later, is not asked', () => {
    expect(establishmentReportDueOn({ foundedOn: '2022-12-10' }, campaign, '2023-02-01')).toBe('2022-12-26');
    expect(establishmentReportDueOn({}, campaign, '2022-06-01')).toBeUndefined();
    expect(establishmentReportDueOn({ foundedOn: '2023-01-10' }, campaign, '2023-01-11')).toBeUndefined();
  });

  test('without dates of a campaign the next due day comes round every month', () => {
    expect(establishmentReportDueOn({ foundedOn: '2026-11-23' }, { dueDayOfMonth: 5 }, '2026-11-23')).toBe('2026-12-05');
    expect(nextDueOn(31, '2027-02-01')).toBe('2027-02-28');
  });
});
