/** Personal access tokens: aggregates only, never more than their person may see today, never a change, told once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDateInThailand } from '../../src/domain/thai-calendar.ts';
import { tokenLimits, type TokenList, type TokenMade } from '../../src/protocol/token.ts';
import { routes } from '../../src/server/app.ts';
import { storeFile } from '../../src/server/backup-manifest.ts';
import { sha256Hex } from '../../src/server/ids.ts';
import { giveGrant } from '../../src/server/invitation.ts';
import { makeExportScene, type ExportScene } from '../support/export-scene.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newId, postJson, type ServerPhone } from '../support/server-phone.ts';

const dayMs = 86_400_000;
let office: TestOffice;
let scene: ExportScene;

beforeEach(async () => {
  office = await openTestOffice();
  scene = await makeExportScene(office);
});
afterEach(() => office.close());

async function make(phone: ServerPhone, days = 30): Promise<TokenMade> {
  const response = await phone.post('/v1/tokens', { name: 'ตารางจังหวัด', days });
  if (response.status !== 201) throw new Error(`token: ${response.status} ${await response.text()}`);
  return (await response.json()) as TokenMade;
}

const use = async (token: string, path = '/v1/export/groups.json', init: RequestInit = {}): Promise<Response> =>
  office.app.request(`http://localhost${path}`, {
    ...init,
    headers: { ...(init.headers as Record<string, string>), Authorization: `Bearer ${token}` },
  });
const rowsOf = async (token: string, path?: string) =>
  ((await (await use(token, path)).json()) as { rows: Record<string, unknown>[] }).rows;
const list = async (phone: ServerPhone) => ((await (await phone.send('/v1/tokens')).json()) as TokenList).tokens;

describe('what a token reaches', () => {
  it('every route: tables of aggregates answer, everything else behind the door refuses, whoever made it', async () => {
    for (const phone of [scene.province, scene.chief, scene.department]) {
      const { token } = await make(phone);
      for (const { method, path, access, forTokens } of routes) {
        if (access === 'open') continue;
        const real = path
          .replace(':group', scene.group)
          .replace(':sha', '0'.repeat(64))
          .replace(':id', scene.group)
          .replace(':op', newId());
        const changes = ['POST', 'PATCH', 'DELETE'].includes(method);
        const response = await use(token, real, { method, ...(changes && postJson({})), ...(changes && { method }) });
        expect([method, path, response.status]).toEqual([method, path, forTokens === true ? 200 : 403]);
      }
    }
  }, 60_000);

  it('only reading of tables without people is open to it', () => {
    const open = routes.filter(({ forTokens }) => forTokens === true).map(({ method, path }) => `${method} ${path}`);
    expect(open).toEqual(
      ['groups', 'months', 'targets', 'reports'].flatMap((key) => ['csv', 'xlsx', 'json'].map((file) => `GET /v1/export/${key}.${file}`)),
    );
  });

  it('a session beside it opens nothing more', async () => {
    const { token } = await make(scene.province);
    const both = await office.app.request('http://localhost/v1/board/groups', {
      headers: { Cookie: scene.province.cookie, Authorization: `Bearer ${token}` },
    });
    expect([both.status, await both.json()]).toMatchObject([403, { code: 'forbidden', path: 'Authorization' }]);
  });

  it('it reads no name of a person and no remark', async () => {
    const { token } = await make(scene.province);
    for (const key of ['groups', 'reports', 'targets', 'months']) {
      const text = await (await use(token, `/v1/export/${key}.json`)).text();
      for (const name of ['ฝน ใจงาม', 'ก้อน', 'คำ ใจดี', 'ติดต่อ', 'จังหวัด พะเยา'])
        expect([key, text]).not.toContainEqual(expect.stringContaining(name));
    }
  });

  it('of the area of its person, as the rights are on that day', async () => {
    const { token } = await make(scene.chief);
    expect(await rowsOf(token)).toHaveLength(2);
    expect((await use(token, '/v1/export/groups.json?area=5603')).status).toBe(403);
    const { user } = scene.chief.session;
    await office.office.store.write(async (tables) => {
      for (const grant of await tables.people.grantsOf(user))
        await tables.people.endGrant(grant.id, civilDateInThailand(office.office.clock()));
    });
    expect((await use(token)).status).toBe(403);
    await office.office.store.write((tables) => giveGrant(tables, office.office, user, { role: 'district-chief', areas: ['5603'] }));
    expect((await rowsOf(token)).map(({ name }) => name)).toEqual(['บ้านทุ่งลอ']);
    expect((await use(token, '/v1/export/groups.json?area=5607')).status).toBe(403);
  });

  it('what it takes is on record, with its id', async () => {
    const { id, token } = await make(scene.province);
    await use(token, '/v1/export/months.csv?area=5607');
    const trail = await office.office.store.read((tables) => tables.office.auditTrail(0, 1_000));
    expect(trail.at(-1)).toMatchObject({ action: 'export-months-csv', subject: `5607 ${id}`, actor: scene.province.session.user });
    expect(await (await use(token, '/v1/export/targets.csv')).text()).toContain('จังหวัด พะเยา (โปรแกรม ตารางจังหวัด)');
  });
});

describe('its life', () => {
  it('is told once and kept as a hash', async () => {
    const { token } = await make(scene.province);
    expect(token).toMatch(/^sajja_[\w-]{43}$/);
    expect(JSON.stringify(await list(scene.province))).not.toContain(token);
    await use(token);
    const onDisk = Buffer.concat([storeFile, `${storeFile}-wal`].map((file) => readFileSync(join(office.dataDir, file)))).toString(
      'latin1',
    );
    expect(onDisk).toContain(sha256Hex(token));
    expect(onDisk).not.toContain(token.slice(6));
    expect(office.logs.join('')).not.toContain(token);
  });

  it('runs out on its day, and is never longer than a year', async () => {
    const { token, expiresAt } = await make(scene.province, 30);
    expect(Date.parse(expiresAt) - office.office.clock()).toBe(30 * dayMs);
    office.pass(30 * dayMs - 1);
    expect((await use(token)).status).toBe(200);
    office.pass(1);
    expect((await use(token)).status).toBe(401);
    for (const days of [0, 366, 1.5, -1])
      expect((await scene.province.post('/v1/tokens', { name: 'x', days })).status).toBeGreaterThanOrEqual(400);
  });

  it('says when it was last used, to within ten minutes', async () => {
    const { id, token } = await make(scene.province);
    expect(await list(scene.province)).toMatchObject([{ id, lastUsedAt: null }]);
    const at = new Date(office.office.clock()).toISOString();
    await use(token);
    office.pass(9 * 60_000);
    await use(token);
    expect(await list(scene.province)).toMatchObject([{ lastUsedAt: at }]);
    office.pass(2 * 60_000);
    await use(token);
    expect(await list(scene.province)).toMatchObject([{ lastUsedAt: new Date(office.office.clock()).toISOString() }]);
  });

  it('ends at once when it is revoked, by its own person only', async () => {
    const { id, token } = await make(scene.province);
    expect((await scene.chief.send(`/v1/tokens/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await use(token)).status).toBe(200);
    expect((await scene.province.send(`/v1/tokens/${id}`, { method: 'DELETE' })).status).toBe(204);
    const refused = await use(token);
    expect([refused.status, await refused.json(), refused.headers.get('WWW-Authenticate')]).toMatchObject([
      401,
      { code: 'token-invalid' },
      'Bearer',
    ]);
    expect(await list(scene.province)).toEqual([]);
    expect((await scene.province.send(`/v1/tokens/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('ends with the device it was made on', async () => {
    const { token } = await make(scene.province);
    await office.office.store.write(async (tables) => {
      const device = await tables.devices.find(scene.province.dev);
      if (device) await tables.devices.save({ ...device, revokedAt: office.office.clock() });
    });
    expect((await use(token)).status).toBe(401);
  });

  it.each(['', 'sajja_', 'x', 'sajja_' + 'a'.repeat(43), 'Bearer', "sajja_' or 1=1"])('%j is nobody’s', async (token) => {
    expect((await use(token)).status).toBe(401);
  });

  it('field officers make none, and a person has only so many', async () => {
    expect((await scene.officer.post('/v1/tokens', { name: 'x', days: 1 })).status).toBe(403);
    for (let made = 0; made < tokenLimits.each; made++) await make(scene.province, 1);
    const refused = await scene.province.post('/v1/tokens', { name: 'x', days: 1 });
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'too-many-tokens' }]);
    office.pass(dayMs);
    scene.province.cookie = (await scene.province.refresh()).headers.get('Set-Cookie')?.split(';')[0] ?? '';
    await make(scene.province, 1);
  });

  it('so many uses an hour, each token for itself', async () => {
    const [busy, calm] = [await make(scene.province), await make(scene.province)];
    for (let used = 0; used < tokenLimits.usesPerHour; used++) await (await use(busy.token, '/v1/export/targets.json')).text();
    const refused = await use(busy.token, '/v1/export/targets.json');
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '3600']);
    expect((await use(calm.token)).status).toBe(200);
    office.pass(3_600_000);
    expect((await use(busy.token)).status).toBe(200);
  }, 120_000);
});
