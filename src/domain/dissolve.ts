/** What is still to be done before a group is wound up; until then it goes on reporting, and nothing of it is ever deleted (case 49). */
import { savingsLeftIn } from './group-figures.ts';
import type { Satang } from './money.ts';
import type { Problem } from './problem.ts';
import type { GroupRow, MeetingRow } from './row.ts';
import { normaliseThai } from './thai-text.ts';

/** A general meeting of all members, with its minutes; a committee cannot end a group. */
export function canEndGroup(meeting: Pick<MeetingRow, 'kind' | 'minutes'>): boolean {
  return (meeting.kind === 'annual' || meeting.kind === 'people') && normaliseThai(meeting.minutes ?? '') !== '';
}

/** Money that is left when everybody has his savings back: what the meeting decides about. */
export function moneyLeftIn({ money }: Pick<GroupRow, 'money'>): Satang {
  return money.cash + money.bank;
}

export interface Ending {
  readonly meeting: MeetingRow | undefined;
  /** what happens to the money and things that are left */
  readonly decision: string;
}

/** In the order in which they can be removed; empty means that the group can be dissolved. */
export function findEndingProblems(
  group: GroupRow,
  { meeting, decision }: Ending,
): readonly Problem<'meeting' | 'savings' | 'loans' | 'funds'>[] {
  const problems: Problem<'meeting' | 'savings' | 'loans' | 'funds'>[] = [];
  if (meeting === undefined || !canEndGroup(meeting))
    problems.push({ code: 'ending-meeting-missing', weight: 'refused', field: 'meeting' });
  const loans = group.money.columns.loans ?? 0;
  if (loans !== 0 || group.money.loansRunning > 0)
    problems.push({
      code: 'loans-not-settled',
      weight: 'refused',
      field: 'loans',
      facts: { loans: group.money.loansRunning, satang: loans },
    });
  const savings = savingsLeftIn(group);
  if (savings !== 0) problems.push({ code: 'savings-not-returned', weight: 'refused', field: 'savings', facts: { satang: savings } });
  if (normaliseThai(decision) === '')
    problems.push({ code: 'funds-undecided', weight: 'refused', field: 'funds', facts: { satang: moneyLeftIn(group) } });
  return problems;
}
