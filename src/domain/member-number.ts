/** Which member number comes next, also on two phones without signal; who holds one is decided by the fold. */
import type { PayloadOf } from './operation.ts';
import type { MemberRow } from './row.ts';

/** Which phone this is among those that take members; an answer of a person, never assumed. */
export type PhonePlace = 'only' | 'first' | 'second';

/**
 * How members are numbered on this phone: `all` when it is the only one that takes members, `odd` and `even` when two phones do, so that
 * neither can give a number of the other.
 */
export type NumberLane = 'all' | 'odd' | 'even';

const laneByPlace = { only: 'all', first: 'odd', second: 'even' } as const satisfies Record<PhonePlace, NumberLane>;

export function laneOfPhone(place: PhonePlace): NumberLane {
  return laneByPlace[place];
}

/** Numbers known on this phone, of present and former members. */
export function usedNumbers(members: readonly Pick<MemberRow, 'no'>[]): readonly number[] {
  return members.flatMap(({ no }) => (no === undefined ? [] : [no]));
}

/**
 * The next free numbers of the lane, smallest first, each above every number of that lane in use.
 *
 * Gaps are not filled: a number that is missing here may have been given on the other phone or belong to somebody who left, and a number
 * is never given twice (domain.md 3.3). The second phone's evens may therefore leave a gap, which is harmless.
 *
 * @param used numbers known on this phone, of present and former members
 */
export function nextNumbers(used: Iterable<number>, lane: NumberLane, count: number): readonly number[] {
  let highest = 0;
  for (const no of used) if (isInLane(no, lane) && no > highest) highest = no;
  const step = lane === 'all' ? 1 : 2;
  const first = highest === 0 ? (lane === 'even' ? 2 : 1) : highest + step;
  return Array.from({ length: count }, (_, index) => first + index * step);
}

const mostAtOnce = 300;

/** Who gets which number now, in the order they came: rows of one `member.number`. */
export function numbersFor(
  waiting: readonly Pick<MemberRow, 'id'>[],
  members: readonly Pick<MemberRow, 'no'>[],
  lane: NumberLane,
): PayloadOf<'member.number'>['rows'] {
  const some = waiting.slice(0, mostAtOnce);
  const numbers = nextNumbers(usedNumbers(members), lane, some.length);
  return some.map(({ id }, index) => ({ member: id, no: numbers[index]! }));
}

function isInLane(no: number, lane: NumberLane): boolean {
  return lane === 'all' || (no % 2 === 1) === (lane === 'odd');
}
