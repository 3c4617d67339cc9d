/**
 * What each row of a group adds to the figures of its area and of its officer. Summed over the rows of all groups they are the boards of
 * district, province and department, so the office keeps them by the difference between a row before and after, as `contribution.ts` does.
 */
import { hasBankAccount, membersOf, savedOf } from './group-figures.ts';
import { dayOfInstant } from './group-summary.ts';
import { latestDayOf } from './due-date.ts';
import { hasEnded, isResting } from './life-cycle.ts';
import type { MonthRow } from './money-row.ts';
import type { GroupRow, MemberRow, Row } from './row.ts';
import { monthOf } from './thai-calendar.ts';
import { stepKeys } from './vocabulary.ts';

/** As they stand now; savings in satang, `step-1` … `step-3` are items settled, `turn-…` reports that wait for the word of a level. */
export const standingMeasures = [
  'groups', 'step-1', 'step-2', 'step-3', 'members', 'pending', 'saved', 'entries', 'committee-entries', 'bank-open',
  'turn-district', 'turn-province', 'turn-department',
] as const; // prettier-ignore
/**
 * By month: groups by the month they were founded (`founded`) or became founded and reported (`reported`), groups last visited or last met
 * in it, members who joined or left, satang of pledged savings booked (or told of a paper book) and members who paid for it.
 */
export const monthMeasures = ['founded', 'reported', 'visited', 'met', 'joined', 'left', 'pledged', 'payers'] as const;
/** Groups by the day of the month by which they meet, the first first: who has not met before that day is not silent. */
export const meetingMeasures = Array.from({ length: 31 }, (_, index) => `meets-by-${index + 1}` as const);
export type Measure = (typeof standingMeasures)[number] | (typeof monthMeasures)[number] | (typeof meetingMeasures)[number];

/** `month` is empty for what stands now. */
export interface SummaryLine {
  readonly month: string;
  readonly measure: Measure;
  readonly value: number;
}

/** A group that was founded with the app and still is: an old paper group is nobody's new group. */
export function isFounded(group: Pick<GroupRow, 'source' | 'lifeCycle' | 'stage'>): boolean {
  return group.source === 'ledger' && group.lifeCycle === 'founded' && !hasEnded(group);
}

/** The day its establishment result was first submitted: it counts from then on, whatever the district says about it later. */
export function establishmentReportedOn({ reports }: Pick<GroupRow, 'reports'>): string | undefined {
  const report = reports['establishment-result'];
  return report && (report.firstOn ?? dayOfInstant(report.submittedAt));
}

/** Counts against a target: founded, and the result reported (domain.md 4.7). */
export function isFoundedAndReported(group: Pick<GroupRow, 'source' | 'lifeCycle' | 'stage' | 'reports'>): boolean {
  return isFounded(group) && establishmentReportedOn(group) !== undefined;
}

/** A group entered by mistake is counted nowhere, with all its rows. */
export function isCounted(group: Pick<GroupRow, 'stage'>): boolean {
  return group.stage !== 'voided';
}

/** Done, or not applicable with a reason, of the letter's step 1, 2 or 3. */
export function settledInStep(group: Pick<GroupRow, 'steps'>, step: 1 | 2 | 3): number {
  return stepKeys.filter((key) => key.startsWith(`${step}.`) && ['done', 'not-applicable'].includes(group.steps[key]?.state ?? '')).length;
}

/** Rows that add nothing give nothing. */
export function summaryLinesOf(row: Row): readonly SummaryLine[] {
  switch (row.type) {
    case 'group':
      return groupLines(row);
    case 'member':
      return memberLines(row);
    case 'month': {
      const { pledgedSatang, payers } = pledgedAndPayersIn(row);
      return [
        { month: row.month, measure: 'pledged', value: pledgedSatang },
        { month: row.month, measure: 'payers', value: payers },
      ];
    }
    default:
      return [];
  }
}

/** What was told of a month and is entered here earlier or later is the same money, satang, and the same people. */
export function pledgedAndPayersIn({ byKind, paidMembers, told }: Pick<MonthRow, 'byKind' | 'paidMembers' | 'told'>): {
  readonly pledgedSatang: number;
  readonly payers: number;
} {
  return {
    pledgedSatang: Math.max(byKind['pledged-savings'] ?? 0, told?.pledgedSatang ?? 0),
    payers: Math.max(paidMembers, told?.paid ?? 0),
  };
}

function groupLines(group: GroupRow): readonly SummaryLine[] {
  const standing = (measure: Measure, value: number): SummaryLine => ({ month: '', measure, value });
  const once = (measure: Measure, on: string | undefined): readonly SummaryLine[] =>
    on === undefined || on === '' ? [] : [{ month: monthOf(on), measure, value: 1 }];
  const foundedOn = isFounded(group) ? (group.foundedOn ?? dayOfInstant(group.createdAt)) : undefined;
  const reportedOn = establishmentReportedOn(group);
  const countedOn = foundedOn !== undefined && reportedOn !== undefined ? laterOf(foundedOn, reportedOn) : undefined;
  return [
    standing('groups', 1),
    ...([1, 2, 3] as const).map((step) => standing(`step-${step}`, settledInStep(group, step))),
    standing('members', membersOf(group)),
    standing('pending', group.members.pending),
    standing('saved', savedOf(group)),
    standing('entries', group.money.entries),
    standing('committee-entries', group.money.byCommittee),
    standing('bank-open', hasBankAccount(group) ? 1 : 0),
    ...(group.pledgeDay === undefined || isResting(group) ? [] : [standing(`meets-by-${latestDayOf(group.pledgeDay)}`, 1)]),
    ...Object.values(group.reportTurns ?? {}).map((level) => standing(`turn-${level}`, 1)),
    ...once('founded', foundedOn),
    ...once('reported', countedOn),
    ...once('visited', group.visits.lastOn),
    ...once('met', group.meetings.lastOn),
  ];
}

function memberLines(member: MemberRow): readonly SummaryLine[] {
  if (member.joinedOn === undefined) return [];
  const joined: SummaryLine = { month: monthOf(member.joinedOn), measure: 'joined', value: 1 };
  if (member.state === 'accepted') return [joined];
  const wasMember = member.state === 'left' && member.leftReason !== 'mistake' && member.leftReason !== 'withdrawn';
  return wasMember && member.leftOn !== undefined ? [joined, { month: monthOf(member.leftOn), measure: 'left', value: 1 }] : [];
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

/** Sums lines by month and measure, without those that come to 0. */
export function sumLines(...all: readonly (readonly SummaryLine[])[]): readonly SummaryLine[] {
  const sums = new Map<string, SummaryLine>();
  for (const lines of all)
    for (const line of lines) {
      const key = `${line.measure} ${line.month}`;
      sums.set(key, { ...line, value: line.value + (sums.get(key)?.value ?? 0) });
    }
  return [...sums.values()].filter(({ value }) => value !== 0).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export function negatedLines(lines: readonly SummaryLine[]): readonly SummaryLine[] {
  return lines.map((line) => ({ ...line, value: -line.value }));
}

function keyOf({ measure, month }: SummaryLine): string {
  return `${measure} ${month}`;
}
