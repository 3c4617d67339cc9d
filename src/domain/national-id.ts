// The 13-digit number of a person in Thailand: reading, checking, showing and hiding it; never whether it may be held.
import { inDigits, thaiDigitsToArabic, type DigitStyle } from './digits.ts';

export type NationalIdProblem = 'empty' | 'not-digits' | 'not-13-digits' | 'first-digit-not-issued' | 'wrong-check-digit';
export type NationalIdReading = { ok: true; id: string } | { ok: false; problem: NationalIdProblem };

/**
 * Reads a number typed with Thai or Arabic digits, dashes and spaces.
 *
 * First digits 0 and 6 to 8 are accepted: people without civil status, and entrants and their children, live in the hill districts and
 * save like everybody else (domain.md 5.1, cases 7 and 8).
 *
 * @returns 13 Arabic digits without dashes, or why not
 */
export function parseNationalId(text: string): NationalIdReading {
  const id = thaiDigitsToArabic(text).replace(/[\s\u200B-\u200D\uFEFF\u2010-\u2015\u2212-]/g, '');
  const refuse = (problem: NationalIdProblem): NationalIdReading => ({ ok: false, problem });
  if (id === '') return refuse('empty');
  if (!/^[0-9]+$/.test(id)) return refuse('not-digits');
  if (id.length !== 13) return refuse('not-13-digits');
  if (id.startsWith('9')) return refuse('first-digit-not-issued');
  return Number(id[12]) === nationalIdCheckDigit(id) ? { ok: true, id } : refuse('wrong-check-digit');
}

/**
 * The 13th digit that belongs to the first twelve: (11 - sum of digit times place weight 13 to 2, modulo 11) modulo 10.
 *
 * @param digits twelve or more Arabic digits; only the first twelve count
 */
export function nationalIdCheckDigit(digits: string): number {
  let sum = 0;
  for (let index = 0; index < 12; index += 1) sum += Number(digits[index]) * (13 - index);
  return (11 - (sum % 11)) % 10;
}

/** `X-XXXX-XXXXX-XX-X`, as printed on the card; the caller has checked the number. */
export function formatNationalId(id: string, digits?: DigitStyle): string {
  return inDigits([id.slice(0, 1), id.slice(1, 5), id.slice(5, 10), id.slice(10, 12), id.slice(12)].join('-'), digits);
}

/** The printed form with all but the last four digits as dots; the only form for lists, logs and reports (invariant 18). */
export function maskNationalId(id: string, digits?: DigitStyle): string {
  return formatNationalId('\u2022'.repeat(9) + id.slice(-4), digits);
}

/**
 * A text that people typed, with every run of thirteen digits masked, in Thai or Arabic digits, with dashes or spaces between. Also one that
 * fails the check: a number with one wrong digit still says whose it is.
 */
export function maskNationalIdsIn(text: string): string {
  return text.replace(
    /(?<![0-9\u0E50-\u0E59])[0-9\u0E50-\u0E59](?:[ \u2010-\u2015\u2212-]?[0-9\u0E50-\u0E59]){12}(?![0-9\u0E50-\u0E59])/g,
    (found) => maskNationalId(thaiDigitsToArabic(found).replace(/[^0-9]/g, '')),
  );
}
