/** Counting the cash box by note and coin, and what a difference needs; recording it in the books is an entry of its own. */
import type { Problem } from './problem.ts';

export interface Denomination {
  readonly valueSatang: number;
  readonly form: 'note' | 'coin';
}

/** Legal tender in use in Thailand, largest first. Coins of 10, 5 and 1 satang exist in law but in no cash box. */
export const denominations: readonly Denomination[] = [
  { valueSatang: 100_000, form: 'note' },
  { valueSatang: 50_000, form: 'note' },
  { valueSatang: 10_000, form: 'note' },
  { valueSatang: 5_000, form: 'note' },
  { valueSatang: 2_000, form: 'note' },
  { valueSatang: 1_000, form: 'coin' },
  { valueSatang: 500, form: 'coin' },
  { valueSatang: 200, form: 'coin' },
  { valueSatang: 100, form: 'coin' },
  { valueSatang: 50, form: 'coin' },
  { valueSatang: 25, form: 'coin' },
];

/** Number of pieces by their value in satang, as in `cash.count`: `{ 100000: 3 }` is three thousand-baht notes. */
export type Pieces = Readonly<Record<string, number>>;

export interface CashTotal {
  readonly satang: number;
  readonly notes: number;
  readonly coins: number;
}

/** Pieces of a value that is no Thai note or coin are left out; `findCashCountProblems` names them. */
export function totalCash(pieces: Pieces): CashTotal {
  let satang = 0;
  let notes = 0;
  let coins = 0;
  for (const { valueSatang, form } of denominations) {
    const count = pieces[valueSatang] ?? 0;
    satang += count * valueSatang;
    if (form === 'note') notes += count;
    else coins += count;
  }
  return { satang, notes, coins };
}

/** @returns below 0 when cash is short */
export function cashDifference(countedSatang: number, expectedSatang: number): number {
  return countedSatang - expectedSatang;
}

/** The entry that brings the books to what was counted; `undefined` when nothing differs. The count itself never changes the books. */
export function differenceEntry(
  differenceSatang: number,
): { readonly kind: 'cash-short' | 'cash-over'; readonly amount: number } | undefined {
  if (differenceSatang === 0) return undefined;
  return { kind: differenceSatang < 0 ? 'cash-short' : 'cash-over', amount: Math.abs(differenceSatang) };
}

/** A day with a difference can only be closed with the difference and its reason on record (case 22). */
export function findCashCountProblems(count: {
  pieces: Pieces;
  expectedSatang: number;
  reason?: string | undefined;
}): readonly Problem<'pieces' | 'reason'>[] {
  const unknown = Object.keys(count.pieces).find((value) => !denominations.some(({ valueSatang }) => String(valueSatang) === value));
  if (unknown !== undefined) return [{ code: 'unknown-denomination', weight: 'refused', field: 'pieces', facts: { valueSatang: unknown } }];
  const difference = cashDifference(totalCash(count.pieces).satang, count.expectedSatang);
  if (difference === 0) return [];
  const problems: Problem<'pieces' | 'reason'>[] = [
    { code: 'cash-differs', weight: 'confirm', field: 'pieces', facts: { satang: difference } },
  ];
  if ((count.reason ?? '').trim() === '') problems.push({ code: 'difference-reason-missing', weight: 'refused', field: 'reason' });
  return problems;
}
