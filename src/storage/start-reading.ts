/** Where the reading of a stream begins, the first time and every time it has to be read again. */
import { foldVersion } from '../domain/snapshot.ts';
import type { Core } from './core.ts';
import type { StreamRecord } from './database.ts';
import { unreadIn } from './unread.ts';

const chainStart = '0'.repeat(64);

export function newStream({ g, kind, view }: Pick<StreamRecord, 'g' | 'kind' | 'view'>): StreamRecord {
  return { g, kind, view, cursor: 0, head: 0, chain: chainStart, pass: 1 };
}

/** From 0 again, by its operations; rows stay until the head is reached. */
export function startReading({ taking: _taking, base: _base, beganAt: _beganAt, ...stream }: StreamRecord): StreamRecord {
  return { ...stream, cursor: 0, chain: chainStart, pass: stream.pass + 1, rereading: 1 };
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
