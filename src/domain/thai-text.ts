// Thai text that is typed one way and stored another: one spelling for storing, comparing, searching and sorting names.
import { thaiDigitsToArabic } from './digits.ts';

/** What stands on or after one consonant, in the order of the standard: vowel above or below, tone or silencing mark, sara am. */
const standardOrder = [/[\u0E31\u0E34-\u0E3A\u0E47]/g, /[\u0E48-\u0E4C]/g, /\u0E33/g];
/** Anything but one line of Thai and plain Latin with its marks in order: what is stored, and so most of what is looked through, is none. */
const mayDiffer =
  /[^\u0020-\u007E\u0E01-\u0E39\u0E3F-\u0E4C\u0E4F-\u0E5B]|^ | $| {2}|\u0E40\u0E40|[\u0E33\u0E48-\u0E4C][\u0E31\u0E34-\u0E39\u0E47]|\u0E33[\u0E48-\u0E4C]/;
const marksOfOneConsonant = /[\u0E31\u0E33-\u0E3A\u0E47-\u0E4C]{2,}/g;

/**
 * The one spelling under which a single line of text is stored. Two texts that look the same on paper come out the same: no Unicode form
 * unifies sara am (U+0E33) with nikhahit and sara aa (U+0E4D U+0E32), a double sara e with sara ae, or a tone mark typed before its
 * vowel, and old keyboards and scans produce all of them (domain.md 5.4, case 11). Spaces are collapsed, also line ends; invisible characters go.
 *
 * Doing it twice changes nothing.
 */
export function normaliseThai(text: string): string {
  if (!mayDiffer.test(text)) return text;
  const normalised = text
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .normalize('NFC')
    .replace(/\u0E4D([\u0E48-\u0E4B]*)\u0E32/g, '$1\u0E33')
    .replace(marksOfOneConsonant, (marks) => standardOrder.map((group) => marks.match(group)?.join('') ?? '').join(''))
    .replace(/\u0E40\u0E40/g, '\u0E41')
    .replace(/\s+/g, ' ')
    .trim();
  // Moving a mark can open a new pair to a rule before it; each rule only removes or moves marks forward, so this ends.
  return normalised === text ? text : normaliseThai(normalised);
}

/** The form under which texts are compared in a search: normalised, lower case, Arabic digits. */
export function searchKey(text: string): string {
  return normaliseThai(thaiDigitsToArabic(text).toLowerCase());
}

/**
 * Whether every word of the query begins a field or a word in a field, or the whole query begins a field. An empty query finds everybody.
 *
 * Only beginnings count: Thai writes no spaces, and a match in the middle of a name finds half the village.
 *
 * @param fields first name, last name, nickname, member number, house number; missing ones are passed over
 */
export function matchesSearch(query: string, fields: readonly (string | number | undefined)[]): boolean {
  return searchFor(query)(searchKeysOf(fields));
}

/** Fields made ready for `searchFor`: a list of hundreds is searched with every letter that is typed, and its names do not change meanwhile. */
export function searchKeysOf(fields: readonly (string | number | undefined)[]): readonly string[] {
  return fields.filter((field) => field !== undefined).map((field) => searchKey(String(field)));
}

/** `matchesSearch` for one query and many fields that were made ready. */
export function searchFor(query: string): (keys: readonly string[]) => boolean {
  const wanted = searchKey(query);
  const parts = wanted.split(' ');
  return (keys) => {
    if (wanted === '' || keys.some((key) => key.startsWith(wanted))) return true;
    const words = keys.flatMap((key) => key.split(' '));
    return parts.every((part) => words.some((word) => word.startsWith(part)));
  };
}

const thaiCollator = new Intl.Collator('th');

/** Dictionary order, for `sort`: the consonant before the vowel written in front of it. Code-point order puts half the names after the last consonant. */
export function compareThai(a: string, b: string): number {
  return thaiCollator.compare(a, b);
}

/** Whether two names read the same: spelling as in `normaliseThai`, without regard to spaces, digits' script and Latin case. Same name is not same person (case 10). */
export function sameName(a: string, b: string): boolean {
  return searchKey(a).replaceAll(' ', '') === searchKey(b).replaceAll(' ', '');
}
