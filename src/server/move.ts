/**
 * Moves an office from the embedded store to PostgreSQL as it is: same epoch, keys, sessions and numbers, so that phones notice nothing.
 *
 * The store that it leaves is held still meanwhile, and marked before the other takes its place: there is never a moment in which both would be
 * served. Cut short at any point it is run again: it goes on where it stood, or from the beginning when the store has changed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldVersion } from '../domain/snapshot.ts';
import { storeFile } from './backup-manifest.ts';
import { faultsOf } from './backup-proof.ts';
import { officeUser, type Clock } from './ids.ts';
import type { PhotoKey, PhotoStore } from './photo-store.ts';
import { lockFile, takeLock } from './process-lock.ts';
import { isRestoreUnfinished, isWhole, putPicture } from './restore.ts';
import { holdSqliteStore, type HeldStore } from './store/sqlite-copy.ts';
import { sumOfRows } from './store/whole-tables.ts';
import type { StoreCounts } from './store/inspection-table.ts';

/** In the store that was left: what was moved, by the sum of its rows; in the new one: where it came from. */
export const movedMark = 'moved';
const cameMark = 'moved-from';

export interface MoveOrder {
  /** DATA_DIR of the embedded store */
  readonly from: string;
  /** `postgres://…`, a database without an office */
  readonly to: string;
  /** pictures under `from` */
  readonly files: PhotoStore;
  /** where they go; the same when they stay */
  readonly photoStore: PhotoStore;
  readonly clock: Clock;
}

export interface Moved {
  /** rows that were copied now, by runs before this, and how long now took */
  readonly rows: number;
  readonly before: number;
  readonly copyMs: number;
  readonly counts: StoreCounts;
  /** pictures that were found by their hash, in their place or brought there, and those that are nowhere */
  readonly pictures: number;
  readonly missing: readonly PhotoKey[];
}

/** @throws Error with a sentence when it is not done; then the old store is as it was, and run again it goes on */
export async function moveOffice(order: MoveOrder): Promise<Moved | 'already'> {
  const file = join(order.from, storeFile);
  if (!existsSync(file)) throw new Error(`there is no store in ${order.from}`);
  if (isRestoreUnfinished(order.from)) throw new Error(`a restore on ${order.from} was cut short; run it again first`);
  const unlock = takeLock(lockFile(order.from));
  if (!unlock) throw new Error(`a server is running on ${order.from}; stop it first`);
  try {
    const source = holdSqliteStore(file);
    try {
      return await moveHeld(source, order);
    } finally {
      source.close();
    }
  } finally {
    unlock();
  }
}

async function moveHeld(source: HeldStore, { from, to, files, photoStore, clock }: MoveOrder): Promise<Moved | 'already'> {
  const { openArrival, readPostgresStore } = await import('./store/postgres-whole.ts');
  const left = await source.tables.office.setting(movedMark);
  const there = await readPostgresStore(to, async ({ tables: { office } }) => [
    await office.setting('epoch'),
    await office.setting(cameMark),
  ]);
  if (left !== undefined && there?.[1] === left) return 'already';
  if (there?.[0] !== undefined) throw new Error('there is an office in this database; an empty one is needed');
  // of this run's write only: it was never said if this ends otherwise
  await source.sql.run('delete from office where name = ?', movedMark);
  if ((await source.tables.office.setting('fold')) !== String(foldVersion))
    throw new Error('the store is of another version; start this one on it once, stop it, and run this again');
  const faults = [...source.faults(), ...(await faultsOf(source))];
  if (faults.length > 0) throw new Error(`the store in ${from} is not whole, and nothing was moved: ${faults.join('; ')}`);
  const id = left ?? (await sumOfRows(source.sql));
  const arrival = await openArrival(to, id, left !== undefined);
  try {
    const pictures = await movePictures(source, files, photoStore);
    const began = performance.now();
    const { rows, before } = await arrival.copy(source.sql);
    const copyMs = performance.now() - began;
    const wrong = await faultsOf(arrival);
    if (wrong.length > 0) throw new Error(`what arrived is not whole: ${wrong.join('; ')}`);
    const counts = await arrival.inspection.counts();
    // first it ends here, then it begins there: who comes between finds neither, and this goes on
    await source.tables.office.set(movedMark, id);
    source.commit();
    await arrival.takePlace(`replaced_${id.slice(0, 12)}`, async ({ office }) => {
      await office.set(cameMark, id);
      await office.audit({ at: clock(), actor: officeUser, action: 'move', subject: id });
    });
    return { rows, before, copyMs, counts, ...pictures };
  } finally {
    await arrival.close();
  }
}

async function movePictures(
  { inspection }: HeldStore,
  files: PhotoStore,
  photoStore: PhotoStore,
): Promise<Pick<Moved, 'pictures' | 'missing'>> {
  let pictures = 0;
  const missing: PhotoKey[] = [];
  for (const { stream: group, sha, bytes } of await inspection.pictures()) {
    const key = { group, sha };
    let isThere = await isWhole(photoStore, key);
    if (!isThere && files !== photoStore && (await isWhole(files, key))) {
      const picture = await files.open(key);
      isThere = picture !== undefined && (await putPicture(photoStore, key, picture.stream, bytes));
    }
    if (isThere) pictures += 1;
    else missing.push(key);
  }
  return { pictures, missing };
}
