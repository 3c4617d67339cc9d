/**
 * One server per DATA_DIR: an exclusive lock on a small SQLite file, held as long as the process lives. The system takes it back when the
 * process is killed, so a stale one cannot block; the commands do not ask for it and work beside the server.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';

export function lockFile(dataDir: string): string {
  return join(dataDir, 'server.lock');
}

/** @returns `undefined` when another process holds it; call the function to let it go */
export function takeLock(file: string): (() => void) | undefined {
  const lock = new Database(file, { timeout: 200 });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return () => lock.close();
}
