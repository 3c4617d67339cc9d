/** The document at `/v1/openapi.json` is valid OpenAPI 3.1, names every call with all it answers, and real answers are as it says. */
import { createHash } from 'node:crypto';
import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/openapi-3-1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportFiles, exportKeys, exportPath } from '../../src/protocol/export.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import type { TokenMade } from '../../src/protocol/token.ts';
import { routes } from '../../src/server/app.ts';
import { openapiRoute } from '../../src/server/openapi.ts';
import { usePasskey, type Passkey } from '../support/authenticator.ts';
import { openOpenIdDoor } from '../../src/server/openid-door.ts';
import { makeExportScene, type ExportScene } from '../support/export-scene.ts';
import { openProvider, proveAt, type OpenIdProvider } from '../support/openid-provider.ts';
import { newPushBrowser } from '../support/push-service.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { photoPayload, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { newId, newKeys, postJson, redeem, type ServerPhone } from '../support/server-phone.ts';

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
  readonly headers?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<Record<string, Answer>>;
  readonly security: readonly object[];
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let office: TestOffice;
let provider: OpenIdProvider;
let scene: ExportScene;
let document: Document;
const table = [...routes, openapiRoute(routes)];
const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`;
const [picture, thumb] = [jpeg(600), jpeg(300)];

beforeAll(async () => {
  provider = await openProvider();
  office = await openTestOffice(({ log }) => ({ reportTo: 'mailto:security@example.org', openId: openOpenIdDoor(provider.env(), log) }));
  scene = await makeExportScene(office);
  const { officer, group } = scene;
  await officer.push(officer.op(group, 'photo.attach', photoPayload(sha256(picture), 600, { sha: sha256(thumb), bytes: 300 })));
  document = (await (await office.app.request('http://localhost/v1/openapi.json')).json()) as Document;
});
afterAll(async () => {
  await office.close();
  await provider.close();
});

/** Problems of a value under a schema of the document, as places. */
async function problemsOf(schema: object, value: unknown): Promise<readonly string[]> {
  const uri = `https://sajja.example/${createHash('sha256').update(JSON.stringify(schema)).digest('hex')}`;
  const standing = JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/Problem', '#/$defs/Problem')) as object;
  registerSchema(
    { $defs: { Problem: document.components.schemas['Problem'] }, ...standing } as never,
    uri,
    'https://json-schema.org/draft/2020-12/schema',
  );
  try {
    const output = await validate(uri, value as never, 'BASIC');
    return output.valid ? [] : (output.errors ?? []).map(({ instanceLocation, keyword }) => `${instanceLocation} ${keyword}`);
  } finally {
    unregisterSchema(uri);
  }
}

it('is valid OpenAPI 3.1', async () => {
  const output = await validate('https://spec.openapis.org/oas/3.1/schema-base', document as never, 'BASIC');
  expect(output.valid ? [] : output.errors).toEqual([]);
  expect(output.valid).toBe(true);
});

it('a document with a mistake in it is not', async () => {
  const broken = structuredClone(document) as unknown as { paths: Record<string, { get: { responses: unknown } }> };
  broken.paths['/healthz']!.get.responses = { done: 'yes' };
  expect((await validate('https://spec.openapis.org/oas/3.1/schema-base', broken as never)).valid).toBe(false);
});

