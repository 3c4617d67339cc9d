/** What a committee lacks, told from the group's row alone: for the next step and for lists, which load no more than this. */
import type { GroupRow } from './row.ts';

/** Offices of the board that a founded group is never without. */
export const necessaryOffices = ['chair', 'secretary', 'treasurer'] as const;

/** Necessary offices that nobody holds; a group has none before it elected anybody. */
export function findVacantOffices(group: Pick<GroupRow, 'committee' | 'steps'>): readonly (typeof necessaryOffices)[number][] {
  if (group.steps['2.4'] === undefined) return [];
  return necessaryOffices.filter((office) => group.committee.filled[office] === undefined);
}

/** Whether the cash must be counted because a treasurer left: true until a count dated on that day or later (case 25). */
export function isHandOverCountDue(group: Pick<GroupRow, 'committee' | 'money'>): boolean {
  const { treasurerLeftOn } = group.committee;
  return treasurerLeftOn !== undefined && (group.money.countedOn ?? '') < treasurerLeftOn;
}
