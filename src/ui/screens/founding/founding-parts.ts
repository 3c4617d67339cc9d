/** The parts of founding day in the letter's order and how far each is, read from the records alone; it locks nothing. */
import { isDayClosed } from '../../../domain/ledger.ts';
import { accountBookKeys, documentKeys } from '../../../domain/vocabulary.ts';
import type { Founding } from './use-founding.ts';
import { latestSession } from './use-founding.ts';

export const foundingParts = [
  'start', 'attendance', 'vote', 'intake', 'committee', 'rules', 'papers', 'money', 'photos', 'finish',
] as const; // prettier-ignore
export type FoundingPart = (typeof foundingParts)[number];

/** `refused`: the meeting said no · `optional`: may stay undone. */
export type PartState = 'done' | 'begun' | 'todo' | 'optional' | 'refused';

/** The letter's item that a part records. */
export const stepOfPart = {
  attendance: '2.1',
  vote: '2.2',
  intake: '2.3',
  committee: '2.4',
  rules: '2.5',
  papers: '2.6',
  finish: '2.8',
} as const satisfies Partial<Record<FoundingPart, string>>;

/** The seven papers a group begins with; the others come with the first loan. */
export const startingDocuments = documentKeys.slice(0, 7);

export function isFoundingPart(part: string | undefined): part is FoundingPart {
  return (foundingParts as readonly (string | undefined)[]).includes(part);
}

export function partStateOf(part: FoundingPart, founding: Founding): PartState {
  const { group, meeting } = founding;
  const { members, committee } = group;
  switch (part) {
    case 'start':
      return meeting === undefined ? 'todo' : 'done';
    case 'attendance':
      return founding.attendance === undefined ? 'todo' : 'done';
    case 'vote':
      if (group.vote === undefined) return 'todo';
      return group.vote.passed ? 'done' : 'refused';
    case 'intake':
      if (members.accepted > 0 && members.numbered >= members.accepted) return 'done';
      return members.applied > 0 ? 'begun' : 'todo';
    case 'committee':
      if (committee.seats === 0) return 'todo';
      return hasThreeOffices(founding) ? 'done' : 'begun';
    case 'rules':
      return group.bylaws === undefined ? 'todo' : 'done';
    case 'papers':
      return papersState(founding);
    case 'money':
      if (founding.day !== undefined && isDayClosed(founding.day)) return 'done';
      return founding.sheetSatang > 0 || (founding.day?.payers ?? 0) > 0 ? 'begun' : 'optional';
    case 'photos':
      return group.photos > 0 ? 'done' : 'optional';
    default:
      return finishState(founding);
  }
}

/** Chair, secretary and treasurer: no group stands without them (domain.md 3.13, 10). */
export function hasThreeOffices({ group }: Founding): boolean {
  const { filled } = group.committee;
  return filled.chair !== undefined && filled.secretary !== undefined && filled.treasurer !== undefined;
}

function papersState({ group, meeting, sessions }: Founding): PartState {
  const keys = [...startingDocuments, ...accountBookKeys];
  const ready = keys.filter((key) => (group.documents[key] ?? 'none') !== 'none').length;
  const hasMinutes = meeting?.minutes !== undefined;
  const hasGoals = latestSession(sessions, '2.7') !== undefined;
  if (ready === keys.length && hasMinutes && hasGoals) return 'done';
  return ready > 0 || hasMinutes || hasGoals ? 'begun' : 'todo';
}

function finishState({ group, meeting }: Founding): PartState {
  const noticed = group.reports['founding-notice'] !== undefined;
  const closed = meeting?.state === 'closed';
  if (noticed && closed) return 'done';
  return noticed || closed ? 'begun' : 'todo';
}

/** Where to go on: the first part that is not done. */
export function nextPart(founding: Founding): FoundingPart {
  return foundingParts.find((part) => ['todo', 'begun', 'refused'].includes(partStateOf(part, founding))) ?? 'finish';
}

export function partAfter(part: FoundingPart): FoundingPart | undefined {
  return foundingParts[foundingParts.indexOf(part) + 1];
}
