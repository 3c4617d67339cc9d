/**
 * What of one user is not yet in the office's backup, read past everything else: also when the app itself does not start. What cannot be
 * read is left out and stays where it is; nothing is changed.
 */
import type { Operation } from '../domain/operation.ts';
import { connect } from './connection.ts';
import { readMeta } from './core.ts';
import { createPhoneDatabase, createPhotoDatabase, type IndexedDbAccess } from './database.ts';
import type { Device, KnownUser } from './device.ts';
import { openOperation } from './operation-shelf.ts';
import { isIntact, type PhotoPart, photosInOrder, readPhotoPart } from './photo-shelf.ts';
import { createSealer } from './seal.ts';
import { wallWait } from './time-limit.ts';
import { isSetAside } from './verdicts.ts';

export interface UnsafePicture {
  readonly group: string;
  readonly sha: string;
  readonly part: PhotoPart;
  readonly bytes: ArrayBuffer;
}

export interface Unsafe {
  /** device under which the operations are numbered */
  readonly dev: string;
  readonly known: KnownUser;
  readonly deviceKey: CryptoKeyPair;
  /** in order of their numbers */
  readonly ops: readonly Operation[];
  /** one at a time: fifty pictures are never in memory together */
  readonly pictures: AsyncIterable<UnsafePicture>;
  close(): void;
}

const noRoom = { makeRoom: async () => undefined, onQuota: () => undefined, wait: wallWait };

/** @throws StoreProblem when not even the records open; an error when this phone does not know the user's key or numbers */
export async function readUnsafe(
  device: Device,
  user: string,
  access: IndexedDbAccess = { indexedDB, IDBKeyRange },
): Promise<Unsafe | undefined> {
  const [known, deviceKey, keys] = await Promise.all([device.user(user), device.deviceKey(user), device.sealingKeys(user)]);
  if (known === undefined || deviceKey === undefined) return undefined;
  const core = {
    sealer: createSealer(keys, () => new Uint8Array()),
    records: connect(createPhoneDatabase(user, access), noRoom),
    photos: connect(createPhotoDatabase(user, access), noRoom),
  };
  const close = () => {
    core.records.close();
    core.photos.close();
  };
  try {
    await core.records.open();
    const { dev, records } = await core.records.use(async (db) => {
      const { dev, safeN } = await readMeta(db);
      const own = db.op.where('n').above(safeN);
      return { dev, records: await own.filter((one) => one.dev === dev && !isSetAside(one)).sortBy('n') };
    });
    const opened = await Promise.all(records.map(async (record) => openOperation(core, record).catch(() => undefined)));
    return { dev, known, deviceKey, ops: opened.filter((op) => op !== undefined), pictures: picturesOf(core), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function* picturesOf(core: Parameters<typeof readPhotoPart>[0]): AsyncGenerator<UnsafePicture> {
  const records = await photosInOrder(core).catch(() => []);
  for (const record of records) {
    if (record.state === 'sent') continue;
    for (const part of ['thumb', 'full'] as const) {
      const bytes = await readPhotoPart(core, record.sha, part).catch(() => undefined);
      if (bytes !== undefined && (await isIntact(record, part, bytes))) yield { group: record.group, sha: record.sha, part, bytes };
    }
  }
}
