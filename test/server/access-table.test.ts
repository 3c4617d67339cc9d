/** Every route × every role × every relation to a group, written down; a route without an entry here fails. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { civilDateInThailand } from '../../src/domain/thai-calendar.ts';
import type { Role } from '../../src/domain/vocabulary.ts';
import { exportFiles, exportKeys, exportPath } from '../../src/protocol/export.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import { routes } from '../../src/server/app.ts';
import { openapiRoute } from '../../src/server/openapi.ts';
import { makePasskey, usePasskey } from '../support/authenticator.ts';
import { newPushBrowser } from '../support/push-service.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { newId, newKeys, type ServerPhone } from '../support/server-phone.ts';

const roles = ['field-officer', 'volunteer', 'committee', 'district-chief', 'province', 'department'] as const satisfies readonly Role[];
/** own: the group is theirs or in their area · neighbour: next district · far: other province · ended: own, until yesterday */
const relations = ['own', 'neighbour', 'far', 'ended'] as const;
type Relation = (typeof relations)[number];

/** status by role for [own, neighbour, far, ended] */
type Expected = Readonly<Record<Role, readonly [number, number, number, number]>>;
const keepers = (inside: number, outside: number, office: readonly [number, number, number, number]): Expected => ({
  'field-officer': [inside, outside, outside, outside],
  volunteer: [inside, outside, outside, outside],
  committee: [inside, outside, outside, outside],
  'district-chief': office,
  province: office,
  department: office,
});
const everybody = (status: number): Expected => keepers(status, status, [status, status, status, status]);
/** as well, but not for somebody whose right has ended */
const whileInOffice = (status: number, afterwards = 403): Expected => {
  const each = [status, status, status, afterwards] as const;
  return { 'field-officer': each, volunteer: each, committee: each, 'district-chief': each, province: each, department: each };
};
const overArea = (inside: number, outside: number): Expected => {
  const each = [inside, outside, outside, 403] as const;
  return { ...everybody(403), 'district-chief': each, province: each };
};
const none = [404, 404, 404, 404] as const;
/** people of an office, wherever it is, while they work there */
const fromOffice = (status: number): Expected => keepers(403, 403, [status, status, status, 403]);

interface Entry {
  readonly call: (scene: Scene, phone: ServerPhone, relation: Relation) => Promise<Response>;
  readonly signedIn: Expected;
  readonly stranger: number;
}

interface Scene {
  readonly group: string;
  readonly photo: string;
  readonly report: string;
  readonly owner: string;
  readonly held: () => Promise<string>;
  /** a fresh right of somebody of the district */
  readonly grant: () => Promise<string>;
  /** a phone of somebody of the district */
  readonly lost: () => Promise<string>;
}

const areaOf: Readonly<Record<Relation, string>> = { own: '5607', neighbour: '5606', far: '5701', ended: '5607' };
const get = (path: string) => (_scene: Scene, phone: ServerPhone) => phone.send(path);

