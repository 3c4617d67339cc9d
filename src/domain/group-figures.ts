/** The few figures of a group that every list, tile and export shows, from its summary row alone. */
import { sumSatang, type Satang } from './money.ts';
import type { GroupRow } from './row.ts';
import type { EntryKind, StepKey } from './vocabulary.ts';

/** Accepted members, or what was declared of an old paper group. */
export function membersOf(group: Pick<GroupRow, 'members' | 'declared'>): number {
  return group.members.accepted > 0 ? group.members.accepted : (group.declared?.members ?? 0);
}

/** Pledged savings that members have in the group now; what was declared counts until the balances were carried over. */
export function savedOf({ money, declared }: Pick<GroupRow, 'money' | 'declared'>): Satang {
  const isCarriedOver = money.byKind['opening-savings'] !== undefined;
  return (money.columns.pledged ?? 0) + (isCarriedOver ? 0 : (declared?.savedSatang ?? 0));
}

/** Money that comes in from outside the group; moving it to the bank, lending and spending are not receiving. */
const receivingKinds = [
  'pledged-savings', 'special-savings', 'entry-fee', 'fine', 'loan-principal', 'loan-interest', 'bank-interest', 'grant', 'enterprise-income',
] as const satisfies readonly EntryKind[]; // prettier-ignore

export function receivedOf({ money }: { readonly money: Pick<GroupRow['money'], 'byKind'> }): Satang {
  return sumSatang(receivingKinds.map((kind) => money.byKind[kind] ?? 0));
}

/** Done, or not applicable with a reason. */
export function isSettled(group: Pick<GroupRow, 'steps'>, key: StepKey): boolean {
  const state = group.steps[key]?.state;
  return state === 'done' || state === 'not-applicable';
}
