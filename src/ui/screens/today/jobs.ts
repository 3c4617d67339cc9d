/** Which group asks for the officer first: the next thing of every group in the order of urgency. What is next is decided in the domain. */
import { hasEnded } from '../../../domain/life-cycle.ts';
import { isPledgeDaySettled, nextStep, nextStepOfCommittee, type NextStep, type SpecialStep } from '../../../domain/next-step.ts';
import type { GroupRow, SessionRow } from '../../../domain/row.ts';
import { addDays, daysBetween } from '../../../domain/thai-calendar.ts';
import { nextPledgeOf } from '../group/figures.ts';

/** The people's meeting the leaders called (1.5). */
export interface Appointment {
  readonly on: string;
  readonly time?: string | undefined;
  readonly place?: string | undefined;
}

export interface Job {
  readonly group: GroupRow;
  readonly kind: 'founding-open' | 'founding-meeting' | 'pledge-day' | 'next';
  readonly next: NextStep;
  readonly on?: string | undefined;
  readonly time?: string | undefined;
}

/** A pledge day so near that it comes before other work. */
export const nearDays = 3;

const pressing: readonly SpecialStep[] = ['give-numbers', 'first-money', 'count-cash', 'fill-office', 'settle-conflicts'];

/** @returns one job per group that waits for something, the most urgent first; of two that wait alike, the group that was worked on last comes last */
export function findJobs(
  groups: readonly GroupRow[],
  appointments: ReadonlyMap<string, Appointment>,
  todayOn: string,
  { ofCommittee = false, talks }: { ofCommittee?: boolean; talks?: ReadonlyMap<string, string> } = {},
): readonly Job[] {
  return groups
    .filter((group) => !hasEnded(group))
    .flatMap(
      (group) =>
        (ofCommittee ? jobOfCommittee(group, todayOn) : jobOf(group, appointments.get(group.id), todayOn, talks?.get(group.id))) ?? [],
    )
    .sort(
      (a, b) =>
        rank(a, todayOn) - rank(b, todayOn) ||
        (a.on ?? '9').localeCompare(b.on ?? '9') ||
        a.group.lastActivityAt.localeCompare(b.group.lastActivityAt),
    );
}

function jobOf(group: GroupRow, appointment: Appointment | undefined, todayOn: string, talkOn: string | undefined): Job | undefined {
  const next = nextStep(group, todayOn, talkOn);
  const { open, founding } = group.meetings;
  if (open !== undefined && open === founding) return { group, kind: 'founding-open', next };
  if (appointment !== undefined && group.stage === 'active' && appointment.on >= todayOn && appointment.on <= addDays(todayOn, nearDays))
    return { group, kind: 'founding-meeting', next, on: appointment.on, time: appointment.time };
  const pledgeOn = nearPledgeOf(group, todayOn);
  if (pledgeOn !== undefined && !isPledgeDaySettled(group, pledgeOn) && group.meetings.foundingOn !== pledgeOn)
    return { group, kind: 'pledge-day', next, on: pledgeOn };
  return next.kind === 'nothing' ? undefined : { group, kind: 'next', next };
}

/** Its pledge day until the cash of that day is counted, whoever else was there; then what its books lack. */
function jobOfCommittee(group: GroupRow, todayOn: string): Job | undefined {
  const next = nextStepOfCommittee(group, todayOn);
  const pledgeOn = nearPledgeOf(group, todayOn);
  if (pledgeOn !== undefined && (group.money.countedOn ?? '') < pledgeOn) return { group, kind: 'pledge-day', next, on: pledgeOn };
  return next.kind === 'nothing' ? undefined : { group, kind: 'next', next };
}

function nearPledgeOf(group: GroupRow, todayOn: string): string | undefined {
  const on = group.lifeCycle === 'founded' && group.stage === 'active' ? nextPledgeOf(group, todayOn) : undefined;
  return on !== undefined && on <= addDays(todayOn, nearDays) ? on : undefined;
}

/** Today's meetings, what must not wait, the days that come, then the road of the items. */
function rank({ kind, next, on }: Job, todayOn: string): number {
  if (kind === 'founding-open') return 0;
  if (on !== undefined) return on === todayOn ? 1 : 3 + daysBetween(todayOn, on) / 10;
  if (next.kind === 'special') return pressing.includes(next.special) ? 2 : 4;
  return next.kind === 'step' && next.step.startsWith('2.') ? 5 : 6;
}

/** The latest appointment an officer recorded in 1.5. */
export function appointmentOf(sessions: readonly SessionRow[]): Appointment | undefined {
  const latest = sessions
    .filter((session) => session.step === '1.5' && session.withdrawn === undefined && typeof session.fields['appointmentOn'] === 'string')
    .sort((a, b) => b.at.localeCompare(a.at))[0];
  if (latest === undefined) return undefined;
  const text = (key: string) => (typeof latest.fields[key] === 'string' ? latest.fields[key] : undefined);
  return { on: text('appointmentOn') ?? '', time: text('appointmentTime'), place: text('appointmentPlace') };
}
