/** What an operator sees and does: whether a server is ready, its figures, one page about the office, and a stop that answers whoever is there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { photoPath } from '../../src/protocol/photo.ts';
import { rememberBackup } from '../../src/server/condition.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { redeem, type ServerPhone } from '../support/server-phone.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { runCommand, startServer, type ServerProcess } from '../support/server-process.ts';

vi.setConfig({ testTimeout: 120_000 });

const dayMs = 86_400_000;

describe('a server that is asked', () => {
  let office: TestOffice | undefined;
  afterEach(() => office?.close());
  const ready = async (): Promise<unknown> => {
    const answer = await office?.app.request('/readyz');
    return [answer?.status, answer?.headers.get('Retry-After'), await answer?.json()];
  };
  const busy = (path: string): unknown => [503, '5', expect.objectContaining({ code: 'busy', path })];

  it('whether it is ready is so when everything works', async () => {
    office = await openTestOffice();
    expect(await ready()).toEqual([200, null, { ok: true }]);
  });

  it('whether it is ready names the disk when only the reserve is left; it is alive, and records are taken', async () => {
    office = await openTestOffice(({ disk }) => ({ disk: { ...disk, reserveBytes: Number.MAX_SAFE_INTEGER } }));
    expect(await ready()).toEqual(busy('disk'));
    expect((await office.app.request('/healthz')).status).toBe(200);
    await newGroup(await office.phone());
  });

  it('whether it is ready names the store when another program holds that', async () => {
    office = await openTestOffice();
    const other = new Database(join(office.dataDir, 'sajja.sqlite'));
    other.exec('begin immediate');
    expect(await ready()).toEqual(busy('store'));
    other.close();
    expect(await ready()).toEqual([200, null, { ok: true }]);
  });

  it('for its figures tells what waits, who is silent, and how old the backup is, without a name', async () => {
    office = await openTestOffice();
    const { store, clock } = office.office;
    const figures = async (): Promise<Record<string, number>> => {
      const text = (await (await office?.app.request('/metrics'))?.text()) ?? '';
      expect(text).not.toMatch(/Officer|Phone/);
      const lines = text.split('\n').flatMap((line) => /^(\w+) (\S+)$/.exec(line)?.slice(1) ?? []);
      return Object.fromEntries(lines.flatMap((name, at) => (at % 2 === 0 ? [[name, Number(lines[at + 1])]] : [])));
    };
    const phone = await office.phone();
    await newGroup(phone);
    await phone.sync([], { q: { ops: 4, photos: 2, bytes: 9000, oldest: '2026-11-20T01:00:00.000Z', persisted: true, quotaErrors: 0 } });
    await office.phone({ name: 'Another' });
    const before = await figures();
    expect(before).toMatchObject({
      sajja_held: 0,
      sajja_phones: 2,
      sajja_phones_silent: 0,
      sajja_queue_records: 4,
      sajja_queue_pictures: 2,
    });
    expect(before).not.toHaveProperty('sajja_backup_age_seconds');
    expect(before['sajja_store_bytes']).toBeGreaterThan(100_000);
    expect(before['sajja_disk_free_bytes']).toBeGreaterThan(0);
    expect(before['sajja_resident_bytes']).toBeGreaterThan(10_000_000);
    await store.write((tables) => rememberBackup(tables, clock(), false));
    office.pass(3 * dayMs);
    await phone.sync();
    const after = await figures();
    expect(after).toMatchObject({ sajja_phones_silent: 1, sajja_queue_records: 0, sajja_backup_age_seconds: 3 * 86_400 });
    expect(after).not.toHaveProperty('sajja_backup_off_machine_age_seconds');
  });
});

describe('a process', () => {
  let dataDir: string;
  let server: ServerProcess | undefined;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'sajja-operating-'));
  });
  afterEach(async () => {
    await server?.kill9();
    server = undefined;
    rmSync(dataDir, { recursive: true, force: true });
  });
  const start = async (): Promise<ServerProcess> => (server = await startServer({ dataDir }));
  const phoneOn = async (running: ServerProcess): Promise<ServerPhone> =>
    redeem((path, init) => fetch(running.origin + path, init), await running.invite('field-officer', '5607', 'Somying'));

  it('is shown on one page, beside it and when it has stopped, at eighty columns and as JSON', async () => {
    expect(runCommand(dataDir, ['status'])).toMatchObject({ status: 1, stdout: '' });
    const running = await start();
    const phone = await phoneOn(running);
    await newGroup(phone);
    await phone.sync();
    const page = (): string => {
      const { status, stdout } = runCommand(dataDir, ['status']);
      expect(status).toBe(0);
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
      return stdout;
    };
    const first = page();
    expect(first).toMatch(/^Sajja \d+\.\d+\.\d+ on Node /);
    expect(first).toMatch(/^server +running since 20/m);
    expect(first).toMatch(/^load +(just started|\d+ requests in \d+ s).* \d+\.\d MB of memory$/m);
    expect(first).toMatch(/^records +none waits for a person$/m);
    expect(first).toMatch(/^phones +1 in use$/m);
    expect(first).toMatch(/^silent +none for 3 days$/m);
    expect(first).toMatch(/^pictures +0 of 0\.0 MB in files$/m);
    expect(first).toMatch(/^backup +! there is none\n +! none lies off this machine$/m);
    expect(runCommand(dataDir, ['backup', '--to', join(dataDir, 'backups')])).toMatchObject({ status: 0 });
    expect(page()).toMatch(/^backup +20\d\d-\d\d-\d\d \d\d:\d\d, 0 hours ago\n +! none lies off this machine$/m);
    expect(JSON.parse(runCommand(dataDir, ['status', '--json']).stdout)).toMatchObject({
      running: true,
      load: { requests: expect.any(Number), residentBytes: expect.any(Number) },
      held: 0,
      phones: 1,
      queue: { records: 0, pictures: 0 },
      silent: [],
      storage: { storeBytes: expect.any(Number), freeBytes: expect.any(Number), reserveBytes: 512 * 1024 * 1024 },
      pictures: { count: 0, bytes: 0, place: 'files', problem: null },
      backup: { at: expect.any(String), offMachineAt: null },
    });
    expect(await running.stop()).toBe(0);
    expect(page()).toMatch(/^server +! not running, last heard of 20/m);
  });

  it('names the phones that were not heard of, the longest first, with what they hold', async () => {
    const office = await openTestOffice();
    office.setNow(Date.now() - 10 * dayMs);
    const gone = await office.phone({ name: 'Somying' });
    await gone.sync([], { q: { ops: 4, photos: 1, bytes: 9000, oldest: '2026-11-20T01:00:00.000Z', persisted: true, quotaErrors: 0 } });
    office.pass(5 * dayMs);
    await office.phone({ name: 'Lamyai' });
    office.setNow(Date.now());
    await office.phone({ name: 'Here' });
    const { stdout } = runCommand(office.dataDir, ['status']);
    await office.close();
    expect(stdout).toMatch(/^phones +3 in use\nqueue +1 phones hold 4 records, 1 pictures\n +the oldest of 2026-11-20$/m);
    expect(stdout).toMatch(
      /^silent +2 not heard of for 3 days\n +20\d\d-\d\d-\d\d {2}Somying \(.*\), holds 4 records, 1 pictures\n +20\d\d-\d\d-\d\d {2}Lamyai \(.*\)$/m,
    );
    expect(stdout).not.toContain('Here');
  });

  /** a request whose body is sent by the test, on a connection that stays */
  async function begin(phone: ServerPhone, head: string): Promise<{ write(bytes: Uint8Array | string): void; answer: Promise<string> }> {
    const socket = connect(Number(new URL(server?.origin ?? '').port), '127.0.0.1');
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const answer = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (piece) => (text += String(piece)));
      socket.once('close', () => resolve(text));
      socket.once('error', () => undefined);
    });
    socket.write(`${head}\r\nHost: localhost\r\nX-Sync: 1\r\nCookie: ${phone.cookie}\r\n`);
    return { write: (bytes) => void socket.write(bytes), answer };
  }
  const isRefused = async (running: ServerProcess): Promise<boolean> =>
    fetch(`${running.origin}/healthz`).then(
      () => false,
      () => true,
    );
  const pauseMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('that is told to stop takes no new connection, answers the picture and the records under way, and ends with 0', async () => {
    const running = await start();
    const phone = await phoneOn(running);
    const group = await newGroup(phone);
    const bytes = jpeg(200_000);
    const sha = sha256(bytes);
    await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, bytes.length, { sha: 'a'.repeat(64), bytes: 10 })));
    const picture = await begin(phone, `PATCH ${photoPath(group, sha, 'full')} HTTP/1.1`);
    picture.write(`Upload-Offset: 0\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    picture.write(bytes.subarray(0, 100_000));
    const op = phone.op(group, 'visit.record', visitPayload());
    const body = JSON.stringify(phone.request([op]));
    const records = await begin(phone, 'POST /v1/sync HTTP/1.1');
    records.write(`Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 100)}`);
    await pauseMs(500);

    const beganMs = performance.now();
    const stopped = running.stop();
    await expect.poll(() => isRefused(running), { timeout: 8_000 }).toBe(true);
    picture.write(bytes.subarray(100_000));
    records.write(body.slice(100));
    const [pictureAnswer, recordsAnswer, code] = await Promise.all([picture.answer, records.answer, stopped]);
    expect(pictureAnswer).toMatch(/^HTTP\/1\.1 204 [\s\S]*upload-offset: 200000/i);
    expect(recordsAnswer.slice(0, 1500)).toMatch(new RegExp(`^HTTP/1\\.1 200 [\\s\\S]*"r":"applied","id":"${op.id}"`));
    expect(code).toBe(0);
    expect(performance.now() - beganMs).toBeLessThan(9_000);

    const again = await start();
    const shown = await fetch(again.origin + photoPath(group, sha, 'full'), { headers: { Cookie: phone.cookie } });
    expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('that is told to stop lets an answer that has begun reach its end, and waits for nothing after it', async () => {
    const running = await start();
    const phone = await phoneOn(running);
    const group = await newGroup(phone);
    // more than lies between the two ends of a line
    const bytes = jpeg(9_900_000);
    const sha = sha256(bytes);
    await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, bytes.length, { sha: 'a'.repeat(64), bytes: 10 })));
    const upload = await phone.send(photoPath(group, sha, 'full'), {
      method: 'PATCH',
      headers: { 'Upload-Offset': '0' },
      body: new Uint8Array(bytes),
    });
    expect(upload.status).toBe(204);
    const agent = new Agent({ keepAlive: true });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(running.origin + photoPath(group, sha, 'full'), { agent, headers: { Cookie: phone.cookie } }, resolve).once('error', reject);
    });
    const stopped = running.stop();
    await expect.poll(() => isRefused(running), { timeout: 8_000 }).toBe(true);
    const pieces: Buffer[] = [];
    for await (const piece of answer) pieces.push(piece as Buffer);
    const readMs = performance.now();
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    expect(await stopped).toBe(0);
    expect(performance.now() - readMs).toBeLessThan(5_000);
    agent.destroy();
  });

  it('that is told to stop waits ten seconds for a body that never ends, no longer, and ends with 0', async () => {
    const running = await start();
    const phone = await phoneOn(running);
    const stuck = await begin(phone, 'POST /v1/sync HTTP/1.1');
    stuck.write('Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{');
    await pauseMs(300);
    const beganMs = performance.now();
    expect(await running.stop()).toBe(0);
    expect(performance.now() - beganMs).toBeGreaterThan(8_000);
    expect(performance.now() - beganMs).toBeLessThan(20_000);
    expect(await stuck.answer).not.toContain('200 OK');
  });
});
