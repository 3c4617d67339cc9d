/** Opens one user's store on this phone, or says with a code why it cannot; the screens and the sender get it from here. */
import { createAnnouncer, openBroadcastChannel, type OpenChannel } from './announce.ts';
import { officeAheadAt } from './clock-care.ts';
import { connect } from './connection.ts';
import { asWriter, type Core, readMeta } from './core.ts';
import { createPhoneDatabase, createPhotoDatabase, deleteDatabases, dropBallast, layBallast, type MetaRecord } from './database.ts';
import { type Device, openDevice, type Witness } from './device.ts';
import { type Locks, locksOf } from './locks.ts';
import { toStored } from './operation-shelf.ts';
import type { Phone, PhotoChoice } from './phone-internals.ts';
import type { StoredOperation } from './phone-store.ts';
import { putPhoto, readPhoto, tidyPhotos } from './photo-shelf.ts';
import { hasQueued } from './queued.ts';
import { readGroups, readRow, readRows, readRowsOf, readRowsUnder } from './row-shelf.ts';
import { createSealer, type RandomBytes, type Sealer, toHex } from './seal.ts';
import { dropSealed, listSealed, readSealed, writeSealed } from './sealed-shelf.ts';
import { StoreProblem } from './store-problem.ts';
import {
  beginWipe,
  isWaitingIn,
  photoInternals,
  positionIn,
  purgeRevoked,
  readOutgoing,
  readOwed,
  readPhotos,
  readQueue,
  readSyncHead,
} from './sync-shelf.ts';
import { type Wait, wallWait } from './time-limit.ts';
import { afterUpdate, countUnread, readUnread } from './unread.ts';
import { loadWriting } from './writing.ts';

export interface OpenPhoneOptions {
  /** user id; `practice` for the practice store */
  readonly user: string;
  readonly practice?: boolean;
  readonly device?: Device;
  readonly locks?: Locks;
  readonly nowMs?: () => number;
  readonly monotonicMs?: () => number;
  readonly random?: RandomBytes;
  readonly wait?: Wait;
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
  readonly openChannel?: OpenChannel;
  /** goes on after the person has read what was lost */
  readonly acceptLoss?: boolean;
  readonly onClosedByOtherVersion?: () => void;
}

export const practiceUser = 'practice';
const probeLimitMs = 2_000;
/** long enough for the first screen to be painted, too short for a thumb to have typed anything */
const writingAfterMs = 500;
const noDevice = '00000000-0000-4000-8000-000000000000';

/**
 * @throws StoreProblem `open-timeout` (close the app and open it again), `blocked` (close the other tab), `quota`, `connection-lost`,
 * `unreadable`, `lost` with the numbers that are gone: show them, then open again with `acceptLoss`
 */
export async function openPhone(options: OpenPhoneOptions): Promise<Phone> {
  const { user, practice = user === practiceUser, wait = wallWait } = options;
  const access = { indexedDB: options.indexedDB ?? indexedDB, IDBKeyRange: options.IDBKeyRange ?? IDBKeyRange };
  const randomBytes: RandomBytes = options.random ?? ((sizeBytes) => crypto.getRandomValues(new Uint8Array(sizeBytes)));
  const nowMs = options.nowMs ?? (() => Date.now());
  const monotonicMs = options.monotonicMs ?? (() => performance.now());
  const device =
    options.device ?? openDevice({ indexedDB: access.indexedDB, caches: typeof caches === 'undefined' ? undefined : caches, wait });
  const makeRoom = async () => dropBallast(access);
  const announcer = createAnnouncer(user, options.openChannel ?? openBroadcastChannel);

  const records = connect(createPhoneDatabase(user, access), {
    wait,
    makeRoom,
    onQuota: () => void countQuotaError(),
    onGivenUp: () => giveUp(),
  });
  const photos = connect(createPhotoDatabase(user, access), {
    wait,
    makeRoom,
    onQuota: () => void countQuotaError(),
    onGivenUp: () => giveUp(),
  });
  /** both at once, whichever was wanted; and no more news, which this page could only fail to read */
  const giveUp = () => {
    for (const part of [announcer, records, photos]) part.close();
    options.onClosedByOtherVersion?.();
  };
  const countQuotaError = async () => {
    await records.db.meta
      .where('key')
      .equals('meta')
      .modify((meta) => void Object.assign(meta, { quotaErrors: meta.quotaErrors + 1 }))
      .catch(() => undefined);
  };

  try {
    await Promise.all([records.open(), photos.open()]);
    const sealer = createSealer(await device.sealingKeys(user), randomBytes);
    const core: Core = {
      user,
      practice,
      records,
      photos,
      sealer,
      locks: options.locks ?? locksOf(navigator.locks),
      device,
      announcer,
      nowMs,
      monotonicMs,
      randomBytes,
      clockBase: { wallMs: nowMs(), monotonicMs: monotonicMs() },
      witness: witnessOf(device, user),
      rowCache: new Map(),
      bundleCache: new Map(),
    };
    await begin(core, options.acceptLoss === true);
    if ((await afterUpdate(core)).unread > 0) await (await loadWriting()).foldNewlyKnown(core);
    // at hand before a thumb can ask for it, and kept in memory: a page must never need a file to save
    void wait(writingAfterMs)
      .then(loadWriting)
      .catch(() => undefined);
    void layBallast(access, randomBytes);
    return phoneOf(core, access);
  } catch (error) {
    records.close();
    photos.close();
    announcer.close();
    throw error;
  }
}

