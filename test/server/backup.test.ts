/** Backups: whole or told apart, proven before anybody relies on them, and the only thing that lets a phone let go. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { photoPath } from '../../src/protocol/photo.ts';
import { makeBackup, releaseToPhones } from '../../src/server/backup.ts';
import { findBackup, readManifest, sha256OfFile } from '../../src/server/backup-manifest.ts';
import { proveBackup, type Proof } from '../../src/server/backup-proof.ts';
import { dropOldBackups } from '../../src/server/old-backups.ts';
import { openPhotoStore } from '../../src/server/photo-place.ts';
import { lockFile, takeLock } from '../../src/server/process-lock.ts';
import type { TokenMade } from '../../src/protocol/token.ts';
import { sha256Hex } from '../../src/server/ids.ts';
import { restoreBackup, type Restored } from '../../src/server/restore.ts';
import { openOffice } from '../../src/server/start.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { newKeys, type ServerPhone } from '../support/server-phone.ts';

// every file of a backup is made durable, which a machine under load may take its time for
vi.setConfig({ testTimeout: 120_000 });

let office: TestOffice;
let phone: ServerPhone;
let group: string;
let to: string;

beforeEach(async () => {
  office = await openTestOffice();
  to = mkdtempSync(join(tmpdir(), 'sajja-backups-'));
  phone = await office.phone();
  group = await newGroup(phone);
  await phone.push(phone.op(group, 'visit.record', visitPayload()));
});
afterEach(async () => {
  await office.close();
  rmSync(to, { recursive: true, force: true });
});

const backUp = (): Promise<Proof> =>
  makeBackup({ dataDir: office.dataDir, photoStore: office.office.photoStore, to, clock: office.office.clock });
const restore = (from = to): Promise<Restored> =>
  restoreBackup({
    dataDir: office.dataDir,
    photoStore: office.office.photoStore,
    from,
    clock: office.office.clock,
    random: (bytes) => randomBytes(bytes),
  });
const safeN = async (): Promise<number> => (await phone.sync()).safeN;

async function addPicture(bytes: Buffer): Promise<string> {
  const sha = sha256(bytes);
  await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, bytes.length, { sha: 'a'.repeat(64), bytes: 10 })));
  const sent = await phone.send(photoPath(group, sha, 'full'), {
    method: 'PATCH',
    headers: { 'Upload-Offset': '0' },
    body: new Uint8Array(bytes),
  });
  expect(sent.status).toBe(204);
  return sha;
}

it('a backup is a dated folder with everything in it; pictures of the one before are linked, not copied again', async () => {
  const sha = await addPicture(jpeg(40_000));
  const first = await backUp();
  expect(first).toMatchObject({ problems: [], manifest: { photos: [{ group, sha, bytes: 40_000 }], missingPhotos: [] } });
  expect(first.lastNumbers.get(phone.dev)).toBe(3);
  office.pass(3_600_000);
  const later = await addPicture(jpeg(50_000));
  const second = await backUp();
  expect(readdirSync(to).map((name) => join(to, name))).toEqual([first.folder, second.folder]);
  expect(findBackup(to)).toBe(second.folder);
  const inode = (folder: string): number => statSync(join(folder, 'photos', group, sha)).ino;
  expect(inode(second.folder)).toBe(inode(first.folder));
  expect(existsSync(join(second.folder, 'photos', group, later))).toBe(true);
  expect(statSync(join(second.folder, 'photos', group, later)).ino).not.toBe(statSync(join(office.dataDir, 'photos', group, later)).ino);
});

it('of many backups the newest stay, with every picture in them; what was cut short goes after a day, what a person must look at stays', async () => {
  const sha = await addPicture(jpeg(40_000));
  const made: string[] = [];
  for (let day = 0; day < 5; day++) {
    made.push((await backUp()).folder);
    office.pass(86_400_000);
  }
  const broken = `${made[0] ?? ''}-2.unverified`;
  const partial = (name: string) => join(to, `.sajja-2026-11-${name}.partial`);
  for (const folder of [broken, partial('01'), partial('02')]) mkdirSync(folder);
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  utimesSync(partial('01'), twoDaysAgo, twoDaysAgo);
  expect(await dropOldBackups(to, 2, Date.now())).toEqual(made.slice(0, 3));
  expect(readdirSync(to).map((name) => join(to, name)).toSorted()).toEqual([partial('02'), broken, ...made.slice(3)].toSorted()); // prettier-ignore
  expect(await proveBackup(findBackup(to))).toMatchObject({ problems: [], manifest: { photos: [{ sha }] } });
  expect(await dropOldBackups(to, 2, Date.now())).toEqual([]);
});

it('an office’s own columns are in the backup, proven with it, and come back; what was there since is kept beside', async () => {
  const here = join(office.dataDir, 'exports.json');
  const columns = '{"groups":{"key":"groups","version":1}}';
  const without = await backUp();
  writeFileSync(here, columns);
  office.pass(60_000);
  const { folder, problems, manifest } = await backUp();
  expect([problems, manifest?.columns?.bytes, readFileSync(join(folder, 'exports.json'), 'utf8')]).toEqual([[], columns.length, columns]);

  writeFileSync(here, '{}');
  const restored = await restore();
  expect(readFileSync(here, 'utf8')).toBe(columns);
  expect(readFileSync(join(restored.replaced ?? '', 'exports.json'), 'utf8')).toBe('{}');
  // as a backup of an older release: it knows of none, and takes none away
  await restore(without.folder);
  expect(readFileSync(here, 'utf8')).toBe(columns);
  rmSync(here);
  await restore(folder);
  expect(readFileSync(here, 'utf8')).toBe(columns);

  writeFileSync(join(folder, 'exports.json'), columns.replace('1', '2'));
  expect((await proveBackup(folder)).problems).toEqual(['exports.json is missing or was changed']);
  await expect(restore(folder)).rejects.toThrow('exports.json is missing or was changed');
  rmSync(join(folder, 'exports.json'));
  expect((await proveBackup(folder)).problems).toEqual(['exports.json is missing or was changed']);
});

/** Changes the store of a backup as somebody who also mends the sum in the manifest. */
async function tamper(folder: string, sql: string): Promise<void> {
  const file = join(folder, 'sajja.sqlite');
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  database.exec(sql);
  database.close();
  const manifest = await readManifest(folder);
  const store = { bytes: statSync(file).size, sha256: await sha256OfFile(file) };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, store }));
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe('a backup is not taken for whole (row 16)', () => {
  it.each<[string, RegExp, (folder: string, sha: string) => Promise<void> | void]>([
    ['when one bit of the store is another', /not the file|store/, (folder) => flip(join(folder, 'sajja.sqlite'), 5000)],
    ['when the store was cut short', /not the file|store/, (folder) => truncateSync(join(folder, 'sajja.sqlite'), 20_000)],
    ['when the store did not arrive', /ENOENT/, (folder) => rmSync(join(folder, 'sajja.sqlite'))],
    ['when the manifest was cut short', /no manifest/, (folder) => truncateSync(join(folder, 'manifest.json'), 100)],
    ['when a picture was changed', /picture .* changed/, (folder, sha) => flip(join(folder, 'photos', group, sha), 300)],
    ['when a picture did not arrive', /picture .* missing/, (folder, sha) => rmSync(join(folder, 'photos', group, sha))],
    [
      'when an operation was changed',
      /operation 2 was changed/,
      (folder) => tamper(folder, `update op set body = replace(body, '"k":"visit.record"', '"k":"visit.record","x":1') where seq = 2`),
    ],
    ['when an operation is missing', /number 2 is missing/, (folder) => tamper(folder, `delete from op where k = 'visit.record'`)],
    [
      'when the last operations are missing without a trace in the chain',
      /ends at|nowhere|counts/,
      (folder) => tamper(folder, `delete from op where k = 'photo.attach'`),
    ],
    [
      'when a row says other than its operations',
      /rows are not/,
      (folder) => tamper(folder, `update view_row set body = '{}' where row_key = 'group'`),
    ],
    [
      'when a row was added',
      /rows are not|counts/,
      (folder) => tamper(folder, `insert into view_row select stream, 'x:1', body from view_row limit 1`),
    ],
    [
      'when a device has a hole',
      /number 2 is missing/,
      (folder) => tamper(folder, `delete from device_n where n = 2 and dev = '${phone.dev}'`),
    ],
    ['when a device ends elsewhere', /says it ends/, (folder) => tamper(folder, `update device set last_n = 9 where dev = '${phone.dev}'`)],
    ['when a line of the audit was changed', /audit/, (folder) => tamper(folder, `update audit set subject = 'x' where id = 1`)],
    ['when a row points to nothing', /points to nothing/, (folder) => tamper(folder, `update blob_ set stream = 'x'`)],
  ])('%s', async (_name, problem, harm) => {
    const sha = await addPicture(jpeg(40_000));
    const proof = await backUp();
    expect(proof.problems).toEqual([]);
    await harm(proof.folder, sha);
    const again = await proveBackup(proof.folder);
    expect(again.problems.join('\n')).toMatch(problem);
    await expect(releaseToPhones(office.office.store, again)).rejects.toThrow(/proven/);
    await expect(restore(proof.folder)).rejects.toThrow(/not whole/);
    expect(await safeN()).toBe(0);
  });

  it('when it was interrupted: it has another name and is never found', async () => {
    const { folder } = await backUp();
    rmSync(join(folder, 'manifest.json'));
    expect(() => findBackup(to)).toThrow(/no backup/);
  });

  it('when the store itself is broken: the copy is kept under a name that says so', async () => {
    await office.office.store.write((tables) => tables.rows.put(group, 'group', '{"type":"group"}'));
    const proof = await backUp();
    expect(proof.folder).toMatch(/\.unverified$/);
    expect(proof.problems.join()).toMatch(/rows are not/);
    expect(() => findBackup(to)).toThrow(/no backup/);
    expect(existsSync(join(proof.folder, 'sajja.sqlite'))).toBe(true);
  });
});

