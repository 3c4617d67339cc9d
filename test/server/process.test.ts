/** The real process: started, stopped, killed, started twice; what it acknowledged is there afterwards. */
import { existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { redeem, type ServerPhone } from '../support/server-phone.ts';
import { runCommand, startServer, type ServerProcess } from '../support/server-process.ts';

// a machine under load may take seconds to start a process
vi.setConfig({ testTimeout: 600_000 });
const killRounds = Number(process.env['KILL_ROUNDS'] ?? (process.env['SAJJA_NIGHTLY'] === '1' ? 2000 : 300));

let dataDir: string;
let server: ServerProcess | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sajja-process-'));
});
afterEach(async () => {
  await server?.kill9();
  server = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
  server = await startServer({ dataDir, env });
  return server;
}

async function phoneOn(running: ServerProcess): Promise<ServerPhone> {
  return redeem((path, init) => fetch((server ?? running).origin + path, init), await running.invite('field-officer', '5607', 'Officer'));
}

async function storedIds(group: string): Promise<readonly string[]> {
  const store = openSqliteStore(join(dataDir, 'sajja.sqlite'));
  const rows = await store.read((tables) => tables.operations.page(group, 0, 100_000, 100_000));
  await store.close();
  return rows.map((row) => row.id);
}

it('says where it listens, greets an empty store once, and stops with 0', async () => {
  const first = await start();
  const code = /code +([0-9A-HJKMNP-TV-Z]{10})/.exec(first.output())?.[1] ?? '';
  expect(first.output()).toContain(`${first.origin}/signin#${code}`);
  const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(first.origin + path, init);
  expect((await redeem(ask, code)).session.grants).toMatchObject([{ role: 'province', areas: ['56'] }]);
  expect(await first.stop()).toBe(0);
  const second = await start();
  expect(second.output()).not.toContain('code');
  expect(await second.stop()).toBe(0);
});

it('a second one on the same folder is refused with a sentence, and one that was killed does not stand in the way (row 17)', async () => {
  const first = await start();
  await expect(startServer({ dataDir })).rejects.toThrow(/stopped with 1: another server is running/);
  expect((await fetch(`${first.origin}/healthz`)).status).toBe(200);
  await first.kill9();
  expect((await fetch(`${(await start()).origin}/readyz`)).status).toBe(200);
});

it('killed between commit and answer: the phone sends again, and it is there once', async () => {
  let phone = await phoneOn(await start());
  const group = await newGroup(phone);
  const op = phone.op(group, 'visit.record', visitPayload());
  const running = server;
  // a line that carries the request and loses every answer
  const { port, close } = await oneWayTo(Number(new URL(running?.origin ?? '').port));
  const asked = fetch(`http://localhost:${port}/v1/sync`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Sync': '1', Cookie: phone.cookie },
    body: JSON.stringify(phone.request([op])),
  }).then(
    () => 'answered',
    () => 'lost',
  );
  await expect.poll(() => storedIds(group)).toContain(op.id);
  await running?.kill9();
  close();
  expect(await asked).toBe('lost');
  await start();
  expect(await phone.push(op)).toMatchObject([{ r: 'applied', seq: 2 }]);
  expect((await storedIds(group)).filter((id) => id === op.id)).toHaveLength(1);
  phone = await phoneOn(server as ServerProcess);
});

async function oneWayTo(target: number): Promise<{ port: number; close: () => void }> {
  const proxy = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    near.pipe(far);
    for (const socket of [near, far]) socket.on('error', () => near.destroy());
    far.on('close', () => near.destroy());
    far.resume();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => proxy.close() };
}

it(
  'killed again and again while phones push: nothing acknowledged is lost, nothing is there twice (row 10)',
  { timeout: killRounds * 5_000 },
  async () => {
    const phone = await phoneOn(await start());
    const group = await newGroup(phone);
    const acknowledged = new Set<string>();
    let queue: ReturnType<ServerPhone['op']>[] = [];
    const began = performance.now();
    let rounds = 0;
    for (; rounds < killRounds; rounds++) {
      if (rounds > 0) await start();
      let killed: Promise<void> | undefined;
      const laterMs = (rounds % 30) * 2;
      for (let answers = 0; ; answers++) {
        while (queue.length < 5) queue.push(phone.op(group, 'visit.record', visitPayload()));
        // after a few answers the process dies while the next request is under way, each round a little later in it
        if (answers === 3) killed = new Promise((resolve) => setTimeout(() => void server?.kill9().then(resolve), laterMs));
        try {
          for (const verdict of await phone.push(...queue)) if (verdict.r === 'applied') acknowledged.add(verdict.id);
          queue = queue.filter((op) => !acknowledged.has(op.id));
        } catch {
          break;
        }
      }
      await killed;
    }
    await start();
    await phone.push(...queue);
    const stored = await storedIds(group);
    const known = new Set(stored);
    const lost = [...acknowledged].filter((id) => !known.has(id));
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    process.stdout.write(
      `${rounds} kills in ${seconds} s: ${acknowledged.size} acknowledged, ${lost.length} lost, ${stored.length - known.size} twice\n`,
    );
    expect(lost).toEqual([]);
    expect(acknowledged.size).toBeGreaterThanOrEqual(rounds * 3 * 5);
    expect(known.size).toBe(stored.length);
    expect(stored).toHaveLength(phone.n);
    const to = join(dataDir, 'backups');
    expect(runCommand(dataDir, ['backup', '--to', to])).toMatchObject({ status: 0 });
  },
);

