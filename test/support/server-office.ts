/** The real app on a real store, with a clock the test sets; called by `app.request`. A SQLite file in a temporary folder, or a database of its own. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { createApp } from '../../src/server/app.ts';
import { invite, type InvitationRequest } from '../../src/server/invitation.ts';
import { logTo } from '../../src/server/log.ts';
import type { Office } from '../../src/server/office.ts';
import type { BucketPlace } from '../../src/server/photo-place.ts';
import { openOffice } from '../../src/server/start.ts';
import { assertCleanLog } from './clean-log.ts';
import { ask, copyDatabase, resetDatabase } from './postgres.ts';
import { redeem, type ServerPhone } from './server-phone.ts';

/** address of the database that offices work on copies of; without it each has a new embedded store */
let officeToCopy: string | undefined;
export function beginAsCopyOf(url: string | undefined): void {
  officeToCopy = url;
}

export const startOfTest = Date.parse('2026-11-23T02:00:00Z');

export interface TestOffice {
  readonly app: Hono;
  readonly office: Office;
  readonly dataDir: string;
  /** all that is in the store, in whatever order */
  stored(): Promise<Buffer>;
  /** log lines so far */
  readonly logs: string[];
  setNow(ms: number): void;
  pass(ms: number): void;
  invite(request: Partial<InvitationRequest>): Promise<{ readonly code: string; readonly user: string }>;
  /** invites, redeems and returns the phone of a new person */
  phone(request?: Partial<InvitationRequest>): Promise<ServerPhone>;
  close(): Promise<void>;
}

export async function openTestOffice(
  changes: (office: Office) => Partial<Office> = () => ({}),
  staticDir?: string,
  photoPlace?: BucketPlace,
): Promise<TestOffice> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sajja-test-'));
  let now = startOfTest;
  const logs: string[] = [];
  const databaseUrl = await takeDatabase();
  const clock = (): number => now;
  const opened = await openOffice({
    dataDir,
    databaseUrl,
    photoPlace,
    clock,
    log: logTo((line) => void logs.push(line), clock),
    ...(staticDir !== undefined && { staticDir }),
  });
  const office: Office = { ...opened, ...changes(opened) };
  const app = createApp(office);
  const request = (changed: Partial<InvitationRequest>): InvitationRequest => ({
    role: 'field-officer',
    areas: ['5607'],
    name: 'Officer',
    ...changed,
  });
  return {
    app,
    office,
    dataDir,
    logs,
    stored: async () => (databaseUrl === undefined ? filesIn(dataDir) : rowsIn(databaseUrl)),
    setNow: (ms) => void (now = ms),
    pass: (ms) => void (now += ms),
    invite: (changed) => invite(office, request(changed)),
    phone: async (changed = {}) => redeem(app, (await invite(office, request(changed))).code, clock),
    close: async () => {
      await office.store.close();
      if (databaseUrl !== undefined) free.push(databaseUrl);
      assertCleanLog(logs.join(''));
      rmSync(dataDir, {
        recursive: true,
        force: true,
      });
    },
  };
}

/** databases of this worker that no office has open */
const free: string[] = [];

/** `undefined` for the embedded store */
async function takeDatabase(): Promise<string | undefined> {
  const office = officeToCopy;
  if (office === undefined) return undefined;
  const used = free.pop();
  if (used === undefined) return copyDatabase(office);
  await resetDatabase(used);
  return used;
}

function filesIn(dataDir: string): Buffer {
  const files = readdirSync(dataDir).filter((name) => name.startsWith('sajja.sqlite'));
  return Buffer.concat(files.map((name) => readFileSync(join(dataDir, name))));
}

async function rowsIn(url: string): Promise<Buffer> {
  const tables = await ask<{ name: string }>(url, `select table_name as name from information_schema.tables where table_schema = 'public'`);
  const rows = await Promise.all(tables.map(({ name }) => ask(url, `select * from ${name}`)));
  return Buffer.from(JSON.stringify(rows));
}
