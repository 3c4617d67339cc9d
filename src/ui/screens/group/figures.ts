/** The day a group meets next, for lists and tiles. */
import { nextPledgeDay } from '../../../domain/due-date.ts';
import { hasEnded, isPaused } from '../../../domain/life-cycle.ts';
import type { GroupRow } from '../../../domain/row.ts';

/** The next pledge day from today on, of a group that still meets. */
export function nextPledgeOf(group: GroupRow, todayOn: string): string | undefined {
  if (group.pledgeDay === undefined || hasEnded(group) || isPaused(group)) return undefined;
  return nextPledgeDay(group.pledgeDay, todayOn);
}
