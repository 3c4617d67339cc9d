/** The real process with its pictures in a real object store: what a phone, an operator and a backup see of it, also when it is off. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { photoPath } from '../../src/protocol/photo.ts';
import { openPhotoStore } from '../../src/server/photo-place.ts';
import { startS3 } from '../support/s3-server.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { redeem, type ServerPhone } from '../support/server-phone.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { runCommand, startServer, type ServerProcess } from '../support/server-process.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const s3 = await startS3();
const otherDisk = '/dev/shm';
afterAll(async () => s3?.close());

let dataDir: string;
let to: string;
let server: ServerProcess | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sajja-in-s3-'));
  to = mkdtempSync(join(tmpdir(), 'sajja-in-s3-backups-'));
  for (const [name, value] of Object.entries(s3?.env ?? {})) vi.stubEnv(name, value);
});
afterEach(async () => {
  await server?.kill9();
  vi.unstubAllEnvs();
  for (const folder of [dataDir, to]) rmSync(folder, { recursive: true, force: true });
});

const start = async (): Promise<ServerProcess> => (server = await startServer({ dataDir }));
const phoneOn = async (running: ServerProcess): Promise<ServerPhone> =>
  redeem((path, init) => fetch((server ?? running).origin + path, init), await running.invite('field-officer', '5607', 'Officer'));

async function attach(phone: ServerPhone, group: string, bytes: Buffer): Promise<string> {
  const sha = sha256(bytes);
  await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, bytes.length, { sha: 'a'.repeat(64), bytes: 10 })));
  return photoPath(group, sha, 'full');
}
const patch = (phone: ServerPhone, path: string, from: number, piece: Uint8Array): Promise<Response> =>
  phone.send(path, { method: 'PATCH', headers: { 'Upload-Offset': String(from) }, body: new Uint8Array(piece) });
const offsetOf = async (phone: ServerPhone, path: string): Promise<number> =>
  Number((await phone.send(path, { method: 'HEAD' })).headers.get('Upload-Offset'));
const read = async (phone: ServerPhone, path: string): Promise<Buffer> => Buffer.from(await (await phone.send(path)).arrayBuffer());

describe.skipIf(!s3)('an office whose pictures lie in an object store', () => {
  it('takes records while that is off, asks for patience with pictures, and goes on where it stood, in another process', async () => {
    const phone = await phoneOn(await start());
    const group = await newGroup(phone);
    const bytes = jpeg(300_000);
    const path = await attach(phone, group, bytes);
    expect((await patch(phone, path, 0, bytes.subarray(0, 200_000))).status).toBe(204);
    await s3?.stop();
    const answers = [
      await patch(phone, path, 200_000, bytes.subarray(200_000)),
      await phone.send(path, { method: 'HEAD' }),
      await phone.send(path),
    ];
    expect(answers.map(({ status, headers }) => [status, headers.get('Retry-After')])).toEqual([
      [503, '5'],
      [503, '5'],
      [503, '5'],
    ]);
    expect(await answers[0]?.json()).toMatchObject({ code: 'busy' });
    expect(await (await phone.send('/readyz')).json()).toMatchObject({ status: 503, code: 'busy', path: 'photos' });
    expect(runCommand(dataDir, ['status']).stdout).toMatch(
      /^pictures +0 of 0\.0 MB in s3:\/\/pictures\/office\/\n +! their store does not take any: ECONNREFUSED$/m,
    );
    expect(await phone.push(phone.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied' }]);
    await server?.kill9();
    await start();
    expect(await phone.push(phone.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied' }]);
    await s3?.start();
    expect(await offsetOf(phone, path)).toBe(200_000);
    expect((await patch(phone, path, 200_000, bytes.subarray(200_000))).status).toBe(204);
    expect((await read(phone, path)).equals(bytes)).toBe(true);
    expect(existsSync(join(dataDir, 'photos'))).toBe(false);
    expect(server?.logs()).not.toMatch(/"status":500/);
  });

  it('goes on when that stops in the middle of a picture, and when somebody hangs up in the middle of one', async () => {
    const phone = await phoneOn(await start());
    const group = await newGroup(phone);
    const bytes = jpeg(10_000_000);
    const path = await attach(phone, group, bytes);
    expect((await patch(phone, path, 0, bytes)).status).toBe(204);
    const begin = async (): Promise<ReadableStreamDefaultReader<Uint8Array>> => {
      const reader = (await phone.send(path)).body?.getReader();
      if (!reader) throw new Error('a picture');
      expect((await reader.read()).done).toBe(false);
      return reader;
    };
    await (await begin()).cancel();
    const reading = await begin();
    await s3?.stop();
    // whoever was reading learns that it is not whole
    const rest = (async () => {
      for (let size = 0; ;) {
        const { done, value } = await reading.read();
        if (done) return size;
        size += value.length;
      }
    })();
    await expect(rest).rejects.toThrow();
    expect((await phone.send('/healthz')).status).toBe(200);
    await s3?.start();
    expect((await read(phone, path)).equals(bytes)).toBe(true);
  });

  it('has them in its backups like any other, and gets them back from there', async () => {
    const phone = await phoneOn(await start());
    const group = await newGroup(phone);
    const kept = jpeg(40_000);
    const lost = jpeg(50_000);
    for (const bytes of [kept, lost]) await patch(phone, await attach(phone, group, bytes), 0, bytes);
    expect(JSON.parse(runCommand(dataDir, ['backup', '--to', to, '--json']).stdout)).toMatchObject({
      ok: true,
      photos: 2,
      missingPhotos: 0,
    });
    expect(JSON.parse(runCommand(dataDir, ['verify', to, '--json']).stdout)).toMatchObject({ ok: true, photos: 2 });
    expect(await server?.stop()).toBe(0);

    const store = await openPhotoStore(s3?.place, dataDir, 0);
    await store.remove({ group, sha: sha256(lost) });
    const restored = runCommand(dataDir, ['restore', '--from', to]);
    expect([restored.status, restored.stderr.replace(/\(node[\s\S]*/, '')]).toEqual([0, '']);
    await start();
    for (const bytes of [kept, lost]) expect((await read(phone, photoPath(group, sha256(bytes), 'full'))).equals(bytes)).toBe(true);
  });

  it('backs records up while it is off, says that pictures are missing, and has them all in the next one', async () => {
    const phone = await phoneOn(await start());
    const group = await newGroup(phone);
    const bytes = jpeg(40_000);
    await patch(phone, await attach(phone, group, bytes), 0, bytes);
    const isAway = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(dataDir).dev;
    if (isAway) {
      rmSync(to, { recursive: true });
      to = mkdtempSync(join(otherDisk, 'sajja-in-s3-backups-'));
    }
    const backup = ['backup', '--to', to, ...(isAway ? ['--off-machine'] : []), '--json'];
    await s3?.stop();
    const made = runCommand(dataDir, backup);
    const told = `but pictures are missing in it: picture ${group}/${sha256(bytes)} cannot be read now: connect ECONNREFUSED`;
    expect([made.status, made.stderr]).toEqual([1, expect.stringContaining(told)]);
    expect(JSON.parse(made.stdout)).toMatchObject({ ok: true, photos: 0, missingPhotos: 1, released: false });
    expect((await phone.sync()).safeN).toBe(0);
    await s3?.start();
    expect(runCommand(dataDir, backup)).toMatchObject({ status: 0 });
    expect((await phone.sync()).safeN).toBe(isAway ? 2 : 0);
    const [, folder = ''] = readdirSync(to).toSorted();
    expect(readFileSync(join(to, folder, 'photos', group, sha256(bytes))).equals(bytes)).toBe(true);
  });

  it('does not start on a place that is none', async () => {
    vi.stubEnv('PHOTO_STORE', 's3://pictures');
    await expect(startServer({ dataDir })).rejects.toThrow(
      /stopped with 1: cannot start: PHOTO_STORE names neither an endpoint nor a region/,
    );
  });
});
