/** The taps of one pledge day: each payer gets a receipt number at the tap, and nothing is taken on top of money the screen has not seen. */
import type { Paid } from '../../../domain/collection.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import type { AppContext } from '../../app-context.ts';
import { nextReceipt } from '../../money-receipts.ts';
import { changeSheet, placeOfDay, recordSheetsOf, type OpenSheet, type SheetRow, type Writer } from '../../money-sheets.ts';

export interface SheetFacts {
  readonly g: string;
  readonly on: string;
  readonly meeting: string | undefined;
  readonly writtenBy: Writer;
}

export type Payment = Pick<SheetRow, 'member' | 'lines'>;

/** Ids of the lines the screen showed for these members when somebody decided: those that stay and those of the open rows that are replaced. */
export interface Seen {
  readonly kept: ReadonlySet<string>;
  readonly replaced: ReadonlySet<string>;
}

/** `changed`: another tab or phone took money of these members meanwhile, or what was to be replaced is in the books; nothing was written. */
export type Taking = { readonly receipt: string } | 'changed';

export interface CollectionSheet {
  /**
   * Puts what was handed over on the disk under one receipt; rows that these members had in the sheet are replaced and keep their number.
   *
   * @param payer who holds the receipt when he pays for others: a row of his in the sheet gives its number
   */
  put(payments: readonly Payment[], seen: Seen, payer?: string): Promise<Taking>;
  /** @returns false when the tap is in the books already: only a reversal takes it back */
  remove(member: string): Promise<boolean>;
  /** turns every tap into records; resolves after the commit */
  record(): Promise<void>;
}

export function collectionSheet(app: AppContext, facts: SheetFacts): CollectionSheet {
  const { store, nowMs, me } = app;
  const { g, on, meeting, writtenBy } = facts;
  const place = placeOfDay(g, on);
  const without = (sheet: OpenSheet | undefined, members: readonly string[]) =>
    (sheet?.rows ?? []).filter((row) => !members.includes(row.member));
  return {
    put: async (payments, seen, payer) => {
      let taking: Taking = 'changed';
      await changeSheet(store, place, async (sheet, all) => {
        const members = payments.map(({ member }) => member);
        const holders = payer === undefined ? members : [payer];
        const held = sheet?.rows.find((row) => holders.includes(row.member) && row.receipt !== undefined);
        const [isChanged, receipt] = await Promise.all([
          hasChanged(app, facts, { members, seen, all }),
          held?.receipt ?? nextReceipt(store, g, me.dev, all),
        ]);
        if (isChanged) return sheet;
        taking = { receipt };
        const rows = payments.map((payment) => ({ ...payment, paidOn: on, tappedAtMs: nowMs(), receipt }));
        return { g, day: on, ...(meeting === undefined ? {} : { meeting }), writtenBy, rows: [...without(sheet, members), ...rows] };
      });
      return taking;
    },
    remove: async (member) => {
      let isRemoved = false;
      await changeSheet(store, place, (sheet) => {
        const rows = without(sheet, [member]);
        isRemoved = sheet !== undefined && rows.length < sheet.rows.length;
        return sheet && isRemoved ? { ...sheet, rows } : sheet;
      });
      return isRemoved;
    },
    record: async () => recordSheetsOf(app, g),
  };
}

interface Asked {
  readonly members: readonly string[];
  readonly seen: Seen;
  readonly all: readonly OpenSheet[];
}

/** Looks at the disk itself: the screen may be a moment behind another tab or the records that just came. */
async function hasChanged({ store }: AppContext, { g, on }: SheetFacts, { members, seen, all }: Asked): Promise<boolean> {
  const [written, books] = await Promise.all([
    seen.replaced.size === 0 ? [] : store.rowsOf<'entry'>(g, [...seen.replaced].map((e) => `entry:${e}` as const)),
    store.rowsOf<'passbook'>(g, members.map((member) => `passbook:${on.slice(0, 4)}:${member}` as const)),
  ]); // prettier-ignore
  if (written.length > 0) return true;
  const month = monthOf(on);
  const inBooks = books.flatMap((book) => book.lines).filter((line) => line.paidOn === on || line.forMonth === month);
  const ofGroup = all.filter((sheet) => sheet.g === g).flatMap(({ rows }) => rows);
  const tapped = ofGroup.filter(({ member }) => members.includes(member)).flatMap((row) => row.lines);
  return [...inBooks, ...tapped].some(({ e }) => !seen.kept.has(e) && !seen.replaced.has(e));
}

/** An open row's lines as they will stand in the passbook. */
export function tappedLines({ lines, paidOn, receipt }: SheetRow): readonly Paid[] {
  return lines.map((line) => ({ ...line, paidOn, receipt }));
}
