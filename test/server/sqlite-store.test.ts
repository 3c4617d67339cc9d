/** What only the embedded store has: its file, a second process on it, and stores that older versions made (what every engine promises: store-conformance). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { schemaSteps } from '../../src/server/store/schema.sql.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import type { Store } from '../../src/server/store/store.ts';

let dataDir: string;
let file: string;
let store: Store;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sajja-store-'));
  file = join(dataDir, 'sajja.sqlite');
  store = openSqliteStore(file);
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const get = (name: string): Promise<string | undefined> => store.read((tables) => tables.office.setting(name));

it('a second process writing at the same time is waited for, not failed', async () => {
  const other = openSqliteStore(file);
  const both = Array.from({ length: 40 }, (_, index) =>
    (index % 2 === 0 ? store : other).write((tables) => tables.office.set(`k${index}`, 'x')),
  );
  await Promise.all(both);
  await other.close();
  expect(await get('k39')).toBe('x');
});

it('is written ahead, checked for foreign keys, and refused when a newer version made it', async () => {
  await store.close();
  const raw = new Database(file);
  expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
  raw.pragma('user_version = 999');
  raw.close();
  expect(() => openSqliteStore(file)).toThrow(/store: fault/);
  const mended = new Database(file);
  mended.pragma(`user_version = ${schemaSteps.length}`);
  mended.close();
  store = openSqliteStore(file);
});

it('that was made before national ids were compared has every member to be looked at, once', async () => {
  await store.close();
  rmSync(file);
  const old = new Database(file);
  old.exec(schemaSteps[0] ?? '');
  old.pragma('user_version = 1');
  old.exec(`insert into stream (id, kind, area, district, province, owner, seq, chain, received_at)
    values ('g', 'group', '560101', '5601', '56', 'u', 1, '', 0)`);
  for (const key of ['group', 'id:3560100000011', 'meeting:x', 'member:m1', 'member:m2'])
    old.prepare('insert into view_row (stream, row_key, body) values (?, ?, ?)').run('g', key, '{}');
  old.close();
  store = openSqliteStore(file);
  const due = await store.read((tables) => tables.nationalIds.due(10));
  expect(due).toEqual([
    { stream: 'g', member: 'm1' },
    { stream: 'g', member: 'm2' },
  ]);
  await store.write(async ({ nationalIds }) => {
    for (const holder of due) await nationalIds.settle(holder, 'seal');
  });
  expect(await store.read((tables) => tables.nationalIds.due(10))).toEqual([]);
  expect(await store.read((tables) => tables.nationalIds.holders('seal'))).toEqual(due);
});
