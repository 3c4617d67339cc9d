/** For the project `postgres`: stories that are told on the embedded store are told again on PostgreSQL, each test on an office just opened. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openOffice } from '../../src/server/start.ts';
import { providePostgres, rememberDatabase, startPostgres } from './postgres.ts';
import { startOfTest } from './server-office.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** address of the database that `openTestOffice` works on copies of; nothing: the embedded store */
    officeToCopy?: string;
  }
}

export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!providePostgres()) return undefined;
  const server = await startPostgres();
  const databaseUrl = await server.newDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'sajja-test-'));
  const office = await openOffice({ dataDir, databaseUrl, clock: () => startOfTest, log: () => undefined });
  await office.store.close();
  rmSync(dataDir, { recursive: true });
  await rememberDatabase(databaseUrl);
  provide('officeToCopy', databaseUrl);
  return () => server.stop();
}
