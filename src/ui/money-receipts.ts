/** Numbers for receipts: the next one in this phone's own book, counting what is in the books and what lies in open sheets. */
import { useEffect, useState } from 'preact/hooks';
import { formatReceipt, parseReceipt, receiptBookOf } from '../domain/receipt.ts';
import type { PhoneStore } from '../storage/phone-store.ts';
import { useApp, type AppContext } from './app-context.ts';
import { readSheets, recordSheets, type OpenSheet } from './money-sheets.ts';
import { useRow } from './use-store.ts';

/**
 * Only inside `changeSheet`, where no other tab can take the same number. A number whose tap was taken back may be the next again; one in the
 * books never.
 *
 * @param open every open sheet, when they were just read
 */
export async function nextReceipt(store: PhoneStore, g: string, dev: string, open?: readonly OpenSheet[]): Promise<string> {
  const book = receiptBookOf(dev);
  const [row, sheets] = await Promise.all([store.row<'receipt'>(g, `receipt:${book}`), open ?? readSheets(store)]);
  const inBooks = row?.highest ?? 0;
  const ofGroup = sheets.filter((sheet) => sheet.g === g);
  const tapped = ofGroup.flatMap(({ rows }) => rows.flatMap(({ receipt }) => (receipt === undefined ? [] : [parseReceipt(receipt)])));
  const highest = tapped.reduce((most, receipt) => (receipt.book === book ? Math.max(most, receipt.no) : most), inBooks);
  return formatReceipt({ book, no: highest + 1 });
}

/** So many numbers in a row for what a form is about to record. Taps that are no record yet may hold numbers, so they are recorded first. */
export async function takeReceipts(app: AppContext, g: string, count: number): Promise<readonly string[]> {
  await recordSheets(app);
  const { book, no } = parseReceipt(await nextReceipt(app.store, g, app.me.dev));
  return Array.from({ length: count }, (_, index) => formatReceipt({ book, no: no + index }));
}

/** What the next receipt will be called; `undefined` while that is being read. */
export function useNextReceipt(g: string): string | undefined {
  const { store, me } = useApp();
  const row = useRow<'receipt'>(g, `receipt:${receiptBookOf(me.dev)}`);
  const [next, setNext] = useState<string>();
  useEffect(() => {
    let current = true;
    void nextReceipt(store, g, me.dev).then((receipt) => current && setNext(receipt));
    return () => {
      current = false;
    };
  }, [store, g, me.dev, row]);
  return next;
}
