/** The store as the sender sees it: what waits, where each stream stands, which photo goes next. */
import { foldVersion } from '../domain/snapshot.ts';
import type { PhotoRow } from '../domain/row.ts';
import { baseOf } from './base-shelf.ts';
import { clockEpochAt, type ClockReading } from './clock-care.ts';
import { asWriter, type Core, readMeta } from './core.ts';
import type { MetaRecord, OperationRecord, PhoneDatabase, PhotoRecord, StreamRecord } from './database.ts';
import { openOperations } from './operation-shelf.ts';
import type { NextPhoto, Outgoing, PhoneInternals, SyncHead } from './phone-internals.ts';
import type { QueuedPhoto, QueueState } from './phone-store.ts';
import { blocksOf } from './page-block.ts';
import { countPhotos, dropPhotos, isIntact, markPhoto, photosInOrder, readPhotoPart, retryPhotos, toQueued } from './photo-shelf.ts';
import { isQueued, withState } from './queued.ts';
import { readRow } from './row-shelf.ts';
import { startReading } from './start-reading.ts';

const top = Number.MAX_SAFE_INTEGER;
const dropOwnAfterMs = 24 * 3_600_000;

export async function readQueue(core: Core): Promise<QueueState> {
  const [records, photos] = await Promise.all([
    core.records.use((db) =>
      db.transaction('r', db.op, db.meta, async () => {
        const [waiting, held, rejected, meta] = await Promise.all([
          readWaiting(db),
          withState(db, 'held').count(),
          withState(db, 'rejected')
            .filter(({ seen }) => seen === undefined)
            .count(),
          readMeta(db),
        ]);
        const { oldestAt } = waiting;
        return { waiting: waiting.waiting, oldestAt, held, rejected, lastContactAt: meta.lastContactAt, minApp: meta.minApp };
      }),
    ),
    readPhotoQueue(core),
  ]);
  return { ...records, ...photos, oldestAt: earliest(records.oldestAt, photos.oldestAt) };
}

/** How many operations wait and since when, and the lowest numbers of them, inside the caller's transaction. */
async function readWaiting(db: PhoneDatabase, limit = 1) {
  const [waiting, lowest] = await Promise.all([withState(db, 'queued').count(), withState(db, 'queued').limit(limit).toArray()]);
  return { waiting, lowest, oldestAt: lowest[0]?.at };
}

async function readPhotoQueue(core: Core) {
  const { waiting: photosWaiting, failed, bytes: photoBytes, oldestAt } = await countPhotos(core);
  const isOff = await Promise.all(failed.map(async (photo) => isTakenOff(core, photo)));
  return { photosWaiting, photosFailed: isOff.filter((isTaken) => !isTaken).length, photoBytes, oldestAt };
}

const earliest = (...instants: readonly (string | undefined)[]) => instants.filter((at) => at !== undefined).sort()[0];

/**
 * How much is here that somebody whose right has ended must still hand in or let go: records that wait or that no backup has (a restored
 * office asks for them again), photos, and groups. With nothing of it the office need not let him in once more.
 */
export async function readOwed(core: Core): Promise<number> {
  const [records, { waiting: photos }] = await Promise.all([
    core.records.use((db) =>
      db.transaction('r', db.op, db.meta, db.stream, async () => {
        const { safeN } = await readMeta(db);
        const unsafe = (['acked', 'held', 'rejected'] as const).map(async (state) =>
          db.op.where('[state+n]').between([state, safeN], [state, top], false, true).count(),
        );
        const groups = db.stream.filter(({ kind }) => kind !== 'person').count();
        return Promise.all([withState(db, 'queued').count(), ...unsafe, groups]);
      }),
    ),
    countPhotos(core),
  ]);
  return [...records, photos].reduce((sum, one) => sum + one, 0);
}

/**
 * Looks for waiting records and shuts the door in one transaction: what another tab saves afterwards is refused, not deleted, also in a
 * browser without locks.
 *
 * @returns whether everything may be forgotten; what waits stays until it was handed in
 */
export async function beginWipe(core: Core): Promise<boolean> {
  return core.records.use((db) =>
    db.transaction('rw', db.op, db.meta, async () => {
      if (!core.practice && (await isQueued(db))) return false;
      await db.meta.update('meta', { wiping: 1 });
      return true;
    }),
  );
}

/** What the officer took off the record needs nobody any more, though it never reached the office. */
async function isTakenOff(core: Core, { group, sha }: Pick<PhotoRecord, 'group' | 'sha'>): Promise<boolean> {
  const row = (await readRow(core, group, `photo:${sha}`)) as PhotoRow | undefined;
  return row?.withdrawn !== undefined;
}

