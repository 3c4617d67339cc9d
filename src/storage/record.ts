/**
 * Recording: acts become numbered operations with their rows in one strict transaction, or nothing happens.
 *
 * Read what the fold asks for, fold, seal, then one transaction that only writes if nothing moved meanwhile. The cost is that of the rows
 * touched, whatever the history is. The same acts recorded twice (a lost connection after the commit) are recorded once.
 */
import { type Operation, parseOperation } from '../domain/operation.ts';
import { clockEpochAt, type ClockReading } from './clock-care.ts';
import { asWriter, type Core, readMeta, untilStill } from './core.ts';
import type { BlockRecord, MetaRecord, OperationRecord, PhoneDatabase } from './database.ts';
import { openOperations, sealOperation } from './operation-shelf.ts';
import { openBlock } from './page-block.ts';
import type { Act } from './phone-store.ts';
import { loadRows, sealRows } from './row-shelf.ts';
import { toHex } from './seal.ts';
import { MovedUnderUs, StoreProblem } from './store-problem.ts';
import { createWorkingRows, type WorkingRows } from './working-rows.ts';

/** what the office takes in one operation; photos and long texts never come near it */
const mostOperationBytes = 64 * 1024;

type Unnumbered = Omit<Operation, 'n' | 'ce'>;

/** @param draft key of the draft they were typed in: it ends with the same commit, so that no killed page finds both */
export async function recordActs(core: Core, acts: readonly Act[], draft?: string): Promise<readonly Operation[]> {
  if (acts.length === 0) return [];
  const born = acts.map((act) => bear(core, act));
  return asWriter(core, () => untilStill(() => recordOnce(core, born, draft)));
}

/** Fixes everything but number and clock epoch; a retry sends the same bytes. */
function bear(core: Core, act: Act): Unnumbered {
  const s = act.s === undefined ? {} : { s: { ...(act.s as object), salt: toHex(core.randomBytes(16)) } };
  const op: Unnumbered = { v: 1, id: act.id, g: act.g, k: act.k, kv: 1, at: act.at, p: act.p, ...s };
  const parsed = parseOperation({ ...op, n: 1, ce: 0 });
  if (!parsed.ok) throw new StoreProblem('invalid-act', { path: parsed.why === 'invalid' ? parsed.path : parsed.why });
  // what is kept must be what travels: members that are `undefined` do not exist in JSON
  const text = JSON.stringify(op);
  if (new TextEncoder().encode(text).byteLength > mostOperationBytes) throw new StoreProblem('invalid-act', { path: 'size' });
  return JSON.parse(text) as Unnumbered;
}

async function recordOnce(core: Core, born: readonly Unnumbered[], draft: string | undefined): Promise<readonly Operation[]> {
  const ids = born.map(({ id }) => id);
  const { meta, existing, blocks } = await core.records.use((db) =>
    db.transaction('r', db.op, db.block, db.meta, async () => ({
      meta: await readMeta(db),
      existing: (await db.op.bulkGet(ids)).filter((record) => record !== undefined),
      blocks: await db.block.where('ids').anyOf(ids).distinct().toArray(),
    })),
  );
  if (existing.length === born.length) return openOperations(core, existing);
  if (blocks.length > 0) return fromBlocks(core, blocks, ids);
  if (existing.length > 0) throw new StoreProblem('invalid-act', { path: 'id' });

  const clock: ClockReading = { wallMs: core.nowMs(), monotonicMs: core.monotonicMs() };
  const epoch = clockEpochAt(meta, core.clockBase, clock);
  const ops: Operation[] = born.map((op, index) => ({ ...op, n: meta.n + 1 + index, ce: epoch.ce }));

  const workingByStream = new Map<string, WorkingRows>();
  for (const op of ops) {
    const working = workingByStream.get(op.g) ?? createWorkingRows((keys) => loadRows(core, op.g, keys));
    workingByStream.set(op.g, working);
    // not applied (its parent has not come): kept all the same, folded when the parent comes
    await working.fold(op, core.user).catch(async (error: unknown) => {
      // rows read before and after another tab's commit do not fit together (a browser without Web Locks)
      const now = await core.records.use(readMeta);
      throw now.rev === meta.rev ? error : new MovedUnderUs();
    });
  }

  const next: MetaRecord = { ...meta, ...epoch, n: meta.n + ops.length, rev: meta.rev + 1 };
  const [records, rowsByStream] = await Promise.all([
    Promise.all(ops.map((op) => sealOperation(core, op, { state: 'queued', n: op.n, dev: meta.dev, by: core.user, o: 1 }))),
    Promise.all(
      Array.from(workingByStream, async ([g, working]) => ({ g, working, sealed: await sealRows(core, g, working.changed, next.rev) })),
    ),
  ]);
  const rows = rowsByStream.flatMap(({ sealed }) => sealed.put);
  await core.records.use((db) => commit(db, meta, next, { records, rows, draft }));

  core.clockBase = clock;
  for (const { sealed } of rowsByStream) sealed.keep();
  core.witness(next);
  core.announcer.changed(rowsByStream.map(({ g, working }) => ({ g, keys: [...working.changed.keys()] })));
  core.announcer.queueChanged();
  return ops;
}

/** They came back from the office although nothing here remembers having made them: this phone was put back to an earlier day. */
async function fromBlocks(core: Core, blocks: readonly BlockRecord[], ids: readonly string[]): Promise<readonly Operation[]> {
  const items = (await Promise.all(blocks.map((block) => openBlock(core, block)))).flat();
  const opById = new Map(items.map(({ op }) => [op.id, op]));
  const found = ids.map((id) => opById.get(id)).filter((op) => op !== undefined);
  if (found.length < ids.length) throw new StoreProblem('invalid-act', { path: 'id' });
  return found;
}

interface Written {
  readonly records: readonly OperationRecord[];
  readonly rows: Parameters<PhoneDatabase['row']['bulkPut']>[0];
  readonly draft: string | undefined;
}

async function commit(db: PhoneDatabase, seen: MetaRecord, next: MetaRecord, { records, rows, draft }: Written): Promise<void> {
  await db.transaction('rw', [db.op, db.row, db.meta, ...(draft === undefined ? [] : [db.draft])], async () => {
    const now = await readMeta(db);
    if (now.rev !== seen.rev || now.dev !== seen.dev) throw new MovedUnderUs();
    await db.op.bulkAdd(records);
    await db.row.bulkPut(rows);
    if (draft !== undefined) await db.draft.delete(draft);
    // what a sync wrote meanwhile (acknowledged numbers, contact) stays
    await db.meta.put({ ...now, n: next.n, ce: next.ce, lastAtMs: next.lastAtMs, rev: next.rev });
  });
}
