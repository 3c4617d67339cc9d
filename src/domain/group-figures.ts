/** The few figures that lists, tiles and boards show for a group, whether its books are here or were declared as totals. */
import type { Satang } from './money.ts';
import type { GroupRow } from './row.ts';

export function membersOf(group: Pick<GroupRow, 'members' | 'declared'>): number {
  return group.members.accepted > 0 ? group.members.accepted : (group.declared?.members ?? 0);
}

/** Pledged savings that members have in the group now; what was declared counts until the balances were carried over. */
export function savedOf({ money, declared }: Pick<GroupRow, 'money' | 'declared'>): Satang {
  const isCarriedOver = money.byKind['opening-savings'] !== undefined;
  return (money.columns.pledged ?? 0) + (isCarriedOver ? 0 : (declared?.savedSatang ?? 0));
}
