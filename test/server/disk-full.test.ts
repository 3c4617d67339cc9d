/** A full disk (sync.md §4, fault 13): pictures stop first, records go on in the reserve, then a plain 507; nothing is half there, and room heals it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { photoPath } from '../../src/protocol/photo.ts';
import { createApp } from '../../src/server/app.ts';
import { makeBackup } from '../../src/server/backup.ts';
import { invite } from '../../src/server/invitation.ts';
import { openOffice } from '../../src/server/start.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { redeem } from '../support/server-phone.ts';

vi.setConfig({ testTimeout: 120_000 });

const dataDir = mkdtempSync(join(tmpdir(), 'sajja-full-'));
const mount = (...options: readonly string[]): boolean => spawnSync('mount', [...options, 'tmpfs', dataDir]).status === 0;
// a disk of its own can only be made by root
const hasSmallDisk = mount('-t', 'tmpfs', '-o', 'size=12m');
const reserveBytes = 5 * 1024 * 1024;

afterAll(() => {
  if (hasSmallDisk) spawnSync('umount', ['-l', dataDir]);
  rmSync(dataDir, { recursive: true, force: true });
});

it.skipIf(!hasSmallDisk)(
  'the disk fills: pictures wait, records are taken until the last byte, and nothing acknowledged is lost (row 13)',
  async () => {
    const logs: string[] = [];
    const log = (event: string, values?: object): void => void logs.push(`${event} ${JSON.stringify(values)}`);
    const office = await openOffice({ dataDir, reserveBytes, log, staticDir: dataDir });
    const app = createApp(office);
    const phone = await redeem(app, (await invite(office, { role: 'field-officer', areas: ['5607'], name: 'Officer' })).code);
    const group = await newGroup(phone);

    async function sendPicture(): Promise<Response> {
      const bytes = jpeg(200_000 + phone.n);
      const sha = sha256(bytes);
      await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, bytes.length, { sha: 'a'.repeat(64), bytes: 10 })));
      return phone.send(photoPath(group, sha, 'full'), { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: new Uint8Array(bytes) });
    }

    let pictures = 0;
    let answer = await sendPicture();
    for (; answer.status === 204; answer = await sendPicture()) pictures++;
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([507, 'storage-full']);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(pictures).toBeGreaterThan(3);
    const { bavail, bsize } = statfsSync(dataDir);
    expect(bavail * bsize).toBeGreaterThan(reserveBytes - 500_000);

    const acknowledged: string[] = [];
    let refused: ReturnType<typeof phone.op>[] = [];
    for (let batch = 0; refused.length === 0 && batch < 2000; batch++) {
      const ops = Array.from({ length: 10 }, () => phone.op(group, 'visit.record', visitPayload('x'.repeat(1500))));
      const pushed = await phone.post('/v1/sync', phone.request(ops, { want: [] }));
      if (pushed.status === 200) acknowledged.push(...ops.map((op) => op.id));
      else {
        expect([pushed.status, ((await pushed.json()) as { code: string }).code]).toEqual([507, 'storage-full']);
        refused = ops;
      }
    }
    expect(acknowledged.length).toBeGreaterThan(200);
    expect(refused).toHaveLength(10);

    // full: it still answers, says the same every time, and shows what it has
    for (let again = 0; again < 20; again++) expect((await phone.post('/v1/sync', phone.request(refused, { want: [] }))).status).toBe(507);
    expect((await app.request('/healthz')).status).toBe(200);
    expect((await phone.send('/v1/session')).status).toBe(200);
    const stored = async (): Promise<readonly string[]> =>
      (await office.store.read((tables) => tables.operations.page(group, 0, 100_000, 100_000))).map((row) => row.id);
    const atFull = await stored();
    expect(acknowledged.filter((id) => !atFull.includes(id))).toEqual([]);
    expect(refused.filter((op) => atFull.includes(op.id))).toEqual([]);

    // room again: the same batch is taken, once
    expect(mount('-o', 'remount,size=40m')).toBe(true);
    expect((await phone.push(...refused)).map((verdict) => verdict.r)).toEqual(refused.map(() => 'applied'));
    const healed = await stored();
    expect(new Set(healed).size).toBe(healed.length);
    expect(healed).toHaveLength(phone.n);
    expect((await sendPicture()).status).toBe(204);
    const to = mkdtempSync(join(tmpdir(), 'sajja-full-backup-'));
    expect((await makeBackup({ dataDir, photoStore: office.photoStore, to, clock: Date.now })).problems).toEqual([]);
    rmSync(to, { recursive: true, force: true });
    expect(logs.join('\n')).not.toMatch(/"status":500/);
    await office.store.close();
  },
);
