/** Drafts and last seen board pages: one JSON value under a key, sealed. Keys name forms and records, never people. */
import type { Core } from './core.ts';
import type { SealedRecord } from './database.ts';

type Shelf = 'draft' | 'view';

export interface Kept {
  readonly value: unknown;
  readonly at: string;
}

/** Sealing takes longer for more; without a turn a large old value would land after a small new one, or after the drop of both. */
const tails = new WeakMap<Core, Map<string, Promise<unknown>>>();

async function inTurn<T>(core: Core, shelf: Shelf, key: string, run: () => Promise<T>): Promise<T> {
  const tailByKey = tails.get(core) ?? new Map<string, Promise<unknown>>();
  tails.set(core, tailByKey);
  const name = `${shelf}|${key}`;
  const mine = (tailByKey.get(name) ?? Promise.resolve()).then(run, run);
  tailByKey.set(name, mine);
  try {
    return await mine;
  } finally {
    if (tailByKey.get(name) === mine) tailByKey.delete(name);
  }
}

/** What was written or dropped before this was asked for has happened. */
export async function readSealed(core: Core, shelf: Shelf, key: string): Promise<Kept | undefined> {
  return inTurn(core, shelf, key, async () => {
    const record = await core.records.use((db) => db[shelf].get(key));
    return record === undefined ? undefined : open(core, shelf, record);
  });
}

/** Every value whose key begins so, in order of keys. */
export async function listSealed(core: Core, shelf: Shelf, prefix: string): Promise<readonly Kept[]> {
  const records = await core.records.use((db) => db[shelf].where('key').startsWith(prefix).toArray());
  return Promise.all(records.map(async (record) => open(core, shelf, record)));
}

/** Resolves after the commit; what is asked for later under this key happens later. */
export async function writeSealed(core: Core, shelf: Shelf, key: string, value: unknown): Promise<void> {
  const at = new Date(core.nowMs()).toISOString();
  return inTurn(core, shelf, key, async () => {
    const sealed = await core.sealer.seal(`${shelf}|${key}`, value);
    await core.records.use((db) => db[shelf].put({ key, sealed, at }));
  });
}

export async function dropSealed(core: Core, shelf: Shelf, key: string): Promise<void> {
  return inTurn(core, shelf, key, async () => core.records.use((db) => db[shelf].delete(key)));
}

async function open(core: Core, shelf: Shelf, { key, sealed, at }: SealedRecord): Promise<Kept> {
  return { value: await core.sealer.unseal(`${shelf}|${key}`, sealed), at };
}