/** Compares what is here with what the witness knows, and starts a new store only where none can have been. */
async function begin(core: Core, acceptLoss: boolean): Promise<void> {
  // the witness first: it is written after the commit, so read in this order it is never ahead of a healthy store
  const witness = await core.device.witness(core.user);
  const known = await core.device.user(core.user);
  const meta = await core.records.use((db) => db.meta.get('meta'));
  const knownN = meta?.n ?? 0;
  const sameStore = meta === undefined || (meta.generation === witness?.generation && meta.dev === witness.dev);
  if (witness !== undefined && sameStore && witness.n > knownN && !acceptLoss) {
    throw new StoreProblem('lost', { from: knownN + 1, to: witness.n });
  }
  if (meta !== undefined) {
    await checkKey(core.sealer, meta);
    // the app died in the middle of forgetting: the office will ask for it again
    if (meta.wiping === 1) await asWriter(core, () => core.records.use((db) => db.meta.update('meta', { wiping: undefined })));
    // the numbers of what was lost are not given again: the office sees the gap and the phone reports it
    if (witness !== undefined && sameStore && witness.n > meta.n) await core.records.use((db) => db.meta.update('meta', { n: witness.n }));
    if (known !== undefined && known.dev !== meta.dev) await (await loadWriting()).renumber(core, known.dev);
    return;
  }
  const dev = known?.dev ?? noDevice;
  const fresh: MetaRecord = {
    key: 'meta',
    generation: toHex(core.randomBytes(8)),
    dev,
    n: witness?.dev === dev ? witness.n : 0,
    ackN: 0,
    safeN: 0,
    epoch: null,
    ce: 0,
    lastAtMs: 0,
    rev: 0,
    quotaErrors: 0,
    keyCheck: await core.sealer.seal('key-check', core.user),
  };
  await core.records.use((db) =>
    db.transaction('rw', db.meta, async () => {
      // another tab may have begun at the same moment
      if ((await db.meta.get('meta')) === undefined) await db.meta.add(fresh);
    }),
  );
  core.witness(fresh);
}

async function checkKey(sealer: Sealer, meta: MetaRecord): Promise<void> {
  await sealer.unseal('key-check', meta.keyCheck);
}

/** Writes the newest state only, one write at a time. */
function witnessOf(device: Device, user: string): (meta: MetaRecord) => void {
  let next: Witness | undefined;
  let writing = false;
  const write = async () => {
    writing = true;
    while (next !== undefined) {
      const now = next;
      next = undefined;
      await device.setWitness(user, now).catch(() => undefined);
    }
    writing = false;
  };
  return ({ generation, dev, n }) => {
    next = { generation, dev, n };
    if (!writing) void write();
  };
}

async function readOutbox(core: Core, limit: number): Promise<readonly StoredOperation[]> {
  const records = await core.records.use(async (db) => {
    const waiting = await db.op
      .where('[state+n]')
      .between(['queued', 0], ['queued', Number.MAX_SAFE_INTEGER])
      .reverse()
      .limit(limit)
      .toArray();
    const others = await db.op
      .orderBy('n')
      .reverse()
      .filter(({ state }) => state !== 'queued')
      .limit(limit - waiting.length)
      .toArray();
    return [...waiting, ...others];
  });
  return Promise.all(records.map((record) => toStored(core, record)));
}

