// Money as whole satang: showing it, dividing it without losing a satang.
import { inDigits, type DigitStyle } from './digits.ts';

/** An integer; 100 satang are 1 baht. */
export type Satang = number;

/** The most one entry may be (a thousand million baht), so that sums of tens of thousands of entries stay exact. */
export const greatestEntrySatang: Satang = 100_000_000_000;

/**
 * Commas between thousands and always two decimals, unless `wholeBaht` is `short`, which leaves `.00` away. No currency sign.
 * What it prints for an amount from 0 up, `parseBaht` reads back.
 *
 * @throws RangeError when `satang` is not a whole number
 */
export function formatBaht(satang: Satang, options: { wholeBaht?: 'full' | 'short'; digits?: DigitStyle } = {}): string {
  requireSatang(satang);
  const absolute = Math.abs(satang);
  const baht = String(Math.floor(absolute / 100)).replace(/\B(?=(?:[0-9]{3})+$)/g, ',');
  const rest = absolute % 100;
  const decimals = rest === 0 && options.wholeBaht === 'short' ? '' : `.${String(rest).padStart(2, '0')}`;
  return inDigits(`${satang < 0 ? '-' : ''}${baht}${decimals}`, options.digits);
}

/** @throws RangeError when an amount is not a whole number or the sum is no longer exact */
export function sumSatang(amounts: Iterable<Satang>): Satang {
  let sum = 0;
  for (const amount of amounts) {
    requireSatang(amount);
    sum += amount;
  }
  requireSatang(sum);
  return sum;
}

/**
 * Divides a pool by weights so that the parts add up to the pool to the satang. Everybody gets the part rounded down; the satang
 * left over go one each to the largest remainders, among equals to the earlier (domain.md 3.11, cases 40 and 42).
 *
 * @param weights whole numbers from 0 up, at least one above 0; a weight of 0 gets 0
 * @returns one part per weight, in the same order
 * @throws RangeError when the pool is negative or the weights are not as said
 */
export function splitByLargestRemainder(poolSatang: Satang, weights: readonly number[]): Satang[] {
  requireSatang(poolSatang);
  if (poolSatang < 0) throw new RangeError('a negative pool cannot be divided');
  if (!weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0)) throw new RangeError('weights are whole numbers from 0 up');
  // BigInt: pool times weight passes 2^53 with a year of a large group.
  const pool = BigInt(poolSatang);
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('at least one weight is above 0');
  const parts = weights.map((weight, index) => {
    const product = pool * BigInt(weight);
    return { index, satang: Number(product / total), remainder: product % total };
  });
  let left = poolSatang - sumSatang(parts.map((part) => part.satang));
  const byRemainder = parts.toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const part of byRemainder) {
    if (left === 0) break;
    part.satang += 1;
    left -= 1;
  }
  return parts.map((part) => part.satang);
}

export type PledgeAmountProblem = 'pledge-not-positive' | 'not-a-multiple-of-the-share' | 'too-many-shares';

/**
 * Whether a member may promise this much a month. A group without a share unit takes any amount above zero; there is no default and
 * no minimum, because the member decides (rule 3 of the letter, case 15).
 */
export function findPledgeAmountProblem(
  amountSatang: Satang,
  rules: { shareUnitSatang?: Satang; maxShares?: number },
): PledgeAmountProblem | undefined {
  if (!Number.isSafeInteger(amountSatang) || amountSatang <= 0) return 'pledge-not-positive';
  if (rules.shareUnitSatang === undefined) return undefined;
  if (amountSatang % rules.shareUnitSatang !== 0) return 'not-a-multiple-of-the-share';
  if (rules.maxShares !== undefined && amountSatang / rules.shareUnitSatang > rules.maxShares) return 'too-many-shares';
  return undefined;
}

/** How many whole times the pledge fits into the entry, to be shown with the question; 0 without a pledge. */
export function timesPledge(pledgeSatang: Satang, entrySatang: Satang): number {
  return pledgeSatang > 0 ? Math.floor(entrySatang / pledgeSatang) : 0;
}

/**
 * Whether an entry for one month is ten or more times the pledge, so that it looks like a zero too many and is saved only after the
 * question (case 17). Without a pledge nothing can be said.
 */
export function isFatFinger(pledgeSatang: Satang, entrySatang: Satang): boolean {
  return timesPledge(pledgeSatang, entrySatang) >= 10;
}

/** @throws RangeError when it is not a whole number */
export function requireSatang(satang: Satang): void {
  if (!Number.isSafeInteger(satang)) throw new RangeError(`not a whole number of satang: ${satang}`);
}
