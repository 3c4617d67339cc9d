/** What the office said about this phone's operations, written down in one transaction; only a verdict with our id and our hash counts. */
import type { OfficeClock } from './clock-care.ts';
import { asWriter, type Core, readMeta } from './core.ts';
import type { MetaRecord, OperationRecord, PhoneDatabase } from './database.ts';
import { operationIdOf, sealReason } from './operation-shelf.ts';
import { hasQueued, isQueued, withState } from './queued.ts';
import { rebuildWith } from './rebuild.ts';
import { startReading } from './start-reading.ts';

/** As the wire's verdicts about one operation (`protocol/sync.ts`). */
export type OperationVerdict =
  | { readonly r: 'applied'; readonly id: string; readonly h: string }
  | { readonly r: 'held'; readonly id: string; readonly h: string; readonly why: string; readonly path?: string | undefined }
  | { readonly r: 'rejected'; readonly id: string; readonly h: string; readonly reason: string }
  | { readonly r: 'clash'; readonly id: string; readonly h: string };

export interface OfficeAnswer {
  readonly epoch: string;
  readonly ackN: number;
  readonly safeN: number;
  readonly receivedAt: string;
  /** what the answer's time says about the clock under which it was asked for */
  readonly clock?: OfficeClock | undefined;
  readonly minApp?: string | undefined;
  readonly revoked: readonly string[];
  readonly verdicts: readonly OperationVerdict[];
}

export interface AnswerOutcome {
  readonly epochChanged: boolean;
  /** operations that a verdict settled just now */
  readonly settled: number;
  readonly isQueued: boolean;
  /** a right has ended whose stream is still here */
  readonly hasRevoked: boolean;
}

const top = Number.MAX_SAFE_INTEGER;

export async function applyAnswer(core: Core, answer: OfficeAnswer): Promise<AnswerOutcome> {
  const reasons = new Map<string, OperationRecord['reason']>();
  for (const verdict of answer.verdicts) {
    if (verdict.r === 'rejected') reasons.set(verdict.id, await sealReason(core, verdict.id, verdict.reason));
  }
  const { outcome, rejected } = await asWriter(core, () => core.records.use((db) => write(db, answer, reasons)));
  for (const g of new Set(rejected.map((record) => record.g))) {
    await rebuildWith(
      core,
      g,
      rejected.filter((record) => record.g === g),
    );
  }
  core.announcer.queueChanged();
  return rejected.length > 0 ? { ...outcome, isQueued: await hasQueued(core) } : outcome;
}

async function write(
  db: PhoneDatabase,
  answer: OfficeAnswer,
  reasons: ReadonlyMap<string, OperationRecord['reason']>,
): Promise<{ outcome: AnswerOutcome; rejected: OperationRecord[] }> {
  return db.transaction('rw', db.op, db.stream, db.meta, async () => {
    const meta = await readMeta(db);
    const epochChanged = meta.epoch !== null && meta.epoch !== answer.epoch;
    if (epochChanged) await forgetOldServer(db, meta, answer.ackN);
    // set back without a word of it: fewer of our numbers than it has confirmed
    else if (answer.ackN < meta.ackN) await requeue(db, meta, unsureFrom(meta, answer.ackN));
    const settled: OperationRecord[] = [];
    const rejected: OperationRecord[] = [];
    // all at once: one by one they are what a slow phone waits for
    const ids = answer.verdicts.map(({ id }) => id);
    const records = await db.op.bulkGet([...ids.map((id) => `${id}#own`), ...ids]);
    for (const [index, verdict] of answer.verdicts.entries()) {
      const record = records[index] ?? records[ids.length + index];
      if (record?.n === undefined || record.dev !== meta.dev) continue;
      const next = judged(record, verdict, answer.receivedAt, reasons.get(verdict.id));
      if (next === undefined) continue;
      // a rejected one leaves the rows too: that is written together with the rows, right after
      if (next.state === 'rejected') rejected.push(next);
      else settled.push(next);
    }
    await db.op.bulkPut(settled);
    const safeN = epochChanged ? answer.safeN : Math.max(meta.safeN, answer.safeN);
    await db.op.where('[state+n]').between(['acked', 0], ['acked', safeN], true, true).modify({ state: 'safe' });
    const streams = await db.stream.toArray();
    for (const stream of streams) {
      const isRevoked = answer.revoked.includes(stream.g);
      if (isRevoked === (stream.revokedAt !== undefined)) continue;
      // a right that came back before the group was let go: nothing of it leaves
      const { revokedAt: _revokedAt, ...kept } = stream;
      await db.stream.put(isRevoked ? { ...kept, revokedAt: answer.receivedAt } : kept);
    }
    await db.meta.put({
      ...meta,
      epoch: answer.epoch,
      ackN: answer.ackN,
      safeN,
      lastContactAt: answer.receivedAt,
      ...(answer.clock === undefined ? {} : { officeClock: answer.clock }),
      ...(answer.minApp === undefined ? {} : { minApp: answer.minApp }),
    });
    const outcome = {
      epochChanged,
      settled: settled.length + rejected.length,
      isQueued: await isQueued(db),
      hasRevoked: streams.some(({ g }) => answer.revoked.includes(g)),
    };
    return { outcome, rejected };
  });
}

