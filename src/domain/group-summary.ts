/** What follows from the counters of a group: its life-cycle, the day it was founded, and the items that are done by figures alone. */
import { addColumns } from './account-column.ts';
import type { Contribution, SummedCounter } from './contribution.ts';
import { findFoundingGaps } from './gate.ts';
import { accountBookKeys, type DocumentKey, type EntryKind } from './vocabulary.ts';
import type { GroupRow, LifeCycle, StepState, StepSummary } from './row.ts';
import { civilDateInThailand, monthOf } from './thai-calendar.ts';

/** The group's row with the contributions added and everything that follows from the counters: life-cycle, items 2.3 and 2.6. */
export function deriveGroup(group: GroupRow, contributions: readonly Contribution[], at: string): GroupRow {
  const sum = (name: SummedCounter, start: number) => {
    let total = start;
    for (const each of contributions) total += each[name] ?? 0;
    return total;
  };
  const columns = columnsAfter(group, contributions);
  const accepted = sum('accepted', group.members.accepted);
  const pending = sum('pending', group.members.pending);
  const counted: GroupRow = {
    ...group,
    members: {
      interested: sum('interested', group.members.interested),
      applied: accepted + pending,
      accepted,
      pending,
      numbered: sum('numbered', group.members.numbered),
      minors: sum('minors', group.members.minors),
      male: sum('male', group.members.male),
      female: sum('female', group.members.female),
      left: sum('left', group.members.left),
      highestNo: contributions.reduce((highest, each) => Math.max(highest, each.highestNo ?? 0), group.members.highestNo),
    },
    pledgedFrom: pledgedFromOf(group, contributions),
    bookedByDay: bookedByDayOf(group, contributions),
    money: {
      ...group.money,
      byKind: byKindAfter(group, contributions),
      columns,
      cash: columns.cash ?? 0,
      bank: columns.bank ?? 0,
      loansRunning: sum('loansRunning', group.money.loansRunning),
      entries: sum('entries', group.money.entries),
      byCommittee: sum('byCommittee', group.money.byCommittee),
      countedOn: latest(group.money.countedOn, contributions, 'countedOn'),
    },
    committee: { ...group.committee, seats: sum('seats', group.committee.seats) },
    photos: sum('photos', group.photos),
    meetings: {
      ...group.meetings,
      held: sum('meetings', group.meetings.held),
      lastOn: latest(group.meetings.lastOn, contributions, 'metOn'),
    },
    visits: { count: sum('visits', group.visits.count), lastOn: latest(group.visits.lastOn, contributions, 'visitedOn') },
    openFlags: sum('openFlags', group.openFlags),
    openConflicts: sum('openConflicts', group.openConflicts),
    lastActivityAt: at,
  };
  const stepped: GroupRow = { ...counted, steps: withDerivedSteps(counted, at) };
  const placed: GroupRow = { ...stepped, lifeCycle: lifeCycleOf(stepped) };
  return { ...placed, foundedOn: foundedOnOf(placed) };
}

function byKindAfter({ money }: GroupRow, contributions: readonly Contribution[]): GroupRow['money']['byKind'] {
  if (contributions.every(({ kind }) => kind === undefined)) return money.byKind;
  const byKind: Partial<Record<EntryKind, number>> = { ...money.byKind };
  for (const { kind } of contributions) if (kind !== undefined) byKind[kind.name] = (byKind[kind.name] ?? 0) + kind.satang;
  for (const kind of Object.keys(byKind) as EntryKind[]) if (byKind[kind] === 0) delete byKind[kind];
  return byKind;
}

function columnsAfter({ money }: GroupRow, contributions: readonly Contribution[]): GroupRow['money']['columns'] {
  const added = contributions.flatMap((each) => each.columns ?? []);
  return added.length === 0 ? money.columns : addColumns(money.columns, ...added);
}

