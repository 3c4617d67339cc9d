/** Cutting a paper into pages: no row lost or twice, sums handed from page to page, nobody signs an empty page, names whole. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaperDocument } from '../../../src/ui/print/paper-document.ts';
import { pageSizes } from '../../../src/ui/print/page-size.ts';
import { carriedColumns, headMm, heightOf, paginate, type TableSlice } from '../../../src/ui/print/paginate.ts';
import { linesOf, piecesOf, widthOf } from '../../../src/ui/print/text-width.ts';
import type { Sheet } from '../../../src/ui/tables/sheet.ts';
import { wordsOf } from '../../../src/ui/words/use-words.ts';

const question = { digits: 'thai', words: wordsOf('th') } as const;
const names = ['นางคำ ใจดี', 'นางสาวพิมพ์ชนกนาถ สุวรรณรัตน์ไพศาลสกุล', 'ด.ช.ไกร วงศ์ใหญ่', 'นายอินทร์ เรือนคำ'];

/** A register with an amount to add up and a balance that is not. */
function register(amounts: readonly number[]): Sheet {
  let balance = 0;
  return {
    title: 'ทะเบียน',
    columns: [
      { key: 'no', label: 'เลขที่', kind: 'count', width: 5 },
      { key: 'name', label: 'ชื่อ-สกุล', kind: 'text', width: 20 },
      { key: 'amount', label: 'บาท', kind: 'money', width: 10 },
      { key: 'balance', label: 'คงเหลือ', kind: 'money', width: 12, isBalance: true },
    ],
    rows: amounts.map((amount, index) => ({
      key: String(index),
      cells: { no: index + 1, name: names[index % names.length], amount, balance: (balance += amount) },
    })),
    totals: { name: 'รวม', amount: balance, balance },
  };
}

const paperOf = (sheet: Sheet, size: PaperDocument['size'] = 'a4'): PaperDocument => ({
  size,
  place: 'กลุ่มออมทรัพย์เพื่อการผลิตบ้านป่าแฝกดอย หมู่ที่ 4 ตำบลป่าแฝก อำเภอแม่ใจ จังหวัดพะเยา',
  title: sheet.title,
  under: 'ข้อมูล ณ วันที่ 30 พฤศจิกายน 2569',
  blocks: [
    { kind: 'sheet', ruled: false, sheet },
    { kind: 'signatures', people: [{ role: 'เหรัญญิก' }, { role: 'ประธาน' }] },
  ],
});
const slicesOf = (paper: PaperDocument) =>
  paginate(paper, question).map((page) => page.filter((placed): placed is TableSlice => placed.kind === 'table'));

describe('a register of 268 members', () => {
  const sheet = register(Array.from({ length: 268 }, (_, index) => 5_000 + index));
  const slices = slicesOf(paperOf(sheet)).flat();

  it('has every member on one page, in order', () => {
    expect(slices.flatMap(({ rows }) => rows.map(({ row }) => row))).toEqual(sheet.rows);
    expect(slices.length).toBeGreaterThan(5);
  });

  it('says at the foot of a page what the next one begins with, and in the end the totals', () => {
    expect(slices[0]?.before).toBeUndefined();
    for (const [index, slice] of slices.slice(1).entries()) expect(slice.before).toEqual(slices[index]?.after);
    expect(slices.at(-1)?.after).toBe(sheet.totals);
    const firstSum = slices[0]?.rows.reduce((sum, { row }) => sum + Number(row.cells['amount']), 0);
    expect(slices[0]?.after).toEqual({ amount: firstSum, balance: slices[0]?.rows.at(-1)?.row.cells['balance'] });
  });
});

describe('any register', () => {
  it('loses no row, hands its sums on, and fits its pages', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 150 }),
        fc.constantFrom('a4', 'landscape', 'a6'),
        (amounts, size) => {
          const sheet = register(amounts);
          const paper = paperOf(sheet, size);
          const pages = paginate(paper, question);
          const slices = pages.flat().filter((placed): placed is TableSlice => placed.kind === 'table');
          expect(slices.flatMap(({ rows }) => rows.map(({ row }) => row.key))).toEqual(sheet.rows.map(({ key }) => key));
          const last = slices.at(-1);
          const sumOnLast = (last?.rows ?? []).reduce((sum, { row }) => sum + Number(row.cells['amount']), 0);
          expect(Number(last?.before?.['amount'] ?? 0) + sumOnLast).toBe(sheet.totals?.['amount']);
          const { heightMm, topMm, footMm } = pageSizes[size];
          for (const page of pages) {
            const used = page.reduce(
              (sum, placed) => {
                if (placed.kind !== 'table') return sum + heightOf(placed, pageSizes[size], 'thai');
                const fixed = placed.fit.headMm + (placed.before === undefined ? 0 : placed.fit.rowMm(1)) + placed.fit.rowMm(1);
                return sum + fixed + placed.rows.reduce((total, { mm }) => total + mm, 0);
              },
              headMm(paper, 'thai'),
            );
            expect(used).toBeLessThanOrEqual(heightMm - topMm - footMm);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never has a page with only signatures on it, nor one with a single row', () => {
    for (let count = 8; count < 90; count++) {
      const pages = slicesOf(paperOf(register(Array.from({ length: count }, () => 100))));
      expect(pages.at(-1)?.[0]?.rows.length ?? 0, `${count} rows`).toBeGreaterThan(2);
    }
  });

  it('keeps empty rows on one page of a blank form, above the lines to sign', () => {
    const sheet = register([]);
    const pages = paginate(
      {
        ...paperOf(sheet),
        blocks: [
          { kind: 'sheet', ruled: true, sheet },
          { kind: 'signatures', people: [{ role: 'ประธาน' }] },
        ],
      },
      question,
    );
    expect(pages).toHaveLength(1);
    expect(pages[0]?.map(({ kind }) => kind)).toEqual(['table', 'signatures']);
    const [table] = pages.flat().filter((placed): placed is TableSlice => placed.kind === 'table');
    expect(table?.rows.length).toBeGreaterThan(20);
  });

  it('carries only amounts that have a total', () => {
    expect(carriedColumns(register([1])).map(({ key }) => key)).toEqual(['amount', 'balance']);
    expect(carriedColumns({ ...register([1]), totals: { name: 'รวม', amount: 1 } }).map(({ key }) => key)).toEqual(['amount']);
  });
});

describe('letters', () => {
  it('marks above and below take no width, and Thai digits more than Arabic ones', () => {
    expect(widthOf('กี่', { sizePt: 10 })).toBe(widthOf('ก', { sizePt: 10 }));
    expect(widthOf('๒๕๖๙', { sizePt: 10 })).toBeGreaterThan(widthOf('2569', { sizePt: 10 }));
  });

  it('a name is never broken inside; a sentence is, between words', () => {
    const face = { sizePt: 10 };
    expect(piecesOf('นางสาวพิมพ์ชนก สุวรรณรัตน์', 40, face).every(({ isWhole }) => isWhole)).toBe(true);
    expect(linesOf('นางสาวพิมพ์ชนก สุวรรณรัตน์', 32, face)).toBe(2);
    const sentence = 'สมาชิกแต่ละคนตั้งเงินสัจจะของตนเองตามกำลังและส่งเท่ากันทุกเดือนโดยไม่มีใครบังคับ';
    expect(piecesOf(sentence, 60, face)[0]?.isWhole).toBe(false);
    expect(linesOf(sentence, 60, face)).toBeGreaterThan(1);
  });
});
