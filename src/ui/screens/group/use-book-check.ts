/** What must hold in the books, looked at after the figures are on the screen: members, loans and years are read for it, entries never. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { findBookProblems, type BookProblem } from '../../../domain/book-check.ts';
import type { MonthRow } from '../../../domain/money-row.ts';
import type { DayRow, GroupRow, MemberRow } from '../../../domain/row.ts';
import { useApp } from '../../app-context.ts';
import { useRowsOf, useRowsUnderEach } from '../../use-store.ts';

/** Days of these months only: a group has up to thirty of them a month, and each names its payers. */
export function useDaysOf(g: string, months: readonly string[] | undefined): readonly DayRow[] | undefined {
  const days = useRowsUnderEach<'day'>(g, (months ?? []).map((month) => `day:${month}` as const)); // prettier-ignore
  return months === undefined ? undefined : days;
}

export interface BookCheck {
  readonly problems: readonly BookProblem[];
  readonly members: readonly MemberRow[];
}

/** @returns `undefined` while it is being looked at */
export function useBookCheck(
  group: GroupRow,
  months: readonly MonthRow[] | undefined,
  days: readonly DayRow[] | undefined,
): BookCheck | undefined {
  const { store } = useApp();
  const [rest, setRest] = useState<Pick<Parameters<typeof findBookProblems>[0], 'members' | 'loans' | 'years'>>();
  const countKeys = useMemo(() => days?.flatMap(({ count }) => (count === undefined ? [] : [`count:${count}` as const])), [days]);
  const counts = useRowsOf<'count'>(group.id, countKeys);
  const isPainted = months !== undefined && days !== undefined;
  useEffect(() => {
    if (!isPainted) return undefined;
    let current = true;
    // a person reads the figures first; every change of the group comes through its own row
    const timer = setTimeout(
      () =>
        void Promise.all([store.rows(group.id, 'member'), store.rows(group.id, 'loan'), store.rows(group.id, 'year')]).then(
          ([members, loans, years]) => current && setRest({ members, loans, years }),
        ),
      50,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [store, group, isPainted]);
  return useMemo(() => {
    if (rest === undefined || months === undefined || days === undefined || counts === undefined) return undefined;
    return { problems: findBookProblems({ group, months, days, counts, ...rest }), members: rest.members };
  }, [rest, group, months, days, counts]);
}
