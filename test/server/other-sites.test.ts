/** What a page of somebody else can make an officer's browser do: nothing, on any route there is or will be; and no answer can be framed or run. */
import { request as requestOver } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/server/app.ts';
import { listen } from '../../src/server/listen.ts';
import { openapiRoute } from '../../src/server/openapi.ts';
import { securityHeaders } from '../../src/server/security-headers.ts';
import { openOpenIdDoor } from '../../src/server/openid-door.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, visitPayload } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let officer: ServerPhone;
let province: ServerPhone;
let department: ServerPhone;
let group: string;

beforeAll(async () => {
  // an office with every route: its provider of accounts is never asked
  const env = { OIDC_ISSUER: 'https://accounts.example', OIDC_CLIENT_ID: 'sajja' };
  office = await openTestOffice(({ log }) => ({ openId: openOpenIdDoor(env, log) }));
  officer = await office.phone();
  province = await office.phone({ role: 'province', areas: ['56'] });
  department = await office.phone({ role: 'department', areas: ['56'], name: 'Department' });
  group = await newGroup(officer);
});
afterAll(() => office.close());

const all = [...routes, openapiRoute(routes)];
const changing = routes.filter(({ method }) => ['POST', 'PATCH', 'DELETE'].includes(method));
const addressOf = (path: string): string =>
  path
    .replace(':group', group)
    .replace(':sha', '0'.repeat(64))
    .replaceAll(/:\w+/g, () => newId());

/** What a change leaves behind: lines of the audit, the officer's stream, and a session that still stands. */
async function traces(): Promise<unknown> {
  const kept = await office.office.store.read(async (tables) => ({
    audit: (await tables.office.auditTrail(0, 10_000)).length,
    seq: (await tables.streams.find(group))?.seq,
  }));
  return { ...kept, sessions: [(await officer.send('/v1/session')).status, (await province.send('/v1/session')).status] };
}