/** Photos of the queue as the screens see them, in sending order; failed ones that were taken off are left out. */
export async function readPhotos(core: Core): Promise<readonly QueuedPhoto[]> {
  const all = await photosInOrder(core);
  const isOff = await Promise.all(all.map(async (record) => record.state === 'failed' && isTakenOff(core, record)));
  return all.filter((_, index) => isOff[index] !== true).map(toQueued);
}

export async function readSyncHead(core: Core): Promise<SyncHead> {
  return (await readHead(core, 1)).head;
}

/** The lowest unsent operations in order of their numbers (a query, never a list: sync.md §0, flaw a), and what is told with them. */
export async function readOutgoing(core: Core, limitOps: number, limitBytes: number): Promise<Outgoing> {
  const { head, lowest } = await readHead(core, limitOps);
  let bytes = 0;
  const fitting = lowest.filter((record, index) => {
    bytes += record.bytes;
    return index === 0 || bytes <= limitBytes;
  });
  return { head, ops: await openOperations(core, fitting) };
}

/** What is told, and the records with the lowest numbers that wait, as they stand at one moment. */
async function readHead(core: Core, limitOps: number): Promise<{ readonly head: SyncHead; readonly lowest: readonly OperationRecord[] }> {
  const { clockBase } = core;
  const clock = { wallMs: core.nowMs(), monotonicMs: core.monotonicMs() };
  const [{ seen, streams, ...records }, photos] = await Promise.all([
    core.records.use((db) =>
      db.transaction('r', db.op, db.meta, db.stream, async () => {
        const [seen, streams, waiting] = await Promise.all([readMeta(db), db.stream.toArray(), readWaiting(db, limitOps)]);
        return { seen, streams, ...waiting };
      }),
    ),
    readPhotoQueue(core),
  ]);
  // only a jump is written here: a sync makes no operation
  const meta = clockEpochAt(seen, clockBase, clock).ce === seen.ce ? seen : await writeClockEpoch(core, clock);
  core.clockBase = clock;
  const head = {
    dev: meta.dev,
    epoch: meta.epoch,
    now: new Date(clock.wallMs).toISOString(),
    ce: meta.ce,
    cur: Object.fromEntries(streams.map(({ g, cursor }) => [g, cursor])),
    snap: snapOf(streams),
    queue: {
      ops: records.waiting,
      photos: photos.photosWaiting + photos.photosFailed,
      bytes: photos.photoBytes,
      oldest: earliest(records.oldestAt, photos.oldestAt) ?? null,
      quotaErrors: meta.quotaErrors,
    },
  };
  return { head, lowest: records.lowest };
}

/** Only what has never been read may come as a snapshot; what is read again comes by its operations. */
function snapOf(streams: readonly StreamRecord[]): SyncHead['snap'] {
  const begun = streams.filter(({ cursor }) => cursor === 0);
  return {
    fold: foldVersion,
    but: begun.filter(({ pass }) => pass > 1).map(({ g }) => g),
    at: Object.fromEntries(begun.flatMap(({ g, taking }) => (taking === undefined ? [] : [[g, { hash: taking.hash, part: taking.next }]]))),
  };
}

/** Compared once more as the only writer: a record made meanwhile may have noticed the same jump. */
async function writeClockEpoch(core: Core, clock: ClockReading): Promise<MetaRecord> {
  return asWriter(core, () =>
    core.records.use((db) =>
      db.transaction('rw', db.meta, async () => {
        const before = await readMeta(db);
        const epoch = clockEpochAt(before, core.clockBase, clock);
        if (epoch.ce === before.ce) return before;
        const meta = { ...before, ...epoch, rev: before.rev + 1 };
        await db.meta.put(meta);
        return meta;
      }),
    ),
  );
}

export async function isWaitingIn(core: Core, g: string): Promise<boolean> {
  const first = await core.records.use((db) =>
    db.op
      .where('[g+o]')
      .equals([g, 1])
      .filter(({ state }) => state === 'queued')
      .first(),
  );
  return first !== undefined;
}

/** Own operations lie on top of what was pulled, in order of their numbers. */
export async function positionIn(core: Core, g: string): Promise<{ readonly seq: number; readonly last?: string | undefined }> {
  return core.records.use(async (db) => {
    const seq = (await db.stream.get(g))?.cursor ?? 0;
    const own = await db.op.where('[g+o]').equals([g, 1]).sortBy('n');
    const pulled = await db.op.where('[g+seq]').equals([g, seq]).first();
    const last = own.at(-1)?.id ?? pulled?.id;
    return { seq, ...(last !== undefined && { last }) };
  });
}

