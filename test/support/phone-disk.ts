/** What really lies on a phone's disk: every key and value of every database, as text that can be searched. */
import { Dexie } from 'dexie';
import { IDBDatabase, IDBFactory, IDBIndex, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';

export async function readDisk(indexedDB: IDBFactory): Promise<string> {
  const found: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    const db = await new Dexie(name, { indexedDB, IDBKeyRange }).open();
    for (const table of db.tables) {
      found.push(name, table.name);
      for (const key of await table.toCollection().primaryKeys()) write(key, found);
      await table.each((value) => write(value, found));
    }
    db.close();
  }
  return found.join('\n');
}

/** Bytes are read as UTF-8, as UTF-16 and as hex, so that no way of writing a name escapes the search. */
function write(value: unknown, found: string[]): void {
  if (value instanceof ArrayBuffer) {
    found.push(new TextDecoder().decode(value), new TextDecoder('utf-16le').decode(value), Buffer.from(value).toString('hex'));
  } else if (ArrayBuffer.isView(value)) {
    write(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength), found);
  } else if (Array.isArray(value)) {
    for (const part of value) write(part, found);
  } else if (typeof value === 'object' && value !== null && !(value instanceof CryptoKey)) {
    for (const [name, part] of Object.entries(value)) {
      found.push(name);
      write(part, found);
    }
  } else {
    found.push(String(value));
  }
}

/** Opens one database of the phone behind the app's back. */
export async function openBehind(indexedDB: IDBFactory, name: string): Promise<Dexie> {
  return new Dexie(name, { indexedDB, IDBKeyRange }).open();
}

export type Misfortune = 'lost' | 'closing' | 'quota' | 'abort';

let watch: ((method: string, args: readonly unknown[]) => Misfortune | undefined) | undefined;

/** Dexie binds the methods of a database when it opens, so the watch stands in their place from the start. */
function standInPlace(prototype: object, methods: readonly string[]): void {
  for (const method of methods) {
    const real = Reflect.get(prototype, method) as (...args: unknown[]) => unknown;
    const wrapped = function wrapped(this: IDBObjectStore, ...args: unknown[]): unknown {
      // the factory's own way of opening is not a call of ours
      const misfortune = args[1] === 'versionchange' ? undefined : watch?.(method, args);
      if (misfortune === 'lost') throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
      if (misfortune === 'closing') throw new DOMException('The database connection is closing', 'InvalidStateError');
      if (misfortune === 'quota') throw new DOMException('full', 'QuotaExceededError');
      const answer = real.apply(this, args);
      if (misfortune === 'abort' && method !== 'transaction') this.transaction?.abort();
      return answer;
    };
    Reflect.set(prototype, method, wrapped);
  }
}
standInPlace(IDBDatabase.prototype, ['transaction']);
standInPlace(IDBObjectStore.prototype, [
  'add',
  'put',
  'get',
  'getAll',
  'getKey',
  'delete',
  'openCursor',
  'openKeyCursor',
  'count',
  'getAllKeys',
]);
standInPlace(IDBIndex.prototype, ['get', 'getAll', 'openCursor', 'openKeyCursor', 'count', 'getAllKeys']);

/** Lets the k-th call into IndexedDB fail, once, while `run` runs. @returns how many calls there were */
export async function failingAt(k: number, misfortune: Misfortune, run: () => Promise<void>): Promise<number> {
  let calls = 0;
  watch = () => {
    calls += 1;
    return calls === k ? misfortune : undefined;
  };
  try {
    await run();
  } finally {
    watch = undefined;
  }
  return calls;
}

/** Arguments of every transaction that `run` opens: stores, mode, options. */
export async function transactionsOf(run: () => Promise<unknown>): Promise<readonly (readonly unknown[])[]> {
  const seen: (readonly unknown[])[] = [];
  watch = (method, args) => {
    if (method === 'transaction') seen.push(args);
    return undefined;
  };
  try {
    await run();
  } finally {
    watch = undefined;
  }
  return seen;
}

/** A copy of the whole disk, as a phone's own backup put on another phone makes it. */
export async function cloneDisk(from: IDBFactory): Promise<IDBFactory> {
  const to = new IDBFactory();
  for (const { name, version } of await from.databases()) {
    if (name === undefined) continue;
    const source = await opened(from.open(name, version));
    const stores = [...source.objectStoreNames];
    const transaction = source.transaction(stores);
    const copies = await Promise.all(
      stores.map(async (storeName) => {
        const store = transaction.objectStore(storeName);
        const [keys, values] = await Promise.all([answered(store.getAllKeys()), answered(store.getAll())]);
        const indexes = [...store.indexNames].map((index) => store.index(index));
        return { storeName, keyPath: store.keyPath, keys, values, indexes };
      }),
    );
    const target = await opened(to.open(name, version), (db) => {
      for (const { storeName, keyPath, indexes } of copies) {
        const store = db.createObjectStore(storeName, { keyPath });
        for (const { name: index, keyPath: path, unique, multiEntry } of indexes) store.createIndex(index, path, { unique, multiEntry });
      }
    });
    const writing = target.transaction(stores, 'readwrite');
    for (const { storeName, keyPath, keys, values } of copies) {
      for (const [index, value] of values.entries()) {
        if (keyPath === null) writing.objectStore(storeName).put(value, keys[index]);
        else writing.objectStore(storeName).put(value);
      }
    }
    await new Promise((resolve) => writing.addEventListener('complete', resolve));
    source.close();
    target.close();
  }
  return to;
}

async function opened(request: IDBOpenDBRequest, upgrade?: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  request.addEventListener('upgradeneeded', () => upgrade?.(request.result));
  return answered(request);
}

async function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('request')));
  });
}
