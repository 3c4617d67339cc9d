// Shares of a whole in basis points (1 % = 100): a member's beneficiaries, the parts of a year's profit.
import { splitByLargestRemainder, type Satang } from './money.ts';
import { thaiDigitsToArabic } from './digits.ts';

export const wholeBasisPoints = 10_000;

export type PercentProblem = 'empty' | 'not-a-percentage' | 'too-many-decimals' | 'over-100-percent';
export type PercentReading = { ok: true; basisPoints: number } | { ok: false; problem: PercentProblem };

/** Reads `33.33`, `50 %` or Thai digits; at most two decimals, from 0 to 100. */
export function parsePercent(text: string): PercentReading {
  const typed = thaiDigitsToArabic(text).replace(/[\s%]/g, '');
  const refuse = (problem: PercentProblem): PercentReading => ({ ok: false, problem });
  if (typed === '') return refuse('empty');
  const match = /^([0-9]{1,6})(?:\.([0-9]*))?$/.exec(typed);
  if (!match) return refuse('not-a-percentage');
  const [, whole = '', decimals = ''] = match;
  if (decimals.length > 2) return refuse('too-many-decimals');
  const basisPoints = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return basisPoints > wholeBasisPoints ? refuse('over-100-percent') : { ok: true, basisPoints };
}

/** `33.33`, `50`, without the sign: as few decimals as the share has. */
export function formatPercent(basisPoints: number): string {
  return String(basisPoints / 100);
}

export type ShareProblem = { problem: 'share-not-positive' } | { problem: 'sum-not-100-percent'; missingBasisPoints: number };

/**
 * Why these shares cannot stand: each is a whole number above 0 and together they are exactly 100 %. Nobody named is no problem;
 * beneficiaries may come later (case 40).
 *
 * @returns `missingBasisPoints` is negative when the shares are more than the whole
 */
export function findShareProblem(sharesBasisPoints: readonly number[]): ShareProblem | undefined {
  if (sharesBasisPoints.length === 0) return undefined;
  if (!sharesBasisPoints.every((share) => Number.isSafeInteger(share) && share > 0)) return { problem: 'share-not-positive' };
  const missingBasisPoints = wholeBasisPoints - sharesBasisPoints.reduce((sum, share) => sum + share, 0);
  return missingBasisPoints === 0 ? undefined : { problem: 'sum-not-100-percent', missingBasisPoints };
}

/**
 * What each share of an amount comes to; the parts add up to the amount to the satang.
 *
 * @throws RangeError when the shares do not make a whole; ask `findShareProblem` first
 */
export function splitByShares(amountSatang: Satang, sharesBasisPoints: readonly number[]): Satang[] {
  if (sharesBasisPoints.length === 0 || findShareProblem(sharesBasisPoints)) throw new RangeError('shares are not 100 %');
  return splitByLargestRemainder(amountSatang, sharesBasisPoints);
}
