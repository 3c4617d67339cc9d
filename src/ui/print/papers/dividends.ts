/** Dividends and average returns of a closed year: what each member's part is, with a line to sign for it. */
import { dividendPool, dividendRows, sharedUses, type DividendRow, type SharedUse } from '../../../domain/dividend.ts';
import type { YearRow } from '../../../domain/money-row.ts';
import { passbookYears } from '../../../domain/passbook.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { lateLinesOf } from '../../../domain/year-end.ts';
import { dividendSheet } from '../../tables/dividend-sheet.ts';
import {
  blank,
  membersOf,
  monthsOf,
  placeOf,
  postingsOf,
  signersOf,
  tableOf,
  withHandColumn,
  type MakePaper,
  type PaperSource,
} from '../paper-source.ts';

export const dividends: MakePaper = async (source) => {
  const { store, group, query, t, words } = source;
  const years = group === undefined ? [] : (await store.rows(group.id, 'year')).toSorted((a, b) => (a.to > b.to ? -1 : 1));
  const year = years.find(({ id }) => id === query['closing']) ?? years[0];
  if (group !== undefined && year === undefined) return 'nothing';
  const partOf = year === undefined ? () => [] : await partsOf(source, year, years);
  const shared = year === undefined ? sharedUses.slice(0, 1) : sharedUses.filter((of) => dividendPool(year, of) > 0);
  const signers = await signersOf(source, ['treasurer', 'secretary', 'chair']);
  const day = (date: string | undefined) => (date === undefined ? blank(20) : words.day(date, { style: 'long' }));
  return {
    choices:
      year === undefined
        ? []
        : [{ name: 'closing', label: t('print.choice-closing'), value: year.id, options: years.map(({ id, to }) => ({ value: id, label: day(to) })) }], // prettier-ignore
    papers: shared.map((of) => {
      const sheet = dividendSheet(year ?? { basis: 'saved' }, partOf(of), t, of);
      return {
        size: 'a4',
        place: placeOf(source),
        title: sheet.title,
        under: t('print.sheet-from-to', { from: day(year?.from), to: day(year?.to) }),
        blocks: [tableOf(source, withHandColumn(sheet, t('print.sheet-receiver'))), { kind: 'signatures', people: signers }],
      };
    }),
  };
};

/** The parts as they were voted: what was booked later for days of the closed year does not move them. */
async function partsOf(source: PaperSource, year: YearRow, years: readonly YearRow[]): Promise<(of: SharedUse) => readonly DividendRow[]> {
  const { store, group } = source;
  if (group === undefined) return () => [];
  const months = await monthsOf(source);
  const wanted = passbookYears(months, await store.rows(group.id, 'day'));
  const passbooks = await Promise.all(wanted.map(async (each) => store.rowsUnder<'passbook'>(group.id, `passbook:${each}:`)));
  const adjusted = months.filter(({ month, adjustments }) => month >= monthOf(year.from) && adjustments > 0);
  const pages = await Promise.all(adjusted.map(async ({ month }) => postingsOf(source, month)));
  const postings = pages.flatMap((page) => page.postings);
  const late = lateLinesOf(year, postings, new Map(pages.flatMap(({ entries }) => [...entries])));
  const rows = { members: await membersOf(source), passbooks: passbooks.flat(), late, years };
  return (of) => dividendRows(year, rows, of);
}
