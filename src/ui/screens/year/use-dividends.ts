/** The dividend of a closed year, member by member, as the rows of this phone say it; read only for a list that is shown. */
import { useMemo } from 'preact/hooks';
import { dividendRows, sharedUses, type DividendRow, type SharedUse } from '../../../domain/dividend.ts';
import type { MonthRow, YearRow } from '../../../domain/money-row.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { passbookYears } from '../../../domain/passbook.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { lateLinesOf } from '../../../domain/year-end.ts';
import { useToday } from '../../app-context.ts';
import { useRows, useRowsOf, useRowsUnderEach } from '../../use-store.ts';

export interface DividendsOf {
  readonly group: GroupRow;
  readonly year: YearRow;
  readonly years: readonly YearRow[];
  readonly months: readonly MonthRow[];
}

/** @returns undefined while it is being read */
export function useDividends({ group, year, years, months }: DividendsOf): Readonly<Record<SharedUse, readonly DividendRow[]>> | undefined {
  const members = useRows(group.id, 'member');
  const days = useRows(group.id, 'day');
  // this year's too: the first payment in it finds its book read
  const todayOn = useToday();
  const passbooks = useRowsUnderEach<'passbook'>(
    group.id,
    passbookYears(months, [...(days ?? []), { on: todayOn }]).map((each) => `passbook:${each}:` as const),
  );
  const adjusted = months.filter(({ month, adjustments }) => month >= monthOf(year.from) && adjustments > 0);
  const pages = useRowsUnderEach<'posting'>(
    group.id,
    adjusted.map(({ month }) => `posting:${month}:` as const),
  );
  const entries = useRowsOf<'entry'>(
    group.id,
    (pages ?? []).flatMap(({ lines }) => lines.map(({ e }) => `entry:${e}` as const)),
  );
  return useMemo(() => {
    if (members === undefined || days === undefined || passbooks === undefined || pages === undefined || entries === undefined)
      return undefined;
    const late = lateLinesOf(year, pages, new Map(entries.map((entry) => [entry.id, entry])));
    const source = { members, passbooks, late, years };
    const [dividend, averageReturn] = sharedUses.map((of) => dividendRows(year, source, of));
    return { dividend: dividend ?? [], 'average-return': averageReturn ?? [] };
  }, [members, days, passbooks, pages, entries, year, years]);
}
