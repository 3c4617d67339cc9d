/** The one thing to do next for a group; a suggestion on top of the screen, never a lock. */
import { findVacantOffices, isHandOverCountDue } from './committee-gap.ts';
import { nextPledgeDay, pledgeDayInMonth, type PledgeDay } from './due-date.ts';
import { canDo, findFoundingGaps } from './gate.ts';
import { savingsLeftIn } from './group-figures.ts';
import { hasEnded, isPaused } from './life-cycle.ts';
import { stepKeys, type StepKey } from './vocabulary.ts';
import type { GroupRow, SessionRow } from './row.ts';
import { addDays, civilDateInThailand, monthOf, shiftMonth, type CivilDate } from './thai-calendar.ts';

export type SpecialStep =
  /** two values for one field wait for a decision */
  | 'settle-conflicts'
  /** minors wait for the consent of a guardian */
  | 'collect-consents'
  /** accepted members without a number */
  | 'give-numbers'
  /** the vote failed: agree on a day to ask again */
  | 'vote-again'
  /** the group said "not now" or sleeps, and the agreed day has come */
  | 'ask-again'
  /** being wound up, in this order: loans that run, savings of members, the general meeting that ends it (case 49) */
  | 'settle-loans'
  | 'return-savings'
  | 'end-group'
  /** a necessary office is vacant */
  | 'fill-office'
  /** the treasurer changed: count the cash before handing it over */
  | 'count-cash'
  /** committee and rules stand, nothing has been paid yet */
  | 'first-money';

export type NextStep =
  | { readonly kind: 'step'; readonly step: StepKey }
  | { readonly kind: 'special'; readonly special: SpecialStep; readonly count?: number | undefined; readonly on?: string | undefined }
  /** nothing to do before a day, when there is one: on which it is asked again, or the next pledge day */
  | { readonly kind: 'nothing'; readonly until?: string | undefined; readonly awaits?: 'pledge-day' };

const foundingOrder: readonly StepKey[] = ['2.3', '2.4', '2.5'];
const stepOfGap = { 'no-member': '2.3', 'no-chair': '2.4', 'no-pledge-day': '2.5' } as const;
const onceForOldGroup: readonly StepKey[] = ['3.3', '3.4', '3.5', '3.7'];
const onceAfterFounding: readonly StepKey[] = ['2.6', '2.7', '2.8', '3.1', ...onceForOldGroup];

/** @param talkOn the day agreed with leaders who need time, which stands in a session (`talkAgainOn`); absent when none is known */
export function nextStep(group: GroupRow, todayOn: CivilDate, talkOn?: CivilDate): NextStep {
  if (hasEnded(group)) return { kind: 'nothing' };
  if (isPaused(group)) {
    const isDue = group.reviewOn !== undefined && group.reviewOn <= todayOn;
    return isDue ? special('ask-again', { on: group.reviewOn }) : { kind: 'nothing', until: group.reviewOn };
  }
  if (group.stage === 'dissolving') return special(nextOfWindingUp(group));
  if (group.source === 'declared') return nextRegular(group, todayOn);
  if (group.vote === undefined) return nextBeforeVote(group, todayOn, talkOn);
  if (!group.vote.passed) return special('vote-again', { on: group.reviewOn });
  return nextOfFounding(group) ?? nextUrgent(group) ?? nextUnfinished(group, onceAfterFounding.slice(0, 3)) ?? nextRegular(group, todayOn);
}

/** What a group's own committee does next on its phone: its books and its people. The items of the letter and the visits are the officer's. */
export function nextStepOfCommittee(group: GroupRow, todayOn: CivilDate): NextStep {
  if (hasEnded(group) || isPaused(group)) return { kind: 'nothing' };
  return nextNumbers(group) ?? nextUrgent(group) ?? restUntil(group.pledgeDay && nextPledgeDay(group.pledgeDay, todayOn));
}

/** What its own row shows to be open; whether a meeting decided is asked on the page that ends it. */
function nextOfWindingUp(group: GroupRow): SpecialStep {
  const { columns, loansRunning } = group.money;
  if (loansRunning > 0 || (columns.loans ?? 0) !== 0) return 'settle-loans';
  return savingsLeftIn(group) === 0 ? 'end-group' : 'return-savings';
}

/** Leaders who said no or later, while nobody has voted: their answer may still change. */
export function waitsForLeaders({ vote, leadersAgreed }: Pick<GroupRow, 'vote' | 'leadersAgreed'>): boolean {
  return vote === undefined && (leadersAgreed === 'no' || leadersAgreed === 'later');
}

/** The day on which to talk again, from the latest answer of the leaders (1.2, 1.3; on one day a talk follows the analysis). */
export function talkAgainOn(sessions: readonly SessionRow[]): CivilDate | undefined {
  const answers = sessions.filter(
    ({ step, fields, withdrawn }) => (step === '1.2' || step === '1.3') && withdrawn === undefined && fields['agreed'] !== undefined,
  );
  const orderOf = ({ doneOn, step, at }: SessionRow) => `${doneOn} ${step} ${at}`;
  const day = answers.toSorted((a, b) => orderOf(a).localeCompare(orderOf(b))).at(-1)?.fields['reviewOn'];
  return typeof day === 'string' ? day : undefined;
}

