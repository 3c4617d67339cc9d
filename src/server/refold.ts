/**
 * The office's rows when a release makes other rows of the same operations: every stream is folded again from its first operation, once, before
 * anybody is answered. Phones do the same by themselves; a store that kept the old rows would show other figures than they do.
 */
import { foldOperation } from '../domain/fold.ts';
import { parseOperation } from '../domain/operation.ts';
import type { Row, RowAccess, RowKey } from '../domain/row.ts';
import { foldVersion } from '../domain/snapshot.ts';
import type { Office } from './office.ts';
import { operationOf } from './pull.ts';
import type { OperationRecord, Tables } from './store/store.ts';
import { recountFigures, type RowChange } from './summary.ts';

const operationsAtOnce = 500;
const claimEveryMs = 60_000;
/** in the place of the number of the release that made the rows */
const unfinished = 'unfinished';

/** Whether the rows are of this release. */
export async function hasOwnRows({ office }: Tables): Promise<boolean> {
  return (await office.setting('fold')) === String(foldVersion);
}

/** Whether a server is in the middle of making them, or died in it. */
export async function areRowsUnfinished({ office }: Tables): Promise<boolean> {
  return (await office.setting('fold')) === unfinished;
}

/**
 * One write for each stream, so that a start that is cut short goes on with the next. Until all have their rows, these are no release's: a server
 * of the release before that is started meanwhile must not go on with them.
 *
 * @param claim tells other processes on this store that this one runs, or refuses; called before anything is changed, and then once a minute
 * @returns how many streams have other rows now
 */
export async function ensureRows(
  { store, clock }: Pick<Office, 'store' | 'clock'>,
  claim: (tables: Tables) => Promise<void>,
): Promise<number> {
  if (await store.read(hasOwnRows)) return 0;
  await store.write(async (tables) => {
    // where no rows were made yet, there are none to change
    if ((await tables.office.setting('fold')) === undefined) return;
    await claim(tables);
    await tables.office.set('fold', unfinished);
  });
  let changed = 0;
  let claimedAt = clock();
  for (const { id } of await store.read((tables) => tables.streams.all())) {
    const isDue = clock() - claimedAt >= claimEveryMs;
    if (isDue) claimedAt = clock();
    const changes = await store.write(async (tables) => {
      if (isDue) await claim(tables);
      return refoldStream(tables, id);
    });
    if (changes.length > 0) changed += 1;
  }
  await store.write(async (tables) => {
    if (changed > 0) await recountFigures(tables);
    await tables.office.set('fold', String(foldVersion));
  });
  return changed;
}

/** @returns what became of the rows; nothing when this release cannot read all of it */
export async function refoldStream(tables: Tables, id: string): Promise<readonly RowChange[]> {
  const rows = new Map<RowKey, Row>();
  for (let seq = 0; ;) {
    const page = await tables.operations.page(id, seq, Number.MAX_SAFE_INTEGER, operationsAtOnce);
    // written by a later release that was taken back: its rows stay until it is there again
    if (!page.every((record) => foldAgain(record, operationOf(record), rows))) return [];
    seq = page.at(-1)?.seq ?? seq;
    if (page.length < operationsAtOnce) break;
  }
  const before = new Map((await tables.rows.all(id)).map(({ key, body }) => [key, body] as const));
  const changes: RowChange[] = [];
  for (const [key, row] of rows) {
    const body = JSON.stringify(row);
    const old = before.get(key);
    if (old === body) continue;
    await tables.rows.put(id, key, body);
    changes.push({ before: rowOf(old), after: row });
  }
  for (const [key, body] of before) {
    if (rows.has(key as RowKey)) continue;
    await tables.rows.remove(id, key);
    changes.push({ before: rowOf(body), after: undefined });
  }
  return changes;
}

function rowOf(body: string | undefined): Row | undefined {
  return body === undefined ? undefined : (JSON.parse(body) as Row);
}

/** Folds one stored operation onto rows in memory. @returns false when this release cannot read it */
export function foldAgain({ actor }: Pick<OperationRecord, 'actor'>, op: ReturnType<typeof operationOf>, rows: Map<RowKey, Row>): boolean {
  const parsed = parseOperation(op);
  if (!parsed.ok) return false;
  const staged: RowAccess = {
    get: ((key: RowKey) => rows.get(key)) as RowAccess['get'],
    put: (key, row) => void rows.set(key, row),
  };
  return foldOperation({ parsed: parsed.parsed, by: actor }, staged).applied;
}
