/** A phone store in memory for screens under test: real parsing, real fold, no disk. Storage itself is tested over IndexedDB elsewhere. */
import { foldOperation, rowKeysOf } from '../../../src/domain/fold.ts';
import { parseOperation, type Operation } from '../../../src/domain/operation.ts';
import type { Row, RowAccess, RowKey } from '../../../src/domain/row.ts';
import type { Act, Change, PhoneStore, QueuedPhoto, SendState, StoredOperation, StoredPhoto } from '../../../src/storage/phone-store.ts';
import { StoreProblem } from '../../../src/storage/store-problem.ts';

export interface MemoryStore extends PhoneStore {
  /** the next `record` fails as a full or broken phone does, then all is well again */
  failNext(problem: StoreProblem): void;
  /** what the office answered about one operation */
  setState(id: string, state: SendState, why?: string): void;
  setPhotoState(sha: string, state: QueuedPhoto['state']): void;
  /** what a newer app recorded in a group and this one cannot read */
  setUnread(g: string, operations: number, isCritical: boolean): void;
  setOfficeAhead(ms: number | undefined): void;
  setLastContact(at: string | undefined): void;
  readonly drafts: ReadonlyMap<string, unknown>;
  readonly operations: readonly Operation[];
}

export interface MemoryStoreOptions {
  readonly user: string;
  readonly practice?: boolean;
}