it('killed while a picture arrives: the place to go on from is right (row 11)', async () => {
  const phone = await phoneOn(await start());
  const group = await newGroup(phone);
  const bytes = jpeg(400_000);
  const sha = sha256(bytes);
  const path = photoPath(group, sha, 'full');
  await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, bytes.length, { sha: 'a'.repeat(64), bytes: 10 })));
  const offset = async (): Promise<number> => Number((await phone.send(path, { method: 'HEAD' })).headers.get('Upload-Offset'));
  const patch = (from: number, body: BodyInit): Promise<Response> =>
    phone.send(path, { method: 'PATCH', headers: { 'Upload-Offset': String(from) }, body, duplex: 'half' } as RequestInit);
  expect((await patch(0, new Uint8Array(bytes.subarray(0, 100_000)))).status).toBe(204);
  // half of a piece is on its way when the process dies
  const half = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(bytes.subarray(100_000, 150_000))),
  });
  const dying = patch(100_000, half).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await server?.kill9();
  await dying;
  await start();
  const from = await offset();
  expect(from).toBeGreaterThanOrEqual(100_000);
  expect(from).toBeLessThanOrEqual(150_000);
  expect((await patch(from, new Uint8Array(bytes.subarray(from)))).status).toBe(204);
  const shown = await phone.send(path);
  expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
});

it('a line cut in the middle of a batch stores nothing of it and the server goes on (row 4)', async () => {
  const running = await start();
  const phone = await phoneOn(running);
  const group = await newGroup(phone);
  const body = JSON.stringify(phone.request(Array.from({ length: 50 }, () => phone.op(group, 'visit.record', visitPayload()))));
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(running.origin).port), '127.0.0.1', () => {
      socket.write(
        `POST /v1/sync HTTP/1.1\r\nHost: localhost\r\nX-Sync: 1\r\nCookie: ${phone.cookie}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, body.length / 2)}`,
      );
      setTimeout(() => socket.destroy(), 100);
    });
    socket.on('close', () => resolve());
  });
  expect(await storedIds(group)).toHaveLength(1);
  expect((await fetch(`${running.origin}/healthz`)).status).toBe(200);
  expect(running.logs()).not.toContain('"status":5');
});

function anotherDisk(): string | undefined {
  const memory = '/dev/shm';
  if (!existsSync(memory) || statSync(memory).dev === statSync(dataDir).dev) return undefined;
  return mkdtempSync(join(memory, 'sajja-away-'));
}

