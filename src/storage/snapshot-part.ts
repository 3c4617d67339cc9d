/**
 * A long stream's first thousands of operations as the office's rows (sync.md §1.5), part by part.
 *
 * Only a phone that has nothing of the stream takes them: another would not know which of its own operations are in the rows.
 */
import { snapshotText } from '../domain/snapshot.ts';
import { baseOf, openBase, sealPart } from './base-shelf.ts';
import { asWriter, type Core, readMeta, untilStill } from './core.ts';
import type { BaseRecord, PhoneDatabase, StreamRecord } from './database.ts';
import type { Change } from './phone-store.ts';
import type { PageOutcome, PulledPage } from './pulled-page.ts';
import { rewriteStream } from './rebuild.ts';
import { sha256Hex } from './seal.ts';
import { newStream, startReading } from './start-reading.ts';
import { MovedUnderUs } from './store-problem.ts';

/** As `SnapshotPart` of the wire. */
export interface SnapshotPart {
  readonly base: number;
  readonly chain: string;
  readonly fold: number;
  readonly part: number;
  readonly parts: number;
  readonly hash: string;
  readonly rows: string;
}

interface Applied {
  readonly outcome: PageOutcome;
  readonly change?: Change | undefined;
}

/** One part; with the last one the rows appear, all at once. */
export async function applySnapshotPart(core: Core, page: PulledPage, part: SnapshotPart): Promise<PageOutcome> {
  const { outcome, change } = await asWriter(core, () => untilStill(() => applyOnce(core, page, part)));
  if (change !== undefined) {
    core.announcer.changed([change]);
    core.announcer.queueChanged();
  }
  return outcome;
}

async function applyOnce(core: Core, page: PulledPage, snapshot: SnapshotPart): Promise<Applied> {
  const { g } = page;
  const { meta, seenStream, hasOwn } = await core.records.use((db) =>
    db.transaction('r', db.op, db.stream, db.meta, async () => ({
      meta: await readMeta(db),
      seenStream: await db.stream.get(g),
      hasOwn: (await db.op.where('[g+o]').equals([g, 1]).count()) > 0,
    })),
  );
  const stream = seenStream ?? newStream(page);
  if (stream.cursor > 0) return { outcome: 'stale' };
  if (hasOwn || stream.pass > 1) {
    // from its first operation then, and the next question says so
    if (stream.pass === 1) await core.records.use((db) => putStream(db, seenStream, startReading(stream)));
    return { outcome: 'hole' };
  }
  const { hash, part, parts, base, chain, fold, rows } = snapshot;
  const expected = stream.taking?.hash === hash ? stream.taking.next : 0;
  if (part !== expected) return { outcome: 'stale' };
  const beganAt = part === 0 ? page.head : (stream.beganAt ?? 0);
  const place = { g, pass: stream.pass, part };
  const record = await sealPart(core, place, rows);
  if (part < parts - 1) {
    const taking = { ...stream, beganAt, head: page.head, taking: { hash, next: part + 1 } };
    await core.records.use((db) => putPart(db, seenStream, taking, record));
    return { outcome: 'applied' };
  }
  const before = await core.records.use((db) => baseOf(db, g).toArray());
  const all = [...before.filter((one) => one.part < part), record];
  if (
    hash !==
    (await sha256Hex(
      snapshotText(
        { base, chain, fold },
        all.map((one) => one.h),
      ),
    ))
  ) {
    const again = { ...startReading(stream), chainBroken: (stream.chainBroken ?? 0) + 1 };
    await core.records.use((db) => putStream(db, seenStream, again));
    return { outcome: 'chain-broken' };
  }
  const { taking: _taking, ...kept } = stream;
  const done: StreamRecord = {
    ...kept,
    kind: page.kind,
    view: page.view,
    cursor: base,
    beganAt,
    head: page.head,
    chain,
    base: { seq: base, fold },
  };
  const rowByKey = await openBase(core, all);
  const change = await rewriteStream(core, { seen: meta, g, ops: [], rows: rowByKey, whole: true, stream: done, seenStream, base: record });
  return { outcome: 'applied', change };
}

async function putPart(db: PhoneDatabase, seen: StreamRecord | undefined, stream: StreamRecord, record: BaseRecord): Promise<void> {
  await db.transaction('rw', db.stream, db.base, async () => {
    if (record.part === 0) await baseOf(db, stream.g).delete();
    await putStream(db, seen, stream);
    await db.base.put(record);
  });
}

async function putStream(db: PhoneDatabase, seen: StreamRecord | undefined, stream: StreamRecord): Promise<void> {
  await db.transaction('rw', db.stream, async () => {
    const now = await db.stream.get(stream.g);
    const isMoved = now?.cursor !== seen?.cursor || now?.pass !== seen?.pass || now?.taking?.next !== seen?.taking?.next;
    if (isMoved) throw new MovedUnderUs();
    await db.stream.put(stream);
  });
}
