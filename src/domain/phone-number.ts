// Thai telephone numbers: ten-digit mobiles and nine-digit landlines, stored as digits with the leading 0.
import { inDigits, thaiDigitsToArabic, type DigitStyle } from './digits.ts';

export type PhoneProblem = 'empty' | 'not-digits' | 'wrong-length' | 'unknown-prefix';
export type PhoneReading = { ok: true; phone: string } | { ok: false; problem: PhoneProblem };

/**
 * Reads a Thai number typed with Thai or Arabic digits, spaces, dashes, dots, brackets, or with the country code 66.
 *
 * Only the length and the first digits are checked; the number may be nobody's or somebody else's, and several members may share one.
 *
 * @returns `06…`, `08…`, `09…` with ten digits or `02…` to `05…`, `07…` with nine, or why not (domain.md 5.5)
 */
export function parsePhoneNumber(text: string): PhoneReading {
  const typed = thaiDigitsToArabic(text).replace(/[\s\u200B-\u200D\uFEFF\u2010-\u2015\u2212().-]/g, '');
  const refuse = (problem: PhoneProblem): PhoneReading => ({ ok: false, problem });
  if (typed === '') return refuse('empty');
  if (!/^\+?[0-9]+$/.test(typed)) return refuse('not-digits');
  const phone = typed.replace(/^(?:\+|00)?660?(?=[0-9]{8,9}$)/, '0');
  if (phone.startsWith('+')) return refuse(phone.startsWith('+66') ? 'wrong-length' : 'unknown-prefix');
  if (phone.length !== 9 && phone.length !== 10) return refuse('wrong-length');
  return (phone.length === 10 ? /^0[689]/ : /^0[23457]/).test(phone) ? { ok: true, phone } : refuse('unknown-prefix');
}

/** Groups of digits as Thais read them aloud: `081-234-5678`, `02-123-4567`, `054-412-345`; the caller has checked the number. */
export function formatPhoneNumber(phone: string, digits?: DigitStyle): string {
  const area = phone.startsWith('02') ? 2 : 3;
  return inDigits([phone.slice(0, area), phone.slice(area, area + 3), phone.slice(area + 3)].join('-'), digits);
}
