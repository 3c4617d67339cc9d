/** The sheet of one meeting's first collection as the roll uses it: read live, changed tap by tap, recorded when the roll is left. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { nextReceipt } from '../../money-receipts.ts';
import { changeSheet, onSheetsChange, readSheet, recordSheetsOf, type SheetRow, type Writer } from '../../money-sheets.ts';

export interface MoneySheet {
  /** `undefined` until the kept sheet could be read: nobody is shown as unpaid before */
  readonly rows: readonly SheetRow[] | undefined;
  /** @throws when the sheet still cannot be read */
  readonly read: () => Promise<void>;
  readonly put: (row: Pick<SheetRow, 'member' | 'lines'>) => Promise<void>;
  readonly remove: (member: string) => Promise<void>;
  /** turns every row into records now; resolves after the commit */
  readonly record: () => Promise<void>;
}

export interface SheetFacts {
  readonly g: string;
  readonly meeting: string;
  readonly paidOn: string;
  readonly writtenBy: Writer;
}

export function useMoneySheet({ g, meeting, paidOn, writtenBy }: SheetFacts, onProblem: (error: unknown) => void): MoneySheet {
  const app = useApp();
  const { store, nowMs, me } = app;
  const [rows, setRows] = useState<readonly SheetRow[]>();
  const isOpen = useRef(true);
  /** how often this page wrote: what was asked of the disk before is older */
  const heard = useRef(0);
  const read = async () => {
    const before = heard.current;
    const sheet = await readSheet(store, meeting);
    if (isOpen.current && heard.current === before) setRows(sheet?.rows ?? []);
  };

  useEffect(() => {
    isOpen.current = true;
    const readQuietly = () => void read().catch(onProblem);
    readQuietly();
    const stop = onSheetsChange((change) => {
      if (change?.place !== meeting) return readQuietly();
      heard.current += 1;
      setRows(change.sheet?.rows ?? []);
    });
    // another tab may have written meanwhile
    document.addEventListener('visibilitychange', readQuietly);
    return () => {
      isOpen.current = false;
      stop();
      document.removeEventListener('visibilitychange', readQuietly);
      void recordSheetsOf(app, g).catch(() => undefined);
    };
  }, [store, meeting]);

  const others = (all: readonly SheetRow[] | undefined, member: string) => (all ?? []).filter((each) => each.member !== member);
  return {
    rows,
    read,
    put: async (row) =>
      changeSheet(store, meeting, async (sheet, all) => {
        // an amount that is put right keeps its number
        const receipt = sheet?.rows.find(({ member }) => member === row.member)?.receipt ?? (await nextReceipt(store, g, me.dev, all));
        return { g, meeting, writtenBy, rows: [...others(sheet?.rows, row.member), { ...row, paidOn, tappedAtMs: nowMs(), receipt }] };
      }),
    remove: async (member) => changeSheet(store, meeting, (sheet) => sheet && { ...sheet, rows: others(sheet.rows, member) }),
    record: async () => recordSheetsOf(app, g),
  };
}
