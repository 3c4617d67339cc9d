/** What lies in one store of the disk: entries in the order of their keys, indexes made from them when somebody asks. */

export type Key = string | number | readonly Key[];
export interface IndexShape {
  readonly name: string;
  readonly keyPath: string | readonly string[];
  /** an entry for each part of a list */
  readonly multiEntry: boolean;
}
export interface Entry {
  readonly key: Key;
  readonly primaryKey: Key;
  readonly value: unknown;
}
/** Never changed once it is committed; `sorted` remembers what its indexes look like. */
export interface StoreImage {
  readonly keyPath: string | readonly string[] | null;
  readonly indexes: readonly IndexShape[];
  readonly records: readonly Entry[];
  readonly sorted: Map<string, readonly Entry[]>;
}

export class KeyRange {
  readonly lower: Key | undefined;
  readonly upper: Key | undefined;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;

  constructor(lower: Key | undefined, upper: Key | undefined, lowerOpen = false, upperOpen = false) {
    this.lower = lower;
    this.upper = upper;
    this.lowerOpen = lowerOpen;
    this.upperOpen = upperOpen;
  }

  static only = (key: Key): KeyRange => new KeyRange(key, key);
  static bound = (lower: Key, upper: Key, lowerOpen?: boolean, upperOpen?: boolean): KeyRange =>
    new KeyRange(lower, upper, lowerOpen, upperOpen);
  static lowerBound = (lower: Key, open?: boolean): KeyRange => new KeyRange(lower, undefined, open, false);
  static upperBound = (upper: Key, open?: boolean): KeyRange => new KeyRange(undefined, upper, false, open);
}

/** First place whose key is not below (or, when open, above) the wanted one. */
export function firstAt(entries: readonly Entry[], key: Key, open: boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareKeys((entries[middle] as Entry).key, key);
    if (order < 0 || (order === 0 && open)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function entriesBy(image: StoreImage, { name, keyPath, multiEntry }: IndexShape): readonly Entry[] {
  const known = image.sorted.get(name);
  if (known !== undefined) return known;
  const keysOf = (value: unknown) =>
    multiEntry && typeof keyPath === 'string' ? ((value as Record<string, Key[]>)[keyPath] ?? []) : [keyAt(value, keyPath)];
  const made = image.records
    .flatMap(({ primaryKey, value }) => keysOf(value).map((key) => ({ key, primaryKey, value })))
    .filter((entry): entry is Entry => entry.key !== undefined)
    .sort((a, b) => compareKeys(a.key, b.key) || compareKeys(a.primaryKey, b.primaryKey));
  image.sorted.set(name, made);
  return made;
}

const values = new WeakMap<readonly Entry[], readonly unknown[]>();

export function valuesOf({ records }: StoreImage): readonly unknown[] {
  const known = values.get(records) ?? records.map(({ value }) => value);
  values.set(records, known);
  return known;
}

/** @returns `undefined` for what cannot be a key: such a record is not in the index */
export function keyAt(value: unknown, keyPath: string | readonly string[]): Key | undefined {
  if (typeof keyPath !== 'string') {
    const parts = keyPath.map((path) => keyAt(value, path));
    return parts.includes(undefined) ? undefined : (parts as Key[]);
  }
  const found = (value as Record<string, unknown>)[keyPath];
  return typeof found === 'string' || typeof found === 'number' ? found : undefined;
}

export function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'object' && typeof b === 'object') {
    for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
      const order = compareKeys(a[at] as Key, b[at] as Key);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  const rank = (key: Key) => (typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2);
  return rank(a) - rank(b);
}

/** Plain values anew; bytes and keys, which nobody changes, as they are. */
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) copy[name] = copyOf((value as Record<string, unknown>)[name]);
  return copy;
}
