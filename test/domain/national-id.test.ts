import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNationalId, maskNationalId, nationalIdCheckDigit, parseNationalId } from '../../src/domain/national-id.ts';

const anyId = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
  .filter(([first]) => first !== 9)
  .map((digits) => digits.join('') + nationalIdCheckDigit(digits.join('')));

test('case 7: "๓-๕๖๐๑-๐๐๐๐๐-๐๑-๑" is stored as 3560100000011', () => {
  expect(parseNationalId('๓-๕๖๐๑-๐๐๐๐๐-๐๑-๑')).toEqual({ ok: true, id: '3560100000011' });
});

test('case 7: one digit changed is refused, as far as the check digit can tell', () => {
  fc.assert(
    fc.property(anyId, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 9 }), (id, place, step) => {
      const changed = id.slice(0, place) + ((Number(id[place]) + step) % 10) + id.slice(place + 1);
      // The remainders 0 and 10 share the check digit 1, so a few changed numbers look right.
      const looksRight = nationalIdCheckDigit(changed) === Number(changed[12]) && !changed.startsWith('9');
      expect(parseNationalId(changed).ok).toBe(looksRight);
      if (place === 12) expect(parseNationalId(changed).ok).toBe(false);
    }),
  );
  expect(parseNationalId('๓-๕๖๐๑-๐๐๐๐๐-๐๑-๒')).toEqual({ ok: false, problem: 'wrong-check-digit' });
});

test.each([
  '3560100000011',
  '3560100000070',
  '1560900000035',
  '5560600000041',
  '6603000000066',
  '7560800000091',
  '8560200000081',
  '0560189000053',
])('case 8: %s is accepted, whatever its first digit', (id) => {
  expect(parseNationalId(id)).toEqual({ ok: true, id });
});

test.each([
  ['3560100000012', 'wrong-check-digit'],
  ['356010000001', 'not-13-digits'],
  ['35601000000111', 'not-13-digits'],
  ['356O100000011', 'not-digits'],
  ['9560100000011', 'first-digit-not-issued'],
  [' - ', 'empty'],
  ['', 'empty'],
])('"%s" is refused as %s', (text, problem) => {
  expect(parseNationalId(text)).toEqual({ ok: false, problem });
});

test('a list shows only the last four digits', () => {
  expect(maskNationalId('3560100000011')).toBe('•-••••-••••0-01-1');
  expect(maskNationalId('3560100000011', 'thai')).toBe('•-••••-••••๐-๐๑-๑');
});

test('what is printed is read back, in either script', () => {
  expect(formatNationalId('3560100000011')).toBe('3-5601-00000-01-1');
  fc.assert(
    fc.property(anyId, fc.constantFrom('arabic', 'thai'), (id, digits) => {
      expect(parseNationalId(formatNationalId(id, digits))).toEqual({ ok: true, id });
      expect(maskNationalId(id).match(/[0-9]/g)).toHaveLength(4);
    }),
  );
});
