/** Derived rows on disk: sealed alone or in bundles, found by group and key, unsealed once per revision. */
import type { GroupRow, Row, RowByPrefix, RowKey, RowPrefix } from '../domain/row.ts';
import type { Core } from './core.ts';
import type { RowRecord } from './database.ts';
import {
  type BundledRows,
  bundleOf,
  bundlePrefixOf,
  bundleStart,
  isBundle,
  keepAtHand,
  openBundle,
  sealBundle,
  sortIntoBundles,
} from './row-bundle.ts';
import { isHidden } from './seal.ts';

const cacheLimit = 20_000;
const askedOneByOne = 200;

export const prefixOf = (key: string): string => {
  const colon = key.indexOf(':');
  return colon < 0 ? key : key.slice(0, colon);
};
const labelOf = (g: string, diskKey: string): string => `row|${g}|${diskKey}`;

export async function loadRows(core: Core, g: string, keys: readonly RowKey[]): Promise<Map<RowKey, Row | undefined>> {
  const diskKeys = await diskKeysOf(core, g, keys);
  // a page of new records asks for thousands that are not there: one look at the keys is cheaper than a search for each
  const here = keys.length > askedOneByOne ? new Set<string>(await rowKeysOnDisk(core, g)) : undefined;
  const names = keys.map(bundleOf);
  const asked = [...diskKeys, ...new Set(names.filter((name) => name !== undefined))];
  const wanted = here === undefined ? asked : asked.filter((diskKey) => here.has(diskKey));
  const { alone, bundles } = await openRows(core, await readRecords(core, g, wanted));
  return new Map(
    keys.map((key, index) => {
      const row = alone.get(diskKeys[index] ?? '') ?? bundles.get(names[index] ?? '')?.get(key);
      return [key, row];
    }),
  );
}

/** Only what is hidden has to be computed: of thousands of keys, a few. */
async function diskKeysOf(core: Core, g: string, keys: readonly RowKey[]): Promise<readonly string[]> {
  const hidden = keys.filter(isHidden);
  const diskKeyByKey = new Map(await Promise.all(hidden.map(async (key) => [key, await core.sealer.indexKey(g, key)] as const)));
  return keys.map((key) => diskKeyByKey.get(key) ?? key);
}

async function readRecords(core: Core, g: string, diskKeys: readonly string[]): Promise<readonly RowRecord[]> {
  const found = await core.records.use((db) => db.row.bulkGet(diskKeys.map((diskKey): [string, string] => [g, diskKey])));
  return found.filter((record) => record !== undefined);
}

export async function readRow(core: Core, g: string, key: RowKey): Promise<Row | undefined> {
  return (await loadRows(core, g, [key])).get(key);
}

export async function readRows<P extends RowPrefix>(core: Core, g: string, prefix: P): Promise<readonly RowByPrefix[P][]> {
  const prefixes = [prefix, bundlePrefixOf(prefix)].map((each): [string, string] => [g, each]);
  const { alone, bundles } = await openRows(core, await core.records.use((db) => db.row.where('[g+prefix]').anyOf(prefixes).toArray()));
  if (bundles.size === 0) return [...alone.values()] as unknown as readonly RowByPrefix[P][];
  // what lies in a bundle has its own key on the disk: no row with a hidden key is ever bundled
  const all = new Map<string, Row>([...[...bundles.values()].flatMap((rows) => [...rows]), ...alone]);
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row) as unknown as readonly RowByPrefix[P][];
}

export async function readRowsUnder<P extends RowPrefix>(
  core: Core,
  g: string,
  start: `${P}:${string}`,
): Promise<readonly RowByPrefix[P][]> {
  const between = (from: string): [[string, string], [string, string]] => [
    [g, from],
    [g, `${from}\uffff`],
  ];
  const records = await core.records.use((db) =>
    db.row
      .where('[g+key]')
      .inAnyRange([between(start), between(bundleStart(start))])
      .toArray(),
  );
  const { alone, bundles } = await openRows(core, records);
  const together = [...bundles.values()].flatMap((rows) => [...rows]).filter(([key]) => key.startsWith(start));
  const all = new Map<string, Row>([...together, ...alone]);
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row) as unknown as readonly RowByPrefix[P][];
}

export async function readRowsOf<P extends RowPrefix>(
  core: Core,
  g: string,
  keys: readonly `${P}:${string}`[],
): Promise<readonly RowByPrefix[P][]> {
  const rows = await loadRows(core, g, keys as readonly RowKey[]);
  return [...rows.values()].filter((row): row is RowByPrefix[P] => row !== undefined);
}

