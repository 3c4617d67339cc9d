import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cashDifference, denominations, differenceEntry, findCashCountProblems, totalCash } from '../../src/domain/cash-count.ts';

describe('a cash count', () => {
  it('adds up notes and coins', () => {
    expect(totalCash({ 100000: 3, 2000: 2, 25: 4 })).toEqual({ satang: 305_000 - 1000 + 100, notes: 5, coins: 4 });
  });
  it('knows the five notes and six coins in use, largest first', () => {
    expect(denominations.map(({ valueSatang }) => valueSatang / 100)).toEqual([1000, 500, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.25]);
  });
  it('case 22: 5,410 counted of 5,460 is 50 short, needs a reason and an entry of its own', () => {
    const pieces = { 100000: 5, 10000: 4, 1000: 1 };
    expect(totalCash(pieces).satang).toBe(541_000);
    expect(cashDifference(541_000, 546_000)).toBe(-5000);
    expect(differenceEntry(-5000)).toEqual({ kind: 'cash-short', amount: 5000 });
    expect(findCashCountProblems({ pieces, expectedSatang: 546_000 }).map(({ code, weight }) => [code, weight])).toEqual([
      ['cash-differs', 'confirm'],
      ['difference-reason-missing', 'refused'],
    ]);
    expect(findCashCountProblems({ pieces, expectedSatang: 546_000, reason: 'change given wrong' })).toHaveLength(1);
  });
  it('asks nothing when it is exact', () => {
    expect(findCashCountProblems({ pieces: { 100000: 1 }, expectedSatang: 100_000 })).toEqual([]);
    expect(differenceEntry(0)).toBeUndefined();
    expect(differenceEntry(25)).toEqual({ kind: 'cash-over', amount: 25 });
  });
  it('refuses a piece that is no Thai money', () => {
    expect(findCashCountProblems({ pieces: { 700: 1 }, expectedSatang: 700 })).toMatchObject([
      { code: 'unknown-denomination', weight: 'refused' },
    ]);
  });
  it('is the same however the pieces are ordered', () => {
    const pieces = fc.dictionary(fc.constantFrom(...denominations.map(({ valueSatang }) => String(valueSatang))), fc.nat(500));
    fc.assert(
      fc.property(pieces, (counts) => {
        const total = totalCash(counts);
        expect(totalCash(Object.fromEntries(Object.entries(counts).reverse()))).toEqual(total);
        expect(total.notes + total.coins).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
      }),
    );
  });
});
