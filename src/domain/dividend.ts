/**
 * Each member's part of what a closed year put aside for members, what was paid of it and what is left (domain.md 3.11, case 42): the
 * dividend by savings, the average return by the interest that a borrower paid.
 */
import type { PassbookLine, PassbookRow, YearRow } from './money-row.ts';
import type { Satang } from './money.ts';
import { passbookYear } from './passbook.ts';
import type { MemberRow } from './row.ts';
import { dividends, dividendWeight } from './savings-register.ts';
import { monthOf } from './thai-calendar.ts';
import type { ProfitUse } from './vocabulary.ts';
import type { LateLines } from './year-end.ts';

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
  /** passbooks of the period; all earlier ones too when the basis is each month's balance; later ones for what was paid */
  readonly passbooks: readonly PassbookRow[];
  readonly late: LateLines;
  /** every closed year of the group */
  readonly years: readonly YearRow[];
}

/** What was put aside for members in a year, satang. */
export function dividendPool({ allocation }: Pick<YearRow, 'allocation'>, of: SharedUse = 'dividend'): Satang {
  return allocation.filter(({ use }) => use === of).reduce((sum, { amount }) => sum + amount, 0);
}

/**
 * Passbook years that the list of a closed year needs: those of its months, the next one, where promises paid ahead stand, and all until
 * today, because dividends are paid after the closing.
 */
export function passbookYearsFor(year: Pick<YearRow, 'from' | 'to' | 'basis'>, firstOn: string, todayOn: string): readonly string[] {
  const first = year.basis === 'balance-months' && firstOn < year.from ? firstOn : year.from;
  const last = Math.max(Number(year.to.slice(0, 4)) + 1, Number(todayOn.slice(0, 4)));
  const years: string[] = [];
  for (let each = Number(first.slice(0, 4)); each <= last; each += 1) years.push(String(each));
  return years;
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
  const takenBack = new Map<string, PassbookLine[]>();
  for (const { id: e, member, kind, amount, paidOn, forMonth, receipt } of late.takenBack)
    if (member !== undefined) takenBack.set(member, [...(takenBack.get(member) ?? []), { e, kind, amount, paidOn, forMonth, receipt }]);

  const inOrder = members.toSorted((a, b) => (a.no ?? 99_999) - (b.no ?? 99_999) || (a.id < b.id ? -1 : 1));
  const weights = inOrder.map((member) => {
    if (!hasPart(member, year)) return 0;
    const kept = (byMember.get(member.id) ?? []).map((row) => ({ ...row, lines: row.lines.filter(({ e }) => !late.came.has(e)) }));
    const again = (takenBack.get(member.id) ?? []).map((line): PassbookRow => {
      return { type: 'passbook', member: member.id, year: passbookYear(line), lines: [line] };
    });
    return of === 'dividend' ? dividendWeight([...kept, ...again], year) : interestPaidIn([...kept, ...again], year);
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

/** Interest on loans that a member paid in the period, satang. */
function interestPaidIn(rows: readonly PassbookRow[], { from, to }: Pick<YearRow, 'from' | 'to'>): Satang {
  return rows
    .flatMap((row) => row.lines)
    .filter(({ kind, paidOn }) => kind === 'loan-interest' && paidOn >= from && paidOn <= to)
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** By what was known when the year was closed. */
function hasPart(member: MemberRow, { to }: Pick<YearRow, 'to'>): boolean {
  const { memberType, joinedOn, leftOn } = member.atClosings?.find((closing) => closing.to >= to) ?? member;
  return memberType !== 'honorary' && joinedOn !== undefined && joinedOn <= to && (leftOn === undefined || leftOn > to);
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