export async function readGroups(core: Core): Promise<readonly GroupRow[]> {
  const records = await core.records.use((db) => db.row.where('prefix').equals('group').toArray());
  return (await Promise.all(records.map(async (record) => openRow(core, record)))).map(({ row }) => row) as readonly GroupRow[];
}

/** Keys of every row of a group as they lie on the disk: clear, but for a national id. */
export async function rowKeysOnDisk(core: Core, g: string): Promise<RowKey[]> {
  const records = await core.records.use((db) => db.row.where('[g+key]').between([g, ''], [g, '\uffff']).primaryKeys());
  return records.map(([, key]) => key as RowKey);
}

/** Rows ready for the disk. */
export interface SealedRows {
  readonly put: readonly RowRecord[];
  /** rows that lay alone and are in a bundle now */
  readonly drop: readonly (readonly [string, string])[];
  /** call after the commit: what was just sealed need not be unsealed again */
  readonly keep: () => void;
}

/** Seals each row alone: the cost of saving is that of the rows touched. `rev` is the revision their transaction will have. */
export async function sealRows(core: Core, g: string, rows: ReadonlyMap<RowKey, Row>, rev: number): Promise<SealedRows> {
  const put = await Promise.all(
    Array.from(rows, async ([key, row]): Promise<RowRecord> => {
      const diskKey = await core.sealer.indexKey(g, key);
      return { g, key: diskKey, prefix: prefixOf(key), rev, sealed: await core.sealer.seal(labelOf(g, diskKey), [key, row]) };
    }),
  );
  const keep = () => {
    if (core.rowCache.size > cacheLimit) core.rowCache.clear();
    for (const [index, [key, row]] of [...rows].entries()) core.rowCache.set(`${g}|${put[index]?.key}`, { rev, key, row });
  };
  return { put, drop: [], keep };
}

/** Seals the rows of a long page or of a whole stream, together where there are many of a kind. */
export async function sealManyRows(
  core: Core,
  g: string,
  rows: ReadonlyMap<RowKey, Row>,
  rev: number,
  whole: boolean,
): Promise<SealedRows> {
  if (rows.size <= askedOneByOne) return sealRows(core, g, rows, rev);
  const { bundles, alone } = await sortIntoBundles(rows, async (names) =>
    whole ? new Map() : (await openRows(core, await readRecords(core, g, names))).bundles,
  );
  const here = new Set<string>(whole || bundles.size === 0 ? [] : await rowKeysOnDisk(core, g));
  const [sealed, ...put] = await Promise.all([
    sealRows(core, g, alone, rev),
    ...Array.from(bundles, async ([name, together]) => sealBundle(core, g, name, together, rev)),
  ]);
  return {
    put: [...sealed.put, ...put],
    // only what is written now: a row of the bundle that has changed since lies alone, and is the newer one
    drop: [...rows.keys()].filter((key) => here.has(key) && !alone.has(key)).map((key) => [g, key] as const),
    keep: () => {
      sealed.keep();
      for (const record of put) keepAtHand(core, record, bundles.get(record.key) ?? new Map());
    },
  };
}

interface Opened {
  readonly alone: ReadonlyMap<string, Row>;
  readonly bundles: ReadonlyMap<string, BundledRows>;
}

/** By their keys on the disk. */
async function openRows(core: Core, records: readonly RowRecord[]): Promise<Opened> {
  const alone = new Map<string, Row>();
  const bundles = new Map<string, BundledRows>();
  const opened = await Promise.all(records.map(async (record) => (isBundle(record) ? openBundle(core, record) : openRow(core, record))));
  for (const [index, each] of opened.entries()) {
    const { key = '' } = records[index] ?? {};
    if ('row' in each) alone.set(key, each.row);
    else bundles.set(key, each);
  }
  return { alone, bundles };
}

async function openRow(core: Core, record: RowRecord): Promise<{ key: RowKey; row: Row }> {
  const cacheKey = `${record.g}|${record.key}`;
  const cached = core.rowCache.get(cacheKey);
  if (cached?.rev === record.rev) return cached as { key: RowKey; row: Row };
  const [key, row] = (await core.sealer.unseal(labelOf(record.g, record.key), record.sealed)) as [RowKey, Row];
  if (core.rowCache.size > cacheLimit) core.rowCache.clear();
  core.rowCache.set(cacheKey, { rev: record.rev, key, row });
  return { key, row };
}
