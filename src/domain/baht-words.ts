// Money spelled in words, as a receipt or contract prints it.
import { requireSatang, type Satang } from './money.ts';

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
