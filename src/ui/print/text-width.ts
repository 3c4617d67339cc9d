/**
 * How wide a text will be in Sarabun, without a screen to measure it on: pages are cut before they are drawn, alike on every phone.
 *
 * Widths are the typeface's own in groups of letters, rounded up, so that a line never needs more room than was kept for it.
 */
const widths: readonly (readonly [signs: RegExp, em: number])[] = [
  // vowels and tone marks above and below
  [/[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]/, 0],
  [/[ .,:;'|!il\u00B7]/, 0.3],
  [/[\u0E40-\u0E45()[\]"/frtjI-]/, 0.41],
  // so ra, sara aa, ngo ngu, wo waen, sara a and the like
  [/[\u0E07\u0E23\u0E27\u0E30\u0E32\u0E33csxyzJ]/, 0.53],
  [/[0-9a-z\u0E01\u0E02\u0E08\u0E10\u0E14\u0E15\u0E18\u0E22\u0E25\u0E2D\u0E2E\u2013]/, 0.6],
  [/[\u0E50-\u0E59]/, 0.74],
  [/[mwMW%@\u0E0C\u0E0D\u0E11-\u0E13\u0E1E\u0E1F\u0E2C\u2026]/, 0.88],
];
const otherEm = 0.67;
const boldEm = 1.05;
const mmPerPoint = 0.3528;
const emOf = new Map<string, number>();

function signEm(sign: string): number {
  const known = emOf.get(sign);
  if (known !== undefined) return known;
  const em = widths.find(([signs]) => signs.test(sign))?.[1] ?? otherEm;
  emOf.set(sign, em);
  return em;
}

export interface TypeFace {
  readonly sizePt: number;
  readonly bold?: boolean;
}

/** Millimetres of one line. */
export function widthOf(text: string, { sizePt, bold = false }: TypeFace): number {
  let em = 0;
  for (const sign of text) em += signEm(sign);
  return em * sizePt * mmPerPoint * (bold ? boldEm : 1);
}

const wordsOf = new Intl.Segmenter('th', { granularity: 'word' });
/** a name or a number up to this width is never broken inside; longer ones are sentences */
const widestWholeMm = 45;

export interface TextPiece {
  readonly text: string;
  /** stays on one line */
  readonly isWhole: boolean;
}

/** What stands between spaces: names and numbers whole, sentences to be broken between words. */
export function piecesOf(text: string, widthMm: number, face: TypeFace): readonly TextPiece[] {
  const most = Math.min(widthMm, widestWholeMm);
  return text.split(' ').map((piece) => ({ text: piece, isWhole: widthOf(piece, face) <= most }));
}

/** Lines that a text takes in a width, broken as `piecesOf` says; the first line begins `indentMm` in. */
export function linesOf(text: string, widthMm: number, face: TypeFace, indentMm = 0): number {
  if (indentMm + widthOf(text, face) <= widthMm) return 1;
  const spaceMm = widthOf(' ', face);
  let lines = 1;
  let used = indentMm;
  const put = (width: number, space: number) => {
    if (used + space + width <= widthMm || used === 0) used += space + width;
    else {
      lines += 1;
      used = width;
    }
    while (used > widthMm) {
      lines += 1;
      used -= widthMm;
    }
  };
  for (const { text: piece, isWhole } of piecesOf(text, widthMm, face)) {
    const space = used === 0 ? 0 : spaceMm;
    if (isWhole) put(widthOf(piece, face), space);
    else [...wordsOf.segment(piece)].forEach(({ segment }, index) => put(widthOf(segment, face), index === 0 ? space : 0));
  }
  return lines;
}
