/** Folding a stream again from its operations: pulled ones by server number, then own ones not yet in the stream by device number. */
import { type Operation, parseOperation } from '../domain/operation.ts';
import type { Row, RowKey } from '../domain/row.ts';
import { baseOf, openBase } from './base-shelf.ts';
import { breathOf } from './breath.ts';
import { asWriter, type Core, readMeta, untilStill } from './core.ts';
import type { BaseRecord, BlockRecord, MetaRecord, OperationRecord, PhoneDatabase, StreamRecord } from './database.ts';
import { openOperations } from './operation-shelf.ts';
import { type BlockItem, blocksOf, openBlock, takenOut } from './page-block.ts';
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

/** What the transaction being planned will put down: stands for what lies on the disk under the same name. */
export interface Planned {
  readonly records: ReadonlyMap<string, OperationRecord>;
  readonly block?: BlockRecord | undefined;
}

/** Own and unread operations lie alone, those of others in blocks of many. */
export interface Ordered {
  /** parts of the rows with which the reading began, instead of the first operations */
  readonly base: readonly BaseRecord[];
  readonly inStream: readonly OperationRecord[];
  readonly blocks: readonly BlockRecord[];
  readonly onTop: readonly OperationRecord[];
}

/** All that a stream is folded from, in folding order. */
export async function orderedRecords(core: Core, g: string, pass: number, { records, block }: Planned): Promise<Ordered> {
  const stored = await core.records.use(async (db) => ({
    numbered: await db.op.where('[g+seq]').between([g, 0], [g, Number.MAX_SAFE_INTEGER]).toArray(),
    onTop: await db.op.where('[g+o]').equals([g, 1]).toArray(),
    blocks: await blocksOf(db, g).toArray(),
    base: await baseOf(db, g).toArray(),
  }));
  const byId = new Map<string, OperationRecord>();
  for (const record of [...stored.numbered, ...stored.onTop]) byId.set(record.id, record);
  for (const [id, record] of records) if (record.g === g) byId.set(id, record);
  const all = [...byId.values()];
  return {
    base: stored.base.filter((each) => each.pass === pass),
    inStream: all.filter((record) => record.seq !== undefined && record.pass === pass).sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0)),
    blocks: [...stored.blocks, ...(block === undefined ? [] : [block])].filter((each) => each.pass === pass),
    onTop: all.filter((record) => record.o === 1).sort((a, b) => (a.n ?? 0) - (b.n ?? 0)),
  };
}

interface Next {
  readonly op: Operation;
  readonly by: string;
  /** absent for one of a block */
  readonly record?: OperationRecord | undefined;
  readonly item?: BlockItem | undefined;
}

/** A few hundred at a time, so that the page can breathe and a long history is never open at once. */
async function* inOrder(core: Core, { inStream, blocks, onTop }: Ordered): AsyncGenerator<readonly Next[]> {
  let at = 0;
  const alone = async function* (records: readonly OperationRecord[]) {
    for (let from = 0; from < records.length; from += chunkSize) {
      const chunk = records.slice(from, from + chunkSize);
      const ops = await openOperations(core, chunk);
      yield chunk.map((record, index): Next => ({ op: ops[index] as Operation, by: record.by, record }));
    }
  };
  const upTo = (seq: number) => {
    const from = at;
    while (at < inStream.length && (inStream[at]?.seq ?? 0) <= seq) at += 1;
    return inStream.slice(from, at);
  };
  for (const block of blocks) {
    yield* alone(upTo(block.from));
    const among = upTo(block.to);
    const items = await openBlock(core, block);
    const ops = await openOperations(core, among);
    const here = new Set(among.map(({ seq }) => seq));
    const together = [
      ...among.map((record, index) => ({ seq: record.seq ?? 0, next: { op: ops[index] as Operation, by: record.by, record } })),
      ...items.filter(({ seq }) => !here.has(seq)).map((item) => ({ seq: item.seq, next: { op: item.op, by: item.by, item } })),
    ];
    yield together.sort((a, b) => a.seq - b.seq).map(({ next }): Next => next);
  }
  yield* alone(inStream.slice(at));
  yield* alone(onTop);
}

/** Folds from nothing. Writes nothing. */
export async function foldAgain(core: Core, ordered: Ordered, pass: number): Promise<Rebuilt> {
  const base = await openBase(core, ordered.base);
  const working = createWorkingRows(base.size === 0 ? undefined : async (keys) => new Map(keys.map((key) => [key, base.get(key)])));
  const marks: OperationRecord[] = [];
  const breath = breathOf(core.monotonicMs);
  for await (const chunk of inOrder(core, ordered)) {
    for (const { op, by, record, item } of chunk) {
      const result = await working.fold(op, by);
      await breath.take();
      const unknown = 'unreadable' in result && (result.unreadable === 'unknown' || record?.n === undefined);
      if (record !== undefined && unknown !== (record.u === 1)) marks.push({ ...record, u: unknown ? 1 : undefined });
      // a newer version has read it, this one cannot: it lies alone with its mark from now on
      if (item !== undefined && unknown) marks.push(await takenOut(core, item, pass, { u: 1 }));
    }
  }
  return { rows: base.size === 0 ? working.changed : new Map([...base, ...working.changed]), marks };
}

export interface Rewrite {
  readonly seen: MetaRecord;
  readonly g: string;
  readonly ops: readonly OperationRecord[];
  readonly block?: BlockRecord | undefined;
  /** the last part of the rows with which the reading begins */
  readonly base?: BaseRecord | undefined;
  /** every part of them goes */
  readonly dropBase?: boolean;
  /** blocks of this and earlier readings, after their operations have been taken over */
  readonly removedBlocks?: readonly BlockRecord[];
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
  await db.transaction('rw', [db.op, db.block, db.base, db.row, db.stream, db.meta], async () => {
    const now = await readMeta(db);
    if (now.rev !== seen.rev) throw new MovedUnderUs();
    if (stream !== undefined) {
      const current = await db.stream.get(g);
      if (current?.cursor !== seenStream?.cursor || current?.pass !== seenStream?.pass) throw new MovedUnderUs();
      await db.stream.put(stream);
    }
    await db.block.bulkDelete((rewrite.removedBlocks ?? []).map((block): [string, number, number] => [g, block.pass, block.from]));
    if (rewrite.block !== undefined) await db.block.put(rewrite.block);
    if (rewrite.dropBase === true) await baseOf(db, g).delete();
    if (rewrite.base !== undefined) await db.base.put(rewrite.base);
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
      const pass = stream?.pass ?? 1;
      const rebuilt = await foldAgain(core, await orderedRecords(core, g, pass, { records: replaced }), pass);
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
