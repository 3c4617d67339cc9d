/** The rows a roll-call is drawn from, read once and then only where they changed; books and open sheets always of one moment. */
import { useEffect, useState } from 'preact/hooks';
import type { PassbookRow } from '../../../domain/money-row.ts';
import type { DayRow, MemberRow, RowKey } from '../../../domain/row.ts';
import type { PhoneStore } from '../../../storage/phone-store.ts';
import { useApp } from '../../app-context.ts';
import { onSheetsChange, placeOf, readSheets, type OpenSheet, type SheetChange } from '../../money-sheets.ts';

export interface Roll {
  readonly members: ReadonlyMap<string, MemberRow>;
  /** by key `passbook:<year>:<member>`, of the years in `yearsOf` */
  readonly passbooks: ReadonlyMap<RowKey, PassbookRow>;
  readonly day: DayRow | undefined;
  /** every open sheet of the group, this day's and others */
  readonly sheets: readonly OpenSheet[];
}

/**
 * The day's own year and the next, where few have paid ahead; in the first months also the year before, because arrears of December are
 * paid in January.
 */
export function yearsOf(on: string): readonly string[] {
  const year = Number(on.slice(0, 4));
  return [...(on.slice(5, 7) <= '03' ? [year - 1] : []), year, year + 1].map(String);
}

/** `undefined` until everything was read: nobody is shown as unpaid before. */
export function useRoll(g: string, on: string, onProblem: (error: unknown) => void): Roll | undefined {
  const { store } = useApp();
  const [roll, setRoll] = useState<Roll>();
  useEffect(() => {
    let isOpen = true;
    let known: Roll | undefined;
    let changed = new Set<RowKey>();
    let isReading = false;
    let isAskedAgain = false;
    const starts = ['member:', `day:${on}`, ...yearsOf(on).map((year) => `passbook:${year}:`)];

    const read = async () => {
      if (isReading) {
        isAskedAgain = true;
        return;
      }
      isReading = true;
      const keys = changed;
      changed = new Set();
      isAskedAgain = false;
      try {
        // Sheets first: a tap that becomes a record meanwhile is then seen twice and counted once, never missed.
        const sheets = await readSheets(store, g);
        known = { ...(known === undefined ? await readAll(store, g, on) : await readChanged(store, g, on, known, [...keys])), sheets };
        if (isOpen) setRoll(known);
      } catch (error) {
        for (const key of keys) changed.add(key);
        if (isOpen) onProblem(error);
      }
      isReading = false;
      if (isAskedAgain && isOpen) await read();
    };

    const ask = () => void read();
    /** a tap of this page was just written: what the disk would say is known */
    const hear = (change: SheetChange | undefined) => {
      if (change === undefined || known === undefined || isReading) return ask();
      const others = known.sheets.filter((sheet) => placeOf(sheet) !== change.place);
      known = { ...known, sheets: change.sheet?.g === g ? [...others, change.sheet] : others };
      setRoll(known);
    };
    ask();
    const stops = [
      onSheetsChange(hear),
      store.onChange((changes) => {
        const before = changed.size;
        for (const change of changes)
          if (change.g === g) for (const key of change.keys) if (starts.some((start) => key.startsWith(start))) changed.add(key);
        if (changed.size > before) ask();
      }),
    ];
    // another tab may have tapped meanwhile
    document.addEventListener('visibilitychange', ask);
    return () => {
      isOpen = false;
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', ask);
    };
  }, [store, g, on]);
  return roll;
}

type Rows = Omit<Roll, 'sheets'>;

async function readAll(store: PhoneStore, g: string, on: string): Promise<Rows> {
  const [members, day, ...years] = await Promise.all([
    store.rows(g, 'member'),
    store.row<'day'>(g, `day:${on}`),
    ...yearsOf(on).map(async (year) => store.rowsUnder<'passbook'>(g, `passbook:${year}:`)),
  ]);
  return {
    members: new Map(members.map((member) => [member.id, member])),
    passbooks: new Map(years.flat().map((book) => [keyOf(book), book])),
    day,
  };
}

async function readChanged(store: PhoneStore, g: string, on: string, known: Rows, keys: readonly RowKey[]): Promise<Rows> {
  if (keys.length === 0) return known;
  const [members, books, day] = await Promise.all([
    store.rowsOf<'member'>(g, keys.filter((key): key is `member:${string}` => key.startsWith('member:'))),
    store.rowsOf<'passbook'>(g, keys.filter((key): key is `passbook:${string}` => key.startsWith('passbook:'))),
    keys.includes(`day:${on}`) ? store.row<'day'>(g, `day:${on}`) : known.day,
  ]); // prettier-ignore
  return {
    members: members.length === 0 ? known.members : new Map([...known.members, ...members.map((member) => [member.id, member] as const)]),
    passbooks: books.length === 0 ? known.passbooks : new Map([...known.passbooks, ...books.map((book) => [keyOf(book), book] as const)]),
    day,
  };
}

function keyOf({ year, member }: PassbookRow): RowKey {
  return `passbook:${year}:${member}`;
}
