/** How far a group is with its account: what the district noted, what the officer recorded as item 3.1, or what the founding notice asks for. */
import { isFounded } from '../../../domain/area-summary.ts';
import type { BankLiaison } from '../../../domain/board-row.ts';
import { hasBankAccount } from '../../../domain/group-figures.ts';
import type { OwnAct } from '../../../storage/own-acts.ts';
import type { BoardGroup } from '../../../protocol/board.ts';

/** `not-asked`: the founding notice says that the group does not want the district's help (yet). */
export type BankState = 'none' | 'not-asked' | BankLiaison['state'];

export function bankStateOf({ group, bankAsk }: Pick<BoardGroup, 'group' | 'bankAsk'>): BankState {
  if (hasBankAccount(group)) return 'opened';
  return group.bank?.state ?? (bankAsk?.isAsked === false ? 'not-asked' : 'none');
}

/** A founded group that still runs needs an account; one the district already asked for stays in sight. */
export function wantsBank({ group }: Pick<BoardGroup, 'group'>): boolean {
  return isFounded(group) || (group.bank !== undefined && group.stage === 'active');
}

/** The group as it will stand once these own words have reached the office. @param own the newest first */
export function withBankWords(shown: BoardGroup, own: readonly OwnAct<'bank.liaise'>[]): BoardGroup {
  return own.toReversed().reduce<BoardGroup>((before, { p: { on: _on, ...said }, at }) => {
    const { bank } = before.group;
    return { ...before, group: { ...before.group, bank: { by: '', ...bank, ...said, at } } };
  }, shown);
}
