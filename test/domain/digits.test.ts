import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arabicDigitsToThai, inDigits, thaiDigitsToArabic } from '../../src/domain/digits.ts';

test('digits change script and everything else stays', () => {
  expect(thaiDigitsToArabic('ม.๑๒ โทร ๐๕๔-๔๑๒๓๔๕')).toBe('ม.12 โทร 054-412345');
  expect(arabicDigitsToThai('23 พ.ย. 2569')).toBe('๒๓ พ.ย. ๒๕๖๙');
  expect(inDigits('50')).toBe('50');
  expect(inDigits('50', 'thai')).toBe('๕๐');
});

test('any text with Arabic digits comes back from Thai digits unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }).map(thaiDigitsToArabic), (text) => {
      expect(thaiDigitsToArabic(arabicDigitsToThai(text))).toBe(text);
      expect(arabicDigitsToThai(text)).not.toMatch(/[0-9]/);
    }),
  );
});
