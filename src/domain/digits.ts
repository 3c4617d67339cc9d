// Thai and Arabic digits, character by character; everything else in a text stays as it is.

const thaiZero = 0x0e50;

/** Every Thai digit becomes its Arabic one; call it before any `\d` or `Number`, which do not know Thai digits. */
export function thaiDigitsToArabic(text: string): string {
  return text.replace(/[\u0E50-\u0E59]/g, (digit) => String(digit.charCodeAt(0) - thaiZero));
}

/** Every Arabic digit becomes its Thai one, as official print-outs want it. */
export function arabicDigitsToThai(text: string): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(thaiZero + Number(digit)));
}

export type DigitStyle = 'arabic' | 'thai';

export function inDigits(text: string, style: DigitStyle = 'arabic'): string {
  return style === 'thai' ? arabicDigitsToThai(text) : text;
}
