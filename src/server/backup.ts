/**
 * Makes a backup beside a running server: store, pictures and the office's own columns in a new dated folder that appears whole and proven, or under another name.
 *
 * Only a proven backup that lies off this machine lets phones let go of anything (sync.md §1.17): without one `safeN` stays where it was.
 */
import { constants } from 'node:fs';
import { copyFile, link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  backupsIn,
  columnsFile,
  photoFolder,
  sha256OfFile,
  storeFile,
  syncToDisk,
  writeManifest,
  type Manifest,
} from './backup-manifest.ts';
import { proveBackup, sizeOf, type Proof } from './backup-proof.ts';
import type { Clock } from './ids.ts';
import type { PhotoKey, PhotoStore } from './photo-store.ts';
import { sentenceOf } from './print.ts';
import { copySqliteStore, openSqliteCopy, writeSqliteStore, type StoreCopy } from './store/sqlite-copy.ts';
import { StoreProblem, type Store } from './store/store.ts';

const toldAtOnce = 50;

export interface BackupOrder {
  readonly dataDir: string;
  /** of PostgreSQL: then the store is there */
  readonly databaseUrl?: string | undefined;
  readonly photoStore: PhotoStore;
  /** folder of backups; made when it is not there */
  readonly to: string;
  readonly clock: Clock;
}

export interface Made extends Proof {
  /** why pictures are missing that their store has; then nobody may let go of anything because of this backup */
  readonly unread: string | undefined;
}

/**
 * @returns the proof of what was made. With problems the folder is called `….unverified`: kept, because a copy of a broken store may be all
 *   there is, and never taken for a backup.
 * @throws Error when it could not be written; then nothing is left of it
 */