const table: Readonly<Record<string, Entry>> = {
  'GET /healthz': { call: get('/healthz'), signedIn: everybody(200), stranger: 200 },
  'GET /readyz': { call: get('/readyz'), signedIn: everybody(200), stranger: 200 },
  'GET /metrics': { call: get('/metrics'), signedIn: everybody(200), stranger: 200 },
  'GET /.well-known/security.txt': { call: get('/.well-known/security.txt'), signedIn: everybody(404), stranger: 404 },
  'GET /v1/openapi.json': { call: get('/v1/openapi.json'), signedIn: everybody(200), stranger: 200 },
  'POST /v1/session/redeem': {
    call: (_scene, phone) => phone.post('/v1/session/redeem', { code: newId(), deviceName: '', deviceKey: newKeys().deviceKey }),
    signedIn: everybody(422),
    stranger: 422,
  },
  'GET /v1/session/nonce': { call: get('/v1/session/nonce'), signedIn: everybody(200), stranger: 200 },
  'POST /v1/session/refresh': {
    call: (_scene, phone) => phone.post('/v1/session/refresh', { dev: newId(), nonce: 'x', signature: 'x' }),
    signedIn: everybody(401),
    stranger: 401,
  },
  'GET /v1/session': { call: get('/v1/session'), signedIn: whileInOffice(200), stranger: 401 },
  'DELETE /v1/session': {
    call: (_scene, phone) => phone.send('/v1/session', { method: 'DELETE' }),
    signedIn: everybody(204),
    stranger: 401,
  },
  'POST /v1/device': {
    call: async (_scene, phone) => phone.post('/v1/device', await phone.newDeviceRequest(newKeys())),
    signedIn: everybody(200),
    stranger: 401,
  },
  'POST /v1/session/password': {
    call: (_scene, phone) =>
      phone.post('/v1/session/password', { name: newId(), password: 'not a password', deviceName: '', deviceKey: newKeys().deviceKey }),
    signedIn: everybody(422),
    stranger: 422,
  },
  'GET /v1/password': { call: get('/v1/password'), signedIn: whileInOffice(200), stranger: 401 },
  'POST /v1/password': {
    call: (_scene, phone) => phone.setPassword(phone.session.user, 'three green buffaloes'),
    signedIn: whileInOffice(204),
    stranger: 401,
  },
  'DELETE /v1/password': {
    call: (_scene, phone) => phone.send('/v1/password', { method: 'DELETE' }),
    signedIn: whileInOffice(204),
    stranger: 401,
  },
  'POST /v1/session/passkey': {
    call: async (_scene, phone) => {
      const proof = usePasskey(makePasskey(phone.session.user, '').passkey, await phone.nonce());
      return phone.post('/v1/session/passkey', { ...proof, deviceName: '', deviceKey: newKeys().deviceKey });
    },
    signedIn: everybody(422),
    stranger: 422,
  },
  'GET /v1/passkeys': { call: get('/v1/passkeys'), signedIn: whileInOffice(200), stranger: 401 },
  'POST /v1/passkeys': {
    call: async (_scene, phone) => (await phone.addPasskey()).response,
    signedIn: whileInOffice(204),
    stranger: 401,
  },
  'DELETE /v1/passkeys/:id': {
    call: (_scene, phone) => phone.send(`/v1/passkeys/${newId()}`, { method: 'DELETE' }),
    signedIn: whileInOffice(404),
    stranger: 401,
  },
  'GET /v1/openid': { call: get('/v1/openid'), signedIn: everybody(200), stranger: 200 },
  // no provider is named here
  'POST /v1/openid': { call: (_scene, phone) => phone.post('/v1/openid', {}), signedIn: everybody(404), stranger: 404 },
  'POST /v1/session/openid': { call: (_scene, phone) => phone.post('/v1/session/openid', {}), signedIn: everybody(404), stranger: 404 },
  'GET /v1/openid/link': { call: get('/v1/openid/link'), signedIn: whileInOffice(200), stranger: 401 },
  'POST /v1/openid/link': {
    call: (_scene, phone) => phone.linkOpenId({ code: 'made up' }),
    signedIn: whileInOffice(404),
    stranger: 401,
  },
  'DELETE /v1/openid/link': {
    call: (_scene, phone) => phone.send('/v1/openid/link', { method: 'DELETE' }),
    signedIn: whileInOffice(204),
    stranger: 401,
  },
  'POST /v1/sync': { call: (_scene, phone) => phone.post('/v1/sync', phone.request([])), signedIn: everybody(200), stranger: 401 },
  'POST /v1/copies': {
    call: (_scene, phone) => phone.send('/v1/copies', { method: 'POST', body: 'not a copy' }),
    signedIn: everybody(415),
    stranger: 401,
  },
  ...Object.fromEntries(
    (['full', 'thumb'] as const).flatMap((part) => {
      const path = (scene: Scene) => photoPath(scene.group, scene.photo, part);
      const route = `/v1/photos/:group/:sha${part === 'thumb' ? '/thumb' : ''}`;
      const kept = [200, 404, 404, 403] as const;
      const see = { 'field-officer': kept, volunteer: kept, committee: kept, 'district-chief': kept, province: kept };
      const seen: Expected = { ...see, department: [404, 404, 404, 403] };
      return [
        [
          `HEAD ${route}`,
          { call: (scene, phone) => phone.send(path(scene), { method: 'HEAD' }), signedIn: keepers(200, 404, none), stranger: 401 },
        ],
        [
          `PATCH ${route}`,
          {
            call: (scene, phone) => phone.send(path(scene), { method: 'PATCH', headers: { 'Upload-Offset': '7' } }),
            signedIn: keepers(409, 404, none),
            stranger: 401,
          },
        ],
        [`GET ${route}`, { call: (scene, phone) => phone.send(path(scene)), signedIn: seen, stranger: 401 }],
      ] as [string, Entry][];
    }),
  ),
  'GET /v1/board/groups': {
    call: (_scene, phone) => phone.send('/v1/board/groups?area=5607'),
    signedIn: keepers(200, 403, [200, 403, 403, 403]),
    stranger: 401,
  },
  'GET /v1/board/groups/:id': {
    call: (scene, phone) => phone.send(`/v1/board/groups/${scene.group}`),
    signedIn: {
      ...keepers(200, 404, [200, 404, 404, 403]),
      'field-officer': [200, 404, 404, 403],
      volunteer: [200, 404, 404, 403],
      committee: [200, 404, 404, 403],
    },
    stranger: 401,
  },
  'GET /v1/board/areas': {
    call: (_scene, phone) => phone.send('/v1/board/areas?area=5607'),
    signedIn: keepers(403, 403, [200, 403, 403, 403]),
    stranger: 401,
  },
  'GET /v1/board/reports': {
    call: (_scene, phone) => phone.send('/v1/board/reports?area=5607'),
    signedIn: keepers(200, 403, [200, 403, 403, 403]),
    stranger: 401,
  },
  // a monthly total ends at the district: the department sees sums
  'GET /v1/board/groups/:id/reports/:report': {
    call: (scene, phone) => phone.send(`/v1/board/groups/${scene.group}/reports/${scene.report}`),
    signedIn: {
      ...keepers(200, 404, [200, 404, 404, 403]),
      'field-officer': [200, 404, 404, 403],
      volunteer: [200, 404, 404, 403],
      committee: [200, 404, 404, 403],
      department: [404, 404, 404, 403],
    },
    stranger: 401,
  },
  // there is no cell here: who may speak finds none (cell-summaries.test.ts)
  'POST /v1/board/groups/:id/reports/:report/review': {
    call: (scene, phone) =>
      phone.post(`/v1/board/groups/${scene.group}/reports/${scene.report}/review`, { id: newId(), saw: newId(), decision: 'accepted' }),
    signedIn: { ...everybody(403), department: [404, 404, 404, 403] },
    stranger: 401,
  },
  ...Object.fromEntries(
    exportKeys.flatMap((key) =>
      exportFiles.map((file): [string, Entry] => {
        const path = exportPath(key, file);
        const boards = keepers(200, 403, [200, 403, 403, 403]);
        // officers by name are for those who direct them
        const directing: Expected = { ...everybody(403), 'district-chief': [200, 403, 403, 403], province: [200, 403, 403, 403] };
        return [`GET ${path}`, { call: get(`${path}?area=5607`), signedIn: key === 'officers' ? directing : boards, stranger: 401 }];
      }),
    ),
  ),
  'POST /v1/tokens': {
    call: (_scene, phone) => phone.post('/v1/tokens', { name: 'Sheet', days: 30 }),
    signedIn: fromOffice(201),
    stranger: 401,
  },
  'GET /v1/tokens': { call: get('/v1/tokens'), signedIn: fromOffice(200), stranger: 401 },
  'DELETE /v1/tokens/:id': {
    call: (_scene, phone) => phone.send(`/v1/tokens/${newId()}`, { method: 'DELETE' }),
    signedIn: whileInOffice(404),
    stranger: 401,
  },
  'GET /v1/push': { call: get('/v1/push'), signedIn: whileInOffice(200), stranger: 401 },
  'POST /v1/push': {
    call: (_scene, phone) => phone.post('/v1/push', newPushBrowser('https://push.example').subscription),
    signedIn: whileInOffice(204),
    stranger: 401,
  },
  'DELETE /v1/push': {
    call: (_scene, phone) => phone.send('/v1/push', { method: 'DELETE' }),
    signedIn: whileInOffice(204),
    stranger: 401,
  },
  'POST /v1/held/:op': {
    call: async (scene, phone) => phone.post(`/v1/held/${await scene.held()}`, { decision: 'accept', reason: 'late work' }),
    signedIn: { ...everybody(403), 'district-chief': [200, 404, 404, 403], province: [200, 404, 404, 403] },
    stranger: 401,
  },
  'GET /v1/board/people': {
    call: (_scene, phone) => phone.send('/v1/board/people?area=5607'),
    signedIn: overArea(200, 403),
    stranger: 401,
  },
  'POST /v1/people/invite': {
    call: (_scene, phone) => phone.post('/v1/people/invite', { role: 'field-officer', areas: ['560701'], name: 'New' }),
    signedIn: overArea(200, 403),
    stranger: 401,
  },
  'POST /v1/people/code': {
    call: (scene, phone) => phone.post('/v1/people/code', { user: scene.owner }),
    signedIn: overArea(200, 404),
    stranger: 401,
  },
  'POST /v1/people/grant': {
    call: (scene, phone) =>
      phone.post('/v1/people/grant', { grant: newId(), user: scene.owner, role: 'field-officer', areas: ['560703'], reason: 'helps out' }),
    signedIn: overArea(200, 403),
    stranger: 401,
  },
  'POST /v1/people/end': {
    call: async (scene, phone) => phone.post('/v1/people/end', { grant: await scene.grant(), reason: 'moved' }),
    signedIn: overArea(200, 404),
    stranger: 401,
  },
  'POST /v1/people/hand-over': {
    call: (scene, phone) => phone.post('/v1/people/hand-over', { groups: [scene.group], to: scene.owner, reason: 'as it was' }),
    signedIn: overArea(200, 404),
    stranger: 401,
  },
  'POST /v1/people/keeper': {
    call: (scene, phone) => phone.post('/v1/people/keeper', { group: scene.group, keeper: 'officer' }),
    signedIn: overArea(200, 404),
    stranger: 401,
  },
  'GET /v1/devices': { call: get('/v1/devices'), signedIn: whileInOffice(200), stranger: 401 },
  'POST /v1/devices/known': {
    call: async (scene, phone) => phone.post('/v1/devices/known', { dev: await scene.lost() }),
    signedIn: whileInOffice(404),
    stranger: 401,
  },
  'POST /v1/devices/revoke': {
    call: async (scene, phone) => phone.post('/v1/devices/revoke', { dev: await scene.lost(), reason: 'left in a bus' }),
    signedIn: whileInOffice(404),
    stranger: 401,
  },
  'POST /v1/people/revoke': {
    call: async (scene, phone) => phone.post('/v1/people/revoke', { dev: await scene.lost(), reason: 'left in a bus' }),
    signedIn: overArea(200, 404),
    stranger: 401,
  },
  'POST /v1/people/assign': {
    call: (scene, phone) => phone.post('/v1/people/assign', { users: [scene.owner], page: 'five-rules' }),
    signedIn: overArea(200, 404),
    stranger: 401,
  },
};