/**
 * Streams whose right has ended leave the phone as soon as nothing of them waits; own operations that no backup has yet stay, sealed, for
 * a day more, in case the server is restored (sync.md §1.6).
 */
export async function purgeRevoked(core: Core): Promise<readonly string[]> {
  const revoked = await core.records.use((db) => db.stream.filter(({ revokedAt }) => revokedAt !== undefined).toArray());
  const dropped: string[] = [];
  for (const stream of revoked) {
    const { g, revokedAt = '' } = stream;
    const waitingPhotos = (await photosInOrder(core)).some(({ group, state }) => group === g && state !== 'sent');
    const overdue = core.nowMs() - Date.parse(revokedAt) > dropOwnAfterMs;
    const gone = await asWriter(core, () =>
      core.records.use((db) =>
        db.transaction('rw', [db.op, db.block, db.base, db.row, db.stream, db.meta], async () => {
          const here = await db.op.filter((record) => record.g === g).toArray();
          if (here.some(({ state }) => state === 'queued') || (waitingPhotos && !overdue)) return false;
          const meta = await readMeta(db);
          const keep = (record: OperationRecord) => record.n !== undefined && record.state !== 'safe' && record.n > meta.safeN && !overdue;
          await db.op.bulkDelete(here.filter((record) => !keep(record)).map(({ id }) => id));
          await blocksOf(db, g).delete();
          await baseOf(db, g).delete();
          await db.row.where('[g+key]').between([g, ''], [g, '\uffff']).delete();
          if (overdue || !here.some(keep)) await db.stream.delete(g);
          // given back within the day it is read from its beginning: what had been pulled is gone
          else if (stream.cursor > 0) await db.stream.put(startReading(stream));
          await db.meta.put({ ...meta, rev: meta.rev + 1 });
          return true;
        }),
      ),
    );
    if (!gone) continue;
    await dropPhotos(core, g, () => true);
    dropped.push(g);
  }
  if (dropped.length > 0) core.announcer.changed(dropped.map((g) => ({ g, keys: ['group'] })));
  return dropped;
}

type PhotoInternals = Pick<
  PhoneInternals,
  'nextPhoto' | 'photoBytes' | 'photoProgress' | 'photoDone' | 'photoRestarted' | 'photoFailed' | 'retryPhotos' | 'hasPhotoRecord'
>;

export function photoInternals(core: Core): PhotoInternals {
  const fail = async (photo: NextPhoto) => markPhoto(core, photo, { state: 'failed' });
  return {
    nextPhoto: async (skip) => {
      for (const record of await photosInOrder(core)) {
        if (record.state !== 'waiting' && record.state !== 'thumb-sent') return undefined;
        const part = record.state === 'waiting' ? 'thumb' : 'full';
        const { group, sha, mime, restarts, addedAt } = record;
        if (skip.has(`${group}|${sha}|${part}`)) continue;
        return {
          group,
          sha,
          part,
          mime: part === 'thumb' ? 'image/jpeg' : mime,
          restarts,
          addedAt,
          bytes: part === 'thumb' ? record.thumbBytes : record.bytes,
        };
      }
      return undefined;
    },
    photoBytes: async (photo) => {
      const record = await core.photos.use((db) => db.photo.get([photo.group, photo.sha]));
      const bytes = await readPhotoPart(core, photo.sha, photo.part).catch(() => undefined);
      if (record !== undefined && bytes !== undefined && (await isIntact(record, photo.part, bytes))) return bytes;
      await fail(photo);
      return undefined;
    },
    photoProgress: async (photo, sentBytes) => (photo.part === 'full' ? markPhoto(core, photo, { sentBytes }) : undefined),
    photoDone: async (photo) => {
      if (photo.part === 'thumb') return markPhoto(core, photo, { state: 'thumb-sent', restarts: 0 });
      return markPhoto(core, photo, { state: 'sent', sentBytes: photo.bytes, sentAt: new Date(core.nowMs()).toISOString() });
    },
    photoRestarted: async (photo) => markPhoto(core, photo, { restarts: photo.restarts + 1, sentBytes: 0 }),
    photoFailed: fail,
    retryPhotos: async () => retryPhotos(core),
    hasPhotoRecord: async (group, sha) => (await readRow(core, group, `photo:${sha}`)) !== undefined,
  };
}
