// Money as whole satang: reading what was typed, showing it, spelling it in words, dividing it without losing a satang.
import { inDigits, thaiDigitsToArabic, type DigitStyle } from './digits.ts';

/** An integer; 100 satang are 1 baht. */
export type Satang = number;

/** The most one entry may be (a thousand million baht), so that sums of tens of thousands of entries stay exact. */
export const greatestEntrySatang: Satang = 100_000_000_000;

export type MoneyProblem = 'empty' | 'not-a-number' | 'negative' | 'too-many-decimals' | 'unclear-separators' | 'too-large';
export type MoneyReading = { ok: true; satang: Satang } | { ok: false; problem: MoneyProblem };

const currencyAtEitherEnd = /^(?:\u0E3F|\u0E1A\u0E32\u0E17)|(?:\u0E3F|\u0E1A\u0E32\u0E17)\.?$/g;
const wholeBahtMark = /^([^.]*)[.,]\s*[-\u2010-\u2015\u2212]$/;
const minusAtStart = /^[-\u2010-\u2015\u2212]/;

/**
 * Reads an amount of baht the way people in a village write it: Thai or Arabic digits, commas or spaces between thousands,
 * a baht sign or word at either end, and the whole-baht marks `500.-` and `500,-`. Zero is an amount; whether it is allowed is the caller's rule.
 *
 * A comma or space anywhere but between thousands is refused, because `12,50` may mean 12.50 or 1,250.
 *
 * @returns satang, or why not (domain.md 5.3, case 16)
 * @example parseBaht('1,250.50') // { ok: true, satang: 125050 }
 * @example parseBaht('1.250,00') // { ok: false, problem: 'unclear-separators' }
 */
export function parseBaht(text: string): MoneyReading {
  const amount = thaiDigitsToArabic(text)
    .replace(/[\u200B-\u200D\uFEFF]/g, '')
    .trim()
    .replace(currencyAtEitherEnd, '')
    .trim()
    .replace(wholeBahtMark, '$1')
    .trim();
  const refuse = (problem: MoneyProblem): MoneyReading => ({ ok: false, problem });
  if (amount === '') return refuse('empty');
  if (minusAtStart.test(amount)) return refuse('negative');
  if (!/^[0-9., \u00A0\u202F]+$/.test(amount) || !/[0-9]/.test(amount)) return refuse('not-a-number');
  const match = /^([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\s[0-9]{3})+)?(?:\.([0-9]*))?$/.exec(amount);
  if (!match) return refuse('unclear-separators');
  const [, wholePart = '0', decimals = ''] = match;
  if (decimals.length > 2) return refuse('too-many-decimals');
  const satang = Number(wholePart.replace(/[^0-9]/g, '')) * 100 + Number(decimals.padEnd(2, '0'));
  return satang > greatestEntrySatang ? refuse('too-large') : { ok: true, satang };
}

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

/** The Thai words for numbers and money; the words themselves are content (`thai-words.json`). */
export interface BahtWords {
  /** zero to nine */
  digits: readonly string[];
  /** units (empty), tens, hundreds, thousands, ten thousands, hundred thousands */
  places: readonly string[];
  million: string;
  /** a final one after any higher digit */
  finalOne: string;
  /** the two of twenty */
  twoOfTwenty: string;
  negative: string;
  baht: string;
  satang: string;
  /** closes an amount of whole baht */
  exactly: string;
}

/**
 * The amount in words as a receipt or contract prints it. Always made from the number and never typed: a real form in use
 * prints 20 baht with the words for ten.
 *
 * @throws RangeError when `satang` is not a whole number
 */
export function bahtToWords(satang: Satang, words: BahtWords): string {
  requireSatang(satang);
  const absolute = Math.abs(satang);
  const baht = Math.floor(absolute / 100);
  const rest = absolute % 100;
  const bahtPart = baht > 0 || rest === 0 ? numberToWords(baht, words) + words.baht : '';
  const satangPart = rest > 0 ? numberToWords(rest, words) + words.satang : words.exactly;
  return (satang < 0 ? words.negative : '') + bahtPart + satangPart;
}

function numberToWords(value: number, words: BahtWords, followsHigherDigit = false): string {
  if (value >= 1_000_000) {
    const rest = value % 1_000_000;
    return numberToWords(Math.floor(value / 1_000_000), words) + words.million + (rest > 0 ? numberToWords(rest, words, true) : '');
  }
  if (value === 0) return words.digits[0] ?? '';
  const digits = String(value);
  return Array.from(digits, (character, index) => {
    const digit = Number(character);
    const place = digits.length - 1 - index;
    if (digit === 0) return '';
    if (place === 0 && digit === 1 && (followsHigherDigit || digits.length > 1)) return words.finalOne;
    if (place === 1 && digit === 1) return words.places[1];
    if (place === 1 && digit === 2) return words.twoOfTwenty + words.places[1];
    return `${words.digits[digit]}${words.places[place]}`;
  }).join('');
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

function requireSatang(satang: Satang): void {
  if (!Number.isSafeInteger(satang)) throw new RangeError(`not a whole number of satang: ${satang}`);
}
