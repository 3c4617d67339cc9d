/**
 * Open sheets of money: what was handed over is on the disk at the tap, and becomes `entry.record` operations of at most 25 rows when the
 * screen is left, the day is counted or closed, the page is hidden, a tap is 60 s old, or the app opens after a page was killed.
 */
import { useEffect, useState } from 'preact/hooks';
import type { PayloadOf } from '../domain/operation.ts';
import type { EntryKind } from '../domain/vocabulary.ts';
import { sumSatang } from '../domain/money.ts';
import { parseReceipt } from '../domain/receipt.ts';
import { locksOf } from '../storage/locks.ts';
import type { PhoneStore } from '../storage/phone-store.ts';
import { useApp, type AppContext } from './app-context.ts';

/** What one member handed over in one go; the ids are given at the tap, so that recording twice is one entry. */
export interface SheetRow {
  readonly member: string;
  readonly paidOn: string;
  readonly tappedAtMs: number;
  /** number of the receipt that the payer holds; rows of several members may share one (a mother pays for her children) */
  readonly receipt?: string;
  readonly lines: readonly { readonly e: string; readonly kind: EntryKind; readonly amount: number; readonly forMonth?: string }[];
}

export type Writer = PayloadOf<'entry.record'>['writtenBy'];

export interface OpenSheet {
  readonly g: string;
  /** a pledge day may have no meeting */
  readonly meeting?: string;
  /** of a pledge day: it is kept by its day; without, by its meeting */
  readonly day?: string;
  /** until somebody chose another */
  readonly writtenBy: Writer;
  readonly rows: readonly SheetRow[];
}

const rowsPerOperation = 25;
const recordAfterMs = 60_000;
// older than the pledge day's sheets: what lay open when the app was updated is found under the same name
const prefix = 'founding-sheet:';
/** What one tap did to one sheet. */
export interface SheetChange {
  readonly place: string;
  /** as it is on the disk now */
  readonly sheet: OpenSheet | undefined;
}
/** told nothing when any sheet may have changed */
type Listener = (change: SheetChange | undefined) => void;
const listeners = new Set<Listener>();
const locks = locksOf((navigator.locks as LockManager | null) ?? undefined);

/** The place of a pledge day's sheet; a founding's is its meeting. */
export const placeOfDay = (g: string, on: string) => `${g}:${on}`;
export const placeOf = ({ g, meeting, day }: OpenSheet) => (day === undefined ? (meeting ?? '') : placeOfDay(g, day));

/** The draft in which a sheet's choice of who writes the books is kept. */
export const writerKey = (place: string) => `founding-writer:${place}`;

export async function readSheet(store: PhoneStore, place: string): Promise<OpenSheet | undefined> {
  return (await store.draft(prefix + place)) as OpenSheet | undefined;
}

/** @param g only those of one group */
export async function readSheets(store: PhoneStore, g?: string): Promise<readonly OpenSheet[]> {
  const sheets = (await store.draftsUnder(prefix)) as readonly OpenSheet[];
  return g === undefined ? sheets : sheets.filter((sheet) => sheet.g === g);
}

export function onSheetsChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One after the other in all tabs: sheets are changed and receipt numbers given only here. */
async function alone(store: PhoneStore, act: () => Promise<SheetChange | undefined>): Promise<void> {
  let change: SheetChange | undefined;
  await locks.request(`sajja-sheet:${store.user}`, async () => {
    change = await act();
  });
  for (const listener of listeners) listener(change);
}

/**
 * Each change starts from what is on the disk, one after the other in all tabs: a tap on a screen that has not read the sheet, or read it
 * before another tab wrote, adds to it and never replaces it. `undefined` ends the sheet.
 *
 * @param change gets the sheet and all that are open: the disk is asked once for a tap
 * @throws when the sheet cannot be read; then nothing was written
 */
export async function changeSheet(
  store: PhoneStore,
  place: string,
  change: (sheet: OpenSheet | undefined, all: readonly OpenSheet[]) => Promise<OpenSheet | undefined> | OpenSheet | undefined,
): Promise<void> {
  await alone(store, async () => {
    const all = await readSheets(store);
    const before = all.find((sheet) => placeOf(sheet) === place);
    const next = await change(before, all);
    if (next === before) return undefined;
    const sheet = next === undefined || next.rows.length === 0 ? undefined : next;
    await (sheet === undefined ? store.dropDraft(prefix + place) : store.saveDraft(prefix + place, sheet));
    return { place, sheet };
  });
}

type Recording = Pick<AppContext, 'store' | 'newId' | 'nowMs' | 'wake'>;

