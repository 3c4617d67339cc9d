/**
 * A phone's disk in memory: IndexedDB as far as Dexie and idb-keyval use it, with one thing a real one cannot do: say at any instant what
 * would still be there if the phone lost its power now (committed transactions, nothing else).
 */
import { DiskRequest, Emitter, namesOf } from './disk-events.ts';
import { compareKeys, type Entry, type StoreImage, valuesOf } from './disk-image.ts';
import { Store } from './disk-store.ts';
import { later } from './turns.ts';

interface DatabaseImage {
  readonly version: number;
  readonly stores: ReadonlyMap<string, StoreImage>;
}
export type DiskImage = ReadonlyMap<string, DatabaseImage>;

interface Database {
  version: number;
  stores: Map<string, StoreImage>;
  readonly waiting: Transaction[];
  upgrading: boolean;
}

export class MemoryDisk {
  readonly #databases = new Map<string, Database>();

  constructor(image: DiskImage = new Map()) {
    for (const [name, { version, stores }] of image)
      this.#databases.set(name, { version, stores: new Map(stores), waiting: [], upgrading: false });
  }

  /** what a power cut would leave */
  image(): DiskImage {
    return new Map([...this.#databases].map(([name, { version, stores }]) => [name, { version, stores: new Map(stores) }]));
  }

  /** committed values of one store, to look at and not to touch; the same list as long as nothing changed */
  values(database: string, store: string): readonly unknown[] {
    const image = this.#databases.get(database)?.stores.get(store);
    return image === undefined ? [] : valuesOf(image);
  }

  remove(database: string): void {
    this.#databases.delete(database);
  }

  readonly factory = {
    open: (name: string, version?: number) => this.#open(name, version),
    deleteDatabase: (name: string) => {
      const request = new DiskRequest(null);
      later(() => {
        this.#databases.delete(name);
        request.succeed(undefined);
      });
      return request;
    },
    databases: async () => [...this.#databases].map(([name, { version }]) => ({ name, version })),
    cmp: compareKeys,
  } as unknown as IDBFactory;

  #open(name: string, version?: number): DiskRequest {
    const request = new DiskRequest(null);
    const open = () => {
      const found = this.#databases.get(name) ?? { version: 0, stores: new Map(), waiting: [], upgrading: false };
      // somebody is making it just now
      if (found.upgrading) {
        later(open);
        return;
      }
      this.#databases.set(name, found);
      const wanted = version ?? Math.max(1, found.version);
      const handle = new Handle(name, found);
      if (wanted < found.version) {
        request.fail(new DOMException('newer', 'VersionError'));
        return;
      }
      if (wanted === found.version) {
        request.succeed(handle);
        return;
      }
      const oldVersion = found.version;
      found.version = wanted;
      found.upgrading = true;
      const upgrade = new Transaction(handle, [], 'versionchange');
      request.result = handle;
      request.transaction = upgrade;
      handle.upgrade = upgrade;
      upgrade.addEventListener('complete', () => {
        handle.upgrade = undefined;
        found.upgrading = false;
        request.transaction = null;
        later(() => request.succeed(handle));
      });
      upgrade.start();
      request.emit('upgradeneeded', { oldVersion, newVersion: wanted });
    };
    later(open);
    return request;
  }
}

class Handle extends Emitter {
  readonly name: string;
  readonly database: Database;
  upgrade: Transaction | undefined;
  #closed = false;

  constructor(name: string, database: Database) {
    super();
    this.name = name;
    this.database = database;
  }

  get version(): number {
    return this.database.version;
  }

  get objectStoreNames() {
    return namesOf((this.upgrade?.stores ?? this.database.stores).keys());
  }

  transaction(names: string | Iterable<string>, mode: 'readonly' | 'readwrite' = 'readonly'): Transaction {
    if (this.#closed) throw new DOMException('closed', 'InvalidStateError');
    const scope = typeof names === 'string' ? [names] : [...names];
    if (scope.some((name) => !this.database.stores.has(name))) throw new DOMException('no such store', 'NotFoundError');
    const made = new Transaction(this, scope, mode);
    this.database.waiting.push(made);
    later(() => startThoseThatMay(this.database));
    return made;
  }

  createObjectStore(name: string, { keyPath = null }: { readonly keyPath?: string | string[] | null } = {}): Store {
    if (this.upgrade === undefined) throw new DOMException('not upgrading', 'InvalidStateError');
    this.upgrade.stores.set(name, { keyPath, indexes: [], records: [], sorted: new Map() });
    return this.upgrade.objectStore(name);
  }

  close(): void {
    this.#closed = true;
  }
}

/** In the order they were asked for; two that touch the same store run together only when both read. */
function startThoseThatMay({ waiting }: Database): void {
  const before: Transaction[] = [];
  for (const one of waiting) {
    const clashes = before.some(
      (other) => (other.mode !== 'readonly' || one.mode !== 'readonly') && other.scope.some((name) => one.scope.includes(name)),
    );
    if (!clashes) one.start();
    before.push(one);
  }
}

export class Transaction extends Emitter {
  readonly db: Handle;
  readonly scope: readonly string[];
  readonly mode: 'readonly' | 'readwrite' | 'versionchange';
  error: DOMException | null = null;
  /** as this transaction sees them; committed ones become the database's */
  stores: Map<string, StoreImage>;
  readonly #asked: { readonly request: DiskRequest; readonly work: () => unknown }[] = [];
  readonly #changed = new Set<string>();
  #state: 'waiting' | 'running' | 'ended' = 'waiting';

  constructor(db: Handle, scope: readonly string[], mode: Transaction['mode']) {
    super();
    this.db = db;
    this.scope = scope;
    this.mode = mode;
    this.stores = new Map(db.database.stores);
  }

  get objectStoreNames() {
    return namesOf(this.mode === 'versionchange' ? this.stores.keys() : this.scope);
  }

  objectStore(name: string): Store {
    if (this.#state === 'ended') throw new DOMException('ended', 'InvalidStateError');
    if (!this.stores.has(name)) throw new DOMException('no such store', 'NotFoundError');
    return new Store(this, name);
  }

  start(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'running';
    this.stores = new Map(this.db.database.stores);
    later(() => this.#next());
  }

  image(name: string): StoreImage {
    return this.stores.get(name) as StoreImage;
  }

  change(name: string, records: readonly Entry[]): void {
    this.stores.set(name, { ...this.image(name), records, sorted: new Map() });
    this.#changed.add(name);
  }

  ask(source: unknown, work: () => unknown, request = new DiskRequest(this, source)): DiskRequest {
    if (this.#state === 'ended') throw new DOMException('ended', 'TransactionInactiveError');
    this.#asked.push({ request, work });
    return request;
  }

  abort(): void {
    if (this.#state !== 'ended') this.#abort(null);
  }

  commit(): void {
    // commits by itself when nothing is asked any more
  }

  #next(): void {
    if (this.#state !== 'running') return;
    const one = this.#asked.shift();
    if (one === undefined) {
      this.#commit();
      return;
    }
    try {
      one.request.succeed(one.work());
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      const unhandled = one.request.fail(error) && this.emit('error', {}, one.request);
      if (unhandled) this.#abort(error);
    }
    later(() => this.#next());
  }

  #commit(): void {
    this.#state = 'ended';
    const { database } = this.db;
    if (this.mode === 'versionchange') database.stores = this.stores;
    else for (const name of this.#changed) database.stores.set(name, this.image(name));
    this.#leave();
    this.emit('complete');
  }

  #abort(error: DOMException | null): void {
    this.#state = 'ended';
    this.error = error;
    this.#leave();
    for (const { request } of this.#asked.splice(0)) request.fail(new DOMException('aborted', 'AbortError'));
    later(() => this.emit('abort'));
  }

  #leave(): void {
    const { waiting } = this.db.database;
    const index = waiting.indexOf(this);
    if (index >= 0) waiting.splice(index, 1);
    later(() => startThoseThatMay(this.db.database));
  }
}
