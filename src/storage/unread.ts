/** Operations of a newer version of the app: kept and counted, folded after an update (sync.md §1.9). */
import type { Core } from './core.ts';
import { openOperations } from './operation-shelf.ts';

export async function countUnread(core: Core): Promise<number> {
  return core.records.use((db) => db.op.where('u').equals(1).count());
}

export async function readUnread(core: Core, g: string): Promise<{ readonly operations: number; readonly isCritical: boolean }> {
  const records = await core.records.use((db) =>
    db.op
      .where('u')
      .equals(1)
      .filter((record) => record.g === g)
      .toArray(),
  );
  const ops = await openOperations(core, records);
  return { operations: ops.length, isCritical: ops.some(({ crit }) => crit === true) };
}
