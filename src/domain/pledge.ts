/** What a member promises to save a month (`pledge.decide`): dated, never acting backwards, and never set for him. */
import { withFlag, type Bench, type Deed, type KindFolds } from './folding.ts';
import { findPledgeAmountProblem } from './money.ts';
import type { GroupRow, MemberRow } from './row.ts';
import { compareCivilDates, monthOf, shiftMonth } from './thai-calendar.ts';

export const pledgeFolds: KindFolds<'pledge.decide'> = {
  'pledge.decide': { needs: (p) => [`member:${p.member}`], fold: decidePledge },
};

/**
 * A promise acts from a month on and never backwards: the first from the month it was made in, a change from the month after, unless it
 * corrects a promise of the same day (case 14). One that would act earlier is flagged and acts from the earliest month allowed.
 */
function decidePledge({ p, by }: Deed<'pledge.decide'>, bench: Bench): void {
  const row = bench.need<'member'>(`member:${p.member}`);
  const { amount, decidedOn, decidedBy } = p;
  const earliest = firstMonthOfPledge(row, decidedOn);
  const isBackdated = p.effectiveFrom < earliest;
  const effectiveFrom = isBackdated ? earliest : p.effectiveFrom;
  const { shareUnit, maxShares } = bench.group.bylaws ?? {};
  const isOdd = findPledgeAmountProblem(amount, { shareUnitSatang: shareUnit, maxShares }) !== undefined;
  if (isBackdated) bench.flag('pledge-backdated');
  if (isOdd) bench.flag('not-in-share-units');
  const pledges = [...row.pledges, { amount, effectiveFrom, decidedOn, decidedBy, by }];
  const sorted = pledges.toSorted(
    (a, b) => compareCivilDates(a.effectiveFrom, b.effectiveFrom) || compareCivilDates(a.decidedOn, b.decidedOn),
  );
  bench.put(
    `member:${row.id}`,
    withFlag(withFlag({ ...row, pledges: sorted }, 'pledge-backdated', isBackdated), 'not-in-share-units', isOdd),
  );
}

/** The first month a promise made on a day can act from: a first promise at once, a change from the next month (case 14). */
export function firstMonthOfPledge(member: Pick<MemberRow, 'pledges'>, decidedOn: string): string {
  const isChange = member.pledges.some((pledge) => pledge.decidedOn < decidedOn);
  return isChange ? shiftMonth(monthOf(decidedOn), 1) : monthOf(decidedOn);
}

/** What a member promised for a month, satang; `undefined` before the first promise. */
export function pledgeInMonth(row: Pick<MemberRow, 'pledges'>, month: string): number | undefined {
  return row.pledges.findLast((pledge) => pledge.effectiveFrom <= month)?.amount;
}

/** What all accepted members together promised for a month, satang (case 14). */
export function pledgedInMonth({ pledgedFrom = {} }: Pick<GroupRow, 'pledgedFrom'>, month: string): number {
  return Object.entries(pledgedFrom).reduce((sum, [from, satang]) => (from <= month ? sum + satang : sum), 0);
}
