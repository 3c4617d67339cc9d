/** Which operations wait: asked by the index of states and numbers, never kept apart. */
import type { Core } from './core.ts';
import type { OperationRecord, PhoneDatabase } from './database.ts';

/** In order of their numbers. */
export const withState = (db: PhoneDatabase, state: OperationRecord['state']) =>
  db.op.where('[state+n]').between([state, 0], [state, Number.MAX_SAFE_INTEGER]);

/** Whether anything waits, in the caller's transaction. */
export const isQueued = async (db: PhoneDatabase): Promise<boolean> => (await withState(db, 'queued').limit(1).count()) > 0;

export async function hasQueued(core: Core): Promise<boolean> {
  return core.records.use(isQueued);
}
