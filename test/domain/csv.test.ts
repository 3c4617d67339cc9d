/** A CSV that a spreadsheet opens: nothing in it runs, and whoever reads it by the standard gets the texts back. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../src/domain/csv.ts';
import { maskNationalIdsIn } from '../../src/domain/national-id.ts';

/** by RFC 4180, one line */
function readLine(line: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of `,${line.replace(/\r\n$/, '')}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g))
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
  return cells;
}

test.each(['=1+1', '+66', '-2+3', '@cmd', '\t=1', '\r=1', '\n=1', ' =1+1', '＝1+1', '＠x', '\u00A0=1', '=HYPERLINK("http://x")'])(
  '%j is never run',
  (text) => {
    expect(readLine(csvLine(['first', text]))).toEqual(['first', `'${text}`]);
  },
);

test.each(['-10.50', '-1', '0', '12.00', 'a=b', 'ก้อน', '0812', ''])('%j stays as it is', (text) => {
  expect(readLine(csvLine([text, 'last']))).toEqual([text, 'last']);
});

test('any texts come back as they were, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (cells) => {
      const back = readLine(csvLine(cells));
      expect(back).toHaveLength(cells.length);
      for (const [index, cell] of cells.entries()) {
        expect([cell, `'${cell}`]).toContain(back[index]);
        expect(back[index]).not.toMatch(/^\s*[=+@]/);
      }
    }),
  );
});

test.each([
  ['3560100000011', '•-••••-••••0-01-1'],
  ['เลข 3-5601-00000-01-1 ครับ', 'เลข •-••••-••••0-01-1 ครับ'],
  ['๓๕๖๐๑๐๐๐๐๐๐๑๑', '•-••••-••••0-01-1'],
  // one digit wrong still says whose it is
  ['3560100000012', '•-••••-••••0-01-2'],
  ['081-234-5678 และ 053 123 456', '081-234-5678 และ 053 123 456'],
  ['บัญชี 12345678901234', 'บัญชี 12345678901234'],
])('what people typed: %s', (text, masked) => {
  expect(maskNationalIdsIn(text)).toBe(masked);
});
