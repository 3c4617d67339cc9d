/**
 * The embedded store: one SQLite file, one connection that writes and one that reads.
 *
 * Writes wait in one line. All that wait in the same tick share one COMMIT (one fsync), each in its own savepoint, so that one that fails
 * takes nobody with it. The reader sees committed data only. `synchronous=NORMAL` would be faster and may lose acknowledged operations in
 * a power cut: forbidden (sync.md §2.2).
 */
import Database from 'better-sqlite3';
import { schemaSteps, versionProblem } from './schema.sql.ts';
import type { Sql, SqlValue } from './sql.ts';
import { StoreProblem, type Store, type Tables } from './store.ts';
import { tablesOver } from './tables.ts';

/** how long one process waits for another's write */
export const busyMs = 10_000;
const fullSync = 2;
/** so that a flood cannot keep the first of a commit waiting */
const mostInOneCommit = 64;

interface Waiting {
  readonly work: (tables: Tables) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/**
 * Opens or makes the store in one file. A second process may open it too (the commands do): both wait for each other's short writes.
 *
 * @param mayUpgrade brings an older version's tables up; else they are a `fault`
 * @throws StoreProblem
 */
export function openSqliteStore(file: string, mayUpgrade = true): Store {
  const writer = new Database(file, { timeout: busyMs });
  writer.pragma('journal_mode = WAL');
  writer.pragma('synchronous = FULL');
  if (writer.pragma('synchronous', { simple: true }) !== fullSync) throw new StoreProblem('fault', new Error('synchronous is not FULL'));
  writer.pragma('foreign_keys = ON');
  // what is overwritten or deleted is zeros on its page, not a name in a gap of it
  writer.pragma('secure_delete = ON');
  // a statement's journal needs no file then: records are taken also when the process has no handle left
  writer.pragma('temp_store = MEMORY');
  writer.transaction(() => upgrade(writer, mayUpgrade)).immediate();
  const reader = new Database(file, { timeout: busyMs, readonly: true });
  const writeSql = sqlOver(writer);
  const readTables = tablesOver(sqlOver(reader));
  const control = Object.fromEntries(
    ['begin immediate', 'commit', 'rollback', 'savepoint one', 'release one', 'rollback to one'].map((text) => [
      text,
      writer.prepare(text),
    ]),
  );
  const line: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    // one turn of the event loop: whatever else has arrived joins the same commit
    await new Promise((next) => setImmediate(next));
    while (line.length > 0) await commitTogether(line.splice(0, mostInOneCommit));
    running = undefined;
  }

  async function commitTogether(together: readonly Waiting[]): Promise<void> {
    const outcomes: Outcome[] = [];
    try {
      control['begin immediate']?.run();
      for (const one of together) outcomes.push(await inSavepoint(one));
      control['commit']?.run();
    } catch (error) {
      if (writer.inTransaction) control['rollback']?.run();
      for (const one of together) one.reject(asProblem(error));
      return;
    }
    for (const [index, one] of together.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok) one.resolve(outcome.value);
      else one.reject(asProblem(outcome?.error));
    }
  }

  async function inSavepoint(one: Waiting): Promise<Outcome> {
    control['savepoint one']?.run();
    let isOpen = true;
    try {
      const value = await one.work(tablesOver(whileOpen(writeSql, () => isOpen)));
      control['release one']?.run();
      return { ok: true, value };
    } catch (error) {
      // a full disk rolls the whole transaction back by itself; then nothing of this commit stands
      if (!writer.inTransaction) throw error;
      control['rollback to one']?.run();
      control['release one']?.run();
      return { ok: false, error };
    } finally {
      isOpen = false;
    }
  }

  return {
    read: async (work) => {
      try {
        return await work(readTables);
      } catch (error) {
        throw asProblem(error);
      }
    },
    write: <T>(work: (tables: Tables) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        line.push({ work, resolve: resolve as (value: unknown) => void, reject });
        running ??= drain();
      }),
    scrub: async (what) => {
      // what waits goes first; nothing of ours is in the middle of a transaction then
      await running;
      if (what === 'whole') {
        // in memory it would need as much again as the store is long
        writer.pragma('temp_store = FILE');
        writer.exec('vacuum');
        writer.pragma('temp_store = MEMORY');
      }
      writer.pragma('wal_checkpoint(TRUNCATE)');
    },
    close: async () => {
      await running;
      reader.close();
      writer.pragma('wal_checkpoint(TRUNCATE)');
      writer.close();
    },
  };
}

export function upgrade(database: Database.Database, mayUpgrade: boolean): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  const problem = versionProblem(version, mayUpgrade);
  if (problem !== undefined) throw new StoreProblem('fault', new Error(problem));
  for (const step of schemaSteps.slice(version)) database.exec(step);
  database.pragma(`user_version = ${schemaSteps.length}`);
}

export function sqlOver(database: Database.Database): Sql {
  const statements = new Map<string, Database.Statement>();
  const statementOf = (text: string): Database.Statement => {
    let statement = statements.get(text);
    if (!statement) statements.set(text, (statement = database.prepare(text)));
    return statement;
  };
  const all = async <Row>(text: string, ...values: readonly SqlValue[]) => statementOf(text).all(...values) as Row[];
  return {
    all,
    // one writes at a time
    committed: all,
    run: async (text, ...values) => {
      statementOf(text).run(...values);
    },
    each: async (text, rows) => {
      const statement = statementOf(text);
      for (const values of rows) statement.run(...values);
    },
  };
}

/** A branch of a callback that goes on after another has failed must not write into somebody else's transaction. */
function whileOpen(sql: Sql, isOpen: () => boolean): Sql {
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!isOpen()) throw new Error('the write has ended');
    return work();
  };
  return {
    all: <Row>(text: string, ...values: readonly SqlValue[]) => asked(() => sql.all<Row>(text, ...values)),
    committed: <Row>(text: string, ...values: readonly SqlValue[]) => asked(() => sql.committed<Row>(text, ...values)),
    run: (text, ...values) => asked(() => sql.run(text, ...values)),
    each: (text, rows) => asked(() => sql.each(text, rows)),
  };
}

function asProblem(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_IOERR_WRITE')) return new StoreProblem('full', error);
  if (error.code.startsWith('SQLITE_BUSY')) return new StoreProblem('busy', error);
  return new StoreProblem('fault', error);
}
