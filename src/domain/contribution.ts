/** What each row adds to the counters of its group; summed over all rows of a group it gives the counters again. */
import { columnsOf, type ColumnSums } from './account-column.ts';
import type { EntryKind } from './vocabulary.ts';
import type { EntryRow, Flag, MemberRow, Row } from './row.ts';

export interface Contribution {
  readonly interested?: number;
  readonly accepted?: number;
  readonly pending?: number;
  readonly numbered?: number;
  readonly minors?: number;
  readonly male?: number;
  readonly female?: number;
  readonly left?: number;
  readonly entries?: number;
  readonly byCommittee?: number;
  readonly seats?: number;
  readonly photos?: number;
  readonly meetings?: number;
  readonly visits?: number;
  readonly openFlags?: number;
  readonly openConflicts?: number;
  readonly kind?: { readonly name: EntryKind; readonly satang: number };
  readonly columns?: ColumnSums;
  readonly loansRunning?: number;
  /** change of what is promised a month, from a month on */
  readonly pledged?: readonly { readonly from: string; readonly satang: number }[];
  /** pledged savings received on a day less those given back, without what was carried over; only an old paper group keeps them */
  readonly booked?: { readonly on: string; readonly satang: number };
  /** the highest so far; numbers and days are never taken back */
  readonly highestNo?: number;
  readonly metOn?: string;
  readonly visitedOn?: string;
  readonly countedOn?: string;
}
export type SummedCounter = Exclude<
  keyof Contribution,
  'kind' | 'columns' | 'pledged' | 'booked' | 'highestNo' | 'metOn' | 'visitedOn' | 'countedOn'
>;

/** Doubts that are on the row but ask nobody to look in the books: they have their own counter or list, or end by themselves. */
const quietFlags: ReadonlySet<Flag> = new Set([
  'same-field-differs',
  'intake-before-vote',
  'after-close',
  'maybe-reported-twice',
  'erase-refused',
  'person-erased',
]);

/** Whether a row carries a doubt that a person should see; the group's row counts just these. */
export function asksToLook({ flags = [] }: { readonly flags?: readonly Flag[] | undefined }): boolean {
  return flags.some((flag) => !quietFlags.has(flag));
}

/** @param sign 1 for a row as it is now, -1 for what it was before */
export function contributionOf(row: Row, sign: 1 | -1): Contribution {
  const marks = 'flags' in row || 'conflicts' in row ? ownMarks(row, sign) : {};
  switch (row.type) {
    case 'member':
      return { ...marks, ...memberContribution(row, sign) };
    case 'entry':
      return { ...marks, ...entryContribution(row, sign) };
    case 'meeting':
      return { ...marks, meetings: sign, ...(sign === 1 && { metOn: row.heldOn }) };
    case 'term':
      return { ...marks, seats: row.endedOn === undefined ? sign : 0 };
    case 'visit':
      return row.attended ? { visits: sign, visitedOn: row.on } : {};
    case 'photo':
      return { photos: row.withdrawn === undefined ? sign : 0 };
    case 'count':
      return { ...marks, countedOn: row.on };
    case 'loan':
      return { ...marks, loansRunning: row.state === 'running' ? sign : 0 };
    case 'day':
      return { booked: { on: row.on, satang: sign * ((row.byKind['pledged-savings'] ?? 0) - (row.byKind['savings-returned'] ?? 0)) } };
    case 'year':
      return { columns: sign === 1 ? row.columns : negated(row.columns) };
    // A witness too few is a doubt about the member who waits, and is counted there.
    case 'consent':
      return {};
    default:
      return marks;
  }
}

export function ownMarks(row: { readonly flags?: readonly Flag[]; readonly conflicts?: readonly unknown[] }, sign: 1 | -1): Contribution {
  const flags = (row.flags ?? []).filter((flag) => !quietFlags.has(flag)).length;
  return { openFlags: sign * flags, openConflicts: sign * (row.conflicts?.length ?? 0) };
}

function memberContribution(row: MemberRow, sign: 1 | -1): Contribution {
  const count = (is: boolean) => (is ? sign : 0);
  const accepted = row.state === 'accepted';
  const wasMember = row.joinedOn !== undefined && row.leftReason !== 'mistake' && row.leftReason !== 'withdrawn';
  return {
    interested: count(row.state === 'interested'),
    accepted: count(accepted),
    pending: count(row.state === 'pending-consent'),
    numbered: count(accepted && row.no !== undefined),
    minors: count(accepted && row.minorAtJoining),
    male: count(accepted && row.person.gender === 'male'),
    female: count(accepted && row.person.gender === 'female'),
    left: count(row.state === 'left' && wasMember),
    ...(accepted && { pledged: pledgeSteps(row, sign) }),
    ...(row.no !== undefined && { highestNo: row.no }),
  };
}

/** Each promise as its difference from the one before, so that the sum up to a month is what acts in it. */
function pledgeSteps({ pledges }: MemberRow, sign: 1 | -1): Contribution['pledged'] {
  return pledges.map(({ effectiveFrom, amount }, index) => ({
    from: effectiveFrom,
    satang: sign * (amount - (pledges[index - 1]?.amount ?? 0)),
  }));
}

function entryContribution(row: EntryRow, sign: 1 | -1): Contribution {
  if (row.reversed !== undefined) return {};
  return {
    entries: sign,
    byCommittee: row.writtenBy === 'committee' ? sign : 0,
    kind: { name: row.kind, satang: sign * row.amount },
    columns: columnsOf(row, sign),
  };
}

function negated(columns: ColumnSums): ColumnSums {
  return Object.fromEntries(Object.entries(columns).map(([column, satang]) => [column, -satang]));
}
