/** Days that somebody wrote into an item of the letter or a visit: each stands among the dues until what was promised for it has happened. */
import { talkAgainOn, waitsForLeaders } from '../../../domain/next-step.ts';
import type { GroupRow, SessionRow, VisitRow } from '../../../domain/row.ts';
import type { StepKey } from '../../../domain/vocabulary.ts';
import type { PhoneStore } from '../../../storage/phone-store.ts';
import type { Due, DueKind } from './dues.ts';

interface Promised {
  readonly step: StepKey;
  readonly field: string;
  readonly kind: DueKind;
  /** below the address of the group */
  readonly href: string;
  /** by the group's row alone: what was promised is still to come; no session is read where nothing is */
  readonly isOpen: (group: GroupRow) => boolean;
  /** whether a later piece of evidence for the item keeps the promise */
  readonly isKeptByNext: boolean;
}

const always = (): boolean => true;
const promises: readonly Promised[] = [
  {
    step: '2.2',
    field: 'reviewOn',
    kind: 'review',
    href: '/founding/vote',
    isOpen: ({ vote }) => vote?.passed === false,
    isKeptByNext: true,
  },
  { step: '2.5', field: 'membersVoteOn', kind: 'members-vote', href: '/bylaws', isOpen: ({ bylaws }) => bylaws?.adoptedOn === undefined, isKeptByNext: false }, // prettier-ignore
  { step: '2.7', field: 'firstLoanOn', kind: 'first-loan', href: '/loans', isOpen: ({ money }) => money.byKind['loan-out'] === undefined, isKeptByNext: false }, // prettier-ignore
  { step: '3.3', field: 'followUpOn', kind: 'follow-up', href: '/visit?kind=advice', isOpen: always, isKeptByNext: true },
  { step: '3.4', field: 'nextOn', kind: 'training', href: '/step/3.4', isOpen: always, isKeptByNext: true },
  { step: '3.7', field: 'nextReviewOn', kind: 'plan-review', href: '/step/3.7', isOpen: always, isKeptByNext: true },
];

/** Reads the sessions of those groups alone whose rows say that such an item was worked on and is still open, and visits where there are any. */
export async function findPromisedDays(store: PhoneStore, groups: readonly GroupRow[]): Promise<readonly Due[]> {
  // of a group that rests or ends nothing is left undone
  const active = groups.filter(({ stage }) => stage === 'active');
  const lists = await Promise.all(
    active.map(async (group) => {
      const isPromised = promises.some(({ step, isOpen }) => group.steps[step] !== undefined && isOpen(group));
      const days = isPromised || waitsForLeaders(group) ? promisedDays(group, await store.rows(group.id, 'session')) : [];
      const on = group.visits.count > 0 ? openFollowUp(await store.rows(group.id, 'visit')) : undefined;
      return on === undefined ? days : [...days, { kind: 'follow-up' as const, on, group, fades: true }];
    }),
  );
  return lists.flat();
}

/** A promise to look again is kept by the next visit. */
function openFollowUp(visits: readonly VisitRow[]): string | undefined {
  const latest = [...visits]
    .filter((visit) => visit.attended || visit.followUpBy !== undefined)
    .sort((a, b) => b.on.localeCompare(a.on) || b.at.localeCompare(a.at))[0];
  return latest?.followUpBy;
}

export function promisedDays(group: GroupRow, sessions: readonly SessionRow[]): readonly Due[] {
  const home = `/groups/${group.id}`;
  const talkOn = waitsForLeaders(group) ? talkAgainOn(sessions) : undefined;
  const dues: Due[] = talkOn === undefined ? [] : [{ kind: 'review', on: talkOn, group, href: `${home}/step/1.3` }];
  for (const { step, field, kind, href, isOpen, isKeptByNext } of promises) {
    if (!isOpen(group)) continue;
    const session = latestOf(sessions.filter((each) => each.step === step && each.withdrawn === undefined));
    const on = session?.fields[field];
    if (session === undefined || typeof on !== 'string') continue;
    const next = [group.steps[step]?.lastOn, step === '3.3' ? group.visits.lastOn : undefined];
    if (isKeptByNext && next.some((day) => day !== undefined && day > session.doneOn)) continue;
    dues.push({ kind, on, group, href: `${home}${href}`, fades: kind !== 'review' });
  }
  return dues;
}

function latestOf(sessions: readonly SessionRow[]): SessionRow | undefined {
  return sessions.toSorted((a, b) => a.doneOn.localeCompare(b.doneOn) || a.at.localeCompare(b.at)).at(-1);
}
