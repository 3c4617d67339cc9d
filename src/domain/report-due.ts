/** Which reports are asked of a group and by when: the campaign's rules are data, the days come from them and from the office's calendar. */
import { campaignOn } from './area.ts';
import {
  establishmentReportDueOn,
  timelinessOf,
  workingDayUpTo,
  type DueDayPolicy,
  type EstablishmentCampaign,
  type Timeliness,
} from './due-date.ts';
import { isResting } from './life-cycle.ts';
import type { ReportKind, ReportLevel } from './report-operation.ts';
import type { ReportRow } from './report-row.ts';
import type { CampaignRow, GroupRow } from './row.ts';
import { addDays, addMonths, civilDateInThailand, dayInMonth, monthOf, shiftMonth, type CivilDate, type Month } from './thai-calendar.ts';

export type ReportDue =
  | { readonly kind: 'at-founding' }
  /** every month on this day, once for each group */
  | { readonly kind: 'day-of-month-once-per-group'; readonly day: number }
  /** opens when the group has run so many months; `days` after that is the due day, absent when the campaign sets none */
  | { readonly kind: 'months-after-founding'; readonly months: number; readonly days?: number | undefined }
  /** every month for every group; `day` is in the month after, and absent when the campaign sets none */
  | { readonly kind: 'every-month'; readonly day?: number | undefined };

export interface ReportRule {
  readonly kind: ReportKind;
  /** who receives it, in turn */
  readonly route: readonly ReportLevel[];
  readonly due: ReportDue;
}

/** What the office asks for; the campaign in which a group was founded bounds its once-per-group report. */
export interface ReportRules {
  readonly rules: readonly ReportRule[];
  readonly policy: DueDayPolicy;
  /** so many days before the day that the app reminds on, reminders begin to go out */
  readonly remindDays: number;
  readonly campaigns: readonly Pick<CampaignRow, 'commitmentFrom' | 'firstReportOn' | 'finalReportOn'>[];
  readonly holidays: ReadonlySet<CivilDate>;
}

/** Seen from the group's rows; what is drafted or waits on the phone is known to the screen that asks. */
export interface ReportTask {
  readonly kind: ReportKind;
  readonly group: string;
  /** of the monthly total */
  readonly forMonth?: Month | undefined;
  readonly route: readonly ReportLevel[];
  /** before that day it can be drafted and not be submitted */
  readonly opensOn?: CivilDate | undefined;
  /** absent when the campaign sets none */
  readonly dueOn?: CivilDate | undefined;
  /** the last working day up to the due day */
  readonly remindOn?: CivilDate | undefined;
  readonly report?: ReportRow | undefined;
}

/** `done`: nothing is asked of the officer now */
export type TaskState = 'not-open' | 'to-do' | 'late' | 'returned' | 'done';

/**
 * Every report that a group owes on a day or has handed in, the latest month of the monthly total first.
 *
 * @param reports the group's report rows
 */
export function reportTasks(group: GroupRow, reports: readonly ReportRow[], asked: ReportRules, todayOn: CivilDate): readonly ReportTask[] {
  return asked.rules.flatMap((rule) => tasksOf(rule, group, reports.filter(counts), asked, todayOn));
}

/** A second report of the same kind that two phones made waits for the district and answers for nothing. */
const counts = ({ flags = [] }: ReportRow): boolean => !flags.includes('maybe-reported-twice');

function tasksOf(
  { kind, route, due }: ReportRule,
  group: GroupRow,
  reports: readonly ReportRow[],
  asked: ReportRules,
  todayOn: CivilDate,
): readonly ReportTask[] {
  const own = reports.filter((report) => report.kind === kind);
  const { id, foundedOn } = group;
  const remindOn = (dueOn: CivilDate | undefined) => dueOn && workingDayUpTo(dueOn, asked.holidays);
  const task = (dueOn: CivilDate | undefined, more: Partial<ReportTask> = {}): ReportTask => ({
    kind,
    group: id,
    route,
    ...(dueOn !== undefined && { dueOn, remindOn: remindOn(dueOn) }),
    ...more,
  });
  if (due.kind === 'every-month')
    return monthlyTasks(group, own, todayOn).map(({ month, report }) => task(dueInNextMonth(month, due.day), { forMonth: month, report }));
  const [report] = own;
  if (report !== undefined) return [task(report.versions[0]?.dueOn, { report })];
  // an old group with paper books was founded and reported before anybody had this app
  if (foundedOn === undefined || group.source === 'declared' || isResting(group)) return [];
  if (due.kind === 'at-founding') return [task(foundedOn)];
  if (due.kind === 'day-of-month-once-per-group') {
    const dueOn = establishmentReportDueOn({ foundedOn }, onceRule(due.day, asked, foundedOn), foundedOn);
    return dueOn === undefined ? [] : [task(dueOn)];
  }
  const opensOn = addMonths(foundedOn, due.months);
  return [task(due.days === undefined ? undefined : addDays(opensOn, due.days), { opensOn })];
}

