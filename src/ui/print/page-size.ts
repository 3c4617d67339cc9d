/** Sizes of paper and type in millimetres and points; pages are cut and drawn from the same figures, so that neither drifts from the other. */
import type { PaperSize, TextStyle } from './paper-document.ts';

export interface PageSize {
  readonly widthMm: number;
  /** a little lower than the sheet, so that rounding never starts another page */
  readonly heightMm: number;
  readonly topMm: number;
  readonly sideMm: number;
  /** the line of the print date */
  readonly footMm: number;
  /** letters and lines against those of A4 */
  readonly scale: number;
}

export const pageSizes: Readonly<Record<PaperSize, PageSize>> = {
  a4: { widthMm: 210, heightMm: 296, topMm: 12, sideMm: 14, footMm: 13, scale: 1 },
  landscape: { widthMm: 297, heightMm: 209, topMm: 9, sideMm: 12, footMm: 11, scale: 1 },
  a6: { widthMm: 105, heightMm: 147.5, topMm: 6, sideMm: 7, footMm: 8, scale: 0.78 },
};

export interface TextFace {
  readonly sizePt: number;
  readonly lineMm: number;
  readonly bold: boolean;
  readonly indentMm: number;
  readonly gapMm: number;
}

export const textFaces: Readonly<Record<TextStyle, TextFace>> = {
  plain: { sizePt: 12, lineMm: 6.6, bold: false, indentMm: 0, gapMm: 1 },
  article: { sizePt: 12, lineMm: 6.6, bold: false, indentMm: 12, gapMm: 1 },
  section: { sizePt: 12, lineMm: 6.8, bold: true, indentMm: 0, gapMm: 2.5 },
  note: { sizePt: 10, lineMm: 5.4, bold: false, indentMm: 0, gapMm: 1 },
  warning: { sizePt: 12, lineMm: 6.6, bold: true, indentMm: 0, gapMm: 1.5 },
};

/** Heights of A4, multiplied by the scale of the page. */
export const heights = {
  place: 5.4, placePt: 10, title: 8.5, titlePt: 15, under: 6.4, underPt: 11.5, headGap: 2,
  fact: 7.2, factPt: 12, figure: 17, line: 8, signature: 24,
} as const; // prettier-ignore
export const signersInARow = 3;
