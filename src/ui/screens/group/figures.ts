/** The few figures that lists and tiles show for a group, whether its books are here or were declared as totals. */
import { nextPledgeDay } from '../../../domain/due-date.ts';
import { hasEnded } from '../../../domain/life-cycle.ts';
import type { Satang } from '../../../domain/money.ts';
import type { GroupRow } from '../../../domain/row.ts';

export function membersOf(group: GroupRow): number {
  return group.members.accepted > 0 ? group.members.accepted : (group.declared?.members ?? 0);
}

/** Pledged savings that members have in the group now; what was declared counts until the balances were carried over. */
export function savedOf({ money, declared }: GroupRow): Satang {
  const isCarriedOver = money.byKind['opening-savings'] !== undefined;
  return (money.columns.pledged ?? 0) + (isCarriedOver ? 0 : (declared?.savedSatang ?? 0));
}

/** The next pledge day from today on, of a group that still meets. */
export function nextPledgeOf(group: GroupRow, todayOn: string): string | undefined {
  if (group.pledgeDay === undefined || hasEnded(group) || group.stage === 'not-now') return undefined;
  return nextPledgeDay(group.pledgeDay, todayOn);
}
