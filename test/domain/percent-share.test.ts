import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumSatang } from '../../src/domain/money.ts';
import { findShareProblem, formatPercent, parsePercent, splitByShares, wholeBasisPoints } from '../../src/domain/percent-share.ts';

test('case 40: 33.33, 33.33 and 33.34 % of 1,000.00 are 333.30, 333.30 and 333.40', () => {
  expect(findShareProblem([3333, 3333, 3334])).toBeUndefined();
  expect(splitByShares(100_000, [3333, 3333, 3334])).toEqual([33_330, 33_330, 33_340]);
});

test('case 40: 60 and 30 % leave 10 % to nobody and are refused', () => {
  expect(findShareProblem([6000, 3000])).toEqual({ problem: 'sum-not-100-percent', missingBasisPoints: 1000 });
  expect(findShareProblem([6000, 5000])).toEqual({ problem: 'sum-not-100-percent', missingBasisPoints: -1000 });
  expect(() => splitByShares(100_000, [6000, 3000])).toThrow(RangeError);
});

test('nobody named is no problem but cannot be paid; a share of nothing is no share', () => {
  expect(findShareProblem([])).toBeUndefined();
  expect(() => splitByShares(100_000, [])).toThrow(RangeError);
  expect(findShareProblem([10_000, 0])).toEqual({ problem: 'share-not-positive' });
  expect(findShareProblem([10_001, -1])).toEqual({ problem: 'share-not-positive' });
});

test.each([
  ['33.33', 3333],
  ['๕๐ %', 5000],
  ['100', 10_000],
  ['0.5', 50],
])('"%s" is %i basis points', (text, basisPoints) => {
  expect(parsePercent(text)).toEqual({ ok: true, basisPoints });
});

test.each([
  ['', 'empty'],
  ['%', 'empty'],
  ['ครึ่ง', 'not-a-percentage'],
  ['-5', 'not-a-percentage'],
  ['33,33', 'not-a-percentage'],
  ['33.333', 'too-many-decimals'],
  ['100.01', 'over-100-percent'],
])('"%s" is refused as %s', (text, problem) => {
  expect(parsePercent(text)).toEqual({ ok: false, problem });
});

test('every percentage shown is read back, and any whole divides an amount to the satang', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: wholeBasisPoints }), (basisPoints) => {
      expect(parsePercent(formatPercent(basisPoints))).toEqual({ ok: true, basisPoints });
    }),
  );
  fc.assert(
    fc.property(
      fc.nat(100_000_000),
      fc.uniqueArray(fc.integer({ min: 1, max: wholeBasisPoints - 1 }), { maxLength: 5 }),
      (amount, cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), wholeBasisPoints];
        const shares = edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0));
        expect(sumSatang(splitByShares(amount, shares))).toBe(amount);
      },
    ),
  );
});