function nextBeforeVote(group: GroupRow, todayOn: CivilDate, talkOn: CivilDate | undefined): NextStep {
  const waits = waitsForLeaders(group);
  if (waits && talkOn !== undefined && talkOn > todayOn) return { kind: 'nothing', until: talkOn };
  const before = stepKeys.slice(0, stepKeys.indexOf('2.2') + 1);
  // Once the leaders said no or later, talking to them again (1.3) is what remains; the rest of the path is closed in fact.
  if (waits && group.steps['1.3']?.state === 'done') return { kind: 'step', step: '1.3' };
  // A people's meeting that took place makes the unrecorded items before it paperwork; the vote is what matters.
  if (group.steps['2.1']?.state === 'done') return { kind: 'step', step: '2.2' };
  return nextUnfinished(group, before) ?? { kind: 'step', step: '2.2' };
}

function nextOfFounding(group: GroupRow): NextStep | undefined {
  const next = nextUnfinished(group, foundingOrder);
  if (next !== undefined) return next;
  // An item may be ticked and the founding still lack what it stands for: only minors applied, or rules without a pledge day.
  const gap = findFoundingGaps(group).find((each) => each !== 'vote-not-passed');
  if (gap !== undefined) return { kind: 'step', step: stepOfGap[gap] };
  const numbers = nextNumbers(group);
  if (numbers !== undefined) return numbers;
  return group.money.entries === 0 && canDo(group, 'money').open ? special('first-money') : undefined;
}

function nextNumbers({ members }: GroupRow): NextStep | undefined {
  const unnumbered = members.accepted - members.numbered;
  return unnumbered > 0 ? special('give-numbers', { count: unnumbered }) : undefined;
}

function nextUrgent(group: GroupRow): NextStep | undefined {
  if (isHandOverCountDue(group)) return special('count-cash', { on: group.committee.treasurerLeftOn });
  const vacant = findVacantOffices(group).length;
  if (vacant > 0) return special('fill-office', { count: vacant });
  if (group.members.pending > 0) return special('collect-consents', { count: group.members.pending });
  if (group.openConflicts > 0) return special('settle-conflicts', { count: group.openConflicts });
  return undefined;
}

/** A pledge day that has come comes first; then what is still missing once; then the group rests until the next pledge day. */
function nextRegular(group: GroupRow, todayOn: CivilDate): NextStep {
  const { pledgeDay } = group;
  const attend: NextStep = { kind: 'step', step: '3.2' };
  if (pledgeDay !== undefined && openPledgeDay(group, pledgeDay, todayOn) !== undefined) return attend;
  const next = nextUrgent(group) ?? nextUnfinished(group, onceOf(group));
  if (next !== undefined) return next;
  // an old group whose pledge day nobody wrote down is visited once a month
  if (pledgeDay === undefined) return isPledgeDaySettled(group, `${monthOf(todayOn)}-01`) ? { kind: 'nothing' } : attend;
  const nextOn = nextPledgeDay(pledgeDay, todayOn);
  return restUntil(isPledgeDaySettled(group, nextOn) ? nextPledgeDay(pledgeDay, addDays(nextOn, 1)) : nextOn);
}

/** An old group was founded long ago, and has its papers and its bank; of the bank nothing is with the officer while the district talks to it. */
function onceOf(group: GroupRow): readonly StepKey[] {
  if (group.source === 'declared') return onceForOldGroup;
  return waitsForBank(group) ? onceAfterFounding.filter((key) => key !== '3.1') : onceAfterFounding;
}

/** The latest pledge day so far, if nobody has said yet how it went; none of before the group came into the app, or of the month of its founding. */
function openPledgeDay(group: GroupRow, rule: PledgeDay, todayOn: CivilDate): CivilDate | undefined {
  const ofMonth = pledgeDayInMonth(rule, monthOf(todayOn));
  const on = ofMonth <= todayOn ? ofMonth : pledgeDayInMonth(rule, shiftMonth(monthOf(todayOn), -1));
  const isBefore = on < civilDateInThailand(Date.parse(group.createdAt)) || monthOf(on) <= monthOf(group.foundedOn ?? '');
  return isBefore || isPledgeDaySettled(group, on) ? undefined : on;
}

/** A group that saves a little earlier than its rule says was attended all the same. */
const earlyDays = 3;

/**
 * Whether somebody said how a pledge day went: a record of 3.2 (also "did not go", with its reason) on that day, later, or up to three days
 * before; or any visit on that day or later, since nobody can attend a day that is over.
 */
export function isPledgeDaySettled({ steps, visits }: Pick<GroupRow, 'steps' | 'visits'>, on: CivilDate): boolean {
  return (steps['3.2']?.lastOn ?? '') >= addDays(on, -earlyDays) || (visits.lastOn ?? '') >= on;
}

/** The district has asked the bank; until it answers nothing of 3.1 is with the officer. */
function waitsForBank({ bank }: Pick<GroupRow, 'bank'>): boolean {
  return bank?.state === 'requested';
}

function nextUnfinished(group: GroupRow, steps: readonly StepKey[]): NextStep | undefined {
  const step = steps.find((key) => !isSettled(group, key) && canDo(group, key).open);
  return step === undefined ? undefined : { kind: 'step', step };
}

function isSettled(group: GroupRow, step: StepKey): boolean {
  const state = group.steps[step]?.state;
  return state === 'done' || state === 'not-applicable';
}

function restUntil(until: CivilDate | undefined): NextStep {
  return until === undefined ? { kind: 'nothing' } : { kind: 'nothing', until, awaits: 'pledge-day' };
}

function special(what: SpecialStep, more: { count?: number; on?: string | undefined } = {}): NextStep {
  return { kind: 'special', special: what, ...more };
}
