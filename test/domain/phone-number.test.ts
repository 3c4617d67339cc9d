import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPhoneNumber, parsePhoneNumber } from '../../src/domain/phone-number.ts';

test.each([
  ['0812345678', '0812345678'],
  ['๐๘๑-๒๓๔-๕๖๗๘', '0812345678'],
  ['+66 81 234 5678', '0812345678'],
  ['+66 (0)81-234-5678', '0812345678'],
  ['0066812345678', '0812345678'],
  ['66812345678', '0812345678'],
  ['0 5441 2345', '054412345'],
  ['+6654412345', '054412345'],
  ['02.123.4567', '021234567'],
  ['0612345678', '0612345678'],
  ['0987654321', '0987654321'],
])('"%s" is stored as %s', (text, phone) => {
  expect(parsePhoneNumber(text)).toEqual({ ok: true, phone });
});

test.each([
  ['', 'empty'],
  ['ไม่มี', 'not-digits'],
  ['081-234-567', 'unknown-prefix'],
  ['0544123456', 'unknown-prefix'],
  ['1812345678', 'unknown-prefix'],
  ['08123456789', 'wrong-length'],
  ['1669', 'wrong-length'],
  ['+6681234', 'wrong-length'],
  ['+8562012345678', 'unknown-prefix'],
])('"%s" is refused as %s', (text, problem) => {
  expect(parsePhoneNumber(text)).toEqual({ ok: false, problem });
});

test('what is shown is read back as the same number', () => {
  expect(formatPhoneNumber('0812345678')).toBe('081-234-5678');
  expect(formatPhoneNumber('054412345')).toBe('054-412-345');
  expect(formatPhoneNumber('021234567', 'thai')).toBe('๐๒-๑๒๓-๔๕๖๗');
  const anyPhone = fc.oneof(fc.stringMatching(/^0[689][0-9]{8}$/), fc.stringMatching(/^0[23457][0-9]{7}$/));
  fc.assert(
    fc.property(anyPhone, fc.constantFrom('arabic', 'thai'), (phone, digits) => {
      expect(parsePhoneNumber(formatPhoneNumber(phone, digits))).toEqual({ ok: true, phone });
      expect(parsePhoneNumber(`+66${phone.slice(1)}`)).toEqual({ ok: true, phone });
    }),
  );
});
