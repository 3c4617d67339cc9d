/** Days that come up over all groups, in order; the rules of each day are in `domain/due-date.ts`. */
import { hasEnded, isPaused } from '../../../domain/life-cycle.ts';
import type { ReportKind } from '../../../domain/report-operation.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { addDays } from '../../../domain/thai-calendar.ts';
import { nextPledgeOf } from '../group/figures.ts';
import type { Appointment } from './jobs.ts';

export type DueKind = 'meeting' | 'pledge-day' | 'review' | 'follow-up' | 'campaign-week' | PromisedKind | ReportDueKind;
/** read from the sessions of an item (`promised-days.ts`) */
export type PromisedKind = 'members-vote' | 'first-loan' | 'training' | 'plan-review';
/** read from the reports themselves, which come with their own piece of the app (`reports/report-dues.ts`) */
export type ReportDueKind = ReportKind | 'report-returned';

export interface Due {
  readonly kind: DueKind;
  readonly on: string;
  /** absent for days of everybody */
  readonly group?: GroupRow | undefined;
  /** of a monthly report */
  readonly forMonth?: string | undefined;
  /** where it is done, when not by its kind */
  readonly href?: string | undefined;
  /** a promise to look again is forgotten at last; an agreed talk waits until it is had, a report until it is sent */
  readonly fades?: boolean;
}

/** How far ahead each kind is worth a line. */
const usualAhead = 31;
const aheadDays: Readonly<Partial<Record<DueKind, number>>> = {
  meeting: 60,
  'founding-notice': 45,
  'three-month': 45,
  review: 60,
  'campaign-week': 45,
  'establishment-result': 45,
  'report-returned': 0,
};

/** How long a promise is reminded of; nobody is helped by a line that stays red for ever. */
const lateDays = 90;

/** 6 March is the day the first group was founded in 2517; the department keeps 6 to 8 March as the savings week (letter, line 103). */
export const campaignWeek = { from: '-03-06', to: '-03-08' } as const;

/** @returns soonest first; what is overdue stays at the top until it is done, a promise three months at most */
export function findDues(
  groups: readonly GroupRow[],
  appointments: ReadonlyMap<string, Appointment>,
  todayOn: string,
  later: readonly Due[] = [],
): readonly Due[] {
  const live = groups.filter((group) => !hasEnded(group));
  const dues: Due[] = [
    ...live.flatMap((group) => duesOf(group, appointments.get(group.id), todayOn)),
    { kind: 'campaign-week', on: nextCampaignWeek(todayOn) },
    ...later,
  ];
  return dues
    .filter((due) => due.on <= addDays(todayOn, aheadDays[due.kind] ?? usualAhead))
    .filter((due) => due.fades !== true || due.on >= addDays(todayOn, -lateDays))
    .sort((a, b) => a.on.localeCompare(b.on) || a.kind.localeCompare(b.kind));
}

function duesOf(group: GroupRow, appointment: Appointment | undefined, todayOn: string): Due[] {
  if (isPaused(group)) return group.reviewOn === undefined ? [] : [{ kind: 'review', on: group.reviewOn, group }];
  const dues: Due[] = [];
  if (appointment !== undefined && appointment.on >= todayOn) dues.push({ kind: 'meeting', on: appointment.on, group });
  const pledgeOn = nextPledgeOf(group, todayOn);
  if (pledgeOn !== undefined) dues.push({ kind: 'pledge-day', on: pledgeOn, group });
  return dues;
}

/** First day of the week that is on or comes next. */
function nextCampaignWeek(todayOn: string): string {
  const year = Number(todayOn.slice(0, 4));
  return todayOn <= `${year}${campaignWeek.to}` ? `${year}${campaignWeek.from}` : `${year + 1}${campaignWeek.from}`;
}