function pledgedFromOf(group: GroupRow, contributions: readonly Contribution[]): GroupRow['pledgedFrom'] {
  if (contributions.every(({ pledged }) => pledged === undefined)) return group.pledgedFrom;
  const byMonth: Record<string, number> = { ...group.pledgedFrom };
  for (const { pledged = [] } of contributions) for (const { from, satang } of pledged) byMonth[from] = (byMonth[from] ?? 0) + satang;
  const kept = Object.entries(byMonth).filter(([, satang]) => satang !== 0);
  return kept.length === 0 ? undefined : Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What was told of the end of a month covers everything up to it, however late it is entered here. */
function bookedByDayOf(group: GroupRow, contributions: readonly Contribution[]): GroupRow['bookedByDay'] {
  if (group.source !== 'declared') return undefined;
  const byDay: Record<string, number> = { ...group.bookedByDay };
  for (const { booked } of contributions) if (booked !== undefined) byDay[booked.on] = (byDay[booked.on] ?? 0) + booked.satang;
  const kept = Object.entries(byDay).filter(([on, satang]) => satang !== 0 && monthOf(on) > (group.told?.month ?? ''));
  return kept.length === 0 ? undefined : Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function latest(
  soFar: string | undefined,
  contributions: readonly Contribution[],
  name: 'metOn' | 'visitedOn' | 'countedOn',
): string | undefined {
  return contributions.reduce((day, each) => (each[name] !== undefined && each[name] > (day ?? '') ? each[name] : day), soFar);
}

/** The seven documents of the founding (domain.md 2.5); the other three belong to lending. */
export const foundingDocuments = [
  'application-form', 'passbook', 'member-register', 'savings-control-register', 'minute-book', 'guardian-consent-form', 'account-books',
] as const satisfies readonly DocumentKey[]; // prettier-ignore

/** The account books are there when they were ticked as one, or each of the five. */
export function hasDocument(documents: GroupRow['documents'], document: DocumentKey): boolean {
  const isThere = (key: keyof GroupRow['documents']) => (documents[key] ?? 'none') !== 'none';
  return isThere(document) || (document === 'account-books' && accountBookKeys.every(isThere));
}

/** The day in Thailand of the instant a phone claimed. */
export function dayOfInstant(at: string): string {
  const instantMs = Date.parse(at);
  return Number.isNaN(instantMs) ? at.slice(0, 10) : civilDateInThailand(instantMs);
}

const strength: Readonly<Record<StepState, number>> = { 'not-started': 0, 'not-applicable': 1, 'in-progress': 2, done: 3 };

export function strongestState(states: readonly StepState[]): StepState {
  return states.reduce((strongest, state) => (strength[state] > strength[strongest] ? state : strongest), 'not-started');
}

function withDerivedSteps(group: GroupRow, at: string): GroupRow['steps'] {
  const { members, documents, vote } = group;
  const intake: StepState = members.applied + members.left > 0 ? 'done' : 'not-started';
  const there = foundingDocuments.filter((document) => hasDocument(documents, document)).length;
  const papers: StepState =
    there === foundingDocuments.length
      ? 'done'
      : Object.values(documents).some((state) => state !== 'none')
        ? 'in-progress'
        : 'not-started';
  return withDerived(withDerived(group.steps, '2.3', intake, vote?.on ?? dayOfInstant(at)), '2.6', papers, dayOfInstant(at));
}

function withDerived(steps: GroupRow['steps'], step: '2.3' | '2.6', derived: StepState, on: string): GroupRow['steps'] {
  const existing = steps[step];
  const state = strongestState([existing?.recorded ?? 'not-started', derived]);
  if (existing === undefined ? state === 'not-started' : existing.state === state) return steps;
  const summary: StepSummary = {
    state,
    sessions: existing?.sessions ?? 0,
    lastOn: existing !== undefined && existing.lastOn > on ? existing.lastOn : on,
    ...(existing?.recorded !== undefined && { recorded: existing.recorded }),
  };
  return { ...steps, [step]: summary };
}

/** A failed vote leaves a group where the interest was (case 12). */
function lifeCycleOf(group: GroupRow): LifeCycle {
  if (findFoundingGaps(group).length === 0) return 'founded';
  if (group.vote?.passed === true) return 'resolved';
  if (group.steps['1.5']?.state === 'done' || group.steps['2.1']?.state === 'done') return 'interest-gathered';
  return group.leadersAgreed === 'yes' ? 'leaders-convinced' : 'surveying';
}

/** The day of the founding meeting, or of the vote when that came later or stood alone; an old group's as it was declared. */
function foundedOnOf(group: GroupRow): string | undefined {
  if (group.source === 'declared') return group.declared?.foundedOn;
  if (group.lifeCycle !== 'founded') return undefined;
  const votedOn = group.vote?.on ?? '';
  const { founding, foundingOn } = group.meetings;
  if (founding === undefined || founding === group.vote?.meeting || foundingOn === undefined) return votedOn;
  return foundingOn > votedOn ? foundingOn : votedOn;
}
