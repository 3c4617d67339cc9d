/** Receipt numbers: each phone counts in a book of its own, so that two phones without signal never give one number twice (domain.md 3.13, 6). */
import type { Bench } from './folding.ts';
import type { ReceiptRow } from './money-row.ts';
import type { RowKey } from './row.ts';

export interface ReceiptNumber {
  readonly book: string;
  readonly no: number;
}

const numbered = /^(.+)-(\d{1,6})$/;

/** `7K3M-15` is number 15 of book 7K3M; what somebody typed from a paper book without a dash is a book with one number. */
export function parseReceipt(receipt: string): ReceiptNumber {
  const match = numbered.exec(receipt);
  return match === null ? { book: receipt, no: 1 } : { book: match[1] ?? '', no: Number(match[2]) };
}

export function formatReceipt({ book, no }: ReceiptNumber): string {
  return `${book}-${no}`;
}

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The name of a phone's receipt book: four signs that nobody confuses when reading them aloud. */
export function receiptBookOf(dev: string): string {
  let rest = Array.from(dev).reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 810_000, 7);
  return Array.from({ length: 4 }, () => {
    const letter = letters[rest % letters.length] ?? '';
    rest = Math.floor(rest / letters.length);
    return letter;
  }).join('');
}

export function receiptKeys(receipt: string | undefined): readonly RowKey[] {
  return receipt === undefined ? [] : [`receipt:${parseReceipt(receipt).book}`];
}

/** Notes that a number was given on a month's page, once for all lines of a receipt. @returns whether it had been given before */
export function takeReceipt(bench: Bench, receipt: string, { op, month }: { op: string; month: string }): boolean {
  const { book, no } = parseReceipt(receipt);
  const row = bench.get<'receipt'>(`receipt:${book}`);
  const { highest = 0, gaps = [] } = row ?? {};
  const gap = gaps.find(([first, last]) => first <= no && no <= last);
  const isFree = row === undefined || no > highest || gap !== undefined;
  const left = gap === undefined ? [[highest + 1, no - 1] as const] : [[gap[0], no - 1] as const, [no + 1, gap[1]] as const];
  const open = [...gaps.filter((each) => each !== gap), ...left.filter(([first, last]) => first <= last)];
  const [low, high] = row?.months[month] ?? [no, no];
  bench.put(`receipt:${book}`, {
    type: 'receipt',
    book,
    highest: Math.max(highest, no),
    gaps: open.length === 0 ? undefined : open,
    op: isFree ? op : row.op,
    months: { ...row?.months, [month]: [Math.min(low, no), Math.max(high, no)] },
  });
  return !isFree;
}

/** The months on whose pages a number may stand, the latest first: as a rule one. */
export function monthsOfReceipt(row: Pick<ReceiptRow, 'months'>, no: number): readonly string[] {
  return Object.entries(row.months)
    .filter(([, [low, high]]) => low <= no && no <= high)
    .map(([month]) => month)
    .toSorted((a, b) => b.localeCompare(a));
}
