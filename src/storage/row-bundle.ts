/**
 * Many rows of one group sealed together: what a long page brings is a few texts on the disk instead of thousands.
 *
 * A bundle's name follows from the keys of its rows, so that one row is found by two look-ups whatever the history is. A row that changes
 * alone later lies beside its bundle and counts before it; the next long page takes it in again. The row on the disk says no more than
 * before: names hold days and beginnings of random ids.
 */
import type { Row, RowKey } from '../domain/row.ts';
import type { Core } from './core.ts';
import type { RowRecord } from './database.ts';

/** fewer rows of one name are not worth a bundle */
const fewestRows = 4;
/** so that looking up one row never opens a whole history */
const mostRows = 400;
const mostAtHand = 60;
/** ids carry their time: those of a quarter of an hour begin alike */
const idBeginning = 7;
const passbookParts = 8;
const sign = '~';

export type BundledRows = ReadonlyMap<RowKey, Row>;

/** The name of the bundle that a row may lie in; rows of which a group has few always lie alone. */
export function bundleOf(key: RowKey): string | undefined {
  // asked for every row of a long page: nothing is cut that need not be
  if (key.startsWith('entry:')) return sign + key.slice(0, 'entry:'.length + idBeginning);
  if (key.startsWith('member:')) return sign + key.slice(0, 'member:'.length + idBeginning);
  if (!key.startsWith('passbook:')) return undefined;
  // a year of everybody, in eight parts by the last sign of the member's id
  const year = key.slice(0, key.indexOf(':', 'passbook:'.length));
  return `${sign}${year}:${key.charCodeAt(key.length - 1) % passbookParts}`;
}

/** The prefix under which bundles of rows of a prefix are found. */
export const bundlePrefixOf = (prefix: string): string => `${sign}${prefix}`;
/** Where the bundles lie whose rows' keys begin so: a whole prefix, or a year of passbooks. */
export const bundleStart = (start: string): string => `${sign}${start}`;
export const isBundle = ({ prefix }: Pick<RowRecord, 'prefix'>): boolean => prefix.startsWith(sign);
/** A key on the disk as those who listen for rows of a prefix understand it. */
export const withoutSign = (diskKey: string): RowKey => (diskKey.startsWith(sign) ? diskKey.slice(sign.length) : diskKey) as RowKey;

const labelOf = (g: string, name: string): string => `bundle|${g}|${name}`;

export async function openBundle(core: Core, record: RowRecord): Promise<BundledRows> {
  const cacheKey = `${record.g}|${record.key}`;
  const cached = core.bundleCache.get(cacheKey);
  if (cached?.rev === record.rev) return cached.rows as BundledRows;
  const rows = new Map((await core.sealer.unseal(labelOf(record.g, record.key), record.sealed)) as [RowKey, Row][]);
  keepAtHand(core, record, rows);
  return rows;
}

export function keepAtHand(core: Core, { g, key, rev }: RowRecord, rows: BundledRows): void {
  if (core.bundleCache.size >= mostAtHand) core.bundleCache.clear();
  core.bundleCache.set(`${g}|${key}`, { rev, rows });
}

export interface Sorted {
  readonly bundles: ReadonlyMap<string, BundledRows>;
  readonly alone: ReadonlyMap<RowKey, Row>;
}

/**
 * Which of these rows go into bundles and which lie alone.
 *
 * @param before opens the bundles of these names that are on the disk: their other rows stay in them
 */
export async function sortIntoBundles(
  rows: ReadonlyMap<RowKey, Row>,
  before: (names: readonly string[]) => Promise<ReadonlyMap<string, BundledRows>>,
): Promise<Sorted> {
  const rowsByName = new Map<string | undefined, [RowKey, Row][]>();
  for (const entry of rows) {
    const name = bundleOf(entry[0]);
    const together = rowsByName.get(name);
    if (together === undefined) rowsByName.set(name, [entry]);
    else together.push(entry);
  }
  const named = [...rowsByName].filter((each): each is [string, [RowKey, Row][]] => each[0] !== undefined && each[1].length >= fewestRows);
  const bundlesBefore = await before(named.map(([name]) => name));
  const bundles = new Map<string, BundledRows>();
  for (const [name, together] of named) {
    const all = new Map([...(bundlesBefore.get(name) ?? []), ...together]);
    if (all.size > mostRows) continue;
    bundles.set(name, all);
    rowsByName.delete(name);
  }
  return { bundles, alone: new Map([...rowsByName.values()].flat()) };
}

export async function sealBundle(core: Core, g: string, name: string, rows: BundledRows, rev: number): Promise<RowRecord> {
  return { g, key: name, prefix: name.slice(0, name.indexOf(':')), rev, sealed: await core.sealer.seal(labelOf(g, name), [...rows]) };
}
