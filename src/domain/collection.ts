/** A pledge day: what a member has paid for a month, which months he owes or may pay ahead, and why a day is not closed yet (domain.md Scene B). */
import type { CashCountRow, DayRow, EntryRow, MemberRow } from './row.ts';
import type { PassbookLine } from './money-row.ts';
import type { Satang } from './money.ts';
import { mayBeTwice } from './passbook.ts';
import { pledgeInMonth } from './pledge.ts';
import { monthOf, shiftMonth, type CivilDate, type Month } from './thai-calendar.ts';

/** Money of a member that was handed over, whether it is in the books already or only tapped. */
export type Paid = Pick<PassbookLine, 'e' | 'kind' | 'amount' | 'paidOn' | 'forMonth' | 'receipt'>;

/** What a month has got, satang. */
export function paidFor(lines: readonly Paid[], month: Month): Satang {
  return lines.reduce((sum, line) => (isFor(line, month) ? sum + line.amount : sum), 0);
}

export interface MonthShare {
  readonly month: Month;
  readonly amount: Satang;
}

type Promising = Pick<MemberRow, 'pledges' | 'joinedOn'>;

/**
 * What is missing of each month before one, the oldest first. A month counts from the first promise and from joining on: what an old group
 * collected before its books came to this app is not owed.
 */
export function missedMonths(member: Promising, lines: readonly Paid[], before: Month): readonly MonthShare[] {
  const [promise] = member.pledges;
  if (promise === undefined) return [];
  const joined = member.joinedOn === undefined ? promise.effectiveFrom : monthOf(member.joinedOn);
  const missed: MonthShare[] = [];
  for (let month = joined > promise.effectiveFrom ? joined : promise.effectiveFrom; month < before; month = shiftMonth(month, 1)) {
    const amount = (pledgeInMonth(member, month) ?? 0) - paidFor(lines, month);
    if (amount > 0) missed.push({ month, amount });
  }
  return missed;
}

/** The next months that have got nothing yet, at what is promised for each now. */
export function monthsAhead(member: Promising, lines: readonly Paid[], after: Month, count: number): readonly MonthShare[] {
  const ahead: MonthShare[] = [];
  for (let month = shiftMonth(after, 1); ahead.length < count; month = shiftMonth(month, 1)) {
    const amount = pledgeInMonth(member, month) ?? 0;
    if (amount === 0) return ahead;
    if (paidFor(lines, month) === 0) ahead.push({ month, amount });
  }
  return ahead;
}

/** How a member stands in the roll of a day. */
export interface Standing {
  readonly promised: Satang;
  /** for the day's month, on whatever day, satang */
  readonly paid: Satang;
  /** handed over on this day, what was withdrawn taken off, satang */
  readonly today: Satang;
  /** the last day on which something for the month came, when all of it came before this day */
  readonly paidBefore: CivilDate | undefined;
  readonly isTwice: boolean;
  /** of this day */
  readonly receipts: readonly string[];
}

export function standingOf(member: Pick<MemberRow, 'pledges'>, lines: readonly Paid[], on: CivilDate): Standing {
  const month = monthOf(on);
  const forMonth = lines.filter((line) => isFor(line, month));
  const ofDay = lines.filter(({ paidOn }) => paidOn === on);
  const receipts = ofDay.flatMap(({ receipt }) => (receipt === undefined ? [] : [receipt]));
  const months = new Set(ofDay.flatMap(({ kind, forMonth: each }) => (kind === 'pledged-savings' && each !== undefined ? [each] : [])));
  return {
    promised: pledgeInMonth(member, month) ?? 0,
    paid: paidFor(lines, month),
    today: ofDay.reduce((sum, line) => sum + inHand(line), 0),
    paidBefore: forMonth.every(({ paidOn }) => paidOn < on)
      ? forMonth
          .map(({ paidOn }) => paidOn)
          .toSorted()
          .at(-1)
      : undefined,
    isTwice: [...months].some((each) =>
      mayBeTwice(
        lines.filter((line) => isFor(line, each)),
        member,
        each,
      ),
    ),
    receipts: [...new Set(receipts)],
  };
}

/** What a member's line brings into the cash box: what is withdrawn or returned goes out. */
export function inHand({ kind, amount }: Pick<EntryRow, 'kind' | 'amount'>): Satang {
  return outOfHand.has(kind) ? -amount : amount;
}

const outOfHand: ReadonlySet<EntryRow['kind']> = new Set([
  'special-withdrawn', 'savings-returned', 'loan-out', 'dividend-paid', 'welfare-paid',
]); // prettier-ignore

function isFor({ kind, forMonth }: Paid, month: Month): boolean {
  return kind === 'pledged-savings' && forMonth === month;
}

