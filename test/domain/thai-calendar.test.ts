import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thaiWords } from '../../src/content/thai-words.ts';
import {
  addDays,
  addMonths,
  ageOn,
  birthdayOn,
  civilDateFromThaiParts,
  civilDateInThailand,
  compareCivilDates,
  dayInMonth,
  daysBetween,
  daysInMonth,
  fiscalYearBE,
  formatBirthDate,
  formatThaiDate,
  formatThaiMonth,
  isCivilDate,
  isMonth,
  monthOf,
  parseBirthDate,
  parseBirthYear,
  parseEventDate,
  parseEventYear,
  shiftMonth,
  thaiDateParts,
  turnsTwentyOn,
  weekdayOf,
} from '../../src/domain/thai-calendar.ts';

const words = thaiWords.calendar;
const todayOn = '2026-11-23';
const currentYearBE = 2569;
const anyDate = fc.integer({ min: -47_000, max: 80_000 }).map((days) => addDays('1970-01-01', days));

describe('civil dates', () => {
  test('the day changes at midnight in Thailand, whatever zone the machine is set to', () => {
    expect(civilDateInThailand(Date.UTC(2026, 10, 22, 16, 59, 59, 999))).toBe('2026-11-22');
    expect(civilDateInThailand(Date.UTC(2026, 10, 22, 17))).toBe('2026-11-23');
    expect(civilDateInThailand(Date.UTC(2026, 11, 31, 17))).toBe('2027-01-01');
    expect(civilDateInThailand(-1)).toBe('1970-01-01');
  });

  test('only days that exist are dates', () => {
    for (const date of ['2026-11-23', '2028-02-29', '1900-12-31']) expect(isCivilDate(date), date).toBe(true);
    for (const text of [
      '2027-02-29',
      '2026-13-01',
      '2026-11-31',
      '2026-1-1',
      '2026-00-10',
      '2026-10-00',
      '26-11-23',
      '',
      '2026-11-23T00:00',
    ])
      expect(isCivilDate(text), text).toBe(false);
    expect(isMonth('2026-11')).toBe(true);
    for (const text of ['2026-13', '2026-00', '2026-1', '2026-11-01']) expect(isMonth(text), text).toBe(false);
  });

  test('the reference day of the acceptance cases is a Monday', () => {
    expect(weekdayOf(todayOn)).toBe(1);
    expect(weekdayOf('2022-06-05')).toBe(0);
    expect(weekdayOf('1940-02-10')).toBe(6);
  });

  test.each([
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-11-23', 3, '2027-02-23'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2027-01-15', -1, '2026-12-15'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2028-02-29', 12, '2029-02-28'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  test('counting days forth and back agrees with counting the days between', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        const other = addDays(date, days);
        expect(isCivilDate(other)).toBe(true);
        expect(daysBetween(date, other)).toBe(days);
        expect(addDays(other, -days)).toBe(date);
        expect(compareCivilDates(date, other)).toBe(Math.sign(-days) + 0);
        expect(weekdayOf(addDays(date, 1))).toBe((weekdayOf(date) + 1) % 7);
      }),
    );
  });

  test('adding months always lands in the month meant, and on the same day when it has one', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -500, max: 500 }), (date, months) => {
        const moved = addMonths(date, months);
        expect(isCivilDate(moved)).toBe(true);
        expect(monthOf(moved)).toBe(shiftMonth(monthOf(date), months));
        expect(Number(moved.slice(8))).toBe(Math.min(Number(date.slice(8)), daysInMonth(monthOf(moved))));
      }),
    );
  });

  test('a day past the end of a month is its last', () => {
    expect(dayInMonth('2027-02', 31)).toBe('2027-02-28');
    expect(dayInMonth('2026-11', 5)).toBe('2026-11-05');
  });
});

