/** Operations of a newer version of the app: kept and counted, folded after an update (sync.md §1.9). */
import { foldVersion } from '../domain/snapshot.ts';
import type { Core } from './core.ts';
import type { PhoneDatabase } from './database.ts';
import { openOperations } from './operation-shelf.ts';
import { startReading } from './start-reading.ts';

const unreadIn = (db: PhoneDatabase) => db.op.where('u').equals(1);

export async function countUnread(core: Core): Promise<number> {
  return core.records.use((db) => unreadIn(db).count());
}

export async function readUnread(core: Core, g: string): Promise<{ readonly operations: number; readonly isCritical: boolean }> {
  const records = await core.records.use((db) =>
    unreadIn(db)
      .filter((record) => record.g === g)
      .toArray(),
  );
  const ops = await openOperations(core, records);
  return { operations: ops.length, isCritical: ops.some(({ crit }) => crit === true) };
}

/**
 * After an update of the app: rows that an earlier version of the fold made cannot be folded on, so the operations are asked for.
 *
 * @returns how many operations an earlier version could only keep
 */
export async function afterUpdate(core: Core): Promise<{ readonly unread: number }> {
  return core.records.use((db) =>
    db.transaction('rw', db.stream, db.op, async () => {
      const outdated = await db.stream.filter(({ base }) => base !== undefined && base.fold !== foldVersion).toArray();
      if (outdated.length > 0) await db.stream.bulkPut(outdated.map(startReading));
      return { unread: await unreadIn(db).count() };
    }),
  );
}