/** A campaign that begins later moves no day of a group that was there before, and one that is over forgives none of its own. */
function onceRule(day: number, { campaigns }: ReportRules, foundedOn: CivilDate): EstablishmentCampaign {
  const campaign = campaignOn(campaigns, foundedOn);
  const isOfIt = campaign !== undefined && campaign.commitmentFrom <= foundedOn && foundedOn <= campaign.finalReportOn;
  return { dueDayOfMonth: day, ...(isOfIt && { firstDueOn: campaign.firstReportOn, lastDueOn: campaign.finalReportOn }) };
}

/**
 * Every month that is over since the group is in the app, up to the one in which it fell asleep or ended: what nobody sent stays owed until
 * it is; and every month that was reported.
 */
function monthlyTasks(group: GroupRow, own: readonly ReportRow[], todayOn: CivilDate) {
  const over = shiftMonth(monthOf(todayOn), -1);
  const last = group.restsFrom !== undefined && monthOf(group.restsFrom) < over ? monthOf(group.restsFrom) : over;
  const since = firstMonthAsked(group);
  const isAsked =
    (group.lifeCycle === 'founded' || group.source === 'declared') &&
    last >= since &&
    (!isResting(group) || (group.stage === 'dissolved' && group.restsFrom !== undefined));
  const byMonth = new Map(own.map((report) => [report.forMonth ?? '', report]));
  const months = new Set([...(isAsked ? monthsFrom(since, last) : []), ...byMonth.keys()]);
  return [...months].sort().reverse().map((month) => ({ month, report: byMonth.get(month) })); // prettier-ignore
}

/** Of a founded group the month of its founding; what was before the month in which a group came into the app was reported another way. */
function firstMonthAsked({ source, declared, foundedOn, createdAt }: GroupRow): Month {
  const createdIn = monthOf(civilDateInThailand(Date.parse(createdAt)));
  const known = source === 'declared' ? declared?.asOf : foundedOn;
  const [from, joined] = [known === undefined ? createdIn : monthOf(known), shiftMonth(createdIn, -1)];
  return from > joined ? from : joined;
}

function monthsFrom(first: Month, last: Month): readonly Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = shiftMonth(month, 1)) months.push(month);
  return months;
}

function dueInNextMonth(month: Month, day: number | undefined): CivilDate | undefined {
  return day === undefined ? undefined : dayInMonth(shiftMonth(month, 1), day);
}

/** Where a task stands on a day. Late begins after the due day, or after the next working day where the policy gives it (case 32). */
export function taskState(task: ReportTask, asked: Pick<ReportRules, 'policy' | 'holidays'>, todayOn: CivilDate): TaskState {
  const { report, opensOn, dueOn } = task;
  if (report !== undefined) return report.state === 'returned' ? 'returned' : 'done';
  if (opensOn !== undefined && todayOn < opensOn) return 'not-open';
  if (dueOn !== undefined && timelinessOf(todayOn, dueOn, asked.policy, asked.holidays) === 'late') return 'late';
  return 'to-do';
}

/** How the first version of a report came in; `undefined` when it had no due day. */
export function timelinessOfReport(
  { versions }: Pick<ReportRow, 'versions'>,
  asked: Pick<ReportRules, 'policy' | 'holidays'>,
): Timeliness | undefined {
  const [first] = versions;
  if (first?.dueOn === undefined) return undefined;
  return timelinessOf(civilDateInThailand(Date.parse(first.at)), first.dueOn, asked.policy, asked.holidays);
}
