/** The register of special savings: what each member had before a year, put in and took out in it (domain.md 3.4), made from passbook rows. */
import type { PassbookRow } from './money-row.ts';
import type { Satang } from './money.ts';
import type { MemberRow } from './row.ts';

export interface SpecialRow {
  readonly member: MemberRow;
  readonly broughtForward: Satang;
  readonly deposited: Satang;
  readonly withdrawn: Satang;
  readonly balance: Satang;
}

/**
 * @param rows the member's passbook rows of the year and of later ones
 * @returns `undefined` for a member who has no special savings and had none in the year
 */
export function specialRow(member: MemberRow, rows: readonly PassbookRow[], year: string): SpecialRow | undefined {
  const sum = (kinds: readonly string[], isKept: (row: PassbookRow) => boolean) =>
    rows
      .filter(isKept)
      .flatMap(({ lines }) => lines)
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((total, { amount }) => total + amount, 0);
  const inYear = (row: PassbookRow) => row.year === year;
  const later = (row: PassbookRow) => row.year > year;
  const deposited = sum(['special-savings'], inYear);
  const withdrawn = sum(['special-withdrawn'], inYear);
  // what an old group brought along was there before
  const balance = member.specialSatang - sum(['special-savings', 'opening-special'], later) + sum(['special-withdrawn'], later);
  const broughtForward = balance - deposited + withdrawn;
  if (broughtForward === 0 && deposited === 0 && withdrawn === 0) return undefined;
  return { member, broughtForward, deposited, withdrawn, balance };
}
