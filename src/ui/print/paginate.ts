/**
 * Cuts a paper into pages before anything is drawn: which rows stand on which page, what was brought forward and what is carried forward.
 *
 * Heights come from `page-size.ts` and the width of letters, not from a screen, so the preview, the printer and the page numbers agree.
 */
import type { DigitStyle } from '../../domain/digits.ts';
import { textInDigits, type CellValue, type Sheet, type SheetRow } from '../tables/sheet.ts';
import type { Words } from '../words/use-words.ts';
import { fitColumns, type SheetFit } from './fit-columns.ts';
import { heights, pageSizes, signersInARow, textFaces, type PageSize } from './page-size.ts';
import type { PaperBlock, PaperDocument } from './paper-document.ts';
import { linesOf, widthOf } from './text-width.ts';

export interface TableSlice {
  readonly kind: 'table';
  readonly sheet: Sheet;
  readonly fit: SheetFit;
  readonly ruled: boolean;
  readonly rows: readonly { readonly row: SheetRow; readonly mm: number }[];
  /** sums of the pages before */
  readonly before?: SheetRow['cells'] | undefined;
  /** sums up to here, or at the end the totals of the whole */
  readonly after?: SheetRow['cells'] | undefined;
  readonly isLast: boolean;
}
export type PlainBlock = Exclude<PaperBlock, { kind: 'sheet' | 'new-page' }>;
export type Placed = TableSlice | PlainBlock;
export type PaperPage = readonly Placed[];

export interface PageQuestion {
  readonly digits: DigitStyle;
  readonly words: Words;
}

export function paginate(paper: PaperDocument, question: PageQuestion): readonly PaperPage[] {
  const size = pageSizes[paper.size];
  const roomMm = size.heightMm - size.topMm - size.footMm - headMm(paper, question.digits);
  const pages: Placed[][] = [[]];
  let left = roomMm;
  const turn = () => {
    if (pages.at(-1)?.length === 0) return;
    pages.push([]);
    left = roomMm;
  };
  const put = (placed: Placed, mm: number) => {
    pages.at(-1)?.push(placed);
    left -= mm;
  };
  paper.blocks.forEach((block, index) => {
    if (block.kind === 'new-page') turn();
    else if (block.kind === 'sheet') {
      const tailMm = blocksUntilNextPage(paper.blocks.slice(index + 1)).reduce(
        (sum, each) => sum + heightOf(each, size, question.digits),
        0,
      );
      const slices = new SheetCut(block, size, question);
      while (!slices.isDone) {
        const slice = slices.next(left, tailMm, left === roomMm);
        if (slice !== undefined) put(slice.slice, slice.mm);
        if (!slices.isDone) turn();
      }
    } else {
      const mm = heightOf(block, size, question.digits);
      const next = paper.blocks[index + 1];
      // a heading never stands alone at the end of a page
      const follows = block.kind === 'text' && block.style === 'section' && next !== undefined ? 20 * size.scale : 0;
      if (mm + follows > left) turn();
      put(block, mm);
    }
  });
  return pages;
}

/** What follows a table and belongs under it: notes and signatures. */
function blocksUntilNextPage(blocks: readonly PaperBlock[]): readonly PlainBlock[] {
  const found: PlainBlock[] = [];
  for (const block of blocks) {
    if (block.kind === 'new-page' || block.kind === 'sheet') break;
    found.push(block);
  }
  return found;
}

/** Height of the head that every page repeats. */
export function headMm(paper: PaperDocument, digits: DigitStyle): number {
  const size = pageSizes[paper.size];
  const widthMm = size.widthMm - 2 * size.sideMm;
  const lines = (text: string, sizePt: number, width: number, bold: boolean) =>
    linesOf(textInDigits(text, digits), width, { sizePt: sizePt * size.scale, bold });
  // the page number stands beside the place
  const place = lines(paper.place, heights.placePt, widthMm - 24 * size.scale, false) * heights.place;
  const title = lines(paper.title, heights.titlePt, widthMm, true) * heights.title;
  const under = paper.under === undefined ? 0 : lines(paper.under, heights.underPt, widthMm, false) * heights.under;
  return (place + title + under + heights.headGap) * size.scale;
}

export function heightOf(block: PlainBlock, { widthMm, sideMm, scale }: PageSize, digits: DigitStyle): number {
  const width = widthMm - 2 * sideMm;
  switch (block.kind) {
    case 'text': {
      const { sizePt, lineMm, bold, indentMm, gapMm } = textFaces[block.style];
      const face = { sizePt: sizePt * scale, bold };
      return (linesOf(textInDigits(block.text, digits), width, face, indentMm * scale) * lineMm + gapMm) * scale;
    }
    case 'facts':
      return factLines(block, width, scale, digits) * heights.fact * scale;
    case 'figures':
      return heights.figure * scale;
    case 'lines':
      return block.count * heights.line * scale;
    case 'signatures':
      return Math.ceil(block.people.length / signersInARow) * heights.signature * scale;
  }
}

