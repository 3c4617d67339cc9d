/** The lines that pay a dividend: in cash with a receipt, or into the member's savings as two lines of one record. */
import { dividendMonth, type DividendRow, type SharedUse } from '../../../domain/dividend.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { Satang } from '../../../domain/money.ts';
import type { YearRow } from '../../../domain/money-row.ts';

export const payWays = ['cash', 'special-savings', 'pledged-savings'] as const;
export type PayWay = (typeof payWays)[number];
export interface SharedPart {
  readonly year: YearRow;
  readonly of: SharedUse;
}
type Lines = PayloadOf<'entry.record'>['rows'];

/**
 * Savings that come from a dividend are for no month: they pay nobody's promise.
 *
 * @param of which part of the profit it is paid out of
 * @param newId gives each line its id
 */
export function paymentLines(member: string, amount: Satang, way: PayWay, { year, of }: SharedPart, newId: () => string): Lines {
  const fund = of === 'dividend' ? {} : { fund: of };
  const paid = { e: newId(), kind: 'dividend-paid' as const, member, amount, forMonth: dividendMonth(year), ...fund };
  return way === 'cash' ? [paid] : [paid, { e: newId(), kind: way, member, amount }];
}

const linesInOne = 24;

/** Everybody who still waits, in records of at most 24 lines, so that one member's two lines stay together. */
export function paymentsOfAll(
  rows: readonly DividendRow[],
  way: Exclude<PayWay, 'cash'>,
  part: SharedPart,
  newId: () => string,
): readonly Lines[] {
  const lines = rows.filter(({ left }) => left > 0).flatMap(({ member, left }) => paymentLines(member.id, left, way, part, newId));
  return Array.from({ length: Math.ceil(lines.length / linesInOne) }, (_, index) =>
    lines.slice(index * linesInOne, (index + 1) * linesInOne),
  );
}
