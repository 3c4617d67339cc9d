/**
 * Puts a proven backup in the place of the store, with a new epoch by which phones know that they must send again what came after it.
 *
 * What was there is kept beside it. Pictures are only added: their names are their hashes, so a later one is right whatever the store says.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { copyDurably, isFile } from './backup.ts';
import { columnsFile, findBackup, photoFolder, storeFile, syncToDisk, type Manifest } from './backup-manifest.ts';
import { proveBackup, type Proof } from './backup-proof.ts';
import { erasedIn, markToErase } from './forget.ts';
import { officeDevice, officeUser, type Clock, type Random } from './ids.ts';
import type { PhotoKey, PhotoStore } from './photo-store.ts';
import { lockFile, takeLock } from './process-lock.ts';
import { openSqliteCopy } from './store/sqlite-copy.ts';
import type { InspectedDevice } from './store/inspection-table.ts';
import { openSqliteStore } from './store/sqlite-store.ts';
import type { WholeStore } from './store/whole-tables.ts';
import { placeSetting } from './photo-place.ts';
import { putWaysIn, readWaysIn, type WaysIn } from './ways-in-again.ts';

export interface RestoreOrder {
  readonly dataDir: string;
  /** of PostgreSQL: then the store goes there */
  readonly databaseUrl?: string | undefined;
  readonly photoStore: PhotoStore;
  /** a backup, or a folder of them: then the newest */
  readonly from: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** What one phone had sent that the backup does not have. */
export interface Resend {
  readonly dev: string;
  readonly name: string;
  /** first and last number it will send again */
  readonly from: number;
  readonly to: number;
}

export interface Restored {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly epoch: string;
  /** folder, or schema of the database, where the store that was there lies now; absent when there was none */
  readonly replaced: string | undefined;
  /** `undefined` when the replaced store could not be read, or there was none */
  readonly resend: readonly Resend[] | undefined;
  /** phones that signed in after the backup and need a new invitation */
  readonly strangers: readonly { readonly dev: string; readonly name: string }[];
}

const unfinished = 'restore-unfinished';

/** @returns whether a restore on this folder was cut short; it must be run again before anybody opens the store */
export function isRestoreUnfinished(dataDir: string): boolean {
  return existsSync(join(dataDir, unfinished));
}

/** @throws Error with a sentence, before anything was touched, when the backup is not whole or a server runs on the folder or the database */
export async function restoreBackup({ dataDir, databaseUrl, photoStore, from, clock, random }: RestoreOrder): Promise<Restored> {
  const proof = await proveBackup(findBackup(from));
  const { manifest, folder, problems } = proof;
  if (!manifest || problems.length > 0) throw new Error(`${folder} is not whole: ${problems.join('; ')}`);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const unlock = takeLock(lockFile(dataDir));
  if (!unlock) throw new Error(`a server is running on ${dataDir}; stop it first`);
  try {
    const epoch = Buffer.from(random(12)).toString('hex');
    const place = databaseUrl === undefined ? placeInFolder(dataDir) : await placeInDatabase(databaseUrl, epoch);
    try {
      const before = await place.readReplaced().catch(() => undefined);
      const fresh = join(dataDir, `${storeFile}.restoring`);
      const picturePlace = await prepare({ from: join(folder, storeFile), fresh, epoch, nowMs: clock(), before });
      const stamp = new Date(clock()).toISOString().replaceAll(':', '-');
      const replaced = join(dataDir, `replaced-${stamp}-${epoch.slice(0, 6)}`);
      await addPictures(photoStore, folder, manifest, replaced);
      // they are here now, wherever they were
      if (picturePlace !== undefined) await photoStore.mark(picturePlace);
      await putColumns(dataDir, folder, manifest, replaced);
      return { folder, manifest, epoch, replaced: await place.put(fresh, replaced), ...compare(proof, before?.devices) };
    } finally {
      await place.close();
    }
  } finally {
    unlock();
  }
}

/** What of the store that is replaced goes on to count. */
interface Replaced {
  readonly devices: readonly InspectedDevice[];
  readonly waysIn: readonly WaysIn[];
  readonly erased: Awaited<ReturnType<typeof erasedIn>>;
}

interface Place {
  /** `undefined` when there is no store; throws when it cannot be read, which may be why it is replaced */
  readReplaced(): Promise<Replaced | undefined>;
  /** @returns where what was there lies now */
  put(fresh: string, replaced: string): Promise<string | undefined>;
  close(): Promise<void>;
}

function placeInFolder(dataDir: string): Place {
  return {
    readReplaced: async () => {
      if (!existsSync(join(dataDir, storeFile))) return undefined;
      const store = openSqliteCopy(join(dataDir, storeFile));
      try {
        return await whatGoesOn(store);
      } finally {
        store.close();
      }
    },
    put: async (fresh, replaced) => ((await swap(dataDir, fresh, replaced)) ? replaced : undefined),
    close: async () => undefined,
  };
}

async function placeInDatabase(url: string, epoch: string): Promise<Place> {
  const { openArrival, readPostgresStore } = await import('./store/postgres-whole.ts');
  const arrival = await openArrival(url, epoch);
  return {
    readReplaced: () => readPostgresStore(url, whatGoesOn),
    put: async (fresh, replaced) => {
      const store = openSqliteCopy(fresh);
      try {
        await arrival.copy(store.sql);
        const old = await arrival.takePlace(basename(replaced).toLowerCase().replaceAll(/\W/g, '_'));
        return old && `schema ${old} of the database`;
      } finally {
        store.close();
        await rm(fresh);
      }
    },
    // nothing of half of it is of any use
    close: () => arrival.giveUp(),
  };
}