let office: TestOffice;
let scene: Scene;
let owner: ServerPhone;

beforeAll(async () => {
  office = await openTestOffice();
  owner = await office.phone({ name: 'Owner' });
  const group = await newGroup(owner);
  const [picture, thumb] = [jpeg(600), jpeg(300)];
  await owner.push(owner.op(group, 'photo.attach', photoPayload(sha256(picture), 600, { sha: sha256(thumb), bytes: 300 })));
  for (const [part, bytes] of [
    ['full', picture],
    ['thumb', thumb],
  ] as const)
    await owner.send(photoPath(group, sha256(picture), part), {
      method: 'PATCH',
      headers: { 'Upload-Offset': '0' },
      body: new Uint8Array(bytes),
    });
  const report = newId();
  await owner.push(owner.op(group, 'report.submit', { report, kind: 'monthly-savings', version: 1, forMonth: '2026-11', snapshot: {} }));
  const mover = await office.phone({ areas: ['560702'], groups: [group] });
  await endGrants(mover.session.user);
  const held = async (): Promise<string> => {
    const op = mover.op(group, 'visit.record', visitPayload());
    await mover.push(op);
    return op.id;
  };
  const grant = async (): Promise<string> => {
    const { user } = await office.invite({ areas: ['560701'] });
    const [only] = await office.office.store.read((tables) => tables.people.grantsOf(user));
    return only?.id ?? '';
  };
  const lost = async (): Promise<string> => (await office.phone({ areas: ['560701'] })).dev;
  scene = { group, photo: sha256(picture), report, owner: owner.session.user, held, grant, lost };
});
afterAll(() => office.close());

