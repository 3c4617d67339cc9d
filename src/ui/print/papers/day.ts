/** What was booked for one day, wherever it stands: on its month's pages, or on a later month's when its own was closed. */
import type { EntryRow, MemberRow } from '../../../domain/row.ts';
import { isCivilDate, monthOf } from '../../../domain/thai-calendar.ts';
import { monthsOf, postingsOf, type PaperChoice, type PaperSource } from '../paper-source.ts';

/** Live lines in the order they were recorded. */
export async function entriesOfDay(source: PaperSource, on: string): Promise<readonly EntryRow[]> {
  const months = (await monthsOf(source)).filter(
    ({ month, adjustments }) => month === monthOf(on) || (month > monthOf(on) && adjustments > 0),
  );
  const found = await Promise.all(months.map(async ({ month }) => [...(await postingsOf(source, month)).entries.values()]));
  return found.flat().filter(({ paidOn, reversed }) => paidOn === on && reversed === undefined);
}

/** The day of the address, else the last one on which anybody paid. */
export async function dayAsked(
  source: PaperSource,
): Promise<{ readonly on: string | undefined; readonly choices: readonly PaperChoice[] }> {
  const { store, group, query, t, words } = source;
  const days = group === undefined ? [] : await store.rows(group.id, 'day');
  const listed = days.filter(({ payers }) => payers > 0).map(({ on }) => on).sort().reverse(); // prettier-ignore
  const asked = query['on'] ?? '';
  const on = isCivilDate(asked) ? asked : listed[0];
  if (on === undefined) return { on, choices: [] };
  const options = [...new Set([on, ...listed])].sort().reverse().map((day) => ({ value: day, label: words.day(day, { style: 'long' }) })); // prettier-ignore
  return { on, choices: [{ name: 'on', label: t('print.choice-day'), value: on, options }] };
}

export interface Receipt {
  readonly no: string | undefined;
  readonly on: string;
  readonly lines: readonly EntryRow[];
}

/** One receipt for each number, and one for each member who paid without a number. Money that went out is no receipt. */
export function receiptsIn(entries: readonly EntryRow[]): readonly Receipt[] {
  const found = new Map<string, EntryRow[]>();
  for (const entry of entries) {
    if (!isReceived(entry)) continue;
    const key = entry.receipt ?? `|${entry.member ?? entry.id}`;
    found.set(key, [...(found.get(key) ?? []), entry]);
  }
  return [...found.values()].flatMap((lines) => (lines[0] === undefined ? [] : [{ no: lines[0].receipt, on: lines[0].paidOn, lines }]));
}

const receivedKinds: ReadonlySet<EntryRow['kind']> = new Set([
  'pledged-savings', 'special-savings', 'entry-fee', 'fine', 'loan-principal', 'loan-interest', 'grant', 'enterprise-income', 'shortage-repaid',
  'external-loan',
]); // prettier-ignore

export function isReceived({ kind }: Pick<EntryRow, 'kind'>): boolean {
  return receivedKinds.has(kind);
}

export function payersOf(lines: readonly EntryRow[], members: readonly MemberRow[]): readonly MemberRow[] {
  const ids = new Set(lines.map(({ member }) => member));
  return members.filter(({ id }) => ids.has(id));
}
