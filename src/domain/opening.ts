/** Balances of paper books hold everything up to their day: a line of such a day that is entered here too counts twice. */
import { columnsOf, type Column } from './account-column.ts';
import type { DayRow } from './row.ts';
import type { CivilDate } from './thai-calendar.ts';
import type { EntryKind } from './vocabulary.ts';

const carriedColumns = ['cash', 'bank', 'loans', 'pledged', 'special'] as const satisfies readonly Column[];
type OpenedOn = Readonly<Partial<Record<(typeof carriedColumns)[number], CivilDate>>>;

/** The last day on which balances of each column were carried over. */
export function openedOn(days: readonly DayRow[]): OpenedOn {
  const found: Partial<Record<Column, CivilDate>> = {};
  for (const day of days) for (const column of movedOn(day, true)) if (day.on > (found[column] ?? '')) found[column] = day.on;
  return found;
}

/** As if every balance were carried over on one day. */
export function allOpenedOn(on: CivilDate): OpenedOn {
  return Object.fromEntries(carriedColumns.map((column) => [column, on]));
}

/** Days of other lines than those carried over that stand in the balances already, the earliest first. */
export function daysWithin(days: readonly DayRow[], opened: OpenedOn): readonly CivilDate[] {
  return days
    .filter((day) => movedOn(day, false).some((column) => day.on <= (opened[column] ?? '')))
    .map(({ on }) => on)
    .toSorted();
}

function movedOn({ byKind }: Pick<DayRow, 'byKind'>, isOpening: boolean): readonly (typeof carriedColumns)[number][] {
  const kinds = (Object.keys(byKind) as EntryKind[]).filter((kind) => byKind[kind] !== 0 && kind.startsWith('opening-') === isOpening);
  return carriedColumns.filter((column) => kinds.some((kind) => columnsOf({ kind, amount: 1 })[column] !== undefined));
}