function phoneOf(core: Core, access: Parameters<typeof deleteDatabases>[1]): Phone {
  const close = () => {
    core.announcer.close();
    core.records.close();
    core.photos.close();
  };
  return {
    user: core.user,
    practice: core.practice,
    record: async (acts, draft) => (await loadWriting()).recordActs(core, acts, draft),
    row: async (g, key) => (await readRow(core, g, key)) as never,
    rows: async (g, prefix) => readRows(core, g, prefix),
    rowsUnder: async (g, start) => readRowsUnder(core, g, start),
    rowsOf: async (g, keys) => readRowsOf(core, g, keys),
    groups: async () => readGroups(core),
    outbox: async (limit) => readOutbox(core, limit),
    markSeen: async (id) => (await loadWriting()).markSeen(core, id),
    photosQueued: async () => readPhotos(core),
    queue: async () => readQueue(core),
    owed: async () => readOwed(core),
    position: async (g) => positionIn(core, g),
    isWaiting: async (g) => isWaitingIn(core, g),
    draft: async (key) => (await readSealed(core, 'draft', key))?.value,
    draftsUnder: async (prefix) => (await listSealed(core, 'draft', prefix)).map(({ value }) => value),
    saveDraft: async (key, value) => writeSealed(core, 'draft', key, value),
    dropDraft: async (key) => dropSealed(core, 'draft', key),
    putPhoto: async (photo) => putPhoto(core, photo),
    photo: async (sha) => readPhoto(core, sha),
    unread: async (g) => readUnread(core, g),
    officeAheadMs: async () =>
      officeAheadAt(await core.records.use(readMeta), core.clockBase, { wallMs: core.nowMs(), monotonicMs: core.monotonicMs() }),
    repair: async () => (await loadWriting()).repairAll(core),
    onChange: (listener) => core.announcer.onChange(listener),
    onQueueChange: (listener) => core.announcer.onQueueChange(listener),
    close,

    syncHead: async () => readSyncHead(core),
    outgoing: async (limitOps, limitBytes) => readOutgoing(core, limitOps, limitBytes),
    hasQueued: async () => hasQueued(core),
    applyAnswer: async (answer) => (await loadWriting()).applyAnswer(core, answer),
    applyPage: async (page) => (await loadWriting()).applyPage(core, page),
    sendAgainFrom: async (expect) => (await loadWriting()).sendAgainFrom(core, expect),
    setAside: async (n) => (await loadWriting()).setAside(core, n),
    renumber: async (dev) => (await loadWriting()).renumber(core, dev),
    purgeRevoked: async () => purgeRevoked(core),
    unknownOperations: async () => countUnread(core),
    streams: async () => {
      const streams = await core.records.use((db) => db.stream.toArray());
      return streams.map(({ g, kind, cursor, head, rereading }) => ({ g, kind, isComplete: rereading !== 1 && cursor >= head }));
    },
    brokenChains: async () =>
      (await core.records.use((db) => db.stream.toArray())).filter(({ chainBroken }) => chainBroken).map(({ g }) => g),
    ...photoInternals(core),
    photoChoice: async () => ((await readSealed(core, 'view', 'photo-choice'))?.value as PhotoChoice | undefined) ?? 'always',
    setPhotoChoice: async (choice) => {
      await writeSealed(core, 'view', 'photo-choice', choice);
      core.announcer.queueChanged();
    },
    tidyPhotos: async () => tidyPhotos(core),
    view: async (key) => readSealed(core, 'view', key),
    putView: async (key, value) => writeSealed(core, 'view', key, value),
    probe: async () => void (await core.records.use((db) => db.meta.get('meta'), probeLimitMs)),
    wipe: async () =>
      asWriter(core, async () => {
        // saved between the office's answer and now: it stays until it was handed in
        if (!(await beginWipe(core))) return;
        close();
        await deleteDatabases(core.user, access);
        await core.device.dropWitness(core.user);
        await core.device.forget(core.user);
      }),
  };
}
