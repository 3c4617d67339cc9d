// Money as it is typed.
import { thaiDigitsToArabic } from './digits.ts';
import { greatestEntrySatang, type Satang } from './money.ts';

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
