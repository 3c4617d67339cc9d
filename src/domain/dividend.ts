/**
 * Each member's part of what a closed year put aside for members, what was paid of it and what is left (domain.md 3.11, case 42): the
 * dividend by savings, the average return by the interest that a borrower paid.
 */
import type { PassbookLine, PassbookRow, YearRow } from './money-row.ts';
import type { Satang } from './money.ts';
import type { EntryRow, MemberRow } from './row.ts';
import { dividends, dividendWeight, earningMonth } from './savings-register.ts';
import { monthOf } from './thai-calendar.ts';
import type { ProfitUse } from './vocabulary.ts';
import type { LateOfYear } from './year-end.ts';

/** The parts of a profit that are divided among members. */
export const sharedUses = ['dividend', 'average-return'] as const satisfies readonly ProfitUse[];
export type SharedUse = (typeof sharedUses)[number];

export interface DividendRow {
  readonly member: MemberRow;
  /** what the part is measured by: satang saved or of interest paid, or satang-months */
  readonly weight: number;
  readonly due: Satang;
  readonly paid: Satang;
  /** below 0 when more was paid than is due */
  readonly left: Satang;
}

export interface DividendSource {
  readonly members: readonly MemberRow[];
  /** of every year: arrears stand in earlier ones, promises paid ahead and what was paid out in later ones */
  readonly passbooks: readonly PassbookRow[];
  readonly late: LateOfYear;
  /** every closed year of the group */
  readonly years: readonly YearRow[];
}

/** What was put aside for members in a year, satang. */
export function dividendPool({ allocation }: Pick<YearRow, 'allocation'>, of: SharedUse = 'dividend'): Satang {
  return allocation.filter(({ use }) => use === of).reduce((sum, { amount }) => sum + amount, 0);
}

/**
 * Members who have a part or were paid one, in the order of their numbers; the parts add up to the pool to the satang. Honorary members have
 * none, and neither has who left before the year was over (domain.md 3.10).
 */
export function dividendRows(
  year: YearRow,
  { members, passbooks, late, years }: DividendSource,
  of: SharedUse = 'dividend',
): readonly DividendRow[] {
  const byMember = new Map<string, PassbookRow[]>();
  for (const row of passbooks) byMember.set(row.member, [...(byMember.get(row.member) ?? []), row]);
  const { came, takenBack, before } = late;
  const isByBalance = of === 'dividend' && year.basis === 'balance-months';
  // in a balance what never was is not there; what earned before it was taken back earns less in this year
  const lost = isByBalance ? [] : before.takenBack.filter((entry) => earningMonth(entry) < monthOf(year.from));
  const again = linesByMember(takenBack);
  const less = linesByMember(lost);

  const inOrder = members.toSorted((a, b) => (a.no ?? 99_999) - (b.no ?? 99_999) || (a.id < b.id ? -1 : 1));
  const weights = inOrder.map((member) => {
    const kept = (byMember.get(member.id) ?? []).flatMap((row) => row.lines).filter(({ e }) => !came.has(e));
    if (!hasPart(member, kept, year)) return 0;
    const lines = [
      ...[...kept, ...(again.get(member.id) ?? [])].map((line) => (before.came.has(line.e) ? { ...line, paidOn: year.from } : line)),
      ...(less.get(member.id) ?? []).map((line) => ({ ...line, amount: -line.amount, paidOn: year.from })),
    ];
    return Math.max(0, of === 'dividend' ? dividendWeight(lines, year) : interestPaidIn(lines, year));
  });
  const parts = dividends(dividendPool(year, of), weights);
  return inOrder
    .map((member, index): DividendRow => {
      const due = parts[index] ?? 0;
      const paid = (byMember.get(member.id) ?? [])
        .flatMap((row) => row.lines)
        .filter((line) => (line.fund ?? 'dividend') === of && yearOfPayment(line, years)?.id === year.id)
        .reduce((sum, { amount }) => sum + amount, 0);
      return { member, weight: weights[index] ?? 0, due, paid, left: due - paid };
    })
    .filter(({ due, paid }) => due > 0 || paid > 0);
}

function linesByMember(entries: readonly EntryRow[]): ReadonlyMap<string, readonly PassbookLine[]> {
  const found = new Map<string, PassbookLine[]>();
  for (const { id: e, member, kind, amount, paidOn, forMonth, receipt } of entries)
    if (member !== undefined) found.set(member, [...(found.get(member) ?? []), { e, kind, amount, paidOn, forMonth, receipt }]);
  return found;
}

/** Interest on loans that a member paid in the period, satang. */
function interestPaidIn(lines: readonly PassbookLine[], { from, to }: Pick<YearRow, 'from' | 'to'>): Satang {
  return lines
    .filter(({ kind, paidOn }) => kind === 'loan-interest' && paidOn >= from && paidOn <= to)
    .reduce((sum, { amount }) => sum + amount, 0);
}

/**
 * By what was known when the year was closed. Somebody whose savings were carried over from the paper books was a member before he was typed
 * in here, whatever day that was.
 */
function hasPart(member: MemberRow, lines: readonly PassbookLine[], { to }: Pick<YearRow, 'to'>): boolean {
  const { memberType, joinedOn, leftOn } = member.atClosings?.find((closing) => closing.to >= to) ?? member;
  const wasCarriedOver = lines.some(({ kind, paidOn }) => kind.startsWith('opening-') && paidOn <= to);
  const wasMember = wasCarriedOver || (joinedOn !== undefined && joinedOn <= to);
  return memberType !== 'honorary' && wasMember && (leftOn === undefined || leftOn > to);
}

/** The month that a line of paid dividend names, so that two years that are paid on one day stay apart. */
export function dividendMonth({ to }: Pick<YearRow, 'to'>): string {
  return monthOf(to);
}

/** The closed year that its month names; a line without one pays the last year that was over. A closing that put nothing aside pays nobody. */
function yearOfPayment({ kind, forMonth, paidOn }: PassbookLine, years: readonly YearRow[]): YearRow | undefined {
  if (kind !== 'dividend-paid') return undefined;
  const sharing = years.filter(({ allocation }) => allocation.length > 0);
  const named = forMonth === undefined ? undefined : sharing.find((year) => dividendMonth(year) === forMonth);
  return named ?? sharing.filter(({ to }) => to < paidOn).toSorted((a, b) => b.to.localeCompare(a.to))[0];
}
