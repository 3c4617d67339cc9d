/** What the end of a day needs beside the roll: its count, what went to the bank since, and so why the day is not closed. */
import { findDayDoubts, type DayDoubt } from '../../../domain/collection.ts';
import type { CashCountRow, EntryRow } from '../../../domain/row.ts';
import { sumSatang, type Satang } from '../../../domain/money.ts';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useRow, useRowsUnder } from '../../use-store.ts';
import type { Collection } from './use-collection.ts';

export interface DayEnd {
  readonly count: CashCountRow | undefined;
  /** taken to the bank after the count, satang */
  readonly deposited: Satang;
  readonly doubts: readonly DayDoubt[];
  /** live entries of the day that may be the same money twice */
  readonly twice: readonly EntryRow[];
}

/** `undefined` while it is read. */
export function useDayEnd({ g, on, month, day, open }: Collection): DayEnd | undefined {
  const { store } = useApp();
  const countId = day?.count;
  const count = useRow<'count'>(g, `count:${countId ?? ''}`);
  const postings = useRowsUnder<'posting'>(g, `posting:${month}:`);
  const [entries, setEntries] = useState<readonly EntryRow[]>();
  const hasDoubts = (day?.doubts ?? 0) > 0;
  const since = count?.at ?? '';
  useEffect(() => {
    if (postings === undefined || count === undefined) return undefined;
    let current = true;
    // only what came with or after the count, and the whole month when something may be paid twice
    const looked = postings.filter(({ at }) => hasDoubts || (since !== '' && at >= since));
    const keys = looked.flatMap(({ lines }) => lines.map(({ e }) => `entry:${e}` as const));
    void store.rowsOf<'entry'>(g, [...new Set(keys)]).then((rows) => current && setEntries(rows.filter(({ paidOn }) => paidOn === on)));
    return () => {
      current = false;
    };
  }, [store, g, on, postings, since, hasDoubts, count]);
  if (count === undefined || entries === undefined) return undefined;
  const live = entries.filter(({ reversed }) => reversed === undefined);
  const deposits = live.filter(({ kind, at }) => kind === 'bank-deposit' && since !== '' && at >= since);
  const deposited = sumSatang(deposits.map(({ amount }) => amount));
  const counted = countId === undefined || count === null ? undefined : count;
  return {
    count: counted,
    deposited,
    doubts: findDayDoubts({ day, count: counted, depositedAfter: deposited, openTaps: open.size }),
    twice: live.filter(({ flags }) => flags?.includes('maybe-paid-twice') ?? false),
  };
}
