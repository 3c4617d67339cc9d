/** Copies of the embedded store: made beside a running server, and read later without changing a byte of them. */
import Database from 'better-sqlite3';
import { inspectionTable, type InspectionTable } from './inspection-table.ts';
import { schemaSteps } from './schema.sql.ts';
import { busyMs, sqlOver } from './sqlite-store.ts';
import { StoreProblem, type Tables } from './store.ts';
import { tablesOver } from './tables.ts';

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

export interface StoreCopy {
  readonly tables: Tables;
  readonly inspection: InspectionTable;
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
  const open = database;
  const sql = sqlOver(open);
  return {
    tables: tablesOver(sql),
    inspection: inspectionTable(sql),
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
