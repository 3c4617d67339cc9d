import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adulthoodOn, becomesAdultBetween, isMinorOn, majorityOn, type MajorityFacts } from '../../src/domain/minor.ts';
import { addDays, civilDateInThailand, turnsTwentyOn } from '../../src/domain/thai-calendar.ts';

const todayOn = '2026-11-23';
const anyDate = fc.integer({ min: -10_000, max: 30_000 }).map((days) => addDays('1970-01-01', days));
const anyFacts: fc.Arbitrary<MajorityFacts> = fc.record(
  {
    bornOn: anyDate,
    birthPrecision: fc.constantFrom('day', 'month', 'year'),
    maritalStatus: fc.constantFrom('single', 'registered', 'customary', 'widowed', 'divorced', 'unknown'),
    marriageRegisteredOn: anyDate,
    courtOrderSeen: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('twenty years', () => {
  test('case 1: born 15 ธ.ค. 2549 is a minor today, of age on 15 ธ.ค. 2569 and to sign again on 5 ม.ค. 2570', () => {
    const facts: MajorityFacts = { bornOn: '2006-12-15' };
    expect(majorityOn(facts, todayOn)).toEqual({ state: 'minor', adultFrom: '2026-12-15', because: 'age', reviews: [] });
    expect(isMinorOn(facts, '2027-01-05')).toBe(false);
    expect(becomesAdultBetween(facts, todayOn, '2027-01-05')).toBe(true);
    expect(becomesAdultBetween(facts, '2027-01-05', '2027-02-05')).toBe(false);
    expect(becomesAdultBetween(facts, '2026-12-15', '2027-01-05')).toBe(false);
    expect(becomesAdultBetween(facts, todayOn, '2026-12-15')).toBe(true);
  });

  test('case 2: born 23 พ.ย. 2549 is an adult today, born 24 พ.ย. 2549 a minor, on a phone set to any zone', () => {
    const instants = [Date.UTC(2026, 10, 22, 17), Date.UTC(2026, 10, 23, 5), Date.UTC(2026, 10, 23, 16, 59, 59, 999)];
    for (const on of instants.map(civilDateInThailand)) {
      expect(isMinorOn({ bornOn: '2006-11-23' }, on)).toBe(false);
      expect(isMinorOn({ bornOn: '2006-11-24' }, on)).toBe(true);
    }
  });

  test('case 3: born 29 ก.พ. 2551 is a minor on 28 ก.พ. 2571 and an adult on 29 ก.พ. 2571', () => {
    expect(isMinorOn({ bornOn: '2008-02-29' }, '2028-02-28')).toBe(true);
    expect(isMinorOn({ bornOn: '2008-02-29' }, '2028-02-29')).toBe(false);
  });

  test('case 31: known only as ปี 2482 is an adult without any question', () => {
    expect(majorityOn({ bornOn: '1939-04-01', birthPrecision: 'year' }, todayOn)).toMatchObject({ state: 'adult', reviews: [] });
  });

  test('an unknown day counts as the first, and is to be looked at until the last possible birthday', () => {
    const year: MajorityFacts = { bornOn: '2006-01-01', birthPrecision: 'year' };
    const month: MajorityFacts = { bornOn: '2006-11-01', birthPrecision: 'month' };
    expect(majorityOn(year, '2025-12-31')).toMatchObject({ state: 'minor', reviews: [] });
    expect(majorityOn(year, '2026-01-01')).toMatchObject({ state: 'adult', reviews: ['birth-day-unknown'] });
    expect(majorityOn(year, '2026-12-31').reviews).toEqual([]);
    expect(majorityOn(month, '2026-11-01')).toMatchObject({ state: 'adult', reviews: ['birth-day-unknown'] });
    expect(majorityOn(month, '2026-11-29').reviews).toEqual(['birth-day-unknown']);
    expect(majorityOn(month, '2026-11-30').reviews).toEqual([]);
  });

  test('without a birth year nobody is called a minor or an adult', () => {
    expect(majorityOn({}, todayOn)).toEqual({ state: 'unknown', reviews: ['birth-unknown'] });
    expect(adulthoodOn({ maritalStatus: 'single' })).toBeUndefined();
    expect(isMinorOn({}, todayOn)).toBe(false);
  });
});

describe('marriage', () => {
  test('case 4: born 1 ก.พ. 2551, registered 1 พ.ค. 2569 at 18, is an adult from that day', () => {
    const facts: MajorityFacts = { bornOn: '2008-02-01', maritalStatus: 'registered', marriageRegisteredOn: '2026-05-01' };
    expect(majorityOn(facts, todayOn)).toEqual({ state: 'adult', adultFrom: '2026-05-01', because: 'marriage', reviews: [] });
    expect(isMinorOn(facts, '2026-04-30')).toBe(true);
  });

  test('case 4: married by custom is still a minor', () => {
    expect(majorityOn({ bornOn: '2008-02-01', maritalStatus: 'customary' }, todayOn)).toMatchObject({ state: 'minor', reviews: [] });
  });

  test('case 4: born 1 ม.ค. 2551, registered 10 ม.ค. 2568 at 17 under the old law, is an adult', () => {
    const facts: MajorityFacts = { bornOn: '2008-01-01', maritalStatus: 'registered', marriageRegisteredOn: '2025-01-10' };
    expect(adulthoodOn(facts)).toBe('2025-01-10');
    expect(majorityOn(facts, todayOn)).toMatchObject({ state: 'adult', reviews: [] });
  });

  test('case 4: born 1 ม.ค. 2551, registered 1 มี.ค. 2568 at 17 under the new law, stays a minor until a court order is seen', () => {
    const facts: MajorityFacts = { bornOn: '2008-01-01', maritalStatus: 'registered', marriageRegisteredOn: '2025-03-01' };
    expect(majorityOn(facts, todayOn)).toEqual({ state: 'minor', adultFrom: '2028-01-01', because: 'age', reviews: ['needs-court-order'] });
    expect(majorityOn({ ...facts, courtOrderSeen: true }, todayOn)).toEqual({
      state: 'adult',
      adultFrom: '2025-03-01',
      because: 'marriage',
      reviews: [],
    });
    expect(majorityOn(facts, '2028-01-01').reviews).toEqual([]);
  });

  test('case 4: divorced or widowed since is still an adult', () => {
    for (const maritalStatus of ['divorced', 'widowed'] as const)
      expect(isMinorOn({ bornOn: '2008-02-01', maritalStatus, marriageRegisteredOn: '2026-05-01' }, todayOn)).toBe(false);
  });

  test('the new law begins on 22 ม.ค. 2568', () => {
    const facts: MajorityFacts = { bornOn: '2008-01-01', maritalStatus: 'registered' };
    expect(isMinorOn({ ...facts, marriageRegisteredOn: '2025-01-21' }, todayOn)).toBe(false);
    expect(isMinorOn({ ...facts, marriageRegisteredOn: '2025-01-22' }, todayOn)).toBe(true);
    expect(majorityOn({ bornOn: '2008-01-22', maritalStatus: 'registered', marriageRegisteredOn: '2025-01-21' }, todayOn).reviews).toEqual([
      'needs-court-order',
    ]);
  });

  test('a marriage said but not dated, or dated but denied, is to be looked at and decides nothing', () => {
    const bornOn = '2008-02-01';
    for (const maritalStatus of ['registered', 'divorced', 'widowed'] as const)
      expect(majorityOn({ bornOn, maritalStatus }, todayOn)).toMatchObject({ state: 'minor', reviews: ['marriage-day-missing'] });
    for (const maritalStatus of ['single', 'customary'] as const)
      expect(majorityOn({ bornOn, maritalStatus, marriageRegisteredOn: '2026-05-01' }, todayOn)).toMatchObject({
        state: 'minor',
        reviews: ['marriage-facts-disagree'],
      });
  });

  test('a registered marriage makes an adult even when the birth is unknown', () => {
    expect(majorityOn({ marriageRegisteredOn: '2026-05-01' }, todayOn)).toEqual({
      state: 'adult',
      adultFrom: '2026-05-01',
      because: 'marriage',
      reviews: ['birth-unknown'],
    });
  });
});

test('once an adult, always an adult, and never later than the twentieth birthday', () => {
  fc.assert(
    fc.property(anyFacts, anyDate, fc.nat(20_000), (facts, on, days) => {
      if (majorityOn(facts, on).state === 'adult') expect(majorityOn(facts, addDays(on, days)).state).toBe('adult');
      if (facts.bornOn !== undefined) expect(adulthoodOn(facts)?.localeCompare(turnsTwentyOn(facts.bornOn))).toBeLessThanOrEqual(0);
    }),
  );
});
