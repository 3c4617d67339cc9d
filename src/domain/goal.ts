/** The goals of item 2.7 beside what was reached; they are the committee's own and nobody is ranked by them. */
import type { Satang } from './money.ts';
import type { SessionRow } from './row.ts';
import type { CivilDate } from './thai-calendar.ts';

export interface Goals {
  readonly members?: number | undefined;
  readonly savings?: Satang | undefined;
  readonly by?: CivilDate | undefined;
}

export interface GoalStanding {
  readonly what: 'members' | 'savings';
  readonly goal: number;
  readonly reached: number;
  /** of 100, rounded down so that only the whole says 100; more than 100 when it was passed */
  readonly percent: number;
  /** `late`: the day has passed and it was not reached */
  readonly state: 'reached' | 'under-way' | 'late';
}

/** What the committee said last. */
export function goalsOf(sessions: readonly SessionRow[]): Goals | undefined {
  const said = sessions.filter(({ step, state, withdrawn }) => step === '2.7' && state !== 'not-applicable' && withdrawn === undefined);
  const last = said.toSorted((a, b) => b.doneOn.localeCompare(a.doneOn) || b.at.localeCompare(a.at))[0];
  if (last === undefined) return undefined;
  const { targetMembers, targetSavings, targetOn } = last.fields;
  return {
    members: typeof targetMembers === 'number' ? targetMembers : undefined,
    savings: typeof targetSavings === 'number' ? targetSavings : undefined,
    by: typeof targetOn === 'string' ? targetOn : undefined,
  };
}

export function goalStandings(
  { members, savings, by }: Goals,
  reached: { readonly members: number; readonly savings: Satang },
  todayOn: CivilDate,
): readonly GoalStanding[] {
  const standing = (what: GoalStanding['what'], goal: number | undefined): readonly GoalStanding[] => {
    if (goal === undefined || goal <= 0) return [];
    const isReached = reached[what] >= goal;
    const state = isReached ? 'reached' : by !== undefined && by < todayOn ? 'late' : 'under-way';
    return [{ what, goal, reached: reached[what], percent: Math.floor((reached[what] * 100) / goal), state }];
  };
  return [...standing('members', members), ...standing('savings', savings)];
}
