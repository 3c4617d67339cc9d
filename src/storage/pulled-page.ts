/** One page of a stream on its way into the store: contiguous or refused, checked against the chain, then folded in or rebuilt. */
import { hashOperation } from '../domain/canonical-json.ts';
import { erasedHash, isErasedPart } from '../domain/erased-part.ts';
import type { Operation } from '../domain/operation.ts';
import { breathOf } from './breath.ts';
import { asWriter, type Core, readMeta, untilStill } from './core.ts';
import type { BlockRecord, MetaRecord, OperationRecord, PhoneDatabase, StreamRecord } from './database.ts';
import { forgetPeople } from './forget-people.ts';
import { sealOperation } from './operation-shelf.ts';
import { type BlockItem, blocksOf, openBlock, sealBlock, takenOut } from './page-block.ts';
import type { Change } from './phone-store.ts';
import { foldAgain, orderedRecords, type Rebuilt, type Rewrite, rewriteStream } from './rebuild.ts';
import { loadRows } from './row-shelf.ts';
import { sha256Hex } from './seal.ts';
import { applySnapshotPart, type SnapshotPart } from './snapshot-part.ts';
import { newStream, startReading } from './start-reading.ts';
import { createWorkingRows, readOperation } from './working-rows.ts';

/** As `StreamPage` of the wire: `from` is the cursor it answers, `to` the last number it covers, in `ops` or in `skip`. */
export interface PulledPage {
  readonly g: string;
  readonly kind: 'group' | 'person' | 'area';
  readonly view: 'full' | 'summary' | 'inbox';
  readonly from: number;
  readonly to: number;
  readonly head: number;
  readonly ops: readonly { readonly seq: number; readonly by: string; readonly recv: string; readonly op: Operation }[];
  readonly skip?: readonly (readonly [number, number])[] | undefined;
  readonly chain?: string | undefined;
  readonly reset?: boolean | undefined;
  /** instead of operations: then `ops` is empty, and `to` is its base when it is the last part */
  readonly snapshot?: SnapshotPart | undefined;
}

/**
 * `stale`: answers an older question, dropped · `hole`: a number is missing, nothing applied · `chain-broken`: read again from 0 ·
 * `read-again`: applied, and somebody was erased of whom there is more in what was read before, so that it is read once more without it
 */
export type PageOutcome = 'applied' | 'stale' | 'hole' | 'chain-broken' | 'read-again';

const fewIds = 20;
const mostIdsAround = 2_000;

export async function applyPage(core: Core, page: PulledPage): Promise<PageOutcome> {
  if (page.snapshot !== undefined) return applySnapshotPart(core, page, page.snapshot);
  const hashes = await Promise.all(page.ops.map(({ op }) => hashOperation(op, sha256Hex)));
  const { outcome, change, isOurs } = await asWriter(core, () => untilStill(() => applyOnce(core, page, hashes)));
  if (change !== undefined) core.announcer.changed([change]);
  // everybody who shows the queue reads it anew: not for each of the pages of others that a new phone takes in
  if (isOurs === true || change?.keys.some((key) => key.startsWith('photo:'))) core.announcer.queueChanged();
  return outcome;
}

interface Applied {
  readonly outcome: PageOutcome;
  readonly change?: Change | undefined;
  /** something of this phone's own may have moved */
  readonly isOurs?: boolean;
}

async function applyOnce(core: Core, page: PulledPage, hashes: readonly string[]): Promise<Applied> {
  const { g } = page;
  const { meta, seenStream, local, own } = await core.records.use((db) =>
    db.transaction('r', db.op, db.stream, db.meta, async () => ({
      meta: await readMeta(db),
      seenStream: await db.stream.get(g),
      local: await readLocal(
        db,
        page.ops.map(({ op }) => op.id),
      ),
      own: await db.op.where('[g+o]').equals([g, 1]).sortBy('n'),
    })),
  );
  const before = readAgainIfAsked(seenStream ?? newStream(page), page);
  if (page.from < before.cursor) return { outcome: 'stale' };
  if (page.from > before.cursor || !isContiguous(page)) return { outcome: 'hole' };

  // one digest after the other: they run beside the sealing
  const [checked, incoming] = await Promise.all([chainAfter(before, page, hashes), takeInAll(core, page, hashes, local, before.pass)]);
  if (checked === 'broken') {
    await core.records.use((db) => db.stream.put({ ...startReading(before), chainBroken: (before.chainBroken ?? 0) + 1 }));
    return { outcome: 'chain-broken' };
  }
  const { rereading: _rereading, revokedAt: _revoked, taking, ...kept } = before;
  const done = page.to >= page.head;
  const beganAt = before.cursor === 0 ? page.head : (before.beganAt ?? 0);
  const next: StreamRecord = {
    ...kept,
    beganAt,
    kind: page.kind,
    view: page.view,
    cursor: page.to,
    head: page.head,
    ...(before.rereading === 1 && !done ? { rereading: 1 as const } : {}),
    chain: checked.chain,
  };
  const isOvertaken = page.ops.some(({ op, seq }) => op.k === 'erase' && seq > beganAt);
  const stream = isOvertaken ? startReading(next) : next;
  const outcome = isOvertaken ? 'read-again' : 'applied';
  const { records, block } = incoming;
  // operations come after all: what had been taken of a snapshot is of no use
  const rewrite = { seen: meta, g, stream, seenStream, block, dropBase: taking !== undefined, pass: before.pass };
  const isOurs = before.rereading === 1 || local.some((record) => record?.n !== undefined);
  if (before.rereading === 1 && stream.rereading === 1) {
    await rewriteStream(core, { ...rewrite, ops: records, rows: new Map(), whole: false });
    return { outcome, isOurs };
  }
  if (before.rereading === 1) return { outcome, change: await finishReading(core, rewrite, records, meta), isOurs };
  const fresh = freshAfterOverlay(page, local, own);
  const change = fresh === 'rebuild' ? await rebuilt(core, rewrite, records) : await foldedIn(core, rewrite, page, records, fresh);
  return { outcome, change, isOurs };
}