describe('the Buddhist era', () => {
  test.each([
    ['2026-11-23', { day: 23, month: 11, yearBE: 2569 }],
    ['1941-01-01', { day: 1, month: 1, yearBE: 2484 }],
    ['1940-12-31', { day: 31, month: 12, yearBE: 2483 }],
    ['1940-04-01', { day: 1, month: 4, yearBE: 2483 }],
    ['1940-03-31', { day: 31, month: 3, yearBE: 2482 }],
    ['1940-02-10', { day: 10, month: 2, yearBE: 2482 }],
    ['1939-05-10', { day: 10, month: 5, yearBE: 2482 }],
  ])('%s is written %j', (date, parts) => {
    expect(thaiDateParts(date)).toEqual(parts);
    expect(civilDateFromThaiParts(parts)).toBe(date);
  });

  test('days that never were have no date: 29 February of a common year, and January to March 2483', () => {
    expect(civilDateFromThaiParts({ day: 29, month: 2, yearBE: 2570 })).toBeUndefined();
    expect(civilDateFromThaiParts({ day: 10, month: 2, yearBE: 2483 })).toBeUndefined();
    expect(civilDateFromThaiParts({ day: 1, month: 13, yearBE: 2569 })).toBeUndefined();
  });

  test('every day from 1900 to 2100 comes back from its Buddhist-era parts, and the years never go back', () => {
    let yearBefore = 0;
    for (let date = '1900-01-01'; date < '2101-01-01'; date = addDays(date, 1)) {
      const parts = thaiDateParts(date);
      if (civilDateFromThaiParts(parts) !== date || parts.yearBE < yearBefore) expect.fail(date);
      yearBefore = parts.yearBE;
    }
  });

  test('the fiscal year begins on 1 October', () => {
    expect(fiscalYearBE('2021-09-30')).toBe(2564);
    expect(fiscalYearBE('2021-10-01')).toBe(2565);
    expect(fiscalYearBE('2022-09-30')).toBe(2565);
    expect(fiscalYearBE(todayOn)).toBe(2570);
  });

  test('dates read as the office writes them', () => {
    expect(formatThaiDate(todayOn, words)).toBe('23 พ.ย. 2569');
    expect(formatThaiDate(todayOn, words, { style: 'long' })).toBe('23 พฤศจิกายน 2569');
    expect(formatThaiDate(todayOn, words, { style: 'numeric', weekday: true })).toBe('23/11/2569');
    expect(formatThaiDate(todayOn, words, { digits: 'thai' })).toBe('๒๓ พ.ย. ๒๕๖๙');
    expect(formatThaiDate(todayOn, words, { style: 'long', weekday: true, digits: 'thai' })).toBe('วันจันทร์ที่ ๒๓ พฤศจิกายน ๒๕๖๙');
    expect(formatThaiDate(todayOn, words, { weekday: true })).toBe('จ. 23 พ.ย. 2569');
    expect(formatThaiMonth('2026-11', words)).toBe('พ.ย. 2569');
    expect(formatThaiMonth('2026-11', words, { style: 'long', digits: 'thai' })).toBe('พฤศจิกายน ๒๕๖๙');
    expect(formatThaiMonth('2026-11', words, { style: 'numeric' })).toBe('11/2569');
  });

  test('the content has every word of the calendar', () => {
    expect([words.monthsLong.length, words.monthsShort.length, words.weekdaysLong.length, words.weekdaysShort.length]).toEqual([
      12, 12, 7, 7,
    ]);
    expect(thaiWords.money.digits).toHaveLength(10);
    expect(thaiWords.money.places).toHaveLength(6);
    expect(new Set(thaiWords.titles.map((title) => title.key)).size).toBe(thaiWords.titles.length);
  });
});

describe('a year as typed', () => {
  test.each([
    ['1969', { kind: 'confirm', yearBE: 2512, because: 'christian-era' }],
    ['2512', { kind: 'certain', yearBE: 2512 }],
    ['๒๕๑๒', { kind: 'certain', yearBE: 2512 }],
    ['3112', { kind: 'refused', problem: 'in-the-future' }],
    ['69', { kind: 'ask', yearsBE: [2469, 2569] }],
    ['๑๒', { kind: 'confirm', yearBE: 2512, because: 'two-digits' }],
    ['70', { kind: 'confirm', yearBE: 2470, because: 'two-digits' }],
    ['2570', { kind: 'refused', problem: 'in-the-future' }],
    ['2438', { kind: 'refused', problem: 'too-long-ago' }],
    ['2300', { kind: 'refused', problem: 'out-of-range' }],
    ['1899', { kind: 'refused', problem: 'out-of-range' }],
    ['256', { kind: 'refused', problem: 'not-a-year' }],
    ['ปี 12', { kind: 'refused', problem: 'not-a-year' }],
    [' ', { kind: 'refused', problem: 'empty' }],
  ])('case 30: birth year "%s" today 2569 is %j', (text, reading) => {
    expect(parseBirthYear(text, currentYearBE)).toEqual(reading);
  });

  test.each([
    ['2026', { kind: 'confirm', yearBE: 2569, because: 'christian-era' }],
    ['2659', { kind: 'refused', problem: 'in-the-future' }],
    ['2569', { kind: 'certain', yearBE: 2569 }],
    ['2570', { kind: 'certain', yearBE: 2570 }],
    ['2571', { kind: 'refused', problem: 'in-the-future' }],
    ['๖๙', { kind: 'confirm', yearBE: 2569, because: 'two-digits' }],
    ['42', { kind: 'confirm', yearBE: 2542, because: 'two-digits' }],
    ['99', { kind: 'refused', problem: 'in-the-future' }],
  ])('case 30: founding year "%s" today 2569 is %j', (text, reading) => {
    expect(parseEventYear(text, currentYearBE)).toEqual(reading);
  });

  test('every four-digit year is read in at most one way and never comes out beyond next year', () => {
    for (let year = 1000; year <= 9999; year += 1) {
      const reading = parseEventYear(String(year), currentYearBE);
      if (reading.kind !== 'refused')
        expect(reading.kind === 'ask' ? 0 : reading.yearBE).toSatisfy((yearBE: number) => yearBE >= 2439 && yearBE <= 2570);
    }
  });
});

