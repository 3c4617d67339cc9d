/** Widths of a sheet's columns and the size of its letters: the largest at which every amount stands whole on one line of the page. */
import type { DigitStyle } from '../../domain/digits.ts';
import { cellText, type Sheet, type SheetColumn, type SheetRow } from '../tables/sheet.ts';
import type { Words } from '../words/use-words.ts';
import { linesOf, widthOf, type TypeFace } from './text-width.ts';

export interface SheetFit {
  readonly sizePt: number;
  readonly widthsMm: readonly number[];
  readonly headMm: number;
  /** height of a row with this many lines of text */
  readonly rowMm: (lines: number) => number;
  readonly linesIn: (row: SheetRow) => number;
}

export interface FitQuestion {
  readonly sheet: Sheet;
  readonly widthMm: number;
  readonly digits: DigitStyle;
  readonly words: Words;
  /** rows for a hand to write in */
  readonly ruled: boolean;
}

const largest = 10.5;
/** a register of many pages is worth less paper */
const largestOfMany = 9;
const manyRows = 60;
const smallest = 6;
/** names on one line are worth letters of this size, or a little smaller ones than fit at all; below that two lines read better */
const smallestOnOneLine = 8;
const littleSmaller = 0.5;
/** left and right of a cell's text, with its rules */
export const paddingMm = 2.2;
const mmPerPoint = 0.3528;
const writtenRowMm = 8;
const widestTextMm = 60;
/** what a hand needs room for */
const writtenMm = { money: 13.5, count: 8, day: 15, month: 15 } as const;
/** keeps a printed column with nothing in it in sight */
const empty = { money: '0.00', count: '0', day: '00/00/00', month: '00/00' } as const;

interface Need {
  /** no narrower, or something is cut */
  readonly least: number;
  /** everything on one line */
  readonly wish: number;
}

export function fitColumns(question: FitQuestion): SheetFit {
  const { sheet, widthMm, digits, words, ruled } = question;
  const text = (row: SheetRow['cells'], { key, kind }: SheetColumn) => cellText(row[key], kind, words, digits);
  const first = sheet.rows.length > manyRows ? largestOfMany : largest;
  const sizes = Array.from({ length: (first - smallest) * 2 + 1 }, (_, index) => first - index / 2);
  const needsAt = sizes.map((sizePt) => ({ sizePt, needs: needsOf(question, sizePt, text) }));
  const fits = (of: keyof Need) => (needs: readonly Need[]) => needs.reduce((sum, need) => sum + need[of], 0) <= widthMm;
  const readable = needsAt.find(({ needs }) => fits('least')(needs)) ?? needsAt.at(-1);
  const least = Math.min(smallestOnOneLine, (readable?.sizePt ?? smallest) - littleSmaller);
  const found = needsAt.find(({ sizePt, needs }) => sizePt >= least && fits('wish')(needs)) ?? readable;
  const { sizePt, needs } = found ?? { sizePt: smallest, needs: [] };
  const widthsMm = spread(sheet, needs, widthMm);
  const lineMm = sizePt * mmPerPoint * 1.5;
  const rowMm = (lines: number) => (ruled ? writtenRowMm : 0) + (ruled ? lines - 1 : lines) * lineMm + (ruled ? 0 : 1.2);
  const linesOfCell = (cell: string, index: number, face: TypeFace) => linesOf(cell, (widthsMm[index] ?? 0) - paddingMm, face);
  const headLines = Math.max(1, ...sheet.columns.map(({ label }, index) => linesOfCell(label, index, { sizePt, bold: true })));
  const isGrouped = sheet.columns.some(({ under }) => under !== undefined);
  return {
    sizePt,
    widthsMm,
    headMm: headLines * lineMm + 1.4 + (isGrouped ? lineMm + 1.4 : 0),
    rowMm,
    linesIn: (row) =>
      Math.max(1, ...sheet.columns.map((column, index) =>
        column.kind === 'text' ? linesOfCell(text(row.cells, column), index, { sizePt, bold: row.tone === 'carried' }) : 1)), // prettier-ignore
  };
}

function needsOf(
  { sheet, widthMm, ruled }: FitQuestion,
  sizePt: number,
  text: (cells: SheetRow['cells'], column: SheetColumn) => string,
): readonly Need[] {
  const shares = sheet.columns.reduce((sum, { width }) => sum + width, 0);
  return sheet.columns.map((column) => {
    const share = (column.width / shares) * widthMm;
    const cells = [...sheet.rows.map(({ cells }) => text(cells, column)), text(sheet.totals ?? {}, column)];
    const isEmpty = cells.every((cell) => cell === '');
    // totals and sums carried forward are bold
    const widest = (pieces: readonly string[]) => pieces.reduce((most, piece) => Math.max(most, widthOf(piece, { sizePt, bold: true })), 0);
    const word = widest(column.label.split(/[ /]/)) * (column.kind === 'text' || column.label.length < 8 ? 1 : 0.6);
    if (column.kind !== 'text') {
      const sample = isEmpty && !ruled ? empty[column.kind] : '';
      const width = Math.max(widest([...cells, sample]) + paddingMm, word + paddingMm, ruled ? writtenMm[column.kind] : 0);
      return { least: width, wish: width };
    }
    if (isEmpty || ruled) return { least: Math.max(share * 0.7, word + paddingMm), wish: Math.max(share * 0.8, word + paddingMm) };
    const wish = Math.min(Math.max(widest(cells), word) + paddingMm, widestTextMm);
    const least = Math.min(wish, Math.max(widest(cells.flatMap((cell) => cell.split(' '))), word) + paddingMm);
    return { least, wish };
  });
}

/** What is left after the needs goes to the wishes of texts, then to all by their share of the page. */
function spread(sheet: Sheet, needs: readonly Need[], widthMm: number): readonly number[] {
  const sum = (of: keyof Need) => needs.reduce((total, need) => total + need[of], 0);
  const missing = sum('wish') - sum('least');
  const given = missing === 0 ? 0 : Math.min(1, Math.max(0, widthMm - sum('least')) / missing);
  const widths = needs.map(({ least, wish }) => least + (wish - least) * given);
  const left = widthMm - widths.reduce((total, width) => total + width, 0);
  const shares = sheet.columns.reduce((total, { width }) => total + width, 0);
  return widths.map((width, index) => width + left * ((sheet.columns[index]?.width ?? 0) / shares));
}
