/** The embedded store: all or nothing, one COMMIT for those who wait together, numbers without holes, nobody sees what is not committed. */
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

const set = (name: string, value = 'x'): Promise<void> => store.write((tables) => tables.office.set(name, value));
const get = (name: string): Promise<string | undefined> => store.read((tables) => tables.office.setting(name));

it('a write that fails leaves nothing, and takes nobody with it who waited in the same tick', async () => {
  const outcomes = await Promise.allSettled([
    set('a'),
    store.write(async (tables) => {
      await tables.office.set('b', 'x');
      throw new Error('no');
    }),
    store.write(async (tables) => {
      await tables.office.set('c', 'x');
      await tables.rows.put('no such stream', 'group', '{}');
    }),
    set('d'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(await Promise.all(['a', 'b', 'c', 'd'].map(get))).toEqual(['x', undefined, undefined, 'x']);
});

it('a reader sees nothing of a write before it is committed', async () => {
  let seen: string | undefined = 'not asked';
  await store.write(async (tables) => {
    await tables.office.set('a', 'x');
    seen = await get('a');
  });
  expect(seen).toBeUndefined();
  expect(await get('a')).toBe('x');
});

it('two hundred writers of one counter at once count to two hundred', async () => {
  const add = (): Promise<void> =>
    store.write(async (tables) => tables.office.set('count', String(Number((await tables.office.setting('count')) ?? 0) + 1)));
  await Promise.all(Array.from({ length: 200 }, add));
  expect(await get('count')).toBe('200');
});

it('a second process writing at the same time is waited for, not failed', async () => {
  const other = openSqliteStore(file);
  const both = Array.from({ length: 40 }, (_, index) =>
    (index % 2 === 0 ? store : other).write((tables) => tables.office.set(`k${index}`, 'x')),
  );
  await Promise.all(both);
  await other.close();
  expect(await get('k39')).toBe('x');
});

it('the audit is a chain that a changed line breaks', async () => {
  for (const action of ['invite', 'sign-in', 'held-accept'])
    await store.write((tables) => tables.office.audit({ at: 1, actor: 'u', action, subject: 's' }));
  const trail = await store.read((tables) => tables.office.auditTrail(0, 10));
  expect(trail.map(({ id, action }) => [id, action])).toEqual([
    [1, 'invite'],
    [2, 'sign-in'],
    [3, 'held-accept'],
  ]);
  expect(new Set(trail.map(({ hash }) => hash)).size).toBe(3);
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
