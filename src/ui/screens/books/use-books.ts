/** What the pages of a month are made of, read by its lines and never by all entries of a group. */
import { useMemo } from 'preact/hooks';
import type { BookSource } from '../../../domain/account-books.ts';
import type { MonthRow } from '../../../domain/money-row.ts';
import type { EntryRow } from '../../../domain/row.ts';
import { monthOf, shiftMonth, type Month } from '../../../domain/thai-calendar.ts';
import type { NameOf } from '../../tables/book-sheets.ts';
import { plainName } from '../../words/member-name.ts';
import { useRows, useRowsOf, useRowsUnder } from '../../use-store.ts';

export interface BookMonth {
  readonly source: BookSource;
  readonly nameOf: NameOf;
}

/** @returns `undefined` while it is being read */
export function useBookMonth(g: string, month: Month): BookMonth | undefined {
  const months = useRows(g, 'month');
  const years = useRows(g, 'year');
  const postings = useRowsUnder<'posting'>(g, `posting:${month}:`);
  const entryKeys = useMemo(
    () => postings && [...new Set(postings.flatMap(({ lines }) => lines.map(({ e }) => `entry:${e}` as const)))],
    [postings],
  );
  const entries = useRowsOf<'entry'>(g, entryKeys);
  const nameOf = useNamesOf(g, entries);
  return useMemo(() => {
    if (months === undefined || years === undefined || postings === undefined || entries === undefined || nameOf === undefined)
      return undefined;
    return { source: { months, years, postings, entries: new Map(entries.map((entry) => [entry.id, entry])) }, nameOf };
  }, [months, years, postings, entries, nameOf]);
}

/** Names of the members of these lines. */
function useNamesOf(g: string, entries: readonly EntryRow[] | undefined): NameOf | undefined {
  const keys = useMemo(
    () => entries && [...new Set(entries.flatMap(({ member }) => (member === undefined ? [] : [`member:${member}` as const])))],
    [entries],
  );
  const members = useRowsOf<'member'>(g, keys);
  return useMemo(() => {
    if (members === undefined) return undefined;
    const names = new Map(members.map((member) => [member.id, plainName(member.person)]));
    return (member) => names.get(member);
  }, [members]);
}

/** Every month from the first with a line to today's, newest first. */
export function monthsToShow(months: readonly Pick<MonthRow, 'month' | 'columns'>[], todayOn: string): readonly Month[] {
  const booked = months.filter(({ columns }) => Object.keys(columns).length > 0).map(({ month }) => month);
  const today = monthOf(todayOn);
  const first = booked.reduce((earliest, month) => (month < earliest ? month : earliest), today);
  const last = booked.reduce((latest, month) => (month > latest ? month : latest), today);
  const shown: Month[] = [];
  for (let month = last; month >= first; month = shiftMonth(month, -1)) shown.push(month);
  return shown;
}