/** What is here already of these; of a long page usually nothing, which one look at the ids around it says cheaper than hundreds. */
async function readLocal(db: PhoneDatabase, ids: readonly string[]): Promise<readonly (OperationRecord | undefined)[]> {
  const sorted = ids.toSorted();
  const between = db.op.where('id').between(sorted[0] ?? '', sorted.at(-1) ?? '', true, true);
  const around = ids.length < fewIds ? undefined : await between.limit(mostIdsAround).primaryKeys();
  if (around === undefined || around.length === mostIdsAround) return db.op.bulkGet([...ids]);
  const here = new Set(around);
  const found = await db.op.bulkGet(ids.filter((id) => here.has(id)));
  const recordById = new Map(found.map((record) => [record?.id ?? '', record]));
  return ids.map((id) => recordById.get(id));
}

type Plan = Pick<Rewrite, 'seen' | 'g' | 'seenStream' | 'block' | 'removedBlocks' | 'dropBase'> & {
  readonly stream: StreamRecord;
  /** of what is folded: the stream may be about to be read again */
  readonly pass: number;
};

async function rebuilt(
  core: Core,
  { pass, ...plan }: Plan,
  records: readonly OperationRecord[],
  forget?: (rows: Rebuilt['rows']) => Promise<readonly OperationRecord[]>,
): Promise<Change> {
  const { g, block } = plan;
  const replaced = new Map(records.map((record) => [record.id, record]));
  const again = await foldAgain(core, await orderedRecords(core, g, pass, { records: replaced, block }), pass);
  const forgotten = (await forget?.(again.rows)) ?? [];
  const ops = new Map([...again.marks, ...forgotten, ...records].map((record) => [record.id, record]));
  for (const mark of again.marks) ops.set(mark.id, { ...(ops.get(mark.id) ?? mark), u: mark.u });
  return rewriteStream(core, { ...plan, ops: [...ops.values()], rows: again.rows, whole: true });
}

/** The stream has been read again to its head: what the office no longer has steps back, rows change at once. */
async function finishReading(core: Core, plan: Plan, records: readonly OperationRecord[], meta: MetaRecord): Promise<Change> {
  const { g, stream, block } = plan;
  const stored = await core.records.use(async (db) => ({
    alone: await db.op.where('[g+seq]').between([g, 0], [g, Number.MAX_SAFE_INTEGER]).toArray(),
    blocks: await blocksOf(db, g).toArray(),
  }));
  const isOld = ({ pass }: { readonly pass?: number }) => pass !== stream.pass;
  const confirmed = new Set([...records.map(({ id }) => id), ...(block?.ids ?? [])]);
  for (const { ids } of stored.blocks.filter((each) => !isOld(each))) for (const id of ids) confirmed.add(id);
  for (const record of stored.alone) if (!isOld(record)) confirmed.add(record.id);
  const missing = stored.alone
    .filter((record) => isOld(record) && !confirmed.has(record.id))
    .map(({ seq: _seq, pass: _pass, ...record }): OperationRecord =>
      record.n === undefined ? { ...record, state: 'gone' } : { ...record, ...(record.state === 'rejected' ? {} : { o: 1 as const }) },
    );
  const removedBlocks = stored.blocks.filter(isOld);
  const gone = new Map(missing.map((record) => [record.id, record]));
  for (const old of removedBlocks) {
    if (old.ids.every((id) => confirmed.has(id) || gone.has(id))) continue;
    const items = (await openBlock(core, old)).filter(({ op }) => !confirmed.has(op.id) && !gone.has(op.id));
    for (const item of items) gone.set(item.op.id, await takenOut(core, item, old.pass, { state: 'gone' }));
  }
  const all = [...gone.values(), ...records];
  return rebuilt(core, { ...plan, seen: meta, removedBlocks, dropBase: true }, all, async (rows) => forgetPeople(core, g, rows));
}