describe('the day something happened', () => {
  test.each([
    [
      { day: '๒๓', month: 11, year: '2569' },
      { kind: 'certain', date: '2026-11-23' },
    ],
    [
      { day: '23', month: 11, year: '๖๙' },
      { kind: 'confirm', date: '2026-11-23', because: 'two-digits' },
    ],
    [
      { day: '23', month: 11, year: '2026' },
      { kind: 'confirm', date: '2026-11-23', because: 'christian-era' },
    ],
    [
      { day: '5', month: 1, year: '2570' },
      { kind: 'certain', date: '2027-01-05' },
    ],
    [
      { day: '31', month: 11, year: '2569' },
      { kind: 'refused', problem: 'no-such-day' },
    ],
    [
      { day: '', month: 11, year: '2569' },
      { kind: 'refused', problem: 'day-missing' },
    ],
    [
      { day: '23', year: '2569' },
      { kind: 'refused', problem: 'month-missing' },
    ],
    [
      { day: '23', month: 11, year: '2659' },
      { kind: 'refused', problem: 'in-the-future' },
    ],
  ])('%j is %j', (fields, reading) => {
    expect(parseEventDate(fields, todayOn)).toEqual(reading);
  });
});

describe('the day somebody was born', () => {
  test('case 31: only "2482" is known to the year, about 87, and is shown as 2482', () => {
    const reading = parseBirthDate({ year: '2482' }, todayOn);
    expect(reading).toEqual({ kind: 'certain', birth: { bornOn: '1939-04-01', birthPrecision: 'year' } });
    expect(ageOn('1939-04-01', todayOn)).toBe(87);
    expect(formatBirthDate({ bornOn: '1939-04-01', birthPrecision: 'year' }, words)).toBe('2482');
  });

  test('case 31: 10 ก.พ. 2482 asks between 10 Feb 1940 (the rule) and 10 Feb 1939', () => {
    expect(parseBirthDate({ day: '10', month: 2, year: '2482' }, todayOn)).toEqual({
      kind: 'ask',
      because: 'before-2484',
      births: [
        { bornOn: '1940-02-10', birthPrecision: 'day' },
        { bornOn: '1939-02-10', birthPrecision: 'day' },
      ],
    });
  });

  test('case 31: 10 พ.ค. 2482 is 1939-05-10 without asking', () => {
    expect(parseBirthDate({ day: '10', month: 5, year: '2482' }, todayOn)).toEqual({
      kind: 'certain',
      birth: { bornOn: '1939-05-10', birthPrecision: 'day' },
    });
  });

  test('case 31: the Christian-era year from the card leaves one reading', () => {
    expect(parseBirthDate({ day: '10', month: 2, year: '1940' }, todayOn)).toEqual({
      kind: 'confirm',
      because: 'christian-era',
      birth: { bornOn: '1940-02-10', birthPrecision: 'day' },
    });
  });

  test('case 31: a day that exists in only one of the two readings is that one', () => {
    expect(parseBirthDate({ day: '29', month: 2, year: '2482' }, todayOn)).toEqual({
      kind: 'certain',
      birth: { bornOn: '1940-02-29', birthPrecision: 'day' },
    });
  });

  test.each([
    [{ year: '2549' }, { kind: 'certain', birth: { bornOn: '2006-01-01', birthPrecision: 'year' } }],
    [
      { month: 12, year: '2549' },
      { kind: 'certain', birth: { bornOn: '2006-12-01', birthPrecision: 'month' } },
    ],
    [
      { day: '๑๕', month: 12, year: '๒๕๔๙' },
      { kind: 'certain', birth: { bornOn: '2006-12-15', birthPrecision: 'day' } },
    ],
    [
      { day: '15', month: 12, year: '69' },
      { kind: 'confirm', because: 'two-digits', birth: { bornOn: '1926-12-15', birthPrecision: 'day' } },
    ],
    [
      { day: '15', month: 6, year: '69' },
      {
        kind: 'ask',
        because: 'two-digits',
        births: [
          { bornOn: '1926-06-15', birthPrecision: 'day' },
          { bornOn: '2026-06-15', birthPrecision: 'day' },
        ],
      },
    ],
    [
      { day: '23', month: 11, year: '2569' },
      { kind: 'certain', birth: { bornOn: todayOn, birthPrecision: 'day' } },
    ],
    [
      { day: '24', month: 11, year: '2569' },
      { kind: 'refused', problem: 'in-the-future' },
    ],
    [
      { day: '30', month: 2, year: '2550' },
      { kind: 'refused', problem: 'no-such-day' },
    ],
    [
      { day: 'x', month: 2, year: '2550' },
      { kind: 'refused', problem: 'no-such-day' },
    ],
    [
      { day: '1', year: '2550' },
      { kind: 'refused', problem: 'day-without-month' },
    ],
    [
      { day: '1', month: 1, year: '' },
      { kind: 'refused', problem: 'empty' },
    ],
  ])('%j is %j', (fields, reading) => {
    expect(parseBirthDate(fields, todayOn)).toEqual(reading);
  });

  test('January to March 2483 never were: only the day of a converted paper is shown, for a yes', () => {
    for (const [day, bornOn, birthPrecision] of [
      ['10', '1940-02-10', 'day'],
      [undefined, '1940-02-01', 'month'],
    ] as const)
      expect(parseBirthDate({ ...(day === undefined ? {} : { day }), month: 2, year: '2483' }, todayOn)).toEqual({
        kind: 'confirm',
        because: 'before-2484',
        birth: { bornOn, birthPrecision },
      });
    expect(parseBirthDate({ day: '10', month: 4, year: '2483' }, todayOn)).toMatchObject({
      kind: 'certain',
      birth: { bornOn: '1940-04-10' },
    });
  });

  test('only as much is shown as is known', () => {
    expect(formatBirthDate({ bornOn: '1940-02-01', birthPrecision: 'month' }, words)).toBe('ก.พ. 2482');
    expect(formatBirthDate({ bornOn: '2006-12-15', birthPrecision: 'day' }, words, { digits: 'thai' })).toBe('๑๕ ธ.ค. ๒๕๔๙');
  });

  test('what was typed in the Buddhist era is shown again as typed, unless it is a question', () => {
    fc.assert(
      fc.property(
        anyDate.filter((date) => date <= todayOn && date >= '1900-01-01'),
        (date) => {
          const { day, month, yearBE } = thaiDateParts(date);
          const reading = parseBirthDate({ day: String(day), month, year: String(yearBE) }, todayOn);
          if (reading.kind === 'certain') expect(reading.birth.bornOn).toBe(date);
          else expect(reading).toMatchObject({ kind: 'ask', because: 'before-2484', births: [{ bornOn: date }, {}] });
        },
      ),
    );
  });
});

describe('age', () => {
  test('a year of life is complete on the birthday, and on 1 March for one born on 29 February', () => {
    expect(ageOn('2006-11-23', '2026-11-22')).toBe(19);
    expect(ageOn('2006-11-23', '2026-11-23')).toBe(20);
    expect(ageOn('2008-02-29', '2027-02-28')).toBe(18);
    expect(ageOn('2008-02-29', '2027-03-01')).toBe(19);
    expect(ageOn('2026-11-24', todayOn)).toBe(-1);
    expect(birthdayOn('2008-02-29', 19)).toBe('2027-03-01');
    expect(turnsTwentyOn('2008-02-29')).toBe('2028-02-29');
  });

  test('age never goes down, and grows by one exactly on the birthday', () => {
    fc.assert(
      fc.property(anyDate, anyDate, fc.integer({ min: 0, max: 110 }), (bornOn, on, years) => {
        expect(ageOn(bornOn, addDays(on, 1))).toBeGreaterThanOrEqual(ageOn(bornOn, on));
        expect(ageOn(bornOn, birthdayOn(bornOn, years))).toBe(years);
        expect(ageOn(bornOn, addDays(birthdayOn(bornOn, years), -1))).toBe(years - 1);
      }),
    );
  });
});