export function createMemoryStore({ user, practice = false }: MemoryStoreOptions): MemoryStore {
  const stored: StoredOperation[] = [];
  const rowsByStream = new Map<string, Map<RowKey, Row>>();
  const drafts = new Map<string, unknown>();
  const photos = new Map<string, QueuedPhoto & StoredPhoto>();
  const changeListeners = new Set<(changes: readonly Change[]) => void>();
  const queueListeners = new Set<() => void>();
  const unreadByStream = new Map<string, { readonly operations: number; readonly isCritical: boolean }>();
  let officeAheadMs: number | undefined;
  let lastContactAt: string | undefined;
  let nextProblem: StoreProblem | undefined;

  const rowsOf = (g: string) => {
    const rows = rowsByStream.get(g) ?? new Map<RowKey, Row>();
    rowsByStream.set(g, rows);
    return rows;
  };
  const fold = (op: Operation): RowKey[] => {
    const result = parseOperation(op);
    if (!result.ok) throw new StoreProblem('invalid-act', { path: result.why === 'invalid' ? result.path : op.k });
    const rows = rowsOf(op.g);
    const changed: RowKey[] = [];
    const access = {
      get: (key: RowKey) => rows.get(key),
      put: (key: RowKey, row: Row) => {
        rows.set(key, row);
        changed.push(key);
      },
    } as RowAccess;
    rowKeysOf(result.parsed, access);
    foldOperation({ parsed: result.parsed, by: user }, access);
    return changed;
  };
  const tellQueue = () => {
    for (const listener of queueListeners) listener();
  };
  const find = (g: string, key: string) => rowsByStream.get(g)?.get(key as RowKey);
  const count = (state: SendState) => stored.filter((one) => one.state === state).length;

  const store = {
    user,
    practice,
    drafts,
    get operations() {
      return stored.map(({ op }) => op);
    },
    position: async (g: string) => {
      const ops = stored.filter(({ op }) => op.g === g);
      return { seq: ops.length, ...(ops.length > 0 && { last: ops.at(-1)?.op.id }) };
    },
    record: async (acts: readonly Act[], draft?: string) => {
      await Promise.resolve();
      if (nextProblem !== undefined) {
        const problem = nextProblem;
        nextProblem = undefined;
        throw problem;
      }
      const ops = acts.map((act, index): Operation => ({
        v: 1,
        kv: 1,
        id: act.id,
        n: stored.length + 1 + index,
        g: act.g,
        k: act.k,
        at: act.at,
        ce: 0,
        p: act.p,
        ...(act.s === undefined ? {} : { s: { salt: '0'.repeat(32), ...(act.s as object) } }),
      }));
      const changes = ops.map((op) => ({ g: op.g, keys: fold(op) }));
      if (draft !== undefined) drafts.delete(draft);
      stored.push(...ops.map((op): StoredOperation => ({ op, state: 'queued', bytes: JSON.stringify(op).length })));
      for (const listener of changeListeners) listener(changes);
      tellQueue();
      return ops;
    },
    row: async (g: string, key: string) => find(g, key),
    rows: async (g: string, prefix: string) =>
      [...(rowsByStream.get(g) ?? [])].filter(([key]) => key === prefix || key.startsWith(`${prefix}:`)).map(([, row]) => row),
    rowsUnder: async (g: string, start: string) =>
      [...(rowsByStream.get(g) ?? [])].filter(([key]) => key.startsWith(start)).map(([, row]) => row),
    rowsOf: async (g: string, keys: readonly string[]) => keys.map((key) => find(g, key)).filter((row) => row !== undefined),
    groups: async () => [...rowsByStream.values()].map((rows) => rows.get('group')).filter((row) => row !== undefined),
    outbox: async (limit: number) => {
      const waits = (one: StoredOperation) => one.state !== 'acked' && one.state !== 'safe';
      return [...stored].sort((a, b) => Number(waits(b)) - Number(waits(a)) || b.op.n - a.op.n).slice(0, limit);
    },
    markSeen: async (id: string) => {
      const index = stored.findIndex(({ op }) => op.id === id);
      const one = stored[index];
      if (one !== undefined) stored[index] = { ...one, isSeen: true };
      tellQueue();
    },
    photosQueued: async () => [...photos.values()],
    queue: async () => ({
      waiting: count('queued'),
      held: count('held'),
      rejected: stored.filter(({ state, isSeen }) => state === 'rejected' && isSeen !== true).length,
      photosWaiting: [...photos.values()].filter(({ state }) => state === 'waiting' || state === 'thumb-sent').length,
      photosFailed: [...photos.values()].filter(({ state }) => state === 'failed').length,
      photoBytes: [...photos.values()].reduce((sum, photo) => sum + (photo.state === 'sent' ? 0 : photo.bytes), 0),
      oldestAt: stored.find((one) => one.state === 'queued')?.op.at,
      lastContactAt,
    }),
    owed: async () => stored.length + rowsByStream.size,
    isWaiting: async (g: string) => stored.some((one) => one.op.g === g && one.state === 'queued'),
    draft: async (key: string) => structuredClone(drafts.get(key)),
    draftsUnder: async (prefix: string) => [...drafts].filter(([key]) => key.startsWith(prefix)).map(([, value]) => structuredClone(value)),
    saveDraft: async (key: string, value: unknown) => void drafts.set(key, structuredClone(value)),
    dropDraft: async (key: string) => void drafts.delete(key),
    putPhoto: async (photo: Parameters<PhoneStore['putPhoto']>[0]) => {
      photos.set(photo.sha, {
        ...photo,
        state: 'waiting',
        sentBytes: 0,
        bytes: photo.full.byteLength,
        thumbBytes: photo.thumb.byteLength,
      });
      tellQueue();
    },
    photo: async (sha: string) => photos.get(sha),
    streams: async () => [{ g: user, kind: 'person' as const, isComplete: true }],
    unread: async (g: string) => unreadByStream.get(g) ?? { operations: 0, isCritical: false },
    officeAheadMs: async () => officeAheadMs,
    repair: async () => {
      rowsByStream.clear();
      for (const { op } of stored) fold(op);
    },
    onChange: (listener: (changes: readonly Change[]) => void) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onQueueChange: (listener: () => void) => {
      queueListeners.add(listener);
      return () => queueListeners.delete(listener);
    },
    close: () => undefined,
    failNext: (problem: StoreProblem) => {
      nextProblem = problem;
    },
    setState: (id: string, state: SendState, why?: string) => {
      const at = stored.findIndex((one) => one.op.id === id);
      const before = stored[at];
      if (before !== undefined) stored[at] = { ...before, state, why };
      tellQueue();
    },
    setPhotoState: (sha: string, state: QueuedPhoto['state']) => {
      const before = photos.get(sha);
      if (before !== undefined) photos.set(sha, { ...before, state });
      tellQueue();
    },
    setUnread: (g: string, operations: number, isCritical: boolean) => {
      unreadByStream.set(g, { operations, isCritical });
      tellQueue();
    },
    setOfficeAhead: (ms: number | undefined) => {
      officeAheadMs = ms;
      tellQueue();
    },
    setLastContact: (at: string | undefined) => {
      lastContactAt = at;
      tellQueue();
    },
  };
  return store as unknown as MemoryStore;
}
