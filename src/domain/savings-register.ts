/** The savings control register (member × 12 months), the passbook and the dividend, made from passbook rows; as they are, or as they were on a day. */
import type { PassbookLine, PassbookRow } from './money-row.ts';
import { splitByLargestRemainder, type Satang } from './money.ts';
import { pledgeInMonth } from './pledge.ts';
import type { MemberRow } from './row.ts';
import { monthOf, shiftMonth, type CivilDate, type Month } from './thai-calendar.ts';
import type { EntryKind } from './vocabulary.ts';

const savingsSign: Readonly<Partial<Record<EntryKind, 1 | -1>>> = {
  'pledged-savings': 1,
  'savings-returned': -1,
  'opening-savings': 1,
};
const specialSign: Readonly<Partial<Record<EntryKind, 1 | -1>>> = {
  'special-savings': 1,
  'special-withdrawn': -1,
  'opening-special': 1,
};

/** One cell: paid for the month in satang, and what had been promised for it. */
export interface RegisterCell {
  readonly month: Month;
  readonly paid: Satang;
  readonly promised: Satang;
  /** promised and not paid, for a month that has come */
  readonly isMissed: boolean;
}

export interface RegisterRow {
  readonly member: MemberRow;
  /** saved before the year, satang */
  readonly broughtForward: Satang;
  readonly cells: readonly RegisterCell[];
  /** paid for the months of the year */
  readonly paid: Satang;
  /** promised savings that pay for no month, such as a dividend put there: they keep no promise */
  readonly added: Satang;
  /** paid by the end of the year for months of later ones: there it stands in their cells and is not brought forward */
  readonly ahead: Satang;
  /** given back in the year */
  readonly returned: Satang;
  readonly balance: Satang;
}

export interface RegisterQuestion {
  readonly year: string;
  /** what was paid after this day is not counted */
  readonly asOf: CivilDate;
  /** months up to this one have come; the later ones cannot be missed */
  readonly today: CivilDate;
}

/**
 * One member's line.
 *
 * @param rows his passbook rows of the year and of later ones; earlier ones too when `asOf` is not today, for what was paid late
 */
export function registerRow(member: MemberRow, rows: readonly PassbookRow[], { year, asOf, today }: RegisterQuestion): RegisterRow {
  const all = rows.flatMap((row) => row.lines.map((line) => ({ ...line, year: row.year })));
  const lines = all.filter((line) => line.paidOn <= asOf);
  const months = Array.from({ length: 12 }, (_, index) => shiftMonth(`${year}-01`, index));
  const sumOf = (from: typeof all, isKept: (line: (typeof all)[number]) => boolean) =>
    from.filter(isKept).reduce((sum, line) => sum + (savingsSign[line.kind] ?? 0) * line.amount, 0);
  const cells = months.map((month): RegisterCell => {
    const paid = sumOf(lines, (line) => line.kind === 'pledged-savings' && line.forMonth === month);
    const isMember =
      member.joinedOn !== undefined &&
      month >= monthOf(member.joinedOn) &&
      (member.leftOn === undefined || month <= monthOf(member.leftOn));
    const promised = isMember ? (pledgeInMonth(member, month) ?? 0) : 0;
    return { month, paid, promised, isMissed: paid === 0 && promised > 0 && month <= monthOf(today < asOf ? today : asOf) };
  });
  // what he has now, less everything that came in the year or later, or after the day that is asked about
  const isLater = (line: (typeof all)[number]) =>
    line.year > year || (line.year === year && line.kind !== 'opening-savings') || line.paidOn > asOf;
  const broughtForward = member.savedSatang - sumOf(all, isLater);
  const paid = cells.reduce((sum, cell) => sum + cell.paid, 0);
  const added = sumOf(lines, (line) => line.year === year && line.kind === 'pledged-savings' && line.forMonth === undefined);
  const ahead = sumOf(lines, (line) => line.year > year && line.paidOn.slice(0, 4) <= year);
  const returned = -sumOf(lines, (line) => line.year === year && line.kind === 'savings-returned');
  return { member, broughtForward, cells, paid, added, ahead, returned, balance: broughtForward + paid + added + ahead - returned };
}

export interface PassbookEntry extends PassbookLine {
  readonly savings: Satang;
  readonly special: Satang;
  /** balances after the line */
  readonly savingsBalance: Satang;
  readonly specialBalance: Satang;
}

/** A member's lines by day with running balances. */
export function passbookOf(rows: readonly PassbookRow[], asOf?: CivilDate): readonly PassbookEntry[] {
  let savingsBalance = 0;
  let specialBalance = 0;
  return rows
    .flatMap((row) => row.lines)
    .filter((line) => asOf === undefined || line.paidOn <= asOf)
    .sort((a, b) => (`${a.paidOn}|${a.forMonth ?? ''}|${a.e}` < `${b.paidOn}|${b.forMonth ?? ''}|${b.e}` ? -1 : 1))
    .map((line) => {
      const savings = (savingsSign[line.kind] ?? 0) * line.amount;
      const special = (specialSign[line.kind] ?? 0) * line.amount;
      savingsBalance += savings;
      specialBalance += special;
      return { ...line, savings, special, savingsBalance, specialBalance };
    });
}

export interface DividendQuestion {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly basis: 'saved' | 'balance-months';
}

/** Promised savings earn from the month they were paid for, and never before the group had them: arrears earn when they are paid. */
export function earningMonth({ paidOn, forMonth }: Pick<PassbookLine, 'paidOn' | 'forMonth'>): Month {
  const paidIn = monthOf(paidOn);
  return forMonth === undefined || forMonth < paidIn ? paidIn : forMonth;
}

/**
 * What a member's part of the dividend is measured by: the promised savings that began to earn in the year, or the sum of his balances at the
 * end of each of its months (domain.md 3.11).
 */
export function dividendWeight(all: readonly PassbookLine[], { from, to, basis }: DividendQuestion): number {
  const lines = all.filter((line) => line.paidOn <= to);
  const [first, last] = [monthOf(from), monthOf(to)];
  if (basis === 'saved')
    return lines
      .filter((line) => line.kind === 'pledged-savings' && earningMonth(line) >= first && earningMonth(line) <= last)
      .reduce((sum, { amount }) => sum + amount, 0);
  let weight = 0;
  for (let month = first; month <= last; month = shiftMonth(month, 1))
    weight += Math.max(
      0,
      lines.filter((line) => monthOf(line.paidOn) <= month).reduce((sum, line) => sum + (savingsSign[line.kind] ?? 0) * line.amount, 0),
    );
  return weight;
}

/** Each weight's part of the pool, exact to the satang; nobody gets anything while nobody saved (case 42). */
export function dividends(pool: Satang, weights: readonly number[]): readonly Satang[] {
  return weights.some((weight) => weight > 0) ? splitByLargestRemainder(pool, weights) : weights.map(() => 0);
}