const ownPage = { 'X-Sync': '1', Origin: 'http://localhost', 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' };
const otherPages: readonly (readonly [string, Readonly<Record<string, string | undefined>>])[] = [
  ['a form, which can set no header of ours', { 'X-Sync': undefined, 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['a form that looks like JSON', { 'X-Sync': undefined, 'Content-Type': 'text/plain' }],
  ['another value of the header', { 'X-Sync': 'true' }],
  ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ['another site that hides its name', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ['another port of this machine', { Origin: 'http://localhost:8081', 'Sec-Fetch-Site': 'same-site' }],
  ['a name that begins like ours', { Origin: 'http://localhost.evil.example' }],
  ['a page that sends no origin, of which the browser says that it is not ours', { Origin: undefined, 'Sec-Fetch-Site': 'same-site' }],
  ['a request that no page made', { Origin: undefined, 'Sec-Fetch-Site': 'none' }],
];

describe('a change asked for with an officer’s own cookie (row 67)', () => {
  it.each(otherPages)('by %s is refused on every route before anything is read', async (_name, changes) => {
    const before = await traces();
    for (const route of changing)
      for (const phone of [officer, province]) {
        const headers = Object.entries({ ...ownPage, Cookie: phone.cookie, ...changes }).filter(([, value]) => value !== undefined);
        const response = await office.app.request(`http://localhost${addressOf(route.path)}`, {
          method: route.method,
          headers: headers as [string, string][],
          ...(route.method !== 'DELETE' && { body: '{}' }),
        });
        expect([route.method, route.path, response.status, await response.json()]).toMatchObject([
          route.method,
          route.path,
          403,
          { code: 'cross-site' },
        ]);
      }
    expect(await traces()).toEqual(before);
  });

  it('by the own page is read', async () => {
    const op = officer.op(group, 'visit.record', visitPayload());
    const response = await office.app.request('http://localhost/v1/sync', {
      method: 'POST',
      headers: { ...ownPage, Cookie: officer.cookie },
      body: JSON.stringify(officer.request([op])),
    });
    expect(await response.json()).toMatchObject({ res: [{ r: 'applied' }] });
  });

  it('in a body that is not called JSON is refused on every route that reads one', async () => {
    for (const route of changing.filter(({ body }) => body !== undefined))
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', '']) {
        const statuses = [];
        for (const phone of [officer, province, department]) {
          const headers = { ...ownPage, Cookie: phone.cookie, 'Content-Type': type };
          const init = { method: route.method, headers, body: '{}' };
          statuses.push((await office.app.request(`http://localhost${addressOf(route.path)}`, init)).status);
        }
        // one of them may call it
        expect([route.path, type, statuses]).toEqual([route.path, type, expect.arrayContaining([415])]);
        expect(statuses.every((status) => [403, 415].includes(status))).toBe(true);
      }
  });

  it('no route that changes something can be called by a link or a picture', () => {
    // GET and HEAD change nothing but the record of who looked
    expect(new Set(all.map(({ method }) => method))).toEqual(new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']));
  });
});

describe('every answer (row 68)', () => {
  const forbidsFrames = "frame-ancestors 'none'";

  async function isShielded(response: Response): Promise<void> {
    const { headers, url } = response;
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect([url, policy.includes(forbidsFrames) || policy === "sandbox; default-src 'none'"]).toEqual([url, true]);
    for (const [name, value] of Object.entries(securityHeaders))
      if (name !== 'Content-Security-Policy') expect([url, name, headers.get(name)]).toEqual([url, name, value]);
    for (const name of headers.keys()) expect(name).not.toMatch(/^access-control-/);
    expect(headers.get('Content-Type') ?? '').not.toMatch(/html/);
    await response.body?.cancel();
  }

  it('of every route, to whoever asks, whatever the answer, has all the headers and shares nothing with other origins', async () => {
    for (const { method, path } of all)
      for (const phone of [undefined, officer, province]) {
        const address = `http://localhost${addressOf(path)}`;
        const headers = { ...ownPage, ...(phone && { Cookie: phone.cookie }) };
        // signing out comes last of all
        if (phone && path === '/v1/session' && method === 'DELETE') continue;
        const isRead = method === 'GET' || method === 'HEAD';
        await isShielded(await office.app.request(address, { method, headers, ...(!isRead && method !== 'DELETE' && { body: '{}' }) }));
      }
  });

  it('to a question of another origin whether it may ask is no', async () => {
    for (const path of new Set(all.map((route) => route.path))) {
      const response = await office.app.request(`http://localhost${addressOf(path)}`, {
        method: 'OPTIONS',
        headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-sync' },
      });
      expect([path, response.status]).toEqual([path, 405]);
      await isShielded(response);
    }
  });

  it('on the line itself: what is no proper request is not answered with a page that could say or run anything', async () => {
    const { origin, stop } = await listen(office.app, { host: '127.0.0.1', port: 0 });
    const port = Number(new URL(origin).port);
    const script = '<script>alert(1)</script>';
    const raw = async (text: string): Promise<string> =>
      new Promise((resolve) => {
        let heard = '';
        const socket = connect(port, '127.0.0.1', () => socket.end(text));
        socket.on('data', (bytes) => (heard += bytes.toString('latin1')));
        socket.on('error', () => resolve(heard));
        socket.on('close', () => resolve(heard));
      });
    const answers = await Promise.all(
      [
        `GET /${script} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
        `GET / HTTP/1.1\r\nHost: ${script}\r\nConnection: close\r\n\r\n`,
        `GET //evil.example/%2e%2e HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
        `GET /v1/photos/%00/%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
        `${script} / HTTP/1.1\r\nHost: localhost\r\n\r\n`,
        `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`,
        `POST /v1/sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
        `GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n`,
        `CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n`,
        `TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      ].map(raw),
    );
    for (const answer of answers) {
      expect(answer).toMatch(/^(HTTP\/1\.1 (4\d\d|501) |$)/);
      expect(answer).not.toContain(script);
      expect(answer).not.toMatch(/text\/html/i);
    }
    await new Promise<void>((resolve) => {
      requestOver(`${origin}/healthz`, (answer) => {
        expect(answer.statusCode).toBe(200);
        answer.resume().on('end', resolve);
      }).end();
    });
    await stop();
  });
});
