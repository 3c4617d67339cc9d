/** Folding a stream again from its operations: pulled ones by server number, then own ones not yet in the stream by device number. */
import { parseOperation } from '../domain/operation.ts';
import type { Row, RowKey } from '../domain/row.ts';
import { breathOf } from './breath.ts';
import { asWriter, type Core, readMeta, untilStill } from './core.ts';
import type { MetaRecord, OperationRecord, PhoneDatabase, StreamRecord } from './database.ts';
import { openOperations } from './operation-shelf.ts';
import type { Change } from './phone-store.ts';
import { withoutSign } from './row-bundle.ts';
import { rowKeysOnDisk, sealManyRows, type SealedRows } from './row-shelf.ts';
import { MovedUnderUs } from './store-problem.ts';
import { createWorkingRows } from './working-rows.ts';

const chunkSize = 250;
const putAtOnce = 50;

export interface Rebuilt {
  readonly rows: ReadonlyMap<RowKey, Row>;
  /** records whose unknown-mark changed because this version knows more or less kinds */
  readonly marks: readonly OperationRecord[];
}

/** All records of a stream in folding order. `replaced` stands for records as they will be after the transaction being planned. */
export async function orderedRecords(
  core: Core,
  g: string,
  pass: number,
  replaced: ReadonlyMap<string, OperationRecord>,
): Promise<OperationRecord[]> {
  const stored = await core.records.use((db) =>
    Promise.all([
      db.op.where('[g+seq]').between([g, 0], [g, Number.MAX_SAFE_INTEGER]).toArray(),
      db.op.where('[g+o]').equals([g, 1]).toArray(),
    ]),
  );
  const byId = new Map<string, OperationRecord>();
  for (const record of stored.flat()) byId.set(record.id, record);
  for (const [id, record] of replaced) if (record.g === g) byId.set(id, record);
  const all = [...byId.values()];
  const inStream = all.filter((record) => record.seq !== undefined && record.pass === pass);
  const onTop = all.filter((record) => record.o === 1);
  return [...inStream.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0)), ...onTop.sort((a, b) => (a.n ?? 0) - (b.n ?? 0))];
}

/** Folds from nothing, in chunks so that the page can breathe. Writes nothing. */
export async function foldAgain(core: Core, records: readonly OperationRecord[]): Promise<Rebuilt> {
  const working = createWorkingRows();
  const marks: OperationRecord[] = [];
  const breath = breathOf(core.monotonicMs);
  for (let at = 0; at < records.length; at += chunkSize) {
    const chunk = records.slice(at, at + chunkSize);
    const ops = await openOperations(core, chunk);
    for (const [index, op] of ops.entries()) {
      const record = chunk[index];
      if (record === undefined) continue;
      const result = await working.fold(op, record.by);
      await breath.take();
      const unknown = 'unreadable' in result && (result.unreadable === 'unknown' || record.n === undefined);
      if (unknown !== (record.u === 1)) marks.push({ ...record, u: unknown ? 1 : undefined });
    }
  }
  return { rows: working.changed, marks };
}

export interface Rewrite {
  readonly seen: MetaRecord;
  readonly g: string;
  readonly ops: readonly OperationRecord[];
  readonly removedOps?: readonly string[];
  readonly rows: ReadonlyMap<RowKey, Row>;
  /** all rows of the stream go first */
  readonly whole: boolean;
  readonly stream?: StreamRecord | undefined;
  readonly seenStream?: StreamRecord | undefined;
}

/**
 * Puts operations, rows and cursor of one stream down in one transaction.
 *
 * @throws MovedUnderUs when somebody wrote since `seen`
 */
export async function rewriteStream(core: Core, rewrite: Rewrite): Promise<Change> {
  const { g, seen, whole } = rewrite;
  const rev = seen.rev + 1;
  const oldKeys = whole ? await rowKeysOnDisk(core, g) : [];
  const sealed = await sealManyRows(core, g, rewrite.rows, rev, whole);
  await core.records.use((db) => commit(db, rewrite, sealed, rev));
  sealed.keep();
  return { g, keys: [...new Set([...oldKeys.map(withoutSign), ...rewrite.rows.keys()])] };
}

async function commit(db: PhoneDatabase, rewrite: Rewrite, rows: SealedRows, rev: number): Promise<void> {
  const { g, seen, seenStream, stream } = rewrite;
  await db.transaction('rw', db.op, db.row, db.stream, db.meta, async () => {
    const now = await readMeta(db);
    if (now.rev !== seen.rev) throw new MovedUnderUs();
    if (stream !== undefined) {
      const current = await db.stream.get(g);
      if (current?.cursor !== seenStream?.cursor || current?.pass !== seenStream?.pass) throw new MovedUnderUs();
      await db.stream.put(stream);
    }
    if (rewrite.removedOps !== undefined) await db.op.bulkDelete([...rewrite.removedOps]);
    await putAll(db.op, rewrite.ops);
    if (rewrite.whole) await db.row.where('[g+key]').between([g, ''], [g, '\uffff']).delete();
    if (rows.drop.length > 0) await db.row.bulkDelete(rows.drop.map(([stream, key]): [string, string] => [stream, key]));
    await putAll(db.row, rows.put);
    await db.meta.put({ ...now, rev });
  });
}

/** In pieces: each waits for the disk, and the page breathes meanwhile. */
async function putAll<R>(table: { bulkPut: (records: readonly R[]) => PromiseLike<unknown> }, records: readonly R[]): Promise<void> {
  for (let at = 0; at < records.length; at += putAtOnce) await table.bulkPut(records.slice(at, at + putAtOnce));
}

/** Folds one stream again with some records changed (a rejected one leaves the overlay), all in one transaction. */
export async function rebuildWith(core: Core, g: string, changed: readonly OperationRecord[] = []): Promise<void> {
  const change = await asWriter(core, () =>
    untilStill(async () => {
      const { meta, stream } = await core.records.use(async (db) => ({ meta: await readMeta(db), stream: await db.stream.get(g) }));
      const replaced = new Map(changed.map((record) => [record.id, record]));
      const rebuilt = await foldAgain(core, await orderedRecords(core, g, stream?.pass ?? 1, replaced));
      const marked = rebuilt.marks.filter(({ id }) => !replaced.has(id));
      return rewriteStream(core, { seen: meta, g, ops: [...changed, ...marked], rows: rebuilt.rows, whole: true });
    }),
  );
  core.announcer.changed([change]);
  core.announcer.queueChanged();
}

/** Every stream again, one after the other: the repair button. Nothing but derived rows is thrown away. */
export async function repairAll(core: Core): Promise<void> {
  const streams = await core.records.use(async (db) => {
    const found = new Set<string>();
    await db.op.orderBy('[g+o]').eachKey((key) => void found.add((key as unknown as [string])[0]));
    for (const { g } of await db.stream.toArray()) found.add(g);
    for (const [g] of await db.row.toCollection().primaryKeys()) found.add(g);
    return [...found];
  });
  for (const g of streams) await rebuildWith(core, g);
}

/** After an update of the app: kinds that were only stored may be known now, then their streams are folded again. */
export async function foldNewlyKnown(core: Core): Promise<void> {
  const unknown = await core.records.use((db) => db.op.where('u').equals(1).toArray());
  const ops = await openOperations(core, unknown);
  const known = ops.filter((op) => parseOperation(op).ok);
  for (const g of new Set(known.map((op) => op.g))) await rebuildWith(core, g);
}