async function foldedIn(
  core: Core,
  { pass: _pass, ...plan }: Plan,
  page: PulledPage,
  records: readonly OperationRecord[],
  fresh: ReadonlySet<string>,
): Promise<Change> {
  const working = createWorkingRows((keys) => loadRows(core, plan.g, keys));
  const pulled = page.ops.filter(({ op }) => fresh.has(op.id));
  await working.prepare(pulled.map(({ op }) => op));
  const breath = breathOf(core.monotonicMs);
  for (const { op, by } of pulled) {
    await working.fold(op, by);
    await breath.take();
  }
  return rewriteStream(core, { ...plan, ops: records, rows: working.changed, whole: false });
}

/**
 * Which of the pulled operations still have to be folded in, when that can be done on top of what is there.
 *
 * Own ones that come back in the order they lie on top are folded already. With anything of ours left on top, another's operation belongs
 * below it: then the rows are folded again from the start.
 */
function freshAfterOverlay(
  page: PulledPage,
  local: readonly (OperationRecord | undefined)[],
  own: readonly OperationRecord[],
): ReadonlySet<string> | 'rebuild' {
  const fresh = new Set<string>();
  let next = 0;
  for (const [index, { op }] of page.ops.entries()) {
    if (local[index]?.o === 1 && own[next]?.id === op.id) {
      if (fresh.size > 0) return 'rebuild';
      next += 1;
    } else {
      fresh.add(op.id);
    }
  }
  return fresh.size > 0 && next < own.length ? 'rebuild' : fresh;
}

interface TakenIn {
  readonly records: readonly OperationRecord[];
  readonly block: BlockRecord | undefined;
}

/** What this phone has nothing of yet goes into one block; everything else lies alone. */
async function takeInAll(
  core: Core,
  { g, from, to, ops }: PulledPage,
  hashes: readonly string[],
  local: readonly (OperationRecord | undefined)[],
  pass: number,
): Promise<TakenIn> {
  const all = ops.map((pulled, index) => ({ ...pulled, h: hashes[index] ?? '' }));
  // what the office applied and this version cannot read is newer than it: a word added to a known kind as well as a new kind
  const isTogether = all.map(({ op }, index) => local[index] === undefined && readOperation(op).ok);
  const together = all.filter((_, index) => isTogether[index]);
  const [block, ...alone] = await Promise.all([
    together.length === 0 ? undefined : sealBlock(core, { g, pass, from, to }, together),
    ...all.map(async (item, index) => (isTogether[index] === true ? [] : takeIn(core, item, local[index], pass))),
  ]);
  return { records: alone.flat(), block };
}

async function takeIn(
  core: Core,
  { op, seq, by, recv, h }: BlockItem,
  local: OperationRecord | undefined,
  pass: number,
): Promise<readonly OperationRecord[]> {
  const place = { seq, pass, by, recv };
  if (local !== undefined && local.h === h) {
    const { o: _o, why: _why, path: _path, reason: _reason, ...kept } = local;
    const state = local.n === undefined ? 'pulled' : local.state === 'safe' ? 'safe' : 'acked';
    const { sealed, bytes } = isErasedPart(op.s) ? await sealOperation(core, op, local) : local;
    return [{ ...kept, sealed, bytes, ...place, state, ackedAt: local.ackedAt ?? recv }];
  }
  const unknown = readOperation(op).ok ? {} : { u: 1 as const };
  const record = await sealOperation(core, op, { state: 'pulled', ...place, h, ...unknown });
  if (local?.n === undefined) return [record];
  // the office has our id with other content: both are kept, a person is told; an erased personal part is no clash
  if (isErasedPart(op.s)) return [{ ...record, h: local.h, n: local.n, dev: local.dev, state: local.state === 'safe' ? 'safe' : 'acked' }];
  return [record, { ...local, id: `${op.id}#own`, state: 'held', why: 'clash' }];
}

function readAgainIfAsked(stream: StreamRecord, page: PulledPage): StreamRecord {
  const asked = page.reset === true || page.view !== stream.view;
  return asked && page.from === 0 && stream.cursor > 0 ? startReading(stream) : stream;
}

function isContiguous(page: PulledPage): boolean {
  const covered: (readonly [number, number])[] = [...page.ops.map(({ seq }) => [seq, seq] as const), ...(page.skip ?? [])];
  covered.sort((a, b) => a[0] - b[0]);
  let last = page.from;
  for (const [first, end] of covered) {
    if (first !== last + 1 || end < first) return false;
    last = end;
  }
  return last === page.to;
}

/** Without a chain when the view leaves operations out, or after the chain broke twice (then it is reported, and availability wins). */
async function chainAfter(
  stream: StreamRecord,
  page: PulledPage,
  hashes: readonly string[],
): Promise<{ readonly chain?: string | undefined } | 'broken'> {
  if (stream.chain === undefined || page.view !== 'full' || (page.skip ?? []).length > 0 || (stream.chainBroken ?? 0) > 1) return {};
  // an office of an earlier version kept no hash of what it erased
  if (page.ops.some(({ op }) => isErasedPart(op.s) && erasedHash(op.s) === undefined)) return { chain: page.chain };
  let chain = stream.chain;
  for (const hash of hashes) chain = await sha256Hex(chain + hash);
  return page.chain !== undefined && page.chain !== chain ? 'broken' : { chain };
}