/** Turns the open sheets, or those with a tap from before an instant, into records; resolves after the commit. */
export async function recordSheets(app: Recording, tappedBeforeMs = Number.POSITIVE_INFINITY): Promise<void> {
  const due = (await readSheets(app.store)).filter(({ rows }) => rows.some((row) => row.tappedAtMs <= tappedBeforeMs));
  for (const g of new Set(due.map((sheet) => sheet.g))) await recordSheetsOf(app, g);
}

/** All sheets of a group at once: a receipt number that comes later must never be in the books before an earlier one. */
export async function recordSheetsOf({ store, newId, nowMs, wake }: Recording, g: string): Promise<void> {
  await alone(store, async () => {
    const sheets = await readSheets(store, g);
    if (sheets.length === 0) return undefined;
    const open: PlacedRow[] = [];
    for (const sheet of sheets) {
      const place = placeOf(sheet);
      const chosen = (await store.draft(writerKey(place))) as { readonly writtenBy: Writer } | undefined;
      for (const row of sheet.rows) {
        const [first] = row.lines;
        // A row whose records were committed just before the page was killed is already in the books.
        if (first === undefined || (await store.row<'entry'>(g, `entry:${first.e}`)) !== undefined) continue;
        open.push({ row, place, meeting: sheet.meeting, writtenBy: chosen?.writtenBy ?? sheet.writtenBy });
      }
    }
    const at = new Date(nowMs()).toISOString();
    if (open.length > 0)
      await store.record(
        chunksOfRows(open).map((chunk) => {
          const [{ row, meeting, writtenBy }] = chunk;
          return {
            id: newId(),
            g,
            k: 'entry.record' as const,
            at,
            p: {
              paidOn: row.paidOn,
              ...(meeting === undefined ? {} : { meeting }),
              writtenBy,
              rows: chunk.flatMap(({ row: { member, receipt, lines } }) =>
                lines.map((line) => ({ ...line, member, ...(receipt === undefined ? {} : { receipt }) })),
              ),
            },
          };
        }),
      );
    for (const sheet of sheets) await store.dropDraft(prefix + placeOf(sheet));
    if (open.length > 0) wake('save');
    return undefined;
  });
}

interface PlacedRow {
  readonly row: SheetRow;
  readonly place: string;
  readonly meeting: string | undefined;
  readonly writtenBy: Writer;
}
type Chunk = [PlacedRow, ...PlacedRow[]];

/** Whole receipts of one sheet and day only, in the order of their numbers: what one payer handed over stays in one operation. */
function chunksOfRows(rows: readonly PlacedRow[]): readonly Chunk[] {
  const numberOf = ({ row }: PlacedRow) => (row.receipt === undefined ? 0 : parseReceipt(row.receipt).no);
  const chunks: Chunk[] = [];
  let left = 0;
  let before: PlacedRow | undefined;
  for (const each of rows.toSorted((a, b) => numberOf(a) - numberOf(b))) {
    const chunk = chunks.at(-1);
    const isSameReceipt = each.row.receipt !== undefined && each.row.receipt === before?.row.receipt;
    const isSameDay = each.place === before?.place && each.row.paidOn === before.row.paidOn;
    if (chunk === undefined || !isSameDay || (each.row.lines.length > left && !isSameReceipt)) {
      chunks.push([each]);
      left = rowsPerOperation;
    } else chunk.push(each);
    before = each;
    left -= each.row.lines.length;
  }
  return chunks;
}

/** For the whole app. What a killed page left is recorded at the start; a failure leaves it for the next time, and the queue counts it. */
export function useSheetRecording(app: Recording | undefined): void {
  useEffect(() => {
    if (app === undefined) return undefined;
    const record = (tappedBeforeMs?: number) => void recordSheets(app, tappedBeforeMs).catch(() => undefined);
    record();
    const timer = setInterval(() => record(app.nowMs() - recordAfterMs), 10_000);
    const onHide = () => {
      if (document.visibilityState === 'hidden') record();
    };
    document.addEventListener('visibilitychange', onHide);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [app?.store]);
}

/** How many members' money is not a record yet: it waits like everything else that has not reached the office. */
export async function countOpenRows(store: PhoneStore): Promise<number> {
  return (await readSheets(store)).reduce((count, { rows }) => count + rows.length, 0);
}

/** Money received at a meeting and not yet turned into records, in satang. */
export function useSheetSum(meeting: string | undefined): number {
  const { store } = useApp();
  const [sum, setSum] = useState(0);
  useEffect(() => {
    if (meeting === undefined) return undefined;
    let current = true;
    const read = () =>
      void readSheet(store, meeting)
        .then((sheet) => current && setSum(sumSatang((sheet?.rows ?? []).flatMap((row) => row.lines.map((line) => line.amount)))))
        .catch(() => undefined);
    read();
    const stop = onSheetsChange(read);
    return () => {
      current = false;
      stop();
    };
  }, [store, meeting]);
  return sum;
}