export async function markSeen(core: Core, id: string): Promise<void> {
  await asWriter(core, () =>
    core.records.use((db) =>
      withState(db, 'rejected')
        .filter((record) => operationIdOf(record) === id)
        .modify({ seen: 1 }),
    ),
  );
  core.announcer.queueChanged();
}

function judged(
  record: OperationRecord,
  verdict: OperationVerdict,
  at: string,
  reason: OperationRecord['reason'],
): OperationRecord | undefined {
  if (operationIdOf(record) !== verdict.id) return undefined;
  const { why: _why, path: _path, reason: _reason, ...plain } = record;
  const held = { ...plain, state: 'held' as const, ackedAt: at };
  if (verdict.r === 'clash') return { ...held, why: 'clash' };
  // the office answered for other bytes than ours: kept, shown, not sent for ever
  if (verdict.h !== record.h) return { ...held, why: 'hash-differs' };
  if (verdict.r === 'held') return { ...held, why: verdict.why, ...(verdict.path === undefined ? {} : { path: verdict.path }) };
  if (verdict.r === 'rejected') {
    if (record.state === 'rejected') return undefined;
    const { o: _o, seen: _seen, ...off } = plain;
    return { ...off, state: 'rejected', ackedAt: at, ...(reason === undefined ? {} : { reason }) };
  }
  return { ...plain, state: record.state === 'safe' ? 'safe' : 'acked', ackedAt: record.ackedAt ?? at };
}

/** The server was restored from a backup: read every stream again, send again what it may not have (sync.md §1.17). */
async function forgetOldServer(db: PhoneDatabase, meta: MetaRecord, ackN: number): Promise<void> {
  await requeue(db, meta, unsureFrom(meta, ackN));
  for (const stream of await db.stream.toArray()) await db.stream.put(startReading(stream));
}

/**
 * From where on a server that went back may not have ours. Its `ackN` alone does not say that: a copy of this phone may have been faster and
 * used our numbers for its own operations. So all that this phone did not know to be in a backup goes once more; what the server has already
 * is harmless, what it has not is found as a fork.
 */
const unsureFrom = (meta: MetaRecord, ackN: number): number => Math.min(ackN, meta.safeN) + 1;

/** Back into the queue: own operations of this device from a number on. Those set aside on the phone itself stay aside. */
export async function requeue(db: PhoneDatabase, meta: MetaRecord, fromN: number): Promise<void> {
  await db.op
    .where('n')
    .between(fromN, top, true, true)
    .filter((record) => record.dev === meta.dev && record.state !== 'queued' && !isSetAside(record))
    .modify({ state: 'queued' });
}

export const isSetAside = (record: OperationRecord): boolean => record.state === 'rejected' && record.why === 'unreadable';