/** Cash of a day as people brought and fetched it, satang: without the way to and from the bank, and before a count changed anything. */
export function cashFromPeople({ cash, byKind }: Pick<DayRow, 'cash' | 'byKind'>): Satang {
  const of = (kind: EntryRow['kind']) => byKind[kind] ?? 0;
  return cash + bankedOn({ byKind }) + of('cash-short') - of('cash-over');
}

/** Taken to the bank on a day less what was fetched there, satang. */
export function bankedOn({ byKind }: Pick<DayRow, 'byKind'>): Satang {
  return (byKind['bank-deposit'] ?? 0) - (byKind['bank-withdrawal'] ?? 0);
}

/** Cash that came after the day was counted, or went, satang; the way to and from the bank is neither. `undefined` when nobody can tell. */
export function cashSinceCount(day: DayRow, count: CashCountRow): Satang | undefined {
  const { banked = Object.keys(day.byKind).some((kind) => kind.startsWith('bank-')) ? undefined : 0 } = count;
  return banked === undefined ? undefined : day.cash + bankedOn(day) - banked - countedOfDay(count, day);
}

const ofTheBox: ReadonlySet<string> = new Set(['bank-deposit', 'bank-withdrawal', 'cash-short', 'cash-over']);

/**
 * Nobody brought or fetched money on that day, also none that was taken back later: what is counted then is the whole box, as when one treasurer
 * hands it to the next (case 25).
 */
export function isDayOfBox(day: Pick<DayRow, 'byKind'> | undefined): boolean {
  return Object.keys(day?.byKind ?? {}).every((kind) => ofTheBox.has(kind));
}

export interface CashToCount {
  readonly expected: Satang;
  /** when the whole box is counted: what lay in it before the day */
  readonly before: Satang | undefined;
}

/**
 * What should lie on the table, satang. A pledge day is counted on its own; the whole box is when nobody came, and when more went out than came
 * in: the rest was taken from what the box held before, so the day's cash is no heap of its own.
 */
export function cashToCount(day: Pick<DayRow, 'byKind' | 'cash'> | undefined, inBox: Satang): CashToCount {
  const ofDay = day?.cash ?? 0;
  return isDayOfBox(day) || ofDay < 0 ? { expected: inBox, before: inBox - ofDay } : { expected: ofDay, before: undefined };
}

export type DayDoubt =
  | { readonly kind: 'not-records'; readonly taps: number }
  | { readonly kind: 'not-counted' }
  | { readonly kind: 'not-confirmed' }
  | { readonly kind: 'maybe-paid-twice'; readonly entries: number }
  | { readonly kind: 'changed-after-count'; readonly satang: Satang };

export interface DayFacts {
  readonly day: DayRow | undefined;
  readonly count: CashCountRow | undefined;
  /** taken to the bank after the count, satang */
  readonly depositedAfter: Satang;
  /** members whose taps are no records yet */
  readonly openTaps: number;
}

/** Why a day is not closed, in the order in which it is mended; empty when it is (case 18, case 22). */
export function findDayDoubts({ day, count, depositedAfter, openTaps }: DayFacts): readonly DayDoubt[] {
  const doubts: DayDoubt[] = [];
  if (openTaps > 0) doubts.push({ kind: 'not-records', taps: openTaps });
  const twice = day?.doubts ?? 0;
  if (twice > 0) doubts.push({ kind: 'maybe-paid-twice', entries: twice });
  if (count === undefined) doubts.push({ kind: 'not-counted' });
  const changed = count === undefined ? 0 : (day?.cash ?? 0) + depositedAfter - countedOfDay(count, day);
  if (changed !== 0) doubts.push({ kind: 'changed-after-count', satang: changed });
  if (count !== undefined && day?.closedAt === undefined) doubts.push({ kind: 'not-confirmed' });
  return doubts;
}

/** The part of a count that is the day's own; counts of older apps do not say what the box held before. */
function countedOfDay({ counted, expected, before }: CashCountRow, day: DayRow | undefined): Satang {
  if (before !== undefined) return counted - before;
  return isDayOfBox(day) ? counted - expected : counted;
}

const inOrder = new Intl.Collator('th', { numeric: true });

/** Houses as one walks past them: by village number, then 9 before 10 and 12 before 12/1; those without a house come last. */
export function compareHouses(a: Pick<MemberRow, 'person'>, b: Pick<MemberRow, 'person'>): number {
  const moo = (a.person.moo ?? 0) - (b.person.moo ?? 0);
  if (moo !== 0) return moo;
  const [one, other] = [a.person.houseNo, b.person.houseNo];
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return inOrder.compare(one, other);
}