async function endGrants(user: string): Promise<void> {
  await office.office.store.write(async (tables) => {
    for (const grant of await tables.people.grantsOf(user))
      await tables.people.endGrant(grant.id, civilDateInThailand(office.office.clock()));
  });
}

const people = new Map<string, ServerPhone>();
async function personOf(role: Role, relation: Relation): Promise<ServerPhone> {
  const known = people.get(`${role} ${relation}`);
  // a route may have signed somebody out
  if (known && (await known.send('/v1/session')).status === 200) return known;
  const phone = await newPerson(role, relation);
  people.set(`${role} ${relation}`, phone);
  return phone;
}

/** somebody of the role; `own` field people are given the group, so that it is theirs */
async function newPerson(role: Role, relation: Relation): Promise<ServerPhone> {
  const isKeeper = role === 'field-officer' || role === 'volunteer' || role === 'committee';
  const area = role === 'province' || role === 'department' ? areaOf[relation].slice(0, 2) : areaOf[relation];
  const isOtherProvince = (role === 'province' || role === 'department') && relation === 'neighbour';
  const groups = isKeeper && (relation === 'own' || relation === 'ended') ? [scene.group] : undefined;
  const phone = await office.phone({
    role,
    areas: [isOtherProvince ? '55' : area],
    groups,
    ...(role === 'volunteer' && { until: '2099-12-31' }),
  });
  if (relation === 'ended') await endGrants(phone.session.user);
  return phone;
}

it('every route has an entry, and every entry a route', () => {
  const existing = [...routes, openapiRoute(routes)].map((route) => `${route.method} ${route.path}`);
  expect(existing.toSorted()).toEqual(Object.keys(table).toSorted());
});

// pages, pictures and tables of other people's places (row 49, row 56)
describe.each(Object.entries(table))('%s', (_name, entry) => {
  it('without a session', async () => {
    const nobody = await office.phone();
    nobody.cookie = '';
    expect((await entry.call(scene, nobody, 'own')).status).toBe(entry.stranger);
  });

  it.each(roles)('as %s', async (role) => {
    const statuses = [];
    for (const relation of relations) statuses.push((await entry.call(scene, await personOf(role, relation), relation)).status);
    expect(statuses).toEqual(entry.signedIn[role]);
  });
});
