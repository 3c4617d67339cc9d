/** An older app opens what a newer one has left behind, and nothing on the disk needs what WebKit cannot keep. */
import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { openBehind } from '../support/phone-disk.ts';
import { actsOf, documentTicked, groupCreated, newId, newPhone, openTestPhone, randomBytes } from '../support/phone.ts';

it('rolled back, the app opens the database of the next version, records, and sends what both wrote (row 35)', async () => {
  const { phone, hardware, known } = await newPhone();
  const g = newId();
  const act = actsOf(hardware.clock.nowMs, g);
  const [created] = await phone.record([groupCreated(act)]);
  phone.close();
  // the next version: another table, another index, a mark on records, and an operation of a kind only it knows
  const newer = new Dexie(`sajja-${known.user}`, { indexedDB: hardware.indexedDB, IDBKeyRange });
  newer.version(2).stores({
    op: 'id, n, [state+n], [g+seq], [g+o], u, later',
    block: '[g+pass+from], *ids',
    base: '[g+pass+part]',
    row: '[g+key], [g+prefix], prefix',
    stream: 'g',
    meta: 'key',
    draft: 'key',
    view: 'key',
    later: 'key',
  });
  await newer.open();
  await newer.table('op').toCollection().modify({ later: 1 });
  await newer.table('meta').toCollection().modify({ later: 'kept' });
  newer.close();

  const again = await openTestPhone(hardware, { user: known.user });
  expect((await again.row(g, 'group'))?.name).toBe('Ban Tham');
  const [ticked] = await again.record([documentTicked(act)]);
  expect((await again.outgoing(10, 1_000_000)).ops.map(({ id }) => id)).toEqual([created?.id, ticked?.id]);
  again.close();

  const raw = await openBehind(hardware.indexedDB, `sajja-${known.user}`);
  expect(raw.verno).toBe(2);
  expect(await raw.table('op').get(created?.id ?? '')).toMatchObject({ later: 1 });
  expect(await raw.table('meta').get('meta')).toMatchObject({ later: 'kept', n: 2 });
  raw.close();
});

it('no Blob lies anywhere on the disk: WebKit cannot keep one (row 29)', async () => {
  const { phone, hardware } = await newPhone();
  const g = newId();
  await phone.record([groupCreated(actsOf(hardware.clock.nowMs, g))]);
  const picture = randomBytes(2000).buffer;
  const hashes = { sha: 'a'.repeat(64), thumbSha: 'b'.repeat(64) };
  await phone.putPhoto({ ...hashes, group: g, mime: 'image/jpeg', full: picture, thumb: picture, addedAt: '2026-11-23T03:00:00Z' });
  await phone.saveDraft('photo', { note: 'typed' });
  phone.close();
  const kinds = new Set<string>();
  for (const { name } of await hardware.indexedDB.databases()) {
    const raw = await openBehind(hardware.indexedDB, name ?? '');
    for (const table of raw.tables) await table.each((value) => noteKinds(value, kinds));
    raw.close();
  }
  expect(kinds).toContain('ArrayBuffer');
  expect([...kinds].filter((kind) => kind === 'Blob' || kind === 'File')).toEqual([]);
});

function noteKinds(value: unknown, kinds: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  kinds.add(Object.prototype.toString.call(value).slice(8, -1));
  for (const part of Object.values(value)) noteKinds(part, kinds);
}
