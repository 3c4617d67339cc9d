/** What stands in a member's passbook, and the doubt whether a month was paid twice (case 18). */
import { withFlag, type Bench, type Rows } from './folding.ts';
import { monthAt } from './month-page.ts';
import type { MonthRow, PassbookLine, PassbookRow } from './money-row.ts';
import { pledgeInMonth } from './pledge.ts';
import type { DayRow, EntryRow, MemberRow, RowKey } from './row.ts';

type Line = Pick<EntryRow, 'id' | 'kind' | 'member' | 'amount' | 'paidOn' | 'forMonth' | 'receipt' | 'fund'>;

/** Promised savings stand in the year of the month they were paid for, everything else in the year it was paid. */
export function passbookYear({ kind, paidOn, forMonth }: Pick<EntryRow, 'kind' | 'paidOn' | 'forMonth'>): string {
  return (kind === 'pledged-savings' ? (forMonth ?? paidOn) : paidOn).slice(0, 4);
}

export function passbookKey(entry: Pick<EntryRow, 'kind' | 'member' | 'paidOn' | 'forMonth'>): `passbook:${string}` | undefined {
  return entry.member === undefined ? undefined : `passbook:${passbookYear(entry)}:${entry.member}`;
}

/**
 * Years in which somebody's lines may stand, the earliest first. Months alone do not say them all: a line for a closed month is booked in a
 * later one, and an old group's balances of last December may be the only thing of their year.
 */
export function passbookYears(months: readonly Pick<MonthRow, 'month'>[], days: readonly Pick<DayRow, 'on'>[]): readonly string[] {
  return [...new Set([...months.map(({ month }) => month.slice(0, 4)), ...days.map(({ on }) => on.slice(0, 4))])].toSorted();
}

/** The month a line pays a promise for; `undefined` for every other line. */
function monthPaid({ kind, member, forMonth }: Pick<Line, 'kind' | 'member' | 'forMonth'>): string | undefined {
  return kind === 'pledged-savings' && member !== undefined ? forMonth : undefined;
}

/** The passbook, the month paid for, and the other payments for that month with the days they were paid on. */
export function passbookKeys(line: Line, rows: Rows): readonly RowKey[] {
  const key = passbookKey(line);
  if (key === undefined) return [];
  const month = monthPaid(line);
  if (month === undefined) return [key];
  const others = (rows.get<'passbook'>(key)?.lines ?? []).filter((each) => each.kind === 'pledged-savings' && each.forMonth === month);
  return [key, `month:${month}`, ...others.flatMap(({ e, paidOn }) => [`entry:${e}` as const, `day:${paidOn}` as const])];
}

/**
 * Adds a line to the passbook or takes it away, keeps who has paid for a month, and tells which lines may be the same money twice.
 *
 * @returns the lines of the month with their doubt as it is now, for their entries to be marked
 */
export function putInPassbook(
  bench: Bench,
  entry: EntryRow,
  isLive: boolean,
): readonly { readonly e: string; readonly isTwice: boolean }[] {
  const key = passbookKey(entry);
  if (key === undefined || entry.member === undefined) return [];
  const { id: e, kind, amount, paidOn, forMonth, receipt, fund, member } = entry;
  const before = bench.get<'passbook'>(key)?.lines ?? [];
  const others = before.filter((line) => line.e !== e);
  const line: PassbookLine = { e, kind, amount, paidOn, forMonth, receipt, ...(fund !== undefined && { fund }) };
  const lines = isLive ? [...others, line] : others;
  bench.put(key, { type: 'passbook', member, year: passbookYear(entry), lines } satisfies PassbookRow);
  const month = monthPaid(entry);
  if (month === undefined) return [];
  const paid = lines.filter((each) => each.kind === 'pledged-savings' && each.forMonth === month);
  const had = before.some((each) => each.kind === 'pledged-savings' && each.forMonth === month);
  const row = monthAt(bench, month);
  bench.put(`month:${month}`, {
    ...row,
    paidMembers: row.paidMembers + Number(paid.length > 0) - Number(had),
    paidFor: row.paidFor + (isLive ? amount : -amount),
  });
  const isTwice = mayBeTwice(paid, bench.need<'member'>(`member:${member}`), month);
  return [...paid, ...(isLive ? [] : [line])].map((each) => ({ e: each.e, isTwice: isTwice && paid.includes(each) }));
}

/**
 * Part of a promise today and the rest later is no doubt. It is one when a month got more than was promised, or the same amount twice on
 * one day.
 */
export function mayBeTwice(
  paid: readonly Pick<PassbookLine, 'amount' | 'paidOn'>[],
  member: Pick<MemberRow, 'pledges'>,
  month: string,
): boolean {
  if (paid.length < 2) return false;
  const sum = paid.reduce((total, { amount }) => total + amount, 0);
  const alike = new Set(paid.map(({ amount, paidOn }) => `${paidOn}|${amount}`)).size < paid.length;
  return alike || sum > (pledgeInMonth(member, month) ?? 0);
}

export function markTwice(bench: Bench, entry: EntryRow, isTwice: boolean): EntryRow {
  if (isTwice) bench.flag('maybe-paid-twice');
  return withFlag(entry, 'maybe-paid-twice', isTwice);
}
