/** What is open now and what it waits for: the two gates of the letter, and the order of the founding day. */
import { hasEnded } from './life-cycle.ts';
import type { StepKey } from './vocabulary.ts';
import type { GroupRow } from './row.ts';

export type GateReason =
  'leaders-not-agreed' | 'vote-not-passed' | 'no-member' | 'no-chair' | 'no-bylaws' | 'no-pledge-day' | 'not-founded' | 'group-ended';

/** One of the 20 items; `intake`: an application with pledge and number (a name on the list of interested people is always possible); `money`: an entry of whatever kind. */
export type Deed = StepKey | 'intake' | 'money';

export type Gate = { readonly open: true } | { readonly open: false; readonly why: readonly GateReason[] };

/** What a group looks like to a gate. */
export type GateView = Pick<
  GroupRow,
  'leadersAgreed' | 'vote' | 'members' | 'steps' | 'bylaws' | 'pledgeDay' | 'lifeCycle' | 'stage' | 'source'
>;

/**
 * Whether something may be recorded now. Reasons come in the order in which they can be removed.
 *
 * Only what the letter or the law makes a condition closes a gate; the usual order of the items is advice (`nextStep`), because officers
 * record afterwards what happened in another order.
 */
export function canDo(group: GateView, deed: Deed): Gate {
  if (hasEnded(group)) return { open: false, why: ['group-ended'] };
  const why = reasonsOf(group, deed);
  return why.length === 0 ? { open: true } : { open: false, why };
}

/** Whether a committee with a chair has been elected, in the founding run or on the plain form. */
export function hasCommittee(group: Pick<GroupRow, 'steps'>): boolean {
  return group.steps['2.4']?.state === 'done';
}

/** What a founding still lacks, in the order of the day; empty means founded (domain.md 2.1). */
export function findFoundingGaps(group: GateView): readonly ('vote-not-passed' | 'no-member' | 'no-chair' | 'no-pledge-day')[] {
  if (group.source === 'declared') return [];
  const gaps: ('vote-not-passed' | 'no-member' | 'no-chair' | 'no-pledge-day')[] = [];
  if (group.vote?.passed !== true) gaps.push('vote-not-passed');
  if (group.members.accepted + group.members.left === 0) gaps.push('no-member');
  if (!hasCommittee(group)) gaps.push('no-chair');
  if (group.pledgeDay === undefined) gaps.push('no-pledge-day');
  return gaps;
}

function reasonsOf(group: GateView, deed: Deed): readonly GateReason[] {
  if (group.source === 'declared') return [];
  const votePassed = group.vote?.passed === true;
  switch (deed) {
    case '1.4':
      return group.leadersAgreed === 'yes' ? [] : ['leaders-not-agreed'];
    case '2.3':
    case 'intake':
    case '2.5':
    case '2.7':
      return votePassed ? [] : ['vote-not-passed'];
    case '2.4':
      if (!votePassed) return ['vote-not-passed'];
      return group.members.accepted > 0 ? [] : ['no-member'];
    case 'money':
      return [...(hasCommittee(group) ? [] : (['no-chair'] as const)), ...(group.bylaws === undefined ? (['no-bylaws'] as const) : [])];
    case '2.8':
      return findFoundingGaps(group);
    case '3.1':
    case '3.2':
    case '3.3':
    case '3.4':
    case '3.5':
    case '3.6':
    case '3.7':
      return group.lifeCycle === 'founded' ? [] : ['not-founded'];
    default:
      return [];
  }
}
