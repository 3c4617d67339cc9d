/** What is refused and what is only warned of when people are put into offices (domain.md 3.9, cases 25 and 26). */
import { isMinorOn } from './minor.ts';
import type { Branch, Office } from './vocabulary.ts';
import type { Problem } from './problem.ts';
import type { MemberRow, TermRow } from './row.ts';
import { addDays, type CivilDate } from './thai-calendar.ts';

export interface Seat {
  readonly member: string;
  readonly branch: Branch;
  readonly office: Office;
}

export const boardSize = { least: 5, most: 9 } as const;

/** Only accepted members take an office; forms refuse everybody else, the fold flags them. */
export function mayTakeOffice(member: Pick<MemberRow, 'state' | 'kind'> | undefined): boolean {
  return member !== undefined && member.kind === 'person' && member.state === 'accepted';
}

/**
 * Doubts about a whole committee, as it would be with everybody in `seats`; `field` is the id of the member concerned. Nothing is refused
 * except people who are not members: a village may have no other treasurer.
 *
 * @param on day of the election, which decides who is a minor
 */
export function findCommitteeProblems(
  seats: readonly Seat[],
  memberById: ReadonlyMap<string, Pick<MemberRow, 'state' | 'kind' | 'person'>>,
  on: string,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const member of new Set(seats.map((seat) => seat.member))) {
    const row = memberById.get(member);
    if (!mayTakeOffice(row)) problems.push({ code: 'not-a-member', weight: 'refused', field: member });
    else if (row !== undefined && isMinorOn(row.person, on)) problems.push({ code: 'minor-in-office', weight: 'confirm', field: member });
    for (const code of findSeatDoubts(seats.filter((seat) => seat.member === member)))
      problems.push({ code, weight: 'confirm', field: member });
  }
  const board = new Set(seats.filter((seat) => seat.branch === 'board').map((seat) => seat.member)).size;
  if (board > 0 && board < boardSize.least)
    problems.push({ code: 'board-too-small', weight: 'hint', facts: { seats: board, least: boardSize.least } });
  if (board > boardSize.most) problems.push({ code: 'board-too-large', weight: 'hint', facts: { seats: board, most: boardSize.most } });
  return problems;
}

/** Doubts about the offices of one person: an auditor who is also in what he audits, and a chair who holds the cash. */
export function findSeatDoubts(seatsOfOne: readonly Omit<Seat, 'member'>[]): readonly ('two-branches' | 'treasurer-is-chair')[] {
  const doubts: ('two-branches' | 'treasurer-is-chair')[] = [];
  const isIn = (isMeant: (seat: Omit<Seat, 'member'>) => boolean) => seatsOfOne.some(isMeant);
  if (isIn((seat) => seat.branch === 'audit') && isIn((seat) => seat.branch !== 'audit')) doubts.push('two-branches');
  const holds = (office: Office) => isIn((seat) => seat.branch === 'board' && seat.office === office);
  if (holds('chair') && holds('treasurer')) doubts.push('treasurer-is-chair');
  return doubts;
}

/** A successor serves what is left of the term: the day the term of the one who left would have ended (case 25). */
export function successorTermTo(left: { readonly to?: string | undefined }): string | undefined {
  return left.to;
}

/** The last one who left an office and whose seat nobody has taken since: whom a successor follows. */
export function findLeftSeat(terms: readonly TermRow[], { branch, office }: Pick<TermRow, 'branch' | 'office'>): TermRow | undefined {
  const ofOffice = terms.filter((term) => term.branch === branch && term.office === office);
  const last = ofOffice.filter(({ endedOn }) => endedOn !== undefined).toSorted((a, b) => (a.endedOn ?? '').localeCompare(b.endedOn ?? ''));
  const left = last.at(-1);
  if (left === undefined || ofOffice.some(({ endedOn, at }) => endedOn === undefined && at > left.at)) return undefined;
  return left;
}

/** so many days before its end a term is spoken of: time to call a meeting */
const remindDays = 60;

/** Terms that end soon or should have ended: members elect again, or the same people once more (domain.md 3.9). */
export function findTermsDue(terms: readonly TermRow[], todayOn: CivilDate): readonly TermRow[] {
  const until = addDays(todayOn, remindDays);
  return terms
    .filter(({ to, endedOn }) => endedOn === undefined && to !== undefined && to <= until)
    .toSorted((a, b) => (a.to ?? '').localeCompare(b.to ?? ''));
}
