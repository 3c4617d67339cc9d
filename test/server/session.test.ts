/** Sign-in, renewal and what a session is worth. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cookieName } from '../../src/server/cookie.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { cookieOf, newKeys, postJson, redeem, ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
const keys = newKeys();
const day = 86_400_000;

beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.close());

async function tryCode(code: string, with_ = keys): Promise<{ status: number; code: unknown }> {
  const response = await office.app.request(
    'http://localhost/v1/session/redeem',
    postJson({ code, deviceName: 'phone', deviceKey: with_.deviceKey }),
  );
  return { status: response.status, code: ((await response.json()) as { code?: unknown }).code };
}

describe('an invitation', () => {
  it('is a session for who was invited, with rights and the office’s key', async () => {
    const { code, user } = await office.invite({ name: 'Fon', areas: ['560701', '560702'] });
    const response = await office.app.request(
      'http://localhost/v1/session/redeem',
      postJson({ code, deviceName: 'phone', deviceKey: keys.deviceKey }),
    );
    expect(await response.json()).toMatchObject({
      user,
      name: 'Fon',
      grants: [{ role: 'field-officer', areas: ['560701', '560702'], from: '2026-11-23' }],
      serverKey: { kty: 'EC', crv: 'P-256' },
    });
    const cookie = response.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=2592000$/);
  });

  it('is read whatever the case, spaces, dashes and look-alike letters', async () => {
    const { code } = await office.invite({});
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    const typed = ` ${code.slice(0, 5)}-${code.slice(5)} `.toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o');
    expect((await tryCode(typed)).status).toBe(200);
  });

  it('works once', async () => {
    const { code } = await office.invite({});
    expect((await tryCode(code)).status).toBe(200);
    expect(await tryCode(code, newKeys())).toEqual({ status: 409, code: 'already-used' });
  });

  it('works again within a quarter of an hour for the very same phone, whose answer was lost', async () => {
    const { code } = await office.invite({});
    const first = await redeem(office.app, code, undefined, keys);
    const again = await redeem(office.app, code, undefined, keys);
    expect(again.dev).toBe(first.dev);
    expect((await first.send('/v1/session')).status).toBe(401);
    office.pass(16 * 60_000);
    expect(await tryCode(code)).toEqual({ status: 409, code: 'already-used' });
  });

  it('ends after 24 hours', async () => {
    const { code } = await office.invite({});
    office.pass(day + 1000);
    expect(await tryCode(code)).toEqual({ status: 422, code: 'invitation-expired' });
  });

  it('that nobody has is wrong, five times an hour, and no other code suffers from it', async () => {
    for (let attempt = 0; attempt < 5; attempt++) expect(await tryCode('AAAAAAAAAA')).toEqual({ status: 422, code: 'invitation-wrong' });
    expect(await tryCode('AAAAAAAAAA')).toEqual({ status: 429, code: 'too-many-tries' });
    const { code } = await office.invite({});
    expect((await tryCode(code)).status).toBe(200);
    office.pass(3_600_001);
    expect((await tryCode('AAAAAAAAAA')).status).toBe(422);
  });

  it('wants a key that is one', async () => {
    const { code } = await office.invite({});
    const bad = { ...keys, deviceKey: { ...keys.deviceKey, x: keys.deviceKey.y } };
    expect(await tryCode(code, bad)).toEqual({ status: 400, code: 'bad-request' });
  });

  it('leaves neither code nor token readable in the store', async () => {
    const { code } = await office.invite({});
    const phone = await redeem(office.app, code);
    const bytes = await office.stored();
    expect(bytes.includes(code)).toBe(false);
    expect(bytes.includes(phone.cookie.split('=')[1] ?? '')).toBe(false);
    expect(bytes.includes(phone.dev)).toBe(true);
  });
});

describe('a session', () => {
  it('says who I am', async () => {
    const phone = await office.phone({ name: 'Fon' });
    expect(await (await phone.send('/v1/session')).json()).toMatchObject({ dev: phone.dev, name: 'Fon' });
  });

  it('without one, or with one that nobody gave, is signin-required', async () => {
    const phone = await office.phone();
    for (const cookie of ['', '__Host-sid=', `__Host-sid=${'A'.repeat(43)}`, phone.cookie.replace('__Host-sid', 'sid')]) {
      phone.cookie = cookie;
      const response = await phone.send('/v1/session');
      expect([response.status, await response.json()]).toMatchObject([401, { code: 'signin-required' }]);
    }
  });

  it('idles 30 days for the field and 8 hours for an office', async () => {
    const officer = await office.phone();
    const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
    office.pass(9 * 3_600_000);
    expect((await officer.send('/v1/session')).status).toBe(200);
    expect(await (await chief.send('/v1/session')).json()).toMatchObject({ code: 'session-expired' });
    office.pass(29 * day);
    expect((await officer.send('/v1/session')).status).toBe(200);
    office.pass(31 * day);
    expect(await (await officer.send('/v1/session')).json()).toMatchObject({ code: 'session-expired' });
  });

  it('is renewed by the device’s signature, up to 180 days after a real sign-in', async () => {
    const phone = await office.phone();
    office.pass(100 * day);
    expect((await phone.refresh()).status).toBe(200);
    expect((await phone.send('/v1/session')).status).toBe(200);
    office.pass(81 * day);
    expect((await phone.refresh()).status).toBe(401);
  });

  it('another device id does not lengthen the 180 days', async () => {
    const phone = await office.phone();
    office.pass(20 * day);
    const dev = await phone.addDevice();
    office.pass(161 * day);
    expect((await phone.refresh(dev)).status).toBe(401);
  });

  it('ends when signed out', async () => {
    const phone = await office.phone();
    const response = await phone.send('/v1/session', { method: 'DELETE' });
    expect([response.status, response.headers.get('Set-Cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await phone.send('/v1/session')).status).toBe(401);
  });
});

describe('a renewal is refused', () => {
  let phone: ServerPhone;
  beforeEach(async () => {
    phone = await office.phone();
  });
  const nonceOf = async (): Promise<string> => ((await (await phone.ask('/v1/session/nonce')).json()) as { nonce: string }).nonce;
  const refresh = async (nonce: string, signature: string, dev = phone.dev): Promise<number> =>
    (await phone.ask('/v1/session/refresh', postJson({ dev, nonce, signature }))).status;

  it('with the signature of another key', async () => {
    const nonce = await nonceOf();
    const thief = new ServerPhone(phone.ask, phone.session, '', newKeys(), phone.clock);
    expect(await refresh(nonce, thief.sign(`${phone.dev}.${nonce}`))).toBe(401);
  });

  it('with a signature over something else', async () => {
    const nonce = await nonceOf();
    expect(await refresh(nonce, phone.sign(nonce))).toBe(401);
    expect(await refresh(nonce, 'not base64url !')).toBe(401);
  });

  it('with a number we did not give, or gave long ago', async () => {
    const made = `${Date.now().toString(36)}.abcdefghijklmnop.aaaaaaaaaaaaaaaaaaaaaa`;
    expect(await refresh(made, phone.sign(`${phone.dev}.${made}`))).toBe(401);
    const nonce = await nonceOf();
    office.pass(6 * 60_000);
    expect(await refresh(nonce, phone.sign(`${phone.dev}.${nonce}`))).toBe(401);
  });

  it('with a number that was used', async () => {
    const nonce = await nonceOf();
    const signature = phone.sign(`${phone.dev}.${nonce}`);
    expect(await refresh(nonce, signature)).toBe(200);
    expect(await refresh(nonce, signature)).toBe(401);
  });

  it('after ten bad ones in an hour, for that device only', async () => {
    for (let attempt = 0; attempt < 10; attempt++) expect(await refresh(await nonceOf(), 'x')).toBe(401);
    const nonce = await nonceOf();
    expect(await refresh(nonce, phone.sign(`${phone.dev}.${nonce}`))).toBe(429);
    expect((await (await office.phone()).refresh()).status).toBe(200);
  });
});

describe('a changing request', () => {
  const ask = (headers: Record<string, string>): Promise<Response> | Response =>
    office.app.request('http://localhost/v1/session/redeem', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: '{}',
    });

  it('without our header, or from another site, is refused before anything is read', async () => {
    for (const headers of [
      {},
      { 'X-Sync': '0' },
      { 'X-Sync': '1', Origin: 'https://evil.example' },
      { 'X-Sync': '1', Origin: 'null' },
      { 'X-Sync': '1', Origin: 'http://localhost.evil.example' },
    ] as Record<string, string>[]) {
      const response = await ask(headers);
      expect([response.status, await response.json()]).toMatchObject([403, { code: 'cross-site' }]);
    }
  });

  it('from the own page is read', async () => {
    expect((await ask({ 'X-Sync': '1', Origin: 'http://localhost' })).status).toBe(400);
    expect((await ask({ 'X-Sync': '1' })).status).toBe(400);
  });
});

it.each([
  ['https://sajja.example/', undefined, '__Host-sid'],
  ['http://sajja.example/', 'https://sajja.example', '__Host-sid'],
  ['http://localhost:8080/', undefined, '__Host-sid'],
  ['http://127.0.0.1:8080/', undefined, '__Host-sid'],
  ['http://192.168.1.9:8080/', undefined, 'sid'],
] as const)('the cookie of %s (public %s) is called %s', (url, origin, name) => {
  expect(cookieName(new URL(url), origin)).toBe(name);
});

it('the cookie on plain http in the office’s own network lacks Secure, so that it is kept', async () => {
  const { code } = await office.invite({});
  const response = await office.app.request(
    'http://192.168.1.9/v1/session/redeem',
    postJson({ code, deviceName: 'phone', deviceKey: keys.deviceKey }),
  );
  expect(cookieOf(response)).toMatch(/^sid=/);
  expect(response.headers.get('Set-Cookie')).not.toContain('Secure');
});
