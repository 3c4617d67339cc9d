/** Several server processes on one PostgreSQL: any of them answers any phone, limits are common, what happens each minute has its effect once, and one may end. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MemberRow } from '../../src/domain/row.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import { createApp } from '../../src/server/app.ts';
import { invite } from '../../src/server/invitation.ts';
import type { Office } from '../../src/server/office.ts';
import { openPushDoor } from '../../src/server/push-door.ts';
import { createReminderRound } from '../../src/server/reminders.ts';
import { createRetentionRound } from '../../src/server/retention.ts';
import { openOffice } from '../../src/server/start.ts';
import { foundGroup } from '../support/founded-groups.ts';
import { ask, providePostgres, startPostgres, type Postgres } from '../support/postgres.ts';
import { newPushBrowser, openPushService } from '../support/push-service.ts';
import { memberPayload, memberPersonal, newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { newId, newKeys, postJson, redeem, type Ask, type ServerPhone } from '../support/server-phone.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { runCommand, startServer, type ServerProcess } from '../support/server-process.ts';

const patience = 120_000;
vi.setConfig({ testTimeout: patience });

describe.skipIf(!providePostgres())('several processes', () => {
  let postgres: Postgres;
  let folder: string;
  beforeAll(async () => {
    postgres = await startPostgres();
    folder = mkdtempSync(join(tmpdir(), 'sajja-several-'));
  }, patience);
  afterAll(async () => {
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
      const [one, other] = await Promise.all(dirs.map((dataDir) => startServer({ dataDir, env })));
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
