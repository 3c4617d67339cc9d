import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareThai, matchesSearch, normaliseThai, sameName, searchKey } from '../../src/domain/thai-text.ts';

const namfon = '\u0E19\u0E49\u0E33\u0E1D\u0E19';

test.each([
  ['nikhahit, tone, sara aa', '\u0E19\u0E4D\u0E49\u0E32\u0E1D\u0E19'],
  ['tone, nikhahit, sara aa', '\u0E19\u0E49\u0E4D\u0E32\u0E1D\u0E19'],
  ['sara am before the tone', '\u0E19\u0E33\u0E49\u0E1D\u0E19'],
  ['an invisible space inside', '\u0E19\u0E49\u0E33\u200B\u0E1D\u0E19\uFEFF'],
])('case 11: a name stored with U+0E33 is found however it was typed (%s)', (_, typed) => {
  expect(normaliseThai(typed)).toBe(namfon);
  expect(matchesSearch(typed, [namfon, 'ใจดี'])).toBe(true);
  expect(matchesSearch(namfon, [typed])).toBe(true);
  expect(sameName(typed, namfon)).toBe(true);
});

test('case 11: the list is sorted กานดา, เกษม, แก้ว, โกมล, ไกร, ขวัญ, เอก', () => {
  const sorted = ['กานดา', 'เกษม', 'แก้ว', 'โกมล', 'ไกร', 'ขวัญ', 'เอก'];
  expect(sorted.toReversed().toSorted(compareThai)).toEqual(sorted);
  fc.assert(
    fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (names) => {
      expect(names.toSorted(compareThai)).toEqual(sorted);
    }),
  );
});

test('case 27: a group name with other spaces, digits or a double sara e is the same name', () => {
  expect(sameName('กลุ่มออมทรัพย์เพื่อการผลิต  บ้านเเม่ใจ หมู่ ๑๒', 'กลุ่มออมทรัพย์เพื่อการผลิตบ้านแม่ใจ หมู่ 12')).toBe(true);
  expect(sameName('บ้านแม่ใจ', 'บ้านแม่ใจใหม่')).toBe(false);
});

test.each([
  ['เเก้ว', 'แก้ว'],
  ['  คำ \u00A0 ใจดี\n', 'คำ ใจดี'],
  ['ก่ี', 'กี่'],
  ['พันธ์ุ', 'พันธุ์'],
  ['นํา', 'นำ'],
  ['', ''],
])('%j is stored as %j', (typed, stored) => {
  expect(normaliseThai(typed)).toBe(stored);
});

test('normalising twice changes nothing', () => {
  const thaiUnit = fc.constantFrom(...'กนฝเแาิีุู่้๊๋์ฺํำ็ัe\u0301\u200B\u00A0 \n'.split(''));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: thaiUnit }), fc.string({ unit: 'binary' })), (text) => {
      const once = normaliseThai(text);
      expect(normaliseThai(once)).toBe(once);
      expect(searchKey(searchKey(text))).toBe(searchKey(text));
    }),
    { numRuns: 2000 },
  );
});

test('a search looks at beginnings of first name, last name, nickname, member number and house number', () => {
  const fields = ['สมหญิง', 'ใจดี', 'ป้าแดง', 12, '123/4', undefined];
  for (const query of ['', ' ', 'สม', 'ใจ', 'ป้า', '12', '๑๒', '123/4', 'สม ใจ', 'ใจดี สม'])
    expect(matchesSearch(query, fields), query).toBe(true);
  for (const query of ['หญิง', 'แดง', '4', 'สม แดง', 'x']) expect(matchesSearch(query, fields), query).toBe(false);
  expect(matchesSearch('อยุธยา', ['ณ อยุธยา'])).toBe(true);
  expect(matchesSearch('ณ อ', ['ณ อยุธยา'])).toBe(true);
  expect(matchesSearch('JO', ['John'])).toBe(true);
});

test('every beginning of a name finds it', () => {
  fc.assert(
    fc.property(fc.constantFrom('น้ำฝน', 'กานดา', 'เอก'), fc.nat(5), (name, length) => {
      expect(matchesSearch(name.slice(0, length), [name])).toBe(true);
    }),
  );
});
