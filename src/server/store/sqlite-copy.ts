/** The embedded store as a whole: copied beside a running server, made of another engine's, held still while it moves; copies are read without changing a byte. */
import Database from 'better-sqlite3';
import { schemaSteps } from './schema.sql.ts';
import type { Sql } from './sql.ts';
import { busyMs, sqlOver, upgrade } from './sqlite-store.ts';
import { StoreProblem } from './store.ts';
import { copyTables, wholeStore, wholeTables, type WholeStore } from './whole-tables.ts';

/** all that are left: one step, so that a busy server cannot make the copy start again */
const allPages = 0x7fffffff;

/** The store as it is at one moment, committed writes only, as one plain file. The server goes on meanwhile. */
export async function copySqliteStore(file: string, target: string): Promise<void> {
  const source = new Database(file, { readonly: true, fileMustExist: true, timeout: busyMs });
  try {
    await source.backup(target, { progress: () => allPages });
  } finally {
    source.close();
  }
  const copy = new Database(target);
  // a file with a write-ahead log could not be read from a medium that cannot be written
  copy.pragma('journal_mode = DELETE');
  copy.close();
}

/** What another engine holds, as a new file of this one. */
export async function writeSqliteStore(target: string, from: Sql): Promise<void> {
  const file = new Database(target);
  try {
    // whoever makes it syncs the whole; half of it is nothing
    file.pragma('journal_mode = OFF');
    file.pragma('synchronous = OFF');
    upgrade(file, true);
    // the schema begins with a row of its own
    for (const { name } of wholeTables().toReversed()) file.exec(`delete from ${name}`);
    const insertInto = new Map(
      wholeTables().map(({ name, columns }) => {
        const marks = columns.map((column) => `@${column}`).join(', ');
        return [name, file.prepare(`insert into ${name} (${columns.join(', ')}) values (${marks})`)];
      }),
    );
    file.exec('begin');
    await copyTables(from, async ({ name }, rows) => {
      for (const row of rows) insertInto.get(name)?.run(row);
    });
    file.exec('commit');
    file.pragma('journal_mode = DELETE');
  } finally {
    file.close();
  }
}

export interface StoreCopy extends WholeStore {
  /** what the engine finds wrong with its own file; empty when nothing */
  faults(): readonly string[];
  close(): void;
}

/** @throws StoreProblem when it is no store, or one of a newer version */
export function openSqliteCopy(file: string): StoreCopy {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true, timeout: busyMs });
    const version = database.pragma('user_version', { simple: true }) as number;
    if (version < 1 || version > schemaSteps.length) throw new Error(`version ${version} of the store is not known here`);
  } catch (error) {
    database?.close();
    throw new StoreProblem('fault', error);
  }
  return copyOver(database);
}

export interface HeldStore extends StoreCopy {
  /** what was written stands from here on, and others may write again; `close` without it leaves the store as it was */
  commit(): void;
}

/** The store itself, in one write that nobody else comes between. @throws StoreProblem when it is no store, or not of this version */
export function holdSqliteStore(file: string): HeldStore {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { fileMustExist: true, timeout: busyMs });
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    database.exec('begin immediate');
    if (database.pragma('user_version', { simple: true }) !== schemaSteps.length)
      throw new Error('the store is of another version; start this one on it once, stop it, and run this again');
  } catch (error) {
    database?.close();
    throw new StoreProblem('fault', error);
  }
  const held = database;
  return { ...copyOver(held), commit: () => void held.exec('commit') };
}

function copyOver(open: Database.Database): StoreCopy {
  return {
    ...wholeStore(sqlOver(open)),
    faults: () => {
      const integrity = open.pragma('integrity_check') as readonly { integrity_check: string }[];
      const orphans = open.pragma('foreign_key_check') as readonly { table: string }[];
      return [
        ...integrity.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
        ...orphans.map(({ table }) => `a row of ${table} points to nothing`),
      ];
    },
    close: () => void open.close(),
  };
}