it('every call is there, under a name of its own, with its path’s names, and with what it answers', () => {
  const ids = new Set<string>();
  for (const route of table) {
    const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
    expect([nameOf(route), operation]).not.toContain(undefined);
    if (operation === undefined) continue;
    ids.add(operation.operationId);
    const inPath = operation.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? [];
    expect(inPath).toEqual([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
    const { default: problem, ...done } = operation.responses;
    expect(Object.keys(problem?.content ?? {})).toEqual(['application/problem+json']);
    const [status = '', answer] = Object.entries(done)[0] ?? [];
    const says = answer?.content !== undefined || status === '204' || route.method === 'HEAD';
    expect([nameOf(route), Object.keys(done).length, says]).toEqual([nameOf(route), 1, true]);
  }
  expect(ids.size).toBe(table.length);
});

it('the calls a token may make are told from the others', () => {
  for (const route of table) {
    const { security } = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()] ?? { security: [] };
    const expected = route.access === 'open' ? [] : route.forTokens === true ? [{ session: [] }, { token: [] }] : [{ session: [] }];
    expect([nameOf(route), security]).toEqual([nameOf(route), expected]);
  }
});

describe('real answers', () => {
  type Call = () => Promise<Response>;
  const get = (phone: () => ServerPhone, path: () => string) => (): Promise<Response> => phone().send(path());
  const photo = (part: 'full' | 'thumb') => photoPath(scene.group, sha256(picture), part);
  const upload = (part: 'full' | 'thumb') => (): Promise<Response> =>
    scene.officer.send(photo(part), {
      method: 'PATCH',
      headers: { 'Upload-Offset': '0' },
      body: new Uint8Array(part === 'full' ? picture : thumb),
    });
  const makeToken = (): Promise<Response> => scene.province.post('/v1/tokens', { name: 'Sheet', days: 30 });
  const held = async (): Promise<string> => {
    const op = { ...scene.officer.op(scene.neighbour, 'visit.record', visitPayload()) };
    await scene.officer.push(op);
    return op.id;
  };

  let chiefs: Passkey;
  const secondPhone = async (): Promise<string> => {
    const given = (await (await scene.chief.post('/v1/people/code', { user: scene.officer.session.user })).json()) as { code: string };
    return (await redeem(office.app, given.code, office.office.clock)).dev;
  };

  /** by route, in this order: what one call leaves the next one needs */
  const calls: Readonly<Record<string, Call>> = {
    'GET /healthz': get(() => scene.officer, () => '/healthz'),
    'GET /readyz': get(() => scene.officer, () => '/readyz'),
    'GET /metrics': get(() => scene.officer, () => '/metrics'),
    'GET /.well-known/security.txt': get(() => scene.officer, () => '/.well-known/security.txt'),
    'GET /v1/openapi.json': get(() => scene.officer, () => '/v1/openapi.json'),
    'POST /v1/session/redeem': async () => {
      const { code } = await office.invite({ name: 'New' });
      return office.app.request('http://localhost/v1/session/redeem', postJson({ code, deviceName: 'phone', deviceKey: newKeys().deviceKey }));
    },
    'GET /v1/session/nonce': get(() => scene.officer, () => '/v1/session/nonce'),
    'GET /v1/session': get(() => scene.province, () => '/v1/session'),
    'POST /v1/device': () => scene.department.newDeviceRequest(newKeys()).then((asked) => scene.department.post('/v1/device', asked)),
    'GET /v1/password': get(() => scene.chief, () => '/v1/password'),
    'POST /v1/password': () => scene.chief.setPassword('somboon', 'three green buffaloes'),
    'POST /v1/session/password': async () => office.app.request('http://localhost/v1/session/password',
      postJson({ name: 'somboon', password: 'three green buffaloes', deviceName: 'phone', deviceKey: newKeys().deviceKey })),
    'DELETE /v1/password': () => scene.chief.send('/v1/password', { method: 'DELETE' }),
    'POST /v1/passkeys': async () => {
      const { passkey, response } = await scene.chief.addPasskey();
      chiefs = passkey;
      return response;
    },
    'GET /v1/passkeys': get(() => scene.chief, () => '/v1/passkeys'),
    'POST /v1/session/passkey': async () => office.app.request('http://localhost/v1/session/passkey',
      postJson({ ...usePasskey(chiefs, await scene.chief.nonce()), deviceName: 'phone', deviceKey: newKeys().deviceKey })),
    'DELETE /v1/passkeys/:id': () => scene.chief.send(`/v1/passkeys/${chiefs.id}`, { method: 'DELETE' }),
    'GET /v1/openid': get(() => scene.officer, () => '/v1/openid'),
    'POST /v1/openid': () => scene.chief.post('/v1/openid', {}),
    'POST /v1/openid/link': async () => scene.chief.linkOpenId(await proveAt(office.app, provider, 'fon')),
    'GET /v1/openid/link': get(() => scene.chief, () => '/v1/openid/link'),
    'POST /v1/session/openid': async () => office.app.request('http://localhost/v1/session/openid',
      postJson({ proof: await proveAt(office.app, provider, 'fon'), deviceName: 'phone', deviceKey: newKeys().deviceKey })),
    'DELETE /v1/openid/link': () => scene.chief.send('/v1/openid/link', { method: 'DELETE' }),
    'POST /v1/sync': async () => scene.officer.post('/v1/sync', scene.officer.request([scene.officer.op(scene.group, 'visit.record', visitPayload())])),
    'PATCH /v1/photos/:group/:sha': upload('full'),
    'PATCH /v1/photos/:group/:sha/thumb': upload('thumb'),
    'HEAD /v1/photos/:group/:sha': () => scene.officer.send(photo('full'), { method: 'HEAD' }),
    'HEAD /v1/photos/:group/:sha/thumb': () => scene.officer.send(photo('thumb'), { method: 'HEAD' }),
    'GET /v1/photos/:group/:sha': get(() => scene.chief, () => photo('full')),
    'GET /v1/photos/:group/:sha/thumb': get(() => scene.chief, () => photo('thumb')),
    'GET /v1/board/groups': get(() => scene.province, () => '/v1/board/groups'),
    'GET /v1/board/groups/:id': get(() => scene.chief, () => `/v1/board/groups/${scene.group}`),
    'GET /v1/board/areas': get(() => scene.province, () => '/v1/board/areas?area=56'),
    'GET /v1/board/reports': get(() => scene.chief, () => '/v1/board/reports?area=5607'),
    'GET /v1/board/groups/:id/reports/:report': async () => {
      const report = newId();
      await scene.officer.push(scene.officer.op(scene.group, 'report.submit', { report, kind: 'monthly-savings', version: 1, forMonth: '2026-11', snapshot: {} }));
      return scene.chief.send(`/v1/board/groups/${scene.group}/reports/${report}`);
    },
    'GET /v1/board/people': get(() => scene.chief, () => '/v1/board/people?area=5607'),
    ...Object.fromEntries(
      exportKeys.flatMap((key) => exportFiles.map((file) => [`GET ${exportPath(key, file)}`, get(() => scene.province, () => `${exportPath(key, file)}?area=56`)])),
    ),
    'POST /v1/tokens': makeToken,
    'GET /v1/tokens': get(() => scene.province, () => '/v1/tokens'),
    'DELETE /v1/tokens/:id': async () =>
      scene.province.send(`/v1/tokens/${((await (await makeToken()).json()) as TokenMade).id}`, { method: 'DELETE' }),
    'GET /v1/push': get(() => scene.officer, () => '/v1/push'),
    'POST /v1/push': () => scene.officer.post('/v1/push', newPushBrowser('https://push.example').subscription),
    'DELETE /v1/push': () => scene.officer.send('/v1/push', { method: 'DELETE' }),
    'POST /v1/held/:op': async () => scene.chief.post(`/v1/held/${await held()}`, { decision: 'reject', reason: 'not ours' }),
    'POST /v1/people/invite': () => scene.chief.post('/v1/people/invite', { role: 'field-officer', areas: ['560701'], name: 'New' }),
    'POST /v1/people/code': () => scene.chief.post('/v1/people/code', { user: scene.officer.session.user }),
    'POST /v1/people/grant': () =>
      scene.chief.post('/v1/people/grant', { grant: newId(), user: scene.officer.session.user, role: 'field-officer', areas: ['560703'], reason: 'helps out' }),
    'POST /v1/people/end': async () => {
      const { user } = await office.invite({ areas: ['560701'] });
      const [only] = await office.office.store.read((tables) => tables.people.grantsOf(user));
      return scene.chief.post('/v1/people/end', { grant: only?.id ?? '', reason: 'moved' });
    },
    'POST /v1/people/hand-over': () =>
      scene.chief.post('/v1/people/hand-over', { groups: [scene.group], to: scene.officer.session.user, reason: 'as it was' }),
    'POST /v1/people/keeper': () => scene.chief.post('/v1/people/keeper', { group: scene.group, keeper: 'officer' }),
    'GET /v1/devices': get(() => scene.officer, () => '/v1/devices'),
    'POST /v1/devices/known': async () => {
      office.pass(1);
      return scene.officer.post('/v1/devices/known', { dev: await secondPhone() });
    },
    'POST /v1/devices/revoke': async () =>
      scene.officer.post('/v1/devices/revoke', { dev: await secondPhone(), reason: 'left in a bus' }),
    'POST /v1/people/revoke': async () =>
      scene.chief.post('/v1/people/revoke', { dev: await secondPhone(), reason: 'left in a bus' }),
    'POST /v1/people/assign': () => scene.chief.post('/v1/people/assign', { users: [scene.officer.session.user], page: 'five-rules' }),
    'POST /v1/session/refresh': () => scene.officer.refresh(),
    'DELETE /v1/session': () => scene.department.send('/v1/session', { method: 'DELETE' }),
  }; // prettier-ignore

  /** staged elsewhere: a file that a real phone has sealed and signed, a province's own server */
  const elsewhere = ['POST /v1/copies', 'POST /v1/board/groups/:id/reports/:report/review'];

  it('there is one for every call', () => {
    expect([...Object.keys(calls), ...elsewhere].toSorted()).toEqual(table.map(nameOf).toSorted());
  });

  it.each(Object.keys(calls))('%s', async (name) => {
    const [method = '', path = ''] = name.split(' ');
    const documented = Object.entries(document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.responses ?? {})[0];
    const response = await calls[name]!();
    const [status, { content = {}, headers = {} }] = documented ?? ['', {}];
    expect([name, String(response.status)]).toEqual([name, status]);
    for (const header of Object.keys(headers)) expect([header, response.headers.get(header)]).not.toContain(null);
    const [mediaType, { schema }] = Object.entries(content)[0] ?? ['', {}];
    expect(response.headers.get('Content-Type') ?? '').toMatch(new RegExp(`^${mediaType.replace('*', '\\w+')}(;|$)`));
    if (schema !== undefined) expect(await problemsOf(schema, await response.json())).toEqual([]);
  });

  it('a problem is as it says too', async () => {
    const { schema = {} } = document.paths['/v1/session']?.['get']?.responses['default']?.content?.['application/problem+json'] ?? {};
    for (const path of ['/v1/session', '/v1/nothing', '/v1/export/groups.csv?area=5'])
      expect(await problemsOf(schema, await (await office.app.request(`http://localhost${path}`)).json())).toEqual([]);
    expect(await problemsOf(schema, { code: 'no-such-code', status: 400, title: '', type: 'about:blank' })).not.toEqual([]);
  });

  it('what a row lacks or has too much is found', async () => {
    const schema = document.paths['/v1/export/targets.json']?.['get']?.responses['200']?.content?.['application/json']?.schema ?? {};
    const answer = { table: 'targets', area: '56', asOf: '2026-11-23T02:00:00.000Z', rows: [] as object[] };
    expect(await problemsOf(schema, answer)).toEqual([]);
    expect(await problemsOf(schema, { ...answer, rows: [{ district: 'x' }] })).not.toEqual([]);
    expect(await problemsOf(schema, { ...answer, person: newId() })).not.toEqual([]);
  });
});