function factLines({ facts }: Extract<PlainBlock, { kind: 'facts' }>, widthMm: number, scale: number, digits: DigitStyle): number {
  const face = { sizePt: heights.factPt * scale };
  return Math.max(
    1,
    ...facts.map(({ label, value = '', suffix = '', span }) => {
      const room = (span / 12) * widthMm - widthOf(label + suffix, face) - 7 * scale;
      return linesOf(textInDigits(value, digits), Math.max(room, 12), face);
    }),
  );
}

const fewestOnLastPage = 3;

/** One table on its way over the pages. */
class SheetCut {
  readonly #block: Extract<PaperBlock, { kind: 'sheet' }>;
  readonly #fit: SheetFit;
  readonly #heightsMm: readonly number[];
  #at = 0;
  #sums: Record<string, CellValue> = {};
  isDone = false;

  constructor(block: Extract<PaperBlock, { kind: 'sheet' }>, { widthMm, sideMm }: PageSize, { digits, words }: PageQuestion) {
    this.#block = block;
    this.#fit = fitColumns({ sheet: block.sheet, widthMm: widthMm - 2 * sideMm, digits, words, ruled: block.ruled });
    this.#heightsMm = block.sheet.rows.map((row) => this.#fit.rowMm(this.#fit.linesIn(row)));
  }

  /** The rows for what is left of the page; `undefined` when not even two fit and the page is not empty. */
  next(left: number, tailMm: number, isPageEmpty: boolean): { readonly slice: TableSlice; readonly mm: number } | undefined {
    const { sheet, ruled } = this.#block;
    const rowMm = this.#fit.rowMm(1);
    const before = this.#at > 0 && this.#carries ? { ...this.#sums } : undefined;
    const hasFoot = sheet.totals !== undefined;
    const fixed = this.#fit.headMm + (hasFoot ? rowMm : 0) + (before === undefined ? 0 : rowMm) + 1;
    const room = left - fixed;
    if (room < 2 * rowMm && !isPageEmpty) return undefined;
    const rest = ruled ? [] : this.#heightsMm.slice(this.#at);
    const taken = this.#take(rest, room, tailMm);
    const rows = ruled
      ? Array.from({ length: Math.max(1, Math.floor((room - tailMm) / rowMm)) }, (_, index) => ({
          row: { key: `ruled-${index}`, cells: {} },
          mm: rowMm,
        }))
      : sheet.rows.slice(this.#at, this.#at + taken).map((row, index) => ({ row, mm: rest[index] ?? rowMm }));
    this.#at += taken;
    this.#add(rows.map(({ row }) => row));
    this.isDone = ruled || this.#at >= sheet.rows.length;
    const after = this.isDone ? sheet.totals : this.#carries ? { ...this.#sums } : undefined;
    const mm = fixed + rows.reduce((sum, row) => sum + row.mm, 0);
    return { slice: { kind: 'table', sheet, fit: this.#fit, ruled, rows, before, after, isLast: this.isDone }, mm };
  }

  /** How many rows: as many as fit, but a last page never has signatures alone, nor a row or two. */
  #take(rest: readonly number[], room: number, tailMm: number): number {
    let used = 0;
    const found = rest.findIndex((mm) => (used += mm) > room);
    const count = found < 0 ? rest.length : Math.max(1, found);
    const isTailAlone = count === rest.length && used + tailMm > room;
    const isShortEnd = count < rest.length && rest.length - count < fewestOnLastPage;
    return (isTailAlone || isShortEnd) && rest.length > 2 * fewestOnLastPage ? rest.length - fewestOnLastPage : count;
  }

  get #carries(): boolean {
    return carriedColumns(this.#block.sheet).length > 0;
  }

  #add(rows: readonly SheetRow[]): void {
    for (const { key, isBalance } of carriedColumns(this.#block.sheet))
      for (const { cells } of rows) {
        const value = cells[key];
        if (typeof value !== 'number') continue;
        const sum = this.#sums[key];
        this.#sums[key] = isBalance === true || typeof sum !== 'number' ? value : sum + value;
      }
  }
}

/** Amounts that have a total are carried from page to page. */
export function carriedColumns({ columns, totals = {} }: Sheet): Sheet['columns'] {
  return columns.filter(({ key, kind }) => kind === 'money' && typeof totals[key] === 'number');
}
