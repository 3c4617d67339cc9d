/** What the pages of loans are drawn from: every loan of the group, its members by id, and its rules; `undefined` while they are opening. */
import type { LoanRules } from '../../../domain/loan-check.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { useRow, useRows } from '../../use-store.ts';

export interface Loans {
  readonly group: GroupRow;
  readonly loans: readonly LoanRow[];
  readonly members: readonly MemberRow[];
  readonly memberById: ReadonlyMap<string, MemberRow>;
  readonly rules: LoanRules | undefined;
}

/** `null`: there is no such group here */
export function useLoans(g: string): Loans | null | undefined {
  const group = useRow<'group'>(g, 'group');
  const loans = useRows(g, 'loan');
  const members = useRows(g, 'member');
  const bylaws = useRow<'bylaws'>(g, `bylaws:${group?.bylaws?.id ?? ''}`);
  if (group === null) return null;
  if (group === undefined || loans === undefined || members === undefined || bylaws === undefined) return undefined;
  return { group, loans, members, memberById: new Map(members.map((member) => [member.id, member])), rules: bylaws?.rules };
}

export function borrowerOf({ memberById }: Pick<Loans, 'memberById'>, { member }: LoanRow): MemberRow | undefined {
  return member === undefined ? undefined : memberById.get(member);
}

/** Who can borrow or answer for somebody: members only. */
export function acceptedOf(members: readonly MemberRow[]): readonly MemberRow[] {
  return members.filter(({ state }) => state === 'accepted');
}
