/** What may stand in no content file: the letter's scanning errors (domain.md 1.3), words of the trade, letters that look right and are not. */
import { describe, expect, it } from 'vitest';
import { listContentFiles, readContent, readContentJson } from './content-files.ts';

const files = listContentFiles(/\.(json|md)$/).filter((path) => !/^(thai-words|tsconfig)/.test(path));

const scanningErrors: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['"the chief" where the field officer is meant', /พัฒนาการ(?!อำเภอ|จังหวัด)/],
  ['the field officer where the chief is meant', /พัฒนากรอำเภอ|พัฒนากรจังหวัด/],
  ['"around the district" for "for the district to know"', /อำเภอรอบ/],
  ['the village survey by a wrong name', /กชช\.(?!2ค)/],
  ['GR Code', /GR ?Code/i],
  ['a matter that exists, for an instrument', /เรื่องมีอยู่สำคัญ/],
  ['savings that will be saved', /เงินสะสมจะสะสม/],
  ['until until', /ตลอดจนจน/],
  ['trading the operation', /การค้าดำเนินงาน/],
  ['came already experience', /มาแล้วประสบการณ์/],
  ['tied-up training', /ผูกอบรม/],
  ['bound by rights', /ผูกพันทางสิทธิ/],
  ['according to power', /ตามอำนาจที่สมาชิก/],
  ['can happen future', /ได้อนาคต/],
  ['the form address that no scan can read', /forms\.gle/i],
  ['a sign-up page that does not exist', /gmail\.co\.th/i],
  ['the other poverty programme', /กข\.ค[^จ]/],
];

const trade: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['sync', /ซิงก์|ซิงค์/],
  ['server', /เซิร์ฟเวอร์|เซิฟเวอร์/],
  ['polite particles', /ครับ|ค่ะ|นะคะ/],
];

const hidden: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['zero-width characters', /[\u200B-\u200F\u2060\uFEFF]/],
  ['sara am in two parts', /\u0E4D[\u0E48-\u0E4B]*\u0E32/],
  ['sara ae as two sara e', /\u0E40\u0E40/],
  ['a mark before its vowel', /[\u0E48-\u0E4C][\u0E31\u0E34-\u0E3A\u0E47]/],
  ['no-break spaces', /\u00A0/],
];

/** two words for one thing look like two things */
const secondWords: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['the home screen by another name', /หน้าจอหลัก/],
  ['the thumbprint by another name', /(?<!ลาย)พิมพ์ลายนิ้วมือ/],
  ['taking an entry back by another name', /กลับยอด|ยกเลิกรายการเงิน|รายการนี้ยกเลิก/],
  ['the overview by another name', /(?:หน้า|ที่|ดู|ขึ้น)กระดาน/],
  ['the reader by another name', /ท่าน(?![\u0E31\u0E35])/],
];

/** Refusals of a field or a list that once only said what is wrong. */
const refusals = [
  'month-missing',
  'day-missing',
  'over-100-percent',
  'share-not-positive',
  'first-name-missing',
  'pledge-not-positive',
  'not-a-multiple-of-the-share',
  'too-many-shares',
  'guardian-name-missing',
  'thumbprint-witnesses',
  'number-missing',
  'two-branches',
];
/** choose, type, ask, adjust, lower, put in, give a number, let be */
const toDo = / (?:เลือก|พิมพ์|ถาม|ปรับ|ลด|ใส่|ออก|ให้)/;

function offences(rules: typeof scanningErrors): readonly string[] {
  return files.flatMap((path) => {
    const text = readContent(path);
    return rules.flatMap(([name, pattern]) => {
      const found = pattern.exec(text);
      return found === null ? [] : [`${path}: ${name}: ${text.slice(Math.max(0, found.index - 20), found.index + 30)}`];
    });
  });
}

describe('the wording of the content', () => {
  it('repeats none of the scanning errors of the letter', () => {
    expect(offences(scanningErrors)).toEqual([]);
  });

  it('speaks as a colleague, without words of the trade', () => {
    expect(offences(trade)).toEqual([]);
  });

  it('has one word for one thing', () => {
    expect(offences(secondWords)).toEqual([]);
  });

  it.each(refusals)('says of %s what is wrong and then what to do', (code) => {
    const [thai, english] = ['th', 'en'].map(
      (language) => (readContentJson(`text/${language}/problem.json`) as Record<string, string>)[code],
    );
    expect(thai).toMatch(toDo);
    expect(english?.split(/[.;] /).length).toBeGreaterThan(1);
  });

  it('is typed in one way: NFC, nothing invisible, sara am in one piece', () => {
    expect(offences(hidden)).toEqual([]);
    expect(files.filter((path) => readContent(path) !== readContent(path).normalize('NFC'))).toEqual([]);
  });
});