it('a picture the server lost does not stand in the way of the records; it is named', async () => {
  const sha = await addPicture(jpeg(40_000));
  rmSync(join(office.dataDir, 'photos', group, sha));
  expect(await backUp()).toMatchObject({ problems: [], manifest: { photos: [], missingPhotos: [{ group, sha }] } });
});

it('phones keep everything until a backup off the machine is proven; then they are told how far it goes, and never less', async () => {
  const early = await backUp();
  expect(await safeN()).toBe(0);
  await phone.push(phone.op(group, 'visit.record', visitPayload()));
  const late = await backUp();
  await phone.push(phone.op(group, 'visit.record', visitPayload()));
  expect(await safeN()).toBe(0);
  expect(await releaseToPhones(office.office.store, late)).toBe(true);
  expect(await safeN()).toBe(3);
  await releaseToPhones(office.office.store, early);
  expect(await safeN()).toBe(3);
});

it('a backup from before a restore tells the phones nothing any more', async () => {
  const proof = await backUp();
  await office.office.store.write((tables) => tables.office.set('epoch', 'another'));
  expect(await releaseToPhones(office.office.store, proof)).toBe(false);
  expect(await safeN()).toBe(0);
});

describe('a restore', () => {
  it('is refused while a server holds the folder, before anything is touched', async () => {
    await backUp();
    const unlock = takeLock(lockFile(office.dataDir));
    const before = readdirSync(office.dataDir).sort();
    await expect(restore()).rejects.toThrow(/a server is running/);
    expect(readdirSync(office.dataDir).sort()).toEqual(before);
    unlock?.();
  });

  it('has a new epoch, keeps the store that was there, says who will send what, and leaves a revoked phone revoked', async () => {
    const other = await office.phone({ name: 'Other' });
    await backUp();
    await phone.push(phone.op(group, 'visit.record', visitPayload()), phone.op(group, 'visit.record', visitPayload()));
    const stranger = await office.phone({ name: 'Stranger' });
    await office.office.store.write(async ({ devices }) => {
      const device = await devices.find(other.dev);
      if (device) await devices.save({ ...device, revokedAt: 5 });
    });
    const epoch = (await phone.sync()).epoch;
    const restored = await restore();
    expect(restored.resend).toMatchObject([{ dev: phone.dev, from: 3, to: 4 }]);
    expect(restored.strangers).toMatchObject([{ dev: stranger.dev }]);
    expect(restored.epoch).not.toBe(epoch);
    const reopened = await openOffice({ dataDir: office.dataDir, log: () => undefined });
    const read = await reopened.store.read(async ({ office: own, devices, streams }) => ({
      epoch: await own.setting('epoch'),
      revokedAt: (await devices.find(other.dev))?.revokedAt,
      seq: (await streams.find(group))?.seq,
    }));
    await reopened.store.close();
    expect(read).toEqual({ epoch: restored.epoch, revokedAt: 5, seq: 2 });
    const kept = new Database(join(restored.replaced ?? '', 'sajja.sqlite'), { readonly: true });
    expect(kept.prepare('select seq from stream where id = ?').get(group)).toEqual({ seq: 4 });
    kept.close();
  });

  it('revokes every key for programs: one that was revoked since the backup would live again', async () => {
    const chief = await office.phone({ role: 'district-chief', areas: ['5607'], name: 'Chief' });
    const { token, id } = (await (await chief.post('/v1/tokens', { name: 'Sheet', days: 30 })).json()) as TokenMade;
    await backUp();
    expect((await chief.send(`/v1/tokens/${id}`, { method: 'DELETE' })).status).toBe(204);
    await restore();
    const reopened = await openOffice({ dataDir: office.dataDir, log: () => undefined });
    const record = await reopened.store.read((tables) => tables.tokens.find(sha256Hex(token)));
    await reopened.store.close();
    expect(record).toMatchObject({ id, revokedAt: expect.any(Number) });
  });

  it('opens no way in that ended with a phone lost since the backup', async () => {
    const officer = await office.phone({ name: 'Fon' });
    const lost = officer.dev;
    await officer.addPasskey();
    officer.dev = await officer.addDevice();
    await officer.addPasskey();
    await officer.addPasskey({}, { isSynced: true });
    expect((await officer.setPassword('fon.maechai', 'three green buffaloes')).status).toBe(204);
    await backUp();
    expect((await officer.post('/v1/devices/revoke', { dev: lost, reason: 'left in a bus' })).status).toBe(200);
    await restore();
    const reopened = await openOffice({ dataDir: office.dataDir, log: () => undefined });
    const left = await waysInOf(reopened, officer);
    await reopened.store.close();
    expect(left).toEqual({ passkeys: [], password: undefined });
  });

  it('nor one that a phone may keep which was new and lost since the backup', async () => {
    const officer = await office.phone({ name: 'Fon' });
    await officer.addPasskey({}, { isSynced: true });
    expect((await officer.setPassword('fon.maechai', 'three green buffaloes')).status).toBe(204);
    await backUp();
    const { cookie } = officer;
    const lost = await officer.addDevice(newKeys());
    officer.cookie = cookie;
    expect((await officer.post('/v1/devices/revoke', { dev: lost, reason: 'left in a bus' })).status).toBe(200);
    await restore();
    const reopened = await openOffice({ dataDir: office.dataDir, log: () => undefined });
    const left = await waysInOf(reopened, officer);
    await reopened.store.close();
    expect(left).toEqual({ passkeys: [], password: undefined });
  });

  it('a password changed, a passkey removed or added since the backup, stay as they are now; a name that passed to another is the other’s', async () => {
    const [fon, dao] = [await office.phone({ name: 'Fon' }), await office.phone({ name: 'Dao' })];
    const old = await fon.addPasskey();
    expect((await fon.setPassword('fon.maechai', 'three green buffaloes')).status).toBe(204);
    expect((await dao.setPassword('dao.maechai', 'nine white elephants')).status).toBe(204);
    await backUp();
    office.pass(1000);
    const made = await fon.addPasskey();
    expect((await fon.send(`/v1/passkeys/${old.passkey.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await fon.setPassword('fon.phayao', 'seven red parrots')).status).toBe(204);
    expect((await dao.setPassword('fon.maechai', 'nine white elephants')).status).toBe(204);
    const stranger = await office.phone({ name: 'New' });
    expect((await stranger.setPassword('new.phayao', 'two tall bamboos')).status).toBe(204);
    const now = [await waysInOf(office.office, fon), await waysInOf(office.office, dao)];
    expect(now[0]).toMatchObject({ passkeys: [made.passkey.id], password: { name: 'fon.phayao' } });
    await restore();
    const reopened = await openOffice({ dataDir: office.dataDir, log: () => undefined });
    expect([await waysInOf(reopened, fon), await waysInOf(reopened, dao)]).toEqual(now);
    expect(await waysInOf(reopened, stranger)).toEqual({ passkeys: [], password: undefined });
    await reopened.store.close();
  });

  const waysInOf = async ({ store }: Pick<Awaited<ReturnType<typeof openOffice>>, 'store'>, { session }: ServerPhone) =>
    store.read(async ({ passkeys, passwords }) => ({
      passkeys: (await passkeys.ofUser(session.user)).map(({ id }) => id),
      password: await passwords.ofUser(session.user),
    }));

  it('brings pictures back, puts right one that was changed, and leaves later ones where they are', async () => {
    const lost = await addPicture(jpeg(40_000));
    const changed = await addPicture(jpeg(45_000));
    await backUp();
    const later = await addPicture(jpeg(50_000));
    const pathOf = (sha: string): string => join(office.dataDir, 'photos', group, sha);
    rmSync(pathOf(lost));
    flip(pathOf(changed), 300);
    const { replaced } = await restore();
    for (const sha of [lost, changed, later]) expect(sha256(readFileSync(pathOf(sha)))).toBe(sha);
    expect(existsSync(join(replaced ?? '', 'photos', group, changed))).toBe(true);
  });

  it('that was cut short keeps everybody out until it is run again', async () => {
    await backUp();
    writeFileSync(join(office.dataDir, 'restore-unfinished'), '');
    await expect(openOffice({ dataDir: office.dataDir })).rejects.toThrow(/cut short; run it again/);
    await restore();
    const reopened = await openOffice({ dataDir: office.dataDir, log: () => undefined });
    await reopened.store.close();
  });

  it('works where there was no store, and over one that cannot be read', async () => {
    await backUp();
    const empty = mkdtempSync(join(tmpdir(), 'sajja-empty-'));
    const photoStore = await openPhotoStore(undefined, empty, 0);
    const order = { photoStore, from: to, clock: office.office.clock, random: (bytes: number): Uint8Array => randomBytes(bytes) };
    expect(await restoreBackup({ ...order, dataDir: empty })).toMatchObject({ replaced: undefined, resend: undefined });
    writeFileSync(join(empty, 'sajja.sqlite'), 'no store at all');
    const over = await restoreBackup({ ...order, dataDir: empty });
    expect(readFileSync(join(over.replaced ?? '', 'sajja.sqlite'), 'utf8')).toBe('no store at all');
    rmSync(empty, { recursive: true, force: true });
  });
});
