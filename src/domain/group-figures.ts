/** The few figures of a group that every list, tile and export shows, from its summary row alone. */
import { sumSatang, type Satang } from './money.ts';
import type { GroupRow } from './row.ts';
import { dayInMonth, type Month } from './thai-calendar.ts';
import type { EntryKind, StepKey } from './vocabulary.ts';

/** Whether members are counted by their rows: of an old paper group only from the day somebody said that everybody is typed (case 50). */
export function countsItsRows({ source, isListComplete }: Pick<GroupRow, 'source' | 'isListComplete'>): boolean {
  return source !== 'declared' || isListComplete === true;
}

/** Whether its balances come from the books here: of an old paper group only once they were carried over. */
export function hasOwnBooks({ source, money }: Pick<GroupRow, 'source' | 'money'>): boolean {
  return source !== 'declared' || money.byKind['opening-savings'] !== undefined;
}

/** What was said last about an old paper group: at the end of its newest typed month, or as it was declared on that day or later. */
export function wordOf({ declared, told }: Pick<GroupRow, 'declared' | 'told'>): {
  readonly members: number;
  readonly savedSatang: Satang;
  /** absent while it is the declaration */
  readonly month?: Month;
} {
  const base = { members: declared?.members ?? 0, savedSatang: declared?.savedSatang ?? 0 };
  if (told === undefined || dayInMonth(told.month, 31) <= (declared?.asOf ?? '')) return base;
  return { month: told.month, members: told.members ?? base.members, savedSatang: told.savedSatang };
}

/** Accepted members; of an old paper group what was told, and at least those who are typed, until its list is complete. */
export function membersOf(group: Pick<GroupRow, 'source' | 'isListComplete' | 'declared' | 'told' | 'members'>): number {
  const { accepted } = group.members;
  return countsItsRows(group) ? accepted : Math.max(accepted, wordOf(group).members);
}

/** Pledged savings that members have in the group now; of an old paper group what was told with what was booked since, until its balances are carried over. */
export function savedOf(group: Pick<GroupRow, 'source' | 'money' | 'declared' | 'told' | 'bookedByDay'>): Satang {
  if (hasOwnBooks(group)) return group.money.columns.pledged ?? 0;
  const { savedSatang, month } = wordOf(group);
  const through = month === undefined ? (group.declared?.asOf ?? '') : dayInMonth(month, 31);
  const booked = Object.entries(group.bookedByDay ?? {}).flatMap(([on, satang]) => (on > through ? [satang] : []));
  return savedSatang + sumSatang(booked);
}

/** What members still have in the group by its books, or as an old group declared it while it had carried nothing over. */
export function savingsLeftIn(group: GroupRow): Satang {
  return savedOf(group) + (group.money.columns.special ?? 0);
}

/** Money that comes in from outside the group; moving it to the bank, lending and spending are not receiving. */
const receivingKinds = [
  'pledged-savings', 'special-savings', 'entry-fee', 'fine', 'loan-principal', 'loan-interest', 'bank-interest', 'grant', 'enterprise-income',
] as const satisfies readonly EntryKind[]; // prettier-ignore

export function receivedOf({ money }: { readonly money: Pick<GroupRow['money'], 'byKind'> }): Satang {
  return sumSatang(receivingKinds.map((kind) => money.byKind[kind] ?? 0));
}

/** An account in the group's own name, as the district noted it or the officer recorded it in 3.1; money said to be in a bank is not one. */
export function hasBankAccount({ bank, steps }: Pick<GroupRow, 'bank' | 'steps'>): boolean {
  return bank?.state === 'opened' || steps['3.1']?.state === 'done';
}

/** Done, or not applicable with a reason. */
export function isSettled(group: Pick<GroupRow, 'steps'>, key: StepKey): boolean {
  const state = group.steps[key]?.state;
  return state === 'done' || state === 'not-applicable';
}