async function whatGoesOn({ inspection, tables }: WholeStore): Promise<Replaced> {
  const devices = await inspection.devices();
  return {
    devices,
    waysIn: await readWaysIn(
      tables,
      devices.map(({ user }) => user),
    ),
    erased: await erasedIn(tables),
  };
}

/**
 * The store as it will be, beside the one that is there. A phone that was revoked since stays revoked; whoever was erased is erased again.
 *
 * @returns the name of the place that its servers keep pictures in
 */
async function prepare(order: {
  from: string;
  fresh: string;
  epoch: string;
  nowMs: number;
  before: Replaced | undefined;
}): Promise<string | undefined> {
  const { from, fresh, epoch, nowMs, before } = order;
  for (const ending of ['', '-wal', '-shm']) await rm(fresh + ending, { force: true });
  await copyFile(from, fresh);
  const store = openSqliteStore(fresh);
  const picturePlace = await store.write(async (tables) => {
    await tables.office.set('epoch', epoch);
    await tables.office.audit({ at: nowMs, actor: officeUser, action: 'restore', subject: epoch });
    // one that was revoked since the backup would live again, and nobody can tell which
    await tables.tokens.revokeAll(nowMs);
    await markToErase(tables, before?.erased ?? []);
    await putWaysIn(tables, before?.waysIn ?? []);
    for (const { dev, revokedAt, loss } of before?.devices ?? []) {
      const device = revokedAt === null ? undefined : await tables.devices.find(dev);
      if (!device || device.revokedAt !== null) continue;
      await tables.devices.save({ ...device, revokedAt });
      if (loss) await tables.devices.setLoss(dev, loss);
    }
    return tables.office.setting(placeSetting);
  });
  await store.close();
  await syncToDisk(fresh);
  return picturePlace;
}

async function addPictures(photoStore: PhotoStore, folder: string, { photos }: Manifest, replaced: string): Promise<void> {
  for (const { group, sha, bytes } of photos) {
    const key = { group, sha };
    if (await isWhole(photoStore, key)) continue;
    const other = await photoStore.open(key);
    if (other !== undefined) {
      await mkdir(join(replaced, photoFolder, group), { recursive: true, mode: 0o700 });
      await writeFile(join(replaced, photoFolder, group, sha), other.stream, { mode: 0o600 });
    }
    const source = createReadStream(join(folder, photoFolder, group, sha));
    if (!(await putPicture(photoStore, key, source, bytes))) throw new Error(`picture ${group}/${sha} cannot be put back`);
  }
}

/** In the place of whatever is there. @returns false when it is not what its name says */
export async function putPicture(
  photoStore: PhotoStore,
  key: PhotoKey,
  source: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<boolean> {
  await photoStore.remove(key);
  await photoStore.append(key, 0, source, bytes);
  return photoStore.finish(key);
}

export async function isWhole(photoStore: PhotoStore, key: PhotoKey): Promise<boolean> {
  const picture = await photoStore.open(key);
  if (picture === undefined) return false;
  const hash = createHash('sha256');
  for await (const piece of picture.stream) hash.update(piece);
  return hash.digest('hex') === key.sha;
}

/** The office's own columns come back as they were; a backup without any takes none away. */
async function putColumns(dataDir: string, folder: string, { columns }: Manifest, replaced: string): Promise<void> {
  const target = join(dataDir, columnsFile);
  if (columns === undefined || (await isFile(target, columns.sha256))) return;
  if (existsSync(target)) {
    await mkdir(replaced, { recursive: true, mode: 0o700 });
    await rename(target, join(replaced, columnsFile));
  }
  await copyDurably(join(folder, columnsFile), target);
  await syncToDisk(dataDir);
}

/** Several renames, so a mark stands until the last is done: a server that found half of them would greet an empty store. */
async function swap(dataDir: string, fresh: string, replaced: string): Promise<boolean> {
  const mark = join(dataDir, unfinished);
  await writeFile(mark, 'run the restore again\n', { mode: 0o600 });
  await syncToDisk(dataDir);
  const hadStore = existsSync(join(dataDir, storeFile));
  if (hadStore) await mkdir(replaced, { recursive: true, mode: 0o700 });
  for (const ending of ['', '-wal', '-shm'])
    if (existsSync(join(dataDir, storeFile + ending))) await rename(join(dataDir, storeFile + ending), join(replaced, storeFile + ending));
  await rename(fresh, join(dataDir, storeFile));
  await syncToDisk(dataDir);
  await rm(mark);
  await syncToDisk(dataDir);
  return hadStore;
}

function compare({ lastNumbers }: Proof, before: readonly InspectedDevice[] | undefined): Pick<Restored, 'resend' | 'strangers'> {
  const resend: Resend[] = [];
  const strangers = [];
  for (const { dev, name, lastN } of before ?? []) {
    const known = lastNumbers.get(dev);
    if (known === undefined) strangers.push({ dev, name });
    else if (lastN > known && dev !== officeDevice) resend.push({ dev, name, from: known + 1, to: lastN });
  }
  return { resend: before && resend, strangers };
}
