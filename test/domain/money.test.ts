import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thaiWords } from '../../src/content/thai-words.ts';
import { parseBaht } from '../../src/domain/baht-reading.ts';
import { bahtToWords } from '../../src/domain/baht-words.ts';
import {
  findPledgeAmountProblem,
  formatBaht,
  greatestEntrySatang,
  isFatFinger,
  splitByLargestRemainder,
  sumSatang,
  timesPledge,
} from '../../src/domain/money.ts';

const anyEntry = fc.integer({ min: 0, max: greatestEntrySatang });

describe('reading an amount', () => {
  test.each([
    ['๑,๒๕๐.๕๐', 125_050],
    ['500.-', 50_000],
  ])('case 16: "%s" is %i satang', (text, satang) => {
    expect(parseBaht(text)).toEqual({ ok: true, satang });
  });

  test.each([
    ['1.250,00', 'unclear-separators'],
    ['12.345', 'too-many-decimals'],
    ['-50', 'negative'],
    ['ห้าร้อย', 'not-a-number'],
  ])('case 16: "%s" is refused as %s', (text, problem) => {
    expect(parseBaht(text)).toEqual({ ok: false, problem });
  });

  test.each([
    ['0', 0],
    ['50', 5000],
    ['50.5', 5050],
    ['.25', 25],
    ['500.', 50_000],
    ['500,-', 50_000],
    ['500.–', 50_000],
    [' 1,234,567.89 ', 123_456_789],
    ['1 250', 125_000],
    ['฿500', 50_000],
    ['฿ ๕๐๐.- บาท', 50_000],
    ['500 บาท', 50_000],
    ['\u200B100\uFEFF', 10_000],
    ['1,000,000,000', greatestEntrySatang],
  ])('"%s" is %i satang', (text, satang) => {
    expect(parseBaht(text)).toEqual({ ok: true, satang });
  });

  test.each([
    ['', 'empty'],
    ['  บาท ', 'empty'],
    ['−50', 'negative'],
    ['-50.-', 'negative'],
    ['12,50', 'unclear-separators'],
    ['1,2345', 'unclear-separators'],
    ['1,250 000', 'unclear-separators'],
    ['1.250.000', 'unclear-separators'],
    ['5 00', 'unclear-separators'],
    ['.', 'not-a-number'],
    ['5OO', 'not-a-number'],
    ['1e3', 'not-a-number'],
    ['+50', 'not-a-number'],
    ['50-100', 'not-a-number'],
    ['1,250.50.-', 'not-a-number'],
    ['12.5,-', 'not-a-number'],
    ['1,000,000,000.01', 'too-large'],
    ['9'.repeat(400), 'too-large'],
  ])('"%s" is refused as %s', (text, problem) => {
    expect(parseBaht(text)).toEqual({ ok: false, problem });
  });

  test('whatever is typed, the answer is whole satang within the limit or a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789๐๕๙.,- ฿บาท'.split('')) }), (text) => {
        const reading = parseBaht(text);
        if (reading.ok) expect(Number.isInteger(reading.satang) && reading.satang >= 0 && reading.satang <= greatestEntrySatang).toBe(true);
      }),
    );
  });
});

describe('showing an amount', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [123_450, '1,234.50'],
    [204_800_000, '2,048,000.00'],
    [-5000, '-50.00'],
  ])('%i satang are shown as %s', (satang, text) => {
    expect(formatBaht(satang)).toBe(text);
  });

  test('whole baht can be shown without satang, and digits can be Thai', () => {
    expect(formatBaht(125_000, { wholeBaht: 'short' })).toBe('1,250');
    expect(formatBaht(125_050, { wholeBaht: 'short' })).toBe('1,250.50');
    expect(formatBaht(125_050, { digits: 'thai' })).toBe('๑,๒๕๐.๕๐');
  });

  test('an amount that is not whole satang is a mistake in the program', () => {
    expect(() => formatBaht(0.5)).toThrow(RangeError);
    expect(() => bahtToWords(Number.NaN, thaiWords.money)).toThrow(RangeError);
    expect(() => sumSatang([1, 0.5])).toThrow(RangeError);
  });

  test('what is shown is read back as the same amount, in every style', () => {
    fc.assert(
      fc.property(anyEntry, fc.constantFrom('full', 'short'), fc.constantFrom('arabic', 'thai'), (satang, wholeBaht, digits) => {
        expect(parseBaht(formatBaht(satang, { wholeBaht, digits }))).toEqual({ ok: true, satang });
      }),
    );
  });
});

