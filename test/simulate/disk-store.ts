/** Reading and writing one store of the disk, directly or through an index, always inside a transaction. */
import { DiskRequest, namesOf } from './disk-events.ts';
import { compareKeys, copyOf, entriesBy, type Entry, firstAt, type IndexShape, type Key, keyAt, KeyRange } from './disk-image.ts';
import type { Transaction } from './memory-disk.ts';

/** A store or one of its indexes, as something to look entries up in. */
class Source {
  readonly transaction: Transaction;
  readonly name: string;
  protected readonly entries: () => readonly Entry[];

  constructor(transaction: Transaction, name: string, entries: () => readonly Entry[]) {
    this.transaction = transaction;
    this.name = name;
    this.entries = entries;
  }

  #within(range: unknown, limit = Number.POSITIVE_INFINITY): readonly Entry[] {
    const all = this.entries();
    if (range === undefined || range === null) return all.slice(0, limit);
    const { lower, upper, lowerOpen, upperOpen } = range instanceof KeyRange ? range : KeyRange.only(range as Key);
    const found: Entry[] = [];
    for (let at = lower === undefined ? 0 : firstAt(all, lower, lowerOpen); at < all.length && found.length < limit; at += 1) {
      const entry = all[at] as Entry;
      const order = upper === undefined ? -1 : compareKeys(entry.key, upper);
      if (order > 0 || (order === 0 && upperOpen)) break;
      found.push(entry);
    }
    return found;
  }

  get(range: unknown) {
    return this.transaction.ask(this, () => copyOf(this.#within(range, 1)[0]?.value));
  }

  getKey(range: unknown) {
    return this.transaction.ask(this, () => this.#within(range, 1)[0]?.primaryKey);
  }

  getAll(range?: unknown, limit?: number) {
    return this.transaction.ask(this, () => this.#within(range, limit).map(({ value }) => copyOf(value)));
  }

  getAllKeys(range?: unknown, limit?: number) {
    return this.transaction.ask(this, () => this.#within(range, limit).map(({ primaryKey }) => primaryKey));
  }

  count(range?: unknown) {
    return this.transaction.ask(this, () => this.#within(range).length);
  }

  openCursor(range?: unknown, direction = 'next') {
    const request = new DiskRequest(this.transaction, this);
    let found: readonly Entry[] | undefined;
    let at = 0;
    const show = () => {
      found ??= direction.startsWith('prev') ? [...this.#within(range)].reverse() : this.#within(range);
      const entry = found[at];
      if (entry === undefined) return null;
      return Object.assign(cursor, { key: entry.key, primaryKey: entry.primaryKey, value: copyOf(entry.value) });
    };
    const goOn = (by: number) => {
      at += by;
      this.transaction.ask(this, show, request);
    };
    const cursor = {
      source: this,
      direction,
      request,
      continue: () => goOn(1),
      advance: (count: number) => goOn(count),
      continuePrimaryKey: () => goOn(1),
    };
    return this.transaction.ask(this, show, request);
  }

  openKeyCursor(range?: unknown, direction?: string) {
    return this.openCursor(range, direction);
  }
}

class Index extends Source {
  readonly keyPath: string | readonly string[];
  readonly unique = false;
  readonly multiEntry: boolean;

  constructor(transaction: Transaction, store: string, shape: IndexShape) {
    super(transaction, shape.name, () => entriesBy(transaction.image(store), shape));
    this.keyPath = shape.keyPath;
    this.multiEntry = shape.multiEntry;
  }
}

export class Store extends Source {
  readonly autoIncrement = false;

  constructor(transaction: Transaction, name: string) {
    super(transaction, name, () => transaction.image(name).records);
  }

  get keyPath() {
    return this.transaction.image(this.name).keyPath;
  }

  get indexNames() {
    return namesOf(this.transaction.image(this.name).indexes.map(({ name }) => name));
  }

  index(name: string): Index {
    const shape = this.transaction.image(this.name).indexes.find((one) => one.name === name);
    if (shape === undefined) throw new DOMException('no such index', 'NotFoundError');
    return new Index(this.transaction, this.name, shape);
  }

  createIndex(name: string, keyPath: string | string[], { multiEntry = false }: IDBIndexParameters = {}): Index {
    const image = this.transaction.image(this.name);
    this.transaction.stores.set(this.name, { ...image, indexes: [...image.indexes, { name, keyPath, multiEntry }], sorted: new Map() });
    return this.index(name);
  }

  put(value: unknown, key?: Key) {
    return this.#write(value, key, false);
  }

  add(value: unknown, key?: Key) {
    return this.#write(value, key, true);
  }

  delete(range: unknown) {
    return this.transaction.ask(this, () => {
      const { lower, upper, lowerOpen, upperOpen } = range instanceof KeyRange ? range : KeyRange.only(range as Key);
      const isOut = ({ key }: Entry) => {
        const low = lower === undefined ? 1 : compareKeys(key, lower);
        const high = upper === undefined ? -1 : compareKeys(key, upper);
        return low < 0 || (low === 0 && lowerOpen) || high > 0 || (high === 0 && upperOpen);
      };
      this.transaction.change(this.name, this.entries().filter(isOut));
    });
  }

  clear() {
    return this.transaction.ask(this, () => this.transaction.change(this.name, []));
  }

  #write(given: unknown, outerKey: Key | undefined, isNew: boolean) {
    if (this.transaction.mode === 'readonly') throw new DOMException('read only', 'ReadOnlyError');
    const value = copyOf(given);
    return this.transaction.ask(this, () => {
      const key = outerKey ?? (this.keyPath === null ? undefined : keyAt(value, this.keyPath));
      if (key === undefined) throw new DOMException('no key', 'DataError');
      const records = this.entries();
      const at = firstAt(records, key, false);
      const isThere = at < records.length && compareKeys((records[at] as Entry).key, key) === 0;
      if (isThere && isNew) throw new DOMException('there already', 'ConstraintError');
      this.transaction.change(this.name, records.toSpliced(at, isThere ? 1 : 0, { key, primaryKey: key, value }));
      return key;
    });
  }
}