describe('the commands', () => {
  it('work beside a running server', async () => {
    const running = await start();
    const phone = await phoneOn(running);
    const group = await newGroup(phone);
    await phone.push(phone.op(group, 'visit.record', visitPayload()));
    const people = runCommand(dataDir, ['people', '--json']);
    expect(JSON.parse(people.stdout)).toMatchObject([
      {},
      { name: 'Officer', grants: [{ role: 'field-officer', areas: ['5607'] }], devices: [{ operations: 2 }] },
    ]);
    const lines = runCommand(dataDir, ['export', '--group', group]).stdout.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { seq: number; op: { k: string } }).op.k)).toEqual(['group.create', 'visit.record']);
  });

  it('back up beside a running server, prove it, and restore when it has stopped: the phone sends what is missing', async () => {
    const running = await start();
    const phone = await phoneOn(running);
    const group = await newGroup(phone);
    const to = join(dataDir, 'backups');
    const backup = runCommand(dataDir, ['backup', '--to', to, '--json']);
    const made = JSON.parse(backup.stdout) as { folder: string };
    expect(made).toMatchObject({
      ok: true,
      problems: [],
      counts: { operations: expect.any(Number) as number },
      photos: 0,
      released: false,
    });
    const op = phone.op(group, 'visit.record', visitPayload());
    await phone.push(op);
    expect(JSON.parse(runCommand(dataDir, ['verify', to, '--json']).stdout)).toMatchObject({ folder: made.folder, ok: true });
    const refused = runCommand(dataDir, ['restore', '--from', to]);
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('a server is running')]);
    expect(await storedIds(group)).toContain(op.id);
    expect(await running.stop()).toBe(0);
    const restored = runCommand(dataDir, ['restore', '--from', to, '--json']);
    expect(JSON.parse(restored.stdout)).toMatchObject({ resend: [{ dev: phone.dev, from: 2, to: 2 }], strangers: [] });
    expect(await storedIds(group)).not.toContain(op.id);
    await start();
    expect(await phone.push(op)).toMatchObject([{ r: 'applied', seq: 2 }]);
    // half a backup: told with 1, and not restored
    truncateSync(join(made.folder, 'sajja.sqlite'), 20_000);
    expect(runCommand(dataDir, ['verify', made.folder])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('not whole') as string,
    });
  });

  it('tell phones what is safe only after a backup on another disk', async () => {
    const running = await start();
    const phone = await phoneOn(running);
    await newGroup(phone);
    const here = runCommand(dataDir, ['backup', '--to', join(dataDir, 'backups'), '--off-machine']);
    expect([here.status, here.stderr]).toEqual([1, expect.stringContaining('same disk')]);
    expect((await phone.sync()).safeN).toBe(0);
    const elsewhere = anotherDisk();
    // a machine with one disk only cannot show the rest; the server's own part is shown in backup.test.ts
    if (elsewhere === undefined) return;
    try {
      const away = runCommand(dataDir, ['backup', '--to', elsewhere, '--off-machine', '--json']);
      expect(JSON.parse(away.stdout)).toMatchObject({ ok: true, released: true });
      expect((await phone.sync()).safeN).toBe(1);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it('say what is wrong and what is possible, with 2; help with 0; failure with 1', async () => {
    for (const args of [
      [],
      ['fly'],
      ['invite'],
      ['invite', '--role', 'king', '--area', '56', '--name', 'x'],
      ['invite', '--role', 'province', '--area', '999', '--name', 'x'],
      ['invite', '--role', 'volunteer', '--area', '5607', '--name', 'x'],
      ['invite', '--role', 'committee', '--area', '5607', '--name', 'x'],
      ['invite', '--role', 'province', '--area', '56'],
      ['invite', '--moon'],
      ['export'],
      ['backup'],
      ['backup', '--to', ''],
      ['verify'],
      ['verify', 'a', 'b'],
      ['status', 'x'],
      ['cell'],
      ['cell', 'fly'],
      ['cell', 'add', '--url', 'https://sajja.example'],
      ['cell', 'remove'],
      ['revoke'],
      ['restore'],
      ['restore', 'x'],
      ['migrate'],
      ['migrate', '--from', 'x'],
      ['migrate', '--from', 'x', '--to', 'mysql://x/y'],
    ]) {
      const { status, stdout, stderr } = runCommand(dataDir, args);
      expect([args.join(' '), status, stdout]).toEqual([args.join(' '), 2, '']);
      expect(stderr).toContain('usage: sajja');
    }
    for (const args of [
      ['--help'],
      ['invite', '--help'],
      ['people', '--help'],
      ['status', '--help'],
      ['cell', '--help'],
      ['revoke', '--help'],
      ['export', '--help'],
      ['backup', '--help'],
      ['verify', '--help'],
      ['restore', '--help'],
      ['migrate', '--help'],
    ]) {
      const { status, stdout } = runCommand(dataDir, args);
      expect([status, stdout.includes('usage: sajja')]).toEqual([0, true]);
    }
    for (const args of [
      ['people'],
      ['status'],
      ['cell', 'list'],
      ['revoke', 'x'],
      ['backup', '--to', join(dataDir, 'b')],
      ['verify', dataDir],
      ['restore', '--from', dataDir],
    ])
      expect(runCommand(join(dataDir, 'empty'), args)).toMatchObject({ status: 1, stdout: '' });
    expect(existsSync(join(dataDir, 'empty'))).toBe(false);
  });

  it('invite on an empty folder makes a store whose invitation works when the server starts', async () => {
    const answer = runCommand(dataDir, [
      'invite',
      '--role',
      'volunteer',
      '--area',
      '560701',
      '--until',
      '2099-09-30',
      '--name',
      'Boss',
      '--json',
    ]);
    const invitation = JSON.parse(answer.stdout) as { code: string };
    expect(invitation).toMatchObject({ role: 'volunteer', areas: ['560701'] });
    const running = await start();
    const phone = await redeem((path, init) => fetch(running.origin + path, init), invitation.code);
    expect(phone.session).toMatchObject({ name: 'Boss', grants: [{ role: 'volunteer', until: '2099-09-30' }] });
  });
});
