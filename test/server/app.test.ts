/** The door: files, headers, problems, documents, and what is never written to a log. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../../src/domain/operation.ts';
import { problemStatus } from '../../src/protocol/problem.ts';
import { routes } from '../../src/server/app.ts';
import { nameOf, packFiles } from '../../src/server/packed-files.ts';
import { StoreProblem } from '../../src/server/store/store.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { memberPayload, memberPersonal, newGroup, salt } from '../support/server-operations.ts';
import { newId } from '../support/server-phone.ts';

let office: TestOffice;
let root: string;
let staticDir: string;
const page = `<!doctype html><title>Sajja</title>${'<!-- -->'.repeat(300)}`;
const worker = `// worker ${'x'.repeat(2000)}`;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sajja-root-'));
  staticDir = join(root, 'dist');
  mkdirSync(join(staticDir, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'secret beside the folder');
  writeFileSync(join(staticDir, 'index.html'), page);
  writeFileSync(join(staticDir, 'service-worker.js'), worker);
  writeFileSync(join(staticDir, 'assets', 'main-abc123.js'), 'export const a = 1;');
  writeFileSync(join(staticDir, 'manifest.webmanifest'), '{}');
  office = await openTestOffice(() => ({}), staticDir);
});
afterAll(async () => {
  await office.close();
  rmSync(root, { recursive: true, force: true });
});

const ask = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  office.app.request(`http://localhost${path}`, { headers });

const expectedHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sajja",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self)',
};

describe('headers', () => {
  it.each([
    ['/', 'no-store'],
    ['/groups/12/founding', 'no-store'],
    ['/assets/main-abc123.js', 'public, max-age=31536000, immutable'],
    ['/service-worker.js', 'no-cache'],
    ['/assets/gone-000.js', 'no-store'],
    ['/v1/session', 'no-store'],
    ['/v1/nothing/here', 'no-store'],
    ['/v1/openapi.json', 'no-store'],
    ['/healthz', 'no-store'],
  ])('of %s', async (path, cache) => {
    const { headers } = await ask(path);
    expect(Object.fromEntries(Object.keys(expectedHeaders).map((name) => [name, headers.get(name)]))).toEqual(expectedHeaders);
    expect(headers.get('Cache-Control')).toBe(cache);
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});

describe('files', () => {
  it('every address of a page is the page; a chunk that is gone is not', async () => {
    for (const path of ['/', '/groups', '/groups/0f/collection/2026-11-05', '/signin', '/board/people'])
      expect(await (await ask(path)).text()).toBe(page);
    expect((await ask('/assets/old-chunk.js')).status).toBe(404);
  });

  it('the worker is there under both names', async () => {
    for (const path of ['/service-worker.js', '/sw.js']) {
      const response = await ask(path);
      expect(response.headers.get('Content-Type')).toMatch(/^text\/javascript/);
      expect(await response.text()).toBe(worker);
    }
  });

  it('are packed for who reads it and not sent twice to who has them', async () => {
    const br = await ask('/', { 'Accept-Encoding': 'gzip, br' });
    expect(br.headers.get('Content-Encoding')).toBe('br');
    expect(brotliDecompressSync(Buffer.from(await br.arrayBuffer())).toString()).toBe(page);
    const gz = await ask('/', { 'Accept-Encoding': 'gzip' });
    expect(gunzipSync(Buffer.from(await gz.arrayBuffer())).toString()).toBe(page);
    expect((await ask('/', { 'If-None-Match': br.headers.get('ETag') ?? '' })).status).toBe(304);
  });

  it('packed when the app was built go out as they are; of a file changed since, the packed one is not', async () => {
    const path = '/assets/packed-abc123.js';
    const [built, changed] = ['a', 'b'].map((letter) => `export const text = '${letter.repeat(3000)}';`);
    const write = (text = '') => writeFileSync(join(staticDir, path), text);
    const received = async () => Buffer.from(await (await ask(path, { 'Accept-Encoding': 'br' })).arrayBuffer());
    write(built);
    await packFiles(staticDir);
    const place = join(staticDir, 'packed', `${nameOf(Buffer.from(built ?? ''))}.br`);
    expect(brotliDecompressSync(readFileSync(place)).toString()).toBe(built);
    // other bytes of the same content show that these are sent
    const packed = Buffer.concat([readFileSync(place), Buffer.from('as built')]);
    writeFileSync(place, packed);
    expect((await received()).equals(packed)).toBe(true);
    write(changed);
    expect(brotliDecompressSync(await received()).toString()).toBe(changed);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/%2e%2e%2f%2e%2e%2fsecret.txt', '/%00.js', '/%zz.js'])(
    'nothing outside the folder: %s',
    async (path) => {
      const response = await ask(path);
      expect([200, 404]).toContain(response.status);
      expect(await response.text()).not.toContain('secret');
    },
  );

  it('a new build is served without a restart', async () => {
    writeFileSync(join(staticDir, 'index.html'), `${page}new`);
    expect(await (await ask('/groups')).text()).toBe(`${page}new`);
    writeFileSync(join(staticDir, 'index.html'), page);
  });
});

describe('problems', () => {
  it.each([
    ['GET', '/v1/unknown', 404, 'not-found'],
    ['GET', '/v1/sync', 405, 'method-not-allowed'],
    ['PUT', '/v1/session', 403, 'cross-site'],
    ['OPTIONS', '/v1/sync', 405, 'method-not-allowed'],
    ['GET', '/v1/session', 401, 'signin-required'],
    ['GET', '/v1/board/groups/%E0%A4%A', 401, 'signin-required'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    const response = await office.app.request(`http://localhost${path}`, { method });
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect([response.status, await response.json()]).toMatchObject([status, { type: 'about:blank', code, status }]);
  });

  it('a store that is full says so and an error says nothing of itself', async () => {
    for (const [error, status, code] of [
      [new StoreProblem('full', undefined), 507, 'storage-full'],
      [new StoreProblem('busy', undefined), 503, 'busy'],
      [new Error('secret /home/office/data'), 500, 'fault'],
    ] as const) {
      const broken = await openTestOffice((opened) => ({ store: { ...opened.store, read: () => Promise.reject(error) } }));
      const response = await broken.app.request('http://localhost/v1/session', { headers: { Cookie: `__Host-sid=${'a'.repeat(43)}` } });
      const text = await response.text();
      expect([response.status, JSON.parse(text)]).toMatchObject([status, { code }]);
      expect(text).not.toContain('secret');
      expect(broken.logs.join('')).not.toContain('secret');
      await broken.close();
    }
  });
});

it('the OpenAPI document names every route, its parameters and its problems', async () => {
  const document = (await (await ask('/v1/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
    components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } };
  };
  expect(document.openapi).toBe('3.1.0');
  for (const { method, path } of routes) expect(document.paths[path.replace(/:(\w+)/g, '{$1}')]).toHaveProperty(method.toLowerCase());
  expect(document.components.schemas.Problem.properties.code.enum).toEqual(Object.keys(problemStatus));
  expect(JSON.stringify(document.paths['/v1/sync'])).toContain('"ackN"');
  for (const kind of Object.keys(kinds)) expect(document.components.schemas).toHaveProperty([`${kind}.p`]);
});

it('counters have codes and patterns as labels, never what somebody sent', async () => {
  const phone = await office.phone();
  await newGroup(phone);
  await phone.send(`/v1/board/groups/${newId()}`);
  await office.app.request('http://localhost/v1/x"} 1\nevil{a="', { method: 'BREW' });
  const text = await (await ask('/metrics')).text();
  expect(text).toMatch(/sajja_operations_total\{verdict="applied"\} \d+/);
  expect(text).toContain('sajja_requests_total{route="/v1/board/groups/:id",method="GET",status="404"} 1');
  expect(text).toMatch(/^sajja_held 0$/m);
  expect(text).not.toContain('evil');
});

it('a log line carries no name, no national id, no text, no code, no token and no address of a person (row 71)', async () => {
  const phone = await office.phone({ name: 'Officer Lamyai' });
  const group = await newGroup(phone);
  const secrets = ['Thongbai', 'Saenkham', '3560100000011', '0812345678', 'Officer Lamyai', phone.cookie.split('=')[1] ?? '?'];
  const person = { ...memberPersonal('Thongbai', 'Saenkham'), nationalId: '3560100000011', phone: '0812345678' };
  await phone.push(phone.op(group, 'member.add', memberPayload(newId()), person));
  await phone.push({ ...phone.op(group, 'member.add', memberPayload(newId()), { salt, firstName: 7, lastName: 'Saenkham' }) });
  await phone.post('/v1/sync', { name: 'Thongbai' });
  await phone.send('/v1/board/groups?area=Thongbai');
  await phone.post('/v1/session/redeem', { code: 'THONGBAI99', deviceName: 'Thongbai', deviceKey: {} });
  const text = office.logs.join('');
  expect(text.split('\n').length).toBeGreaterThan(5);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(text.toLowerCase()).not.toContain('thongbai');
});
