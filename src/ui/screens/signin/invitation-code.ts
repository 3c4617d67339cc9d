/** The ten characters of an invitation as people type, paste and scan them; what they mean is the office's matter. */
import { thaiDigitsToArabic } from '../../../domain/digits.ts';

export const codeLength = 10;

/**
 * Upper case, O read as 0, I and L as 1, everything that separates dropped; at most ten characters.
 *
 * @example readCode('abcde-fghl o') === 'ABCDEFGH10'
 */
export function readCode(typed: string): string {
  return thaiDigitsToArabic(typed)
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-HJKMNP-TV-Z]/g, '')
    .slice(0, codeLength);
}

/** True when something was typed that no code can hold, for example with the Thai keyboard. */
export function hasForeignLetters(typed: string): boolean {
  return /[^0-9A-Za-z\s\u2010-\u2015_.-]/.test(thaiDigitsToArabic(typed));
}

/** Two groups of five, as on the paper: `ABCDE-FGH10`. */
export function groupCode(code: string): string {
  return code.length > 5 ? `${code.slice(0, 5)}-${code.slice(5)}` : code;
}

/** The code in an address (`?code=…`, `#code=…`, `#…`) or in bare text; `undefined` when there is no whole one. */
export function findCode(text: string): string | undefined {
  let candidate = text;
  if (/^https?:\/\//i.test(text)) {
    const url = URL.parse(text);
    if (url === null) return undefined;
    candidate = url.searchParams.get('code') ?? url.hash.replace(/^#(code=)?/, '');
  }
  if (!/^[\s0-9A-Za-z\u2010-\u2015_-]{10,16}$/.test(candidate)) return undefined;
  const code = readCode(candidate);
  return code.length === codeLength ? code : undefined;
}
