/**
 * The store in PostgreSQL: a pool of connections, and every write a SERIALIZABLE transaction of its own.
 *
 * What a write has read (rights, numbers, who else has this national id) must still stand when it commits; here the engine vouches for that
 * over all of it, not only for rows that somebody thought of locking. It undoes one of two writes that crossed, and that one runs again from
 * its beginning: a callback may be run several times and only its last run counts. The second try goes alone in this process, so that a row
 * which everybody writes is passed on instead of fought over. Nothing is asked of the engine but tables, indexes and transactions.
 */
import { again, asked, poolOf, sqlOver, told, transaction, type Query } from './postgres-line.ts';
import { check, refuseHalf, upgrade } from './postgres-upgrade.ts';
import type { Store, Tables } from './store.ts';
import { tablesOver } from './tables.ts';
import { Turns } from './turns.ts';

const connections = { writers: 8, readers: 8 } as const;

/** Rows that personal parts were overwritten or deleted in. */
const personalTables = ['pii', 'clash', 'held', 'view_row', 'snapshot', 'snapshot_part', 'national_id', 'office'] as const;

/**
 * Opens the store and brings its tables up to this version; when several processes start together, one does and the others wait.
 *
 * @param url `postgres://user:password@host/database`, a database of our own with encoding UTF8 and locale C
 * @param mayUpgrade brings an older version's tables up; else they are a `fault`
 * @param beforeUpgrade throws when they must stay as they are for now
 * @throws StoreProblem `busy` when it cannot be reached; `fault` when it may lose what it has confirmed, orders texts otherwise than by
 *   bytes, or was made by a newer version
 */
export async function openPostgresStore(
  url: string,
  mayUpgrade = true,
  beforeUpgrade: (tables: Tables) => Promise<void> = async () => undefined,
): Promise<Store> {
  // whoever walks through the whole of a small table vouches for all that is in it, and crosses everybody who writes there
  const writers = poolOf(url, connections.writers, '-c enable_seqscan=off');
  const readers = poolOf(url, connections.readers);
  const close = async (): Promise<void> => void (await Promise.all([writers.end(), readers.end()]));
  const look: Query = (text, values) => readers.query(asked(text, values));
  const readTables = tablesOver(sqlOver(look));
  try {
    await check(readers);
    await refuseHalf(readers);
    await upgrade(writers, mayUpgrade, () => beforeUpgrade(readTables));
  } catch (error) {
    await close();
    throw error;
  }
  const turns = new Turns();

  return {
    read: (work) => work(readTables),
    write: (work) =>
      again((tries) =>
        turns.during(tries > 1, () => transaction(writers, 'serializable', (query) => work(tablesOver(sqlOver(query, look))))),
      ),
    // tables are written anew; what the engine's log of writes, its archive and its standbys still hold goes when whoever operates them lets it go
    scrub: async (what) => {
      if (what === 'whole') await told(writers.query(`vacuum (full) ${personalTables.join(', ')}`));
    },
    close,
  };
}
