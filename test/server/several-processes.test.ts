/** Several server processes on one PostgreSQL: any of them answers any phone, limits are common, what happens each minute has its effect once, and one may end. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MemberRow } from '../../src/domain/row.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import { createApp } from '../../src/server/app.ts';
import { invite } from '../../src/server/invitation.ts';
import type { Office } from '../../src/server/office.ts';
import { openPushDoor } from '../../src/server/push-door.ts';
import { releaseReadable } from '../../src/server/release.ts';
import { createReminderRound } from '../../src/server/reminders.ts';
import { createRetentionRound } from '../../src/server/retention.ts';
import { openOffice } from '../../src/server/start.ts';
import { schemaSteps } from '../../src/server/store/schema.sql.ts';
import { foundGroup } from '../support/founded-groups.ts';
import { ask, providePostgres, startPostgres, type Postgres } from '../support/postgres.ts';
import { newPushBrowser, openPushService } from '../support/push-service.ts';
import { memberPayload, memberPersonal, newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { newId, newKeys, postJson, redeem, type Ask, type ServerPhone } from '../support/server-phone.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { bundleOfRelease, runCommand, startServer, type ServerOptions, type ServerProcess } from '../support/server-process.ts';

const patience = 120_000;
const kills = process.env['SAJJA_NIGHTLY'] === '1' ? 30 : 4;
vi.setConfig({ testTimeout: patience });

describe.skipIf(!providePostgres())('several processes', () => {
  let postgres: Postgres;
  let folder: string;
  const started: ServerProcess[] = [];
  async function serve(options: ServerOptions): Promise<ServerProcess> {
    const server = await startServer(options);
    started.push(server);
    return server;
  }
  beforeAll(async () => {
    postgres = await startPostgres();
    folder = mkdtempSync(join(tmpdir(), 'sajja-several-'));
  }, patience);
  afterAll(async () => {
    // of a story that failed
    for (const server of started) await server.kill9();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  /** a folder of its own for each process, and in all of them the same pictures */
  let places = 0;
  function dataDirs(count: number): readonly string[] {
    const pictures = join(folder, `pictures${++places}`);
    mkdirSync(pictures);
    return Array.from({ length: count }, () => {
      const dataDir = join(folder, `data${++places}`);
      mkdirSync(dataDir);
      symlinkSync(pictures, join(dataDir, 'photos'));
      return dataDir;
    });
  }

  async function invited(dataDir: string, env: Readonly<Record<string, string>>, release: string): Promise<string> {
    const made = runCommand(
      dataDir,
      ['invite', '--role', 'field-officer', '--area', '560701', '--name', 'Officer', '--json'],
      false,
      env,
      release,
    );
    return (JSON.parse(made.stdout) as { code: string }).code;
  }

  /** each request goes to the next of them, as a proxy does */
  function inTurns(servers: readonly Pick<ServerProcess, 'origin'>[]): Ask {
    let turn = 0;
    return (path, init) => fetch(`${servers[turn++ % servers.length]?.origin}${path}`, init);
  }

  describe('two of them that run', () => {
    let servers: readonly [ServerProcess, ServerProcess];
    let env: Readonly<Record<string, string>>;
    let dirs: readonly string[];
    beforeAll(async () => {
      env = { DATABASE_URL: await postgres.newDatabase() };
      dirs = dataDirs(2);
      const [one, other] = await Promise.all(dirs.map((dataDir) => serve({ dataDir, env })));
      if (!one || !other) throw new Error('two');
      servers = [one, other];
    }, patience);
    afterAll(async () => {
      expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0]);
    }, patience);
    const officer = async (): Promise<ServerPhone> =>
      redeem(inTurns(servers), await servers[0].invite('field-officer', '560701', 'Officer'));
    const askOf =
      (which: 0 | 1): Ask =>
      (path, init) =>
        fetch(servers[which].origin + path, init);

    it('started together greet with one invitation', async () => {
      expect(servers.map((server) => /Invitation for/.test(server.output())).filter(Boolean)).toHaveLength(1);
      expect(JSON.parse(runCommand(dirs[0] ?? '', ['people', '--json'], false, env).stdout)).toHaveLength(1);
    });

    it('take turns in answering one phone: it signs in at one, sends at the other, reads what it sent at both', async () => {
      const phone = await officer();
      const group = await newGroup(phone);
      for (let round = 0; round < 6; round += 1) {
        const ops = [1, 2].map(() => phone.op(group, 'visit.record', visitPayload()));
        expect((await phone.push(...ops)).map(({ r }) => r)).toEqual(['applied', 'applied']);
      }
      expect((await phone.pull()).get(group)).toHaveLength(13);
      expect((await phone.refresh()).status).toBe(200);
      expect((await phone.send('/v1/session')).status).toBe(200);
      const other = await phone.addDevice(newKeys());
      expect(other).not.toBe(phone.dev);
    });

    it('a phone blocked at one is refused at the other at once, and so is one that signed out', async () => {
      const phone = await officer();
      const chief = await redeem(askOf(0), await servers[1].invite('district-chief', '5607', 'Chief'));
      const here: ServerPhone = Object.assign(phone, { ask: askOf(1) });
      expect((await here.send('/v1/session')).status).toBe(200);
      const blocked = await chief.post('/v1/people/revoke', { dev: phone.dev, reason: 'left in a bus' });
      expect(blocked.status).toBe(200);
      expect(await (await here.send('/v1/session')).json()).toMatchObject({ code: 'signin-required' });
      // it is let in once more to hand in what it holds, and is told to forget it
      expect((await here.refresh()).status).toBe(200);
      expect(await (await here.send('/v1/session')).json()).toMatchObject({ code: 'device-revoked' });
      expect((await chief.send('/v1/session', { method: 'DELETE' })).status).toBe(204);
      expect(await (await askOf(1)('/v1/session', { headers: { Cookie: chief.cookie } })).json()).toMatchObject({
        code: 'signin-required',
      });
    });

    const countOf = (statuses: readonly number[]): Record<string, number> =>
      Object.fromEntries([...new Set(statuses)].map((status) => [status, statuses.filter((each) => each === status).length]));

    it('count tries together, also when all come at once: codes, passwords, keys', async () => {
      const many = async (times: number, one: (ask: Ask) => Promise<Response>): Promise<Record<string, number>> => {
        const ask = inTurns(servers);
        return countOf((await Promise.all(Array.from({ length: times }, () => one(ask)))).map(({ status }) => status));
      };
      const { deviceKey } = newKeys();
      const code = (ask: Ask) => ask('/v1/session/redeem', postJson({ code: 'AAAAAAAAAA', deviceName: 'phone', deviceKey }));
      expect(await many(12, code)).toEqual({ 422: 5, 429: 7 });
      const password = (ask: Ask) =>
        ask('/v1/session/password', postJson({ name: 'nobody', password: 'a guess of somebody', deviceName: '', deviceKey }));
      expect(await many(12, password)).toEqual({ 422: 5, 429: 7 });
      const refresh = { dev: newId(), nonce: 'x', signature: 'x'.repeat(86) };
      expect(await many(16, (ask) => ask('/v1/session/refresh', postJson(refresh)))).toEqual({ 401: 10, 429: 6 });
    });

    it('given the same pieces of a picture at once, by a phone that trusts neither, have the very bytes', async () => {
      const phone = await officer();
      const group = await newGroup(phone);
      const statuses = new Set<number>();
      const upload = async (which: 0 | 1, path: string, bytes: Buffer, most: number): Promise<void> => {
        for (let at = 0; at < bytes.length;) {
          const end = at + most;
          const headers = { 'X-Sync': '1', Cookie: phone.cookie, 'Upload-Offset': String(at) };
          const init = { method: 'PATCH', headers, body: new Uint8Array(bytes.subarray(at, end)) };
          const response = await askOf(which)(path, init);
          statuses.add(response.status);
          const told = Number(response.headers.get('Upload-Offset') ?? Number.NaN);
          // 503: the other one was just putting it together
          if (response.status === 204 || response.status === 409) at = told;
          else expect(response.status).toBe(503);
        }
      };
      for (let round = 0; round < 5; round += 1) {
        const bytes = jpeg(400_000 + round);
        const sha = sha256(bytes);
        await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, bytes.length, { sha: sha256(Buffer.from([round])), bytes: 1 })));
        const path = photoPath(group, sha, 'full');
        await Promise.all([upload(0, path, bytes, 70_000 + round), upload(1, path, bytes, 90_000), upload(1, path, bytes, 33_000)]);
        for (const which of [0, 1] as const) {
          const shown = await askOf(which)(path, { headers: { Cookie: phone.cookie } });
          expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
        }
      }
      expect(statuses).toContain(409);
    });

    it('are told by status as two', async () => {
      const { stdout } = runCommand(dirs[0] ?? '', ['status', '--json'], false, env);
      expect(JSON.parse(stdout)).toMatchObject({ running: true, processes: 2 });
    });
  });

  /** a phone that records and sends until it is told to stop; what was not answered it sends again */
  async function work(phone: ServerPhone, group: string, isOver: () => boolean) {
    const acknowledged = new Set<string>();
    const refused: string[] = [];
    let queue: ReturnType<typeof phone.op>[] = [];
    do {
      while (queue.length < 3) queue.push(phone.op(group, 'visit.record', visitPayload()));
      try {
        for (const verdict of await phone.push(...queue)) if (verdict.r === 'applied') acknowledged.add(verdict.id);
      } catch (error) {
        if (!isOfTheLine(error) && !String(error).includes('sync: 503')) refused.push(String(error));
      }
      queue = queue.filter(({ id }) => !acknowledged.has(id));
    } while (!isOver() || queue.length > 0);
    return { phone, group, acknowledged, refused };
  }

  // before its answer began, or in the middle of it
  const isOfTheLine = (error: unknown): boolean => error instanceof TypeError && /^(?:fetch failed|terminated)$/.test(error.message);

  /** to the next that answers, beginning with the next in turn, as a proxy or a phone that tries again */
  function whoeverAnswers(servers: readonly Pick<ServerProcess, 'origin'>[]): Ask {
    const ask = inTurns(servers);
    return async (path, init) => {
      for (let tries = 1; ; tries += 1)
        try {
          return await ask(path, init);
        } catch (error) {
          if (tries > servers.length || !isOfTheLine(error)) throw error;
        }
    };
  }

  async function expectWhole(url: string, done: readonly Awaited<ReturnType<typeof work>>[]): Promise<void> {
    for (const { phone, group, acknowledged, refused } of done) {
      const rows = await ask<{ seq: string; op_id: string }>(url, `select seq, op_id from op where stream = '${group}' order by seq`);
      const stored = new Set(rows.map((row) => row.op_id));
      expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
      expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_row, index) => index + 1));
      expect([stored.size, refused]).toEqual([phone.n, []]);
    }
  }

  const pause = (ms: number) => new Promise<void>((next) => setTimeout(next, ms));

  it('one of two is killed under load: nothing acknowledged is lost, no number is missing, phones go on at the other', async () => {
    const url = await postgres.newDatabase();
    const env = { DATABASE_URL: url };
    const dirs = dataDirs(2);
    const start = (dataDir = '') => serve({ dataDir, env });
    const servers = await Promise.all(dirs.map(start));
    const running = servers;
    const phones = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const phone = await redeem(whoeverAnswers(running), (await servers[0]?.invite('field-officer', '560701', 'Officer')) ?? '');
        return { phone, group: await newGroup(phone) };
      }),
    );
    let isOver = false;
    const works = Promise.all(phones.map(({ phone, group }) => work(phone, group, () => isOver)));
    for (let round = 0; round < kills; round += 1) {
      await pause(400 + round * 37);
      await servers[round % 2]?.kill9();
      await pause(400);
      servers[round % 2] = await start(dirs[round % 2]);
    }
    isOver = true;
    const done = await works;
    await expectWhole(url, done);
    const sent = done.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
    process.stdout.write(`one of two processes killed ${kills} times: ${sent} acknowledged, 0 lost\n`);
    for (const server of servers) expect(await server.stop()).toBe(0);
  });

  it('one of two is stopped: it answers what was under way, and the other has it', async () => {
    const env = { DATABASE_URL: await postgres.newDatabase() };
    const [one, other] = await Promise.all(dataDirs(2).map((dataDir) => serve({ dataDir, env })));
    if (!one || !other) throw new Error('two');
    const phone = await redeem(whoeverAnswers([one, other]), await one.invite('field-officer', '560701', 'Officer'));
    const group = await newGroup(phone);
    const bytes = jpeg(300_000);
    const sha = sha256(bytes);
    await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, bytes.length, { sha: sha256(Buffer.from('t')), bytes: 1 })));
    const path = photoPath(group, sha, 'full');
    let source: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (source = controller) });
    const headers = { 'X-Sync': '1', Cookie: phone.cookie, 'Upload-Offset': '0' };
    const upload = fetch(one.origin + path, { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit);
    source?.enqueue(new Uint8Array(bytes.subarray(0, 100_000)));
    const isThere = (server: ServerProcess) => fetch(`${server.origin}/healthz`).then(() => true, () => false); // prettier-ignore
    await pause(500);
    const stopped = one.stop();
    await expect.poll(() => isThere(one)).toBe(false);
    expect(await phone.push(phone.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied' }]);
    source?.enqueue(new Uint8Array(bytes.subarray(100_000)));
    source?.close();
    expect((await upload).status).toBe(204);
    expect(await stopped).toBe(0);
    const shown = await fetch(other.origin + path, { headers: { Cookie: phone.cookie } });
    expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await other.stop()).toBe(0);
  });

  describe('a newer release beside an older one', () => {
    const releases: string[] = [];
    const made = async (...release: Parameters<typeof bundleOfRelease>): Promise<string> => {
      const bundle = await bundleOfRelease(...release);
      releases.push(bundle);
      return bundle;
    };
    afterAll(() => {
      for (const release of releases) rmSync(release, { recursive: true, force: true });
    });
    /** the release after this one: every table has grown, and there is one more */
    const grown = (text: string): string => {
      const tables = [...text.matchAll(/create table (\w+) /g)].map(([, name]) => `alter table ${name} add column tomorrow text;`);
      return text.replace(/\n\];\n/, `\n  \`${tables.join(' ')} create table tomorrow (one integer primary key);\`,\n];\n`);
    };
    const schema = 'src/server/store/schema.sql.ts';
    const versionIn = async (url: string) => Number((await ask<{ version: string }>(url, 'select version from store_version'))[0]?.version);

    it('finds that every step of the tables only adds: what the release before reads and writes stays', () => {
      const adds =
        /^(create (unique )?(table|index) |insert into |alter table \w+ add column \w+ \w+( not null default .+)?$|update \w+ set known_at )/;
      const statements = schemaSteps.flatMap((step) => step.split(/;(?:\s|$)/).map((each) => each.trim().replaceAll(/\s+/g, ' ')));
      expect(statements.filter((each) => each !== '' && !adds.test(each))).toEqual([]);
    });

    it('brings the tables up while the older goes on answering; both answer until the older ones are stopped; nothing is lost', async () => {
      const release = await made({ [schema]: grown });
      const url = await postgres.newDatabase();
      const env = { DATABASE_URL: url };
      const dirs = dataDirs(4);
      const [first = '', second = '', third = '', fourth = ''] = dirs;
      const old = [await serve({ dataDir: first, env }), await serve({ dataDir: second, env })];
      const before = await versionIn(url);
      const running: ServerProcess[] = [...old];
      const phones = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const phone = await redeem(whoeverAnswers(running), (await old[0]?.invite('field-officer', '560701', 'Officer')) ?? '');
          return { phone, group: await newGroup(phone) };
        }),
      );
      let isOver = false;
      const works = Promise.all(phones.map(({ phone, group }) => work(phone, group, () => isOver)));
      // a command of the newer one first: it must not bring the tables up under servers that do not expect it
      const early = runCommand(first, ['status'], false, env, release);
      expect([early.status, early.stderr]).toEqual([1, expect.stringContaining('start the server of this version first')]);
      expect(await versionIn(url)).toBe(before);
      const fresh = await serve({ dataDir: third, env, release });
      expect(await versionIn(url)).toBe(before + 1);
      running.push(fresh);
      for (const server of running) {
        const phone = await redeem((path, init) => fetch(server.origin + path, init), await invited(third, env, release));
        expect(await phone.push(phone.op(await newGroup(phone), 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied' }]);
      }
      expect(runCommand(third, ['status'], false, env, release).status).toBe(0);
      expect(runCommand(first, ['people'], false, env)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('made by a newer version'),
      });
      await pause(500);
      for (const server of old) {
        running.splice(running.indexOf(server), 1);
        expect(await server.stop()).toBe(0);
      }
      await pause(500);
      isOver = true;
      await expectWhole(url, await works);
      await expect(serve({ dataDir: fourth, env })).rejects.toThrow('made by a newer version');
      expect(await fresh.stop()).toBe(0);
    });

    it('that makes other rows of the same records waits until the older ones are stopped, and says so', async () => {
      const release = await made({
        [schema]: grown,
        'src/domain/snapshot.ts': (text) => text.replace(/foldVersion = (\d+)/, 'foldVersion = 1 + $1'),
      });
      const url = await postgres.newDatabase();
      const env = { DATABASE_URL: url };
      const [first = '', second = ''] = dataDirs(2);
      const old = await serve({ dataDir: first, env });
      await expect(serve({ dataDir: second, env, release })).rejects.toThrow(/other rows .* \(servers: 1\): stop that first/);
      // the older ones may be started again meanwhile
      expect(await versionIn(url)).toBe(schemaSteps.length);
      const command = runCommand(second, ['people'], false, env, release);
      expect([command.status, command.stderr]).toEqual([1, expect.stringContaining('start the server of this version first')]);
      expect(await old.stop()).toBe(0);
      expect(await (await serve({ dataDir: second, env, release })).stop()).toBe(0);
    });

    it('that is still making them when the older one is started again keeps it away', async () => {
      const slowly = (text: string): string =>
        text.replace('return refoldStream(', 'await new Promise((next) => setTimeout(next, 1_500));\n      return refoldStream(');
      const newer = (text: string): string => text.replace(/foldVersion = (\d+)/, 'foldVersion = 1 + $1');
      const release = await made({ 'src/server/refold.ts': slowly, 'src/domain/snapshot.ts': newer });
      const url = await postgres.newDatabase();
      const env = { DATABASE_URL: url };
      const [first = '', second = ''] = dataDirs(2);
      const foldIs = async () => (await ask<{ value: string }>(url, "select value from office where name = 'fold'"))[0]?.value;
      const old = await serve({ dataDir: first, env });
      const phone = await redeem((path, init) => fetch(old.origin + path, init), await old.invite('field-officer', '560701', 'Officer'));
      const group = await newGroup(phone);
      const older = Number(await foldIs());
      expect(await old.stop()).toBe(0);
      const starting = serve({ dataDir: second, env, release });
      await expect.poll(foldIs).toBe('unfinished');
      await expect(serve({ dataDir: first, env })).rejects.toThrow('making the rows of this database anew');
      const fresh = await starting;
      expect(await foldIs()).toBe(String(older + 1));
      const again: ServerPhone = Object.assign(phone, { ask: (path: string, init?: RequestInit) => fetch(fresh.origin + path, init) });
      expect(await again.push(phone.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied' }]);
      expect(await fresh.stop()).toBe(0);
    });
  });

  it('one that has another place for pictures does not start, and says what to do; one whose place was moved along does', async () => {
    const env = { DATABASE_URL: await postgres.newDatabase() };
    const [first = '', second = ''] = dataDirs(2);
    const [elsewhere = ''] = dataDirs(1);
    const server = await serve({ dataDir: first, env });
    await expect(serve({ dataDir: elsewhere, env })).rejects.toThrow(
      /pictures in another place: there is no place-[\w-]+ in .*same PHOTO_STORE/,
    );
    expect(await (await serve({ dataDir: second, env })).stop()).toBe(0);
    // commands that need no picture work from anywhere
    expect(runCommand(elsewhere, ['people'], false, env).status).toBe(0);
    expect(await server.stop()).toBe(0);
    cpSync(join(first, 'photos'), join(elsewhere, 'photos'), { recursive: true, dereference: true, force: true });
    expect(await (await serve({ dataDir: elsewhere, env })).stop()).toBe(0);
  });

  describe('what each looks for by the clock', () => {
    let offices: readonly Office[];
    let url: string;
    let now = Date.parse('2026-11-23T02:00:00Z');
    const service = openPushService();
    const logs: string[] = [];
    beforeAll(async () => {
      url = await postgres.newDatabase();
      const { ca } = await service;
      const pushDoor = openPushDoor({ localToo: true, ca });
      const [dataDir = ''] = dataDirs(1);
      const open = async (): Promise<Office> => ({
        ...(await openOffice({
          dataDir,
          databaseUrl: url,
          clock: () => now,
          log: (event, fields) => void logs.push(JSON.stringify([event, fields])),
        })),
        pushDoor,
      });
      offices = [await open(), await open(), await open()];
    }, patience);
    afterAll(async () => {
      for (const { store } of offices) await store.close();
      await (await service).close();
    });
    const phoneAt = async (which: number): Promise<ServerPhone> => {
      const office = offices[which] as Office;
      const { code } = await invite(office, { role: 'field-officer', areas: ['560701'], name: 'Officer' });
      return redeem(createApp(office), code, () => now);
    };

    it('three that remind at once send each phone one message', async () => {
      const { origin, received } = await service;
      for (let which = 0; which < 3; which += 1) {
        const phone = await phoneAt(which);
        await foundGroup(phone, { tambon: '560701', isReported: false });
        expect((await phone.post('/v1/push', newPushBrowser(origin).subscription)).status).toBe(204);
      }
      now = Date.parse('2026-12-02T16:00:00+07:00');
      await Promise.all(offices.map((office) => createReminderRound(office)()));
      expect(new Set(received.map(({ path }) => path)).size).toBe(3);
      expect(received).toHaveLength(3);
      expect(logs.filter((line) => line.includes('failed":'))).toEqual(logs.filter((line) => line.includes('"failed":0')));
    });

    it('what an older process could not read is released once, while that one still runs', async () => {
      const phone = await phoneAt(0);
      const group = await newGroup(phone);
      const add = phone.op(group, 'member.add', memberPayload(newId()), memberPersonal());
      expect(await phone.push({ ...add, k: 'member.future' })).toMatchObject([{ r: 'held', why: 'unknown-kind' }]);
      for (const office of offices) await releaseReadable(office);
      expect(await offices[0]?.store.read(({ held }) => held.waitingIn(group))).toHaveLength(1);
      // the newer release: the same bytes mean something
      await ask(url, `update held set body = replace(body, 'member.future', 'member.add') where op_id = '${add.id}'`);
      await Promise.all(offices.map((office) => releaseReadable(office)));
      expect(await offices[0]?.store.read(({ held }) => held.waitingIn(group))).toEqual([]);
      expect(await ask(url, `select seq::int from op where op_id = '${add.id}'`)).toEqual([{ seq: 2 }]);
      expect(logs.filter((line) => line.includes('"released"'))).toEqual(['["released",{"operations":1}]']);
    });

    it('three that erase at once at night erase each person once', async () => {
      const phone = await phoneAt(0);
      const group = await newGroup(phone);
      const members = Array.from({ length: 4 }, newId);
      for (const member of members)
        await phone.push(
          phone.op(group, 'member.add', { ...memberPayload(member), appliedOn: '2026-08-01' }, memberPersonal()),
          phone.op(group, 'member.close', { member, leftOn: '2026-08-20', reason: 'withdrawn' }),
        );
      now = Date.parse('2026-12-02T20:10:00Z');
      await Promise.all(offices.map((office) => createRetentionRound(office, true)()));
      for (const member of members) {
        const body = await offices[0]?.store.read((tables) => tables.rows.get(group, `member:${member}`));
        expect((JSON.parse(body ?? '{}') as MemberRow).erased?.on).toBe('2026-12-03');
      }
      expect(await ask(url, `select count(*)::int as erased from op where stream = '${group}' and k = 'erase'`)).toEqual([{ erased: 4 }]);
      expect(logs.filter((line) => line.includes('-failed'))).toEqual([]);
    });
  });
});
