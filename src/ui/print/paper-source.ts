/** What a paper is made from: the group's rows on this phone, the questions in the address, Thai words. Without a group it is a blank form. */
import { areaName } from '../../content/areas.ts';
import type { Translate } from '../../content/text.ts';
import { thaiWords } from '../../content/thai-words.ts';
import { bahtToWords } from '../../domain/baht-words.ts';
import { formatBaht } from '../../domain/money.ts';
import type { MonthRow } from '../../domain/money-row.ts';
import type { EntryRow, GroupRow, MemberRow } from '../../domain/row.ts';
import { dayInMonth, monthOf } from '../../domain/thai-calendar.ts';
import type { Office } from '../../domain/vocabulary.ts';
import type { PhoneStore } from '../../storage/phone-store.ts';
import type { Sheet } from '../tables/sheet.ts';
import { plainName } from '../words/member-name.ts';
import type { Words } from '../words/use-words.ts';
import type { PaperBlock, PaperDocument, Signer } from './paper-document.ts';

export interface PaperSource {
  readonly store: PhoneStore;
  /** `undefined`: a blank form for any group */
  readonly group: GroupRow | undefined;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly today: string;
  readonly t: Translate;
  readonly words: Words;
}

/** One question that the reader may answer otherwise: a month, a member, a loan. */
export interface PaperChoice {
  /** its name in the address */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface PrintedPapers {
  /** all of one size: a browser shrinks sheets of several sizes to the smallest */
  readonly papers: readonly PaperDocument[];
  /** four small ones on a sheet of A4, to be cut */
  readonly fourOnASheet?: boolean;
  readonly choices: readonly PaperChoice[];
}

/** `nothing`: the group has none of what this paper shows */
export type MakePaper = (source: PaperSource) => Promise<PrintedPapers | 'nothing'>;

/** Where a hand writes what is not known. */
export const blank = (length: number): string => '.'.repeat(length);

export function placeOf({ group, t }: PaperSource): string {
  if (group === undefined)
    return t('print.sheet-place', {
      group: t('print.sheet-some-group', { name: blank(30) }),
      moo: blank(6),
      tambon: blank(20),
      district: blank(20),
      province: blank(20),
    });
  const { tambon, moo } = group.village;
  return t('print.sheet-place', {
    group: group.name,
    moo,
    tambon: areaName(tambon) ?? blank(16),
    district: areaName(tambon.slice(0, 4)) ?? blank(16),
    province: areaName(tambon.slice(0, 2)) ?? blank(16),
  });
}

export async function membersOf({ store, group }: PaperSource): Promise<readonly MemberRow[]> {
  return group === undefined ? [] : store.rows(group.id, 'member');
}

export function nameIn(members: readonly MemberRow[]): (id: string) => string | undefined {
  const nameById = new Map(members.map(({ id, person }) => [id, plainName(person)]));
  return (id) => nameById.get(id);
}

/** A line to sign for each office, with the name of who holds it. */
export async function signersOf({ store, group, t }: PaperSource, offices: readonly Office[]): Promise<readonly Signer[]> {
  const holders = offices.map((office) => group?.committee.filled[office]);
  const rows = group === undefined ? [] : await store.rowsOf(group.id, holders.filter((id) => id !== undefined).map((id) => `member:${id}` as const)); // prettier-ignore
  const nameOf = nameIn(rows);
  return offices.map((office, index) => ({ role: t(`founding.office.${office}`), name: nameOf(holders[index] ?? '') }));
}

export async function monthsOf({ store, group }: PaperSource): Promise<readonly MonthRow[]> {
  const months = group === undefined ? [] : await store.rows(group.id, 'month');
  return months.toSorted((a, b) => (a.month < b.month ? -1 : 1));
}

/** The lines that stand on a month's pages with the entries they name. */
export async function postingsOf({ store, group }: PaperSource, month: string) {
  if (group === undefined) return { postings: [], entries: new Map<string, EntryRow>() };
  const postings = await store.rowsUnder<'posting'>(group.id, `posting:${month}:`);
  const keys = new Set(postings.flatMap(({ lines }) => lines.map(({ e }) => `entry:${e}` as const)));
  const rows = await store.rowsOf<'entry'>(group.id, [...keys]);
  return { postings, entries: new Map(rows.map((entry) => [entry.id, entry])) };
}

/** The day that the figures of a month are of: its last, or today while it runs. */
export function asOfMonth(month: string, today: string): string {
  return month === monthOf(today) ? today : dayInMonth(month, 31);
}

export function asOfWords({ t, words }: PaperSource, day: string | undefined): string {
  return t('print.sheet-as-of', { date: day === undefined ? blank(30) : words.day(day, { style: 'long' }) });
}

export function bahtInWords(satang: number): string {
  return bahtToWords(satang, thaiWords.money);
}

export function baht(satang: number | undefined, dots = 20): string {
  return satang === undefined ? blank(dots) : formatBaht(satang);
}

/** The table as it is on the screen; without a group its empty rows. */
export function tableOf({ group }: PaperSource, sheet: Sheet): PaperBlock {
  return group === undefined
    ? { kind: 'sheet', ruled: true, sheet: { ...sheet, rows: [], totals: sheet.totals && emptied(sheet.totals) } }
    : { kind: 'sheet', ruled: false, sheet };
}

/** The word of the last row without its figures. */
function emptied(totals: NonNullable<Sheet['totals']>): Sheet['totals'] {
  return Object.fromEntries(Object.entries(totals).filter(([, value]) => typeof value === 'string' && !/\d/.test(value)));
}

/** A column that only the paper has, for a hand to sign or to write in. */
export function withHandColumn(sheet: Sheet, label: string, width = 14): Sheet {
  return { ...sheet, columns: [...sheet.columns, { key: 'by-hand', label, kind: 'text', width }] };
}

/** A long text as paragraphs short enough for one page each. */
export function paragraphsOf(text: string, style: 'plain' | 'article' = 'plain'): readonly PaperBlock[] {
  return text
    .split('\n')
    .flatMap((line) => line.match(/.{1,500}(?:\s|$)|.{1,500}/g) ?? [])
    .map((line) => ({ kind: 'text', text: line.trim(), style }));
}