describe('an amount in words', () => {
  test.each([
    [0, 'ศูนย์บาทถ้วน'],
    [2000, 'ยี่สิบบาทถ้วน'],
    [2100, 'ยี่สิบเอ็ดบาทถ้วน'],
    [10_100, 'หนึ่งร้อยเอ็ดบาทถ้วน'],
    [11_100, 'หนึ่งร้อยสิบเอ็ดบาทถ้วน'],
    [225_000, 'สองพันสองร้อยห้าสิบบาทถ้วน'],
    [12_125, 'หนึ่งร้อยยี่สิบเอ็ดบาทยี่สิบห้าสตางค์'],
    [25, 'ยี่สิบห้าสตางค์'],
    [100_000_100, 'หนึ่งล้านเอ็ดบาทถ้วน'],
    [204_800_000, 'สองล้านสี่หมื่นแปดพันบาทถ้วน'],
    [1_234_567_890, 'สิบสองล้านสามแสนสี่หมื่นห้าพันหกร้อยเจ็ดสิบแปดบาทเก้าสิบสตางค์'],
    [100, 'หนึ่งบาทถ้วน'],
    [1000, 'สิบบาทถ้วน'],
    [1100, 'สิบเอ็ดบาทถ้วน'],
    [100_100, 'หนึ่งพันเอ็ดบาทถ้วน'],
    [101, 'หนึ่งบาทหนึ่งสตางค์'],
    [11, 'สิบเอ็ดสตางค์'],
    [1_100_000_000, 'สิบเอ็ดล้านบาทถ้วน'],
    [100_000_000_000_000, 'หนึ่งล้านล้านบาทถ้วน'],
    [-1500, 'ลบสิบห้าบาทถ้วน'],
  ])('%i satang are %s', (satang, words) => {
    expect(bahtToWords(satang, thaiWords.money)).toBe(words);
  });

  test('different amounts have different words', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, (a, b) => {
        expect(bahtToWords(a, thaiWords.money) === bahtToWords(b, thaiWords.money)).toBe(a === b);
      }),
    );
  });
});

describe('dividing a pool', () => {
  test('case 42: 442.50 over 500, 250 and 300 share-months is 210.71, 105.36, 126.43', () => {
    expect(splitByLargestRemainder(44_250, [500, 250, 300])).toEqual([21_071, 10_536, 12_643]);
  });

  test('equal claims on the last satang go to the earlier, and no weight gets nothing', () => {
    expect(splitByLargestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitByLargestRemainder(2, [1, 0, 1, 1])).toEqual([1, 0, 1, 0]);
    expect(splitByLargestRemainder(0, [1, 2])).toEqual([0, 0]);
  });

  test('a pool or weights that cannot be divided are a mistake in the program', () => {
    expect(() => splitByLargestRemainder(-1, [1])).toThrow(RangeError);
    expect(() => splitByLargestRemainder(1.5, [1])).toThrow(RangeError);
    expect(() => splitByLargestRemainder(1, [])).toThrow(RangeError);
    expect(() => splitByLargestRemainder(1, [0, 0])).toThrow(RangeError);
    expect(() => splitByLargestRemainder(1, [1, -1])).toThrow(RangeError);
    expect(() => splitByLargestRemainder(1, [0.5])).toThrow(RangeError);
  });

  test('the parts are the pool to the satang, each within one satang of its due, and more weight never gets less', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 300 })
      .filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(anyEntry, weights, (pool, list) => {
        const parts = splitByLargestRemainder(pool, list);
        const total = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
        expect(sumSatang(parts)).toBe(pool);
        for (const [index, part] of parts.entries()) {
          const difference = BigInt(part) * total - BigInt(pool) * BigInt(list[index] ?? 0);
          expect(difference > -total && difference < total).toBe(true);
        }
        const byWeight = parts
          .map((part, index) => ({ part, weight: list[index] ?? 0 }))
          .toSorted((a, b) => a.weight - b.weight || a.part - b.part);
        expect(byWeight.every(({ part }, index) => index === 0 || part >= (byWeight[index - 1]?.part ?? 0) || part === 0)).toBe(true);
      }),
    );
  });
});

describe('what a member promises', () => {
  test('case 15: with a share of 50 and at most 20, 75 is no multiple and 1,050 too many; without a share 75 stands; 0 never', () => {
    const shares = { shareUnitSatang: 5000, maxShares: 20 };
    expect(findPledgeAmountProblem(7500, shares)).toBe('not-a-multiple-of-the-share');
    expect(findPledgeAmountProblem(105_000, shares)).toBe('too-many-shares');
    expect(findPledgeAmountProblem(100_000, shares)).toBeUndefined();
    expect(findPledgeAmountProblem(7500, {})).toBeUndefined();
    expect(findPledgeAmountProblem(0, {})).toBe('pledge-not-positive');
    expect(findPledgeAmountProblem(0, shares)).toBe('pledge-not-positive');
  });

  test('case 17: pledge 50, entry 5000 is 100 times the pledge and asks', () => {
    expect(isFatFinger(5000, 500_000)).toBe(true);
    expect(timesPledge(5000, 500_000)).toBe(100);
  });

  test('one zero too many asks, several months at once do not, and without a pledge nothing is said', () => {
    expect(isFatFinger(5000, 50_000)).toBe(true);
    expect(isFatFinger(5000, 49_999)).toBe(false);
    expect(isFatFinger(0, 500_000)).toBe(false);
  });
});