export async function makeBackup({ to, clock, ...order }: BackupOrder): Promise<Made> {
  const previous = backupsIn(to).at(-1);
  await mkdir(to, { recursive: true, mode: 0o700 });
  const madeAt = new Date(clock()).toISOString();
  const name = await freeName(to, `sajja-${madeAt.replaceAll(':', '-')}`);
  const partial = join(to, `.${name}.partial`);
  try {
    await mkdir(partial, { mode: 0o700 });
    const unread = await writeCopy({ ...order, partial, previous, madeAt });
    const proof = await proveBackup(partial);
    const folder = join(to, proof.problems.length === 0 ? name : `${name}.unverified`);
    await rename(partial, folder);
    await syncToDisk(to);
    return { ...proof, folder, unread };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Two in the same millisecond are two. */
async function freeName(to: string, wanted: string): Promise<string> {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}-${count}`;
    const taken = await Promise.all([name, `${name}.unverified`, `.${name}.partial`].map((one) => sizeOf(join(to, one))));
    if (taken.every((size) => size === undefined)) return name;
  }
}

interface CopyOrder extends Omit<BackupOrder, 'to' | 'clock'> {
  readonly partial: string;
  readonly previous: string | undefined;
  readonly madeAt: string;
}

/** @returns why pictures could not be read, when they could not */
async function writeCopy(order: CopyOrder): Promise<string | undefined> {
  const { dataDir, databaseUrl, partial, madeAt } = order;
  const file = join(partial, storeFile);
  if (databaseUrl === undefined) await copySqliteStore(join(dataDir, storeFile), file);
  else await copyPostgresStore(databaseUrl, file);
  await syncToDisk(file);
  const copy = openSqliteCopy(file);
  try {
    // the store first: every picture it calls whole is in its place by now, and stays
    const { unread, ...pictures } = await copyPictures(copy, order);
    await writeManifest(partial, {
      format: 1,
      madeAt,
      epoch: (await copy.tables.office.setting('epoch')) ?? '',
      store: await sumOf(file),
      ...(await copyColumns(dataDir, partial)),
      counts: { ...(await copy.inspection.counts()) },
      ...pictures,
    });
    await syncToDisk(partial);
    return unread;
  } finally {
    copy.close();
  }
}

async function copyPostgresStore(url: string, file: string): Promise<void> {
  const { readPostgresStore } = await import('./store/postgres-whole.ts');
  await readPostgresStore(url, ({ sql }) => writeSqliteStore(file, sql));
}

async function copyColumns(dataDir: string, partial: string): Promise<Pick<Manifest, 'columns'>> {
  if ((await sizeOf(join(dataDir, columnsFile))) === undefined) return {};
  const copy = join(partial, columnsFile);
  await copyDurably(join(dataDir, columnsFile), copy);
  // of the copy: somebody may be writing the file
  return { columns: await sumOf(copy) };
}

async function sumOf(file: string): Promise<Manifest['store']> {
  return { bytes: (await stat(file)).size, sha256: await sha256OfFile(file) };
}

/** Pictures that the backup before has are linked, not copied again: their names are their hashes, and both are read to be sure. */
async function copyPictures(
  copy: StoreCopy,
  { photoStore, partial, previous }: CopyOrder,
): Promise<Pick<Manifest, 'photos' | 'missingPhotos'> & Pick<Made, 'unread'>> {
  let unread: string | undefined;
  const photos: Manifest['photos'] = [];
  const missingPhotos: Manifest['missingPhotos'] = [];
  const folders = new Set<string>();
  for (const { stream: group, sha, bytes } of await copy.inspection.pictures()) {
    const folder = join(partial, photoFolder, group);
    if (!folders.has(folder)) await mkdir(folder, { recursive: true, mode: 0o700 });
    folders.add(folder);
    const before = previous && join(previous, photoFolder, group, sha);
    let isCopied = false;
    if (before !== undefined && (await isFile(before, sha))) {
      await link(before, join(folder, sha));
      isCopied = true;
    } else if (unread === undefined) {
      // a store that does not answer is not asked for each of a million
      try {
        isCopied = await copyPicture(photoStore, { group, sha }, join(folder, sha));
      } catch (error) {
        unread = sentenceOf(error);
      }
    }
    if (isCopied) photos.push({ group, sha, bytes });
    else missingPhotos.push({ group, sha });
  }
  for (const folder of folders) await syncToDisk(folder);
  if (folders.size > 0) await syncToDisk(join(partial, photoFolder));
  return { photos, missingPhotos, unread };
}

/** @returns false when it is not there or not what its name says */
async function copyPicture(photoStore: PhotoStore, key: PhotoKey, to: string): Promise<boolean> {
  try {
    const picture = await photoStore.open(key);
    if (picture === undefined) return false;
    await writeFile(to, picture.stream, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    await rm(to, { force: true });
    throw new Error(`picture ${key.group}/${key.sha} cannot be read now: ${sentenceOf(error)}`, { cause: error });
  }
  if (!(await isFile(to, key.sha))) {
    await rm(to);
    return false;
  }
  await syncToDisk(to);
  return true;
}

export async function isFile(path: string, sha: string): Promise<boolean> {
  return (await sizeOf(path)) !== undefined && (await sha256OfFile(path)) === sha;
}

export async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await syncToDisk(to);
}

/**
 * Tells the phones, with their next sync, that a proven backup off this machine has everything up to these numbers. Each in a write of its own,
 * or one that is just sending would stop it for all; whoever sends without a pause hears of the next backup.
 *
 * @returns whether it was said; not when the store was restored since the backup was made
 * @throws Error when the proof found something wrong
 */
export async function releaseToPhones(store: Store, { manifest, problems, lastNumbers }: Proof): Promise<boolean> {
  if (!manifest || problems.length > 0) throw new Error('only a proven backup lets phones let go of anything');
  let busy: StoreProblem | undefined;
  const tell = async ([dev, n]: readonly [string, number]): Promise<boolean | undefined> => {
    try {
      return await store.write(async (tables) => {
        if ((await tables.office.setting('epoch')) !== manifest.epoch) return false;
        await tables.devices.advanceSafe(dev, n);
        return true;
      });
    } catch (error) {
      if (!(error instanceof StoreProblem && error.code === 'busy')) throw error;
      busy = error;
      return undefined;
    }
  };
  const devices = [...lastNumbers];
  const answers: (boolean | undefined)[] = [];
  for (let at = 0; at < devices.length; at += toldAtOnce)
    answers.push(...(await Promise.all(devices.slice(at, at + toldAtOnce).map(tell))));
  if (busy && !answers.includes(true)) throw busy;
  return !answers.includes(false);
}
