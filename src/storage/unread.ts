/** Operations of a newer version of the app: kept and counted, folded after an update (sync.md §1.9). */
import type { Core } from './core.ts';
import type { PhoneDatabase } from './database.ts';
import { openOperations } from './operation-shelf.ts';

export const unreadIn = (db: PhoneDatabase) => db.op.where('u').equals(1);

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
