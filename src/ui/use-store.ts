/** Live views of the phone's rows: a screen asks once and is drawn again when what it asked for changes. `undefined` means still opening. */
import { useEffect, useState } from 'preact/hooks';
import type { GroupRow, RowByPrefix, RowPrefix } from '../domain/row.ts';
import type { Change, PhoneStore, QueueState } from '../storage/phone-store.ts';
import type { SyncState } from '../sync/sync-state.ts';
import { useApp } from './app-context.ts';
import { countOpenRows, onSheetsChange } from './money-sheets.ts';

/** `null`: there is no such row. */
export function useRow<P extends RowPrefix>(
  g: string,
  key: P extends 'group' | 'holidays' ? P : `${P}:${string}`,
): RowByPrefix[P] | null | undefined {
  const { store } = useApp();
  return useLive(
    async () => (await store.row<P>(g, key)) ?? null,
    (changes) => changes.some((change) => change.g === g && change.keys.includes(key)),
    [store, g, key],
  );
}

export function useRows<P extends RowPrefix>(g: string, prefix: P): readonly RowByPrefix[P][] | undefined {
  const { store } = useApp();
  return useLive(
    () => store.rows(g, prefix),
    (changes) => changes.some((change) => change.g === g && change.keys.some((key) => key === prefix || key.startsWith(`${prefix}:`))),
    [store, g, prefix],
  );
}

/** Rows whose key begins so, e.g. `passbook:2026:`. */
export function useRowsUnder<P extends RowPrefix>(g: string, start: `${P}:${string}`): readonly RowByPrefix[P][] | undefined {
  const { store } = useApp();
  return useLive(
    () => store.rowsUnder<P>(g, start),
    (changes) => changes.some((change) => change.g === g && change.keys.some((key) => key.startsWith(start))),
    [store, g, start],
  );
}

/** The same of several beginnings in one answer, e.g. the passbooks of three years. */
export function useRowsUnderEach<P extends RowPrefix>(
  g: string,
  starts: readonly `${P}:${string}`[],
): readonly RowByPrefix[P][] | undefined {
  const { store } = useApp();
  return useLive(
    async () => (await Promise.all(starts.map((start) => store.rowsUnder<P>(g, start)))).flat(),
    (changes) => changes.some((change) => change.g === g && change.keys.some((key) => starts.some((start) => key.startsWith(start)))),
    [store, g, starts.join('|')],
  );
}

/** for more keys in one question the store looks through every key of the group, of which a large one has a hundred thousand */
const keysInOneQuestion = 150;

/** The rows of these keys that exist, in their order; `undefined` keys mean that they are not known yet. */
export function useRowsOf<P extends RowPrefix>(
  g: string,
  keys: readonly `${P}:${string}`[] | undefined,
): readonly RowByPrefix[P][] | undefined {
  const { store } = useApp();
  return useLive(
    async () => {
      const found: RowByPrefix[P][] = [];
      for (let at = 0; at < (keys ?? []).length; at += keysInOneQuestion)
        found.push(...(await store.rowsOf<P>(g, (keys ?? []).slice(at, at + keysInOneQuestion))));
      return keys === undefined ? undefined : found;
    },
    (changes) => changes.some((change) => change.g === g && change.keys.some((key) => keys?.includes(key as `${P}:${string}`) ?? false)),
    [store, g, keys?.join('|')],
  );
}

export function useGroups(): readonly GroupRow[] | undefined {
  const { store } = useApp();
  return useLive(
    () => store.groups(),
    (changes) => changes.some((change) => change.keys.includes('group')),
    [store],
  );
}

interface Waiting {
  readonly queue: QueueState;
  /** rows of open sheets */
  readonly open: number;
}

/** Money that was tapped and is no record yet waits too: nobody is told that all was sent while some is in an open sheet. */
const together = ({ queue, open }: Waiting): QueueState => ({ ...queue, waiting: queue.waiting + open });
// a sheet that cannot be read is there all the same
const countOpen = async (store: PhoneStore) => countOpenRows(store).catch(() => 1);

async function readWaiting(store: PhoneStore): Promise<Waiting> {
  const [queue, open] = await Promise.all([store.queue(), countOpen(store)]);
  return { queue, open };
}

export async function queueWithSheets(store: PhoneStore): Promise<QueueState> {
  return together(await readWaiting(store));
}

/** thumbs tap faster than a slow phone counts: after the last of several taps */
const countAfterMs = 200;

export function useQueue(): QueueState | undefined {
  const { store } = useApp();
  const [waiting, setWaiting] = useState<Waiting>();
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => void readWaiting(store).then((next) => current && setWaiting(next));
    const countTaps = () => void countOpen(store).then((open) => current && setWaiting((before) => before && { ...before, open }));
    refresh();
    const stops = [
      store.onQueueChange(refresh),
      onSheetsChange((change) => {
        // sheets that became records leave one number for the other
        if (change === undefined) return refresh();
        clearTimeout(timer);
        timer = setTimeout(countTaps, countAfterMs);
      }),
    ];
    return () => {
      current = false;
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [store]);
  return waiting && together(waiting);
}

/** Something that a sync may change and no row shows, read again whenever the queue has changed. */
export function useWithQueue<T>(read: (store: PhoneStore) => Promise<T>, inputs: readonly unknown[] = []): T | undefined {
  const { store } = useApp();
  const [value, setValue] = useState<T>();
  useEffect(() => {
    let current = true;
    const refresh = () =>
      void read(store)
        .then((next) => current && setValue(() => next))
        // a store that was closed meanwhile says so in its own place
        .catch(() => undefined);
    refresh();
    const stop = store.onQueueChange(refresh);
    return () => {
      current = false;
      stop();
    };
    // the inputs name everything `read` closes over
  }, [store, ...inputs]);
  return value;
}

/** Id of the officer's own stream (grants, guide read); `undefined` until the office has told it. */
export function usePersonStream(): string | undefined {
  const { store } = useApp();
  return useLive(
    async () => (await store.streams()).find(({ kind }) => kind === 'person')?.g,
    () => false,
    [store],
  );
}

export function useSyncState(): SyncState {
  const { syncState, onSyncState } = useApp();
  const [state, setState] = useState(syncState);
  useEffect(() => onSyncState(() => setState(syncState())), [syncState, onSyncState]);
  return state;
}

function useLive<T>(read: () => Promise<T>, concerns: (changes: readonly Change[]) => boolean, inputs: readonly unknown[]): T | undefined {
  const { store } = useApp();
  const [value, setValue] = useState<{ readonly inputs: readonly unknown[]; readonly value: T }>();
  useEffect(() => {
    let current = true;
    let asked = 0;
    const refresh = () => {
      const ask = (asked += 1);
      void read().then((next) => {
        if (current && ask === asked) setValue({ inputs, value: next });
      });
    };
    refresh();
    const stop = store.onChange((changes) => {
      if (concerns(changes)) refresh();
    });
    return () => {
      current = false;
      stop();
    };
    // the inputs name everything `read` and `concerns` close over
  }, [...inputs]);
  return value !== undefined && value.inputs.every((input, index) => Object.is(input, inputs[index])) ? value.value : undefined;
}
