/** An account elsewhere as a way in, against a real provider: linked by the phone's key, found by its subject alone, and what is refused. */
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenIdBegun } from '../../src/protocol/openid.ts';
import type { SessionResponse } from '../../src/protocol/session.ts';
import { createApp } from '../../src/server/app.ts';
import { logTo } from '../../src/server/log.ts';
import { openOpenIdDoor } from '../../src/server/openid-door.ts';
import { openProvider, proveAt, type Account, type OpenIdProvider } from '../support/openid-provider.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { cookieOf, host, newKeys, postJson, ServerPhone, type DeviceKeys } from '../support/server-phone.ts';

let provider: OpenIdProvider;
let office: TestOffice;
let officer: ServerPhone;

const openOffice = async (env: Record<string, string>) => openTestOffice(({ log }) => ({ openId: openOpenIdDoor(env, log) }));

beforeAll(async () => {
  provider = await openProvider();
});
afterAll(() => provider.close());
beforeEach(async () => {
  office = await openOffice(provider.env());
  officer = await office.phone({ name: 'Fon' });
});
afterEach(async () => {
  provider.changeToken = (answer) => answer;
  await office.close();
});

const codeOf = async (response: Response) => ((await response.clone().json()) as { readonly code?: string }).code;
const begin = async (at = office) => (await (await at.app.request(`${host}/v1/openid`, postJson({}))).json()) as OpenIdBegun;

const prove = async (as: Account = 'fon', at = office) => proveAt(at.app, provider, as);
type Proof = Awaited<ReturnType<typeof prove>>;

interface Try {
  readonly keys?: DeviceKeys;
  readonly from?: string;
  readonly waiting?: number;
  readonly at?: TestOffice;
}
async function signIn(proof: object, { keys = newKeys(), from = '', waiting, at = office }: Try = {}) {
  const body = { proof, deviceName: 'second phone', deviceKey: keys.deviceKey, waiting };
  const connected = { incoming: { socket: { remoteAddress: from } } };
  const response = await at.app.request(`${host}/v1/session/openid`, postJson(body), connected);
  const answer = (await response.clone().json()) as SessionResponse & { readonly code?: string };
  const phone = new ServerPhone(officer.ask, answer, cookieOf(response), keys, officer.clock);
  return { status: response.status, answer, phone };
}
const linkedAt = async (phone: ServerPhone) =>
  ((await (await phone.send('/v1/openid/link')).json()) as { linkedAt: string | null }).linkedAt;
const trail = async () => (await office.office.store.read((tables) => tables.office.auditTrail(0, 500))).map(({ action }) => action);

describe('an officer', () => {
  it('links the account, signs in with it on another phone, which renews itself, and the first one hears of it', async () => {
    expect(await (await office.app.request(`${host}/v1/openid`)).json()).toEqual({ name: 'Test Accounts' });
    expect(await linkedAt(officer)).toBeNull();
    expect((await officer.linkOpenId(await prove())).status).toBe(204);
    expect(await linkedAt(officer)).toBe('2026-11-23T02:00:00.000Z');
    office.pass(60_000);
    const { status, phone, answer } = await signIn(await prove());
    expect([status, answer]).toMatchObject([200, { user: officer.session.user, name: 'Fon', grants: [{ role: 'field-officer' }] }]);
    expect(phone.dev).not.toBe(officer.dev);
    expect((await phone.send('/v1/session')).status).toBe(200);
    office.pass(100 * 86_400_000);
    expect((await phone.refresh()).status).toBe(200);
    expect((await officer.refresh()).status).toBe(200);
    const { devices } = (await (await officer.send('/v1/devices')).json()) as { devices: { dev: string; isNew: boolean }[] };
    expect(devices.filter(({ isNew }) => isNew).map(({ dev }) => dev)).toEqual([phone.dev]);
  });

  it('is not let in by an account that nobody linked, however it is called', async () => {
    expect(await signIn(await prove())).toMatchObject({ status: 422, answer: { code: 'openid-not-linked' } });
    await officer.linkOpenId(await prove('somchai'));
    expect(await signIn(await prove('fon'))).toMatchObject({ status: 422, answer: { code: 'openid-not-linked' } });
  });

  it('whose answer was lost begins anew, and is the same device', async () => {
    await officer.linkOpenId(await prove());
    const keys = newKeys();
    expect((await signIn(await prove(), { keys })).phone.dev).toBe((await signIn(await prove(), { keys })).phone.dev);
    expect((await signIn(await prove())).phone.dev).not.toBe((await signIn(await prove(), { keys })).phone.dev);
  });

  it('does without it again, and loses it with a phone that is blocked: its browser may still be signed in there', async () => {
    await officer.linkOpenId(await prove());
    for (let twice = 0; twice < 2; twice++) expect((await officer.send('/v1/openid/link', { method: 'DELETE' })).status).toBe(204);
    expect((await signIn(await prove())).answer.code).toBe('openid-not-linked');
    await officer.linkOpenId(await prove());
    const { phone } = await signIn(await prove());
    await officer.post('/v1/devices/revoke', { dev: phone.dev, reason: 'left in a bus' });
    expect((await signIn(await prove())).answer.code).toBe('openid-not-linked');
    expect(await linkedAt(officer)).toBeNull();
    expect((await trail()).filter((action) => action.startsWith('openid'))).toEqual([
      'openid-linked', 'openid-removed', 'openid-linked', 'openid-sign-in', 'openid-removed',
    ]); // prettier-ignore
  });

  it('who has left is told so, and is let in once more to hand in what waits', async () => {
    await officer.linkOpenId(await prove());
    await office.office.store.write(async (tables) => {
      for (const grant of await tables.people.grantsOf(officer.session.user)) await tables.people.endGrant(grant.id, '2026-11-23');
    });
    expect(await signIn(await prove())).toMatchObject({ status: 403, answer: { code: 'right-ended' } });
    expect(await signIn(await prove(), { waiting: 3 })).toMatchObject({ status: 200 });
    expect(await codeOf(await officer.linkOpenId(await prove()))).toBe('right-ended');
  });

  it('is named in no line of log and audit by the account, nor is it in the store', async () => {
    const proof = await prove('somchai');
    await officer.linkOpenId(proof);
    await signIn(await prove('somchai'));
    await signIn(proof);
    const told = JSON.stringify(await office.office.store.read((tables) => tables.office.auditTrail(0, 500))) + office.logs.join('');
    const files = readdirSync(office.dataDir).filter((file) => file.startsWith('sajja.sqlite'));
    const bytes = Buffer.concat(files.map((file) => readFileSync(`${office.dataDir}/${file}`)));
    for (const secret of ['somchai', proof.code, proof.verifier, proof.nonce, provider.env()['OIDC_CLIENT_SECRET'] ?? ''])
      expect([secret, told.includes(secret), bytes.includes(secret)]).toEqual([secret, false, false]);
  });
});

describe('linked by', () => {
  it('nobody who only has the cookie, nor with what was signed for another account or phone', async () => {
    const thief = new ServerPhone(officer.ask, officer.session, officer.cookie, newKeys(), officer.clock);
    expect((await thief.linkOpenId(await prove())).status).toBe(401);
    const [nonce, proof] = [await officer.nonce(), await prove()];
    expect((await officer.linkOpenId(proof, { nonce, signature: officer.sign(`${officer.dev}.${nonce}`) })).status).toBe(401);
    expect((await officer.linkOpenId(proof, { proof: await prove('somchai') })).status).toBe(401);
    expect((await officer.linkOpenId(proof, { dev: (await office.phone()).dev })).status).toBe(401);
    expect(await linkedAt(officer)).toBeNull();
    // none of these tries has spent the code
    expect((await officer.linkOpenId(proof)).status).toBe(204);
  });

  it('one person each: a second one is told so, and the first goes on', async () => {
    await officer.linkOpenId(await prove());
    const colleague = await office.phone({ name: 'Colleague' });
    const response = await colleague.linkOpenId(await prove());
    expect([response.status, await codeOf(response)]).toEqual([409, 'openid-taken']);
    expect((await signIn(await prove())).answer.user).toBe(officer.session.user);
    // again by the same person, or another account in its place
    expect((await officer.linkOpenId(await prove())).status).toBe(204);
    expect((await officer.linkOpenId(await prove('somchai'))).status).toBe(204);
    expect((await colleague.linkOpenId(await prove())).status).toBe(204);
    expect((await signIn(await prove())).answer.user).toBe(colleague.session.user);
  });
});

describe('refused', () => {
  beforeEach(async () => {
    await officer.linkOpenId(await prove());
  });
  const refused = { status: 422, answer: { code: 'openid-refused' } };

  it('a code that was used, made up, or brought with another way’s nonce, verifier or issuer', async () => {
    const proof = await prove();
    expect(await signIn(proof)).toMatchObject({ status: 200 });
    expect(await signIn(proof)).toMatchObject(refused);
    expect(await signIn({ ...proof, code: 'made up' })).toMatchObject(refused);
    const other = await begin();
    for (const change of [{ nonce: other.nonce }, { verifier: other.verifier }, { iss: 'https://accounts.example' }, { iss: undefined }])
      expect(await signIn({ ...(await prove()), ...change })).toMatchObject(refused);
  });

  it('a code of another application, and one for an address that is not ours', async () => {
    const other = await openOffice(provider.env('other'));
    expect(await signIn(await prove('fon', other))).toMatchObject(refused);
    expect(await signIn(await prove('fon', other), { at: other })).toMatchObject({ answer: { code: 'openid-not-linked' } });
    await other.close();
    const moved = await begin();
    const url = new URL(moved.url);
    url.searchParams.set('redirect_uri', 'http://localhost/elsewhere');
    await expect(provider.visit(url.href, 'fon')).rejects.toThrow('answered 400');
  });

  it('a token for another application, of another issuer, for another way, that ran out, changed after it was signed, or none', async () => {
    const told = async (change: object) => {
      provider.changeToken = (answer) => ({ ...answer, id_token: provider.resign(answer['id_token'], change) });
      return signIn(await prove());
    };
    expect(await told({})).toMatchObject({ status: 200 });
    for (const change of [{ aud: 'other' }, { iss: 'https://accounts.example' }, { nonce: 'another' }, { exp: 1 }, { sub: 7 }])
      expect([change, await told(change)]).toMatchObject([change, refused]);
    provider.changeToken = (answer) => {
      const [, claims] = provider.resign(answer['id_token'], { sub: 'somchai' }).split('.');
      const [head, , signature] = String(answer['id_token']).split('.');
      return { ...answer, id_token: [head, claims, signature].join('.') };
    };
    expect(await signIn(await prove())).toMatchObject(refused);
    provider.changeToken = (answer) => ({ ...answer, id_token: undefined });
    expect(await signIn(await prove())).toMatchObject(refused);
  });

  it.each([
    ['code', ''], ['code', 'x'.repeat(5000)], ['code', 7], ['nonce', ''], ['verifier', 'short'], ['verifier', 'ก'.repeat(43)], ['iss', ''],
  ])('a bad %s before anybody is asked', async (field, value) => {
    const proof: Proof = { code: 'c', iss: provider.issuer, nonce: 'n', verifier: 'v'.repeat(43) };
    expect(await signIn({ ...proof, [field]: value })).toMatchObject({ status: 400, answer: { code: 'bad-request' } });
  }); // prettier-ignore

  it('ten from one address in a minute, and no more; from another one it goes on', async () => {
    const madeUp = { code: 'made-up', iss: provider.issuer, nonce: 'n', verifier: 'v'.repeat(43) };
    for (let attempt = 0; attempt < 10; attempt++) expect((await signIn(madeUp, { from: '203.0.113.7' })).status).toBe(422);
    expect(await signIn(await prove(), { from: '203.0.113.7' })).toMatchObject({ status: 429, answer: { code: 'too-many-tries' } });
    expect((await signIn(await prove(), { from: '203.0.113.8' })).status).toBe(200);
  });
});

describe('the provider', () => {
  it('takes an application without a secret as well', async () => {
    const open = await openOffice(provider.env('public'));
    expect(await signIn(await prove('fon', open), { at: open })).toMatchObject({ answer: { code: 'openid-not-linked' } });
    await open.close();
  });

  it('sends back to the address that people open, also behind a proxy', async () => {
    const backTo = ({ url }: OpenIdBegun) => new URL(url).searchParams.get('redirect_uri');
    expect(backTo(await begin())).toBe('http://localhost/signin/openid');
    const app = createApp({ ...office.office, publicOrigin: 'https://sajja.example' });
    expect(backTo(await begin({ ...office, app }))).toBe('https://sajja.example/signin/openid');
  });

  it('that is away is told apart from a wrong account, and is asked again when it is back', async () => {
    const passing = await openProvider();
    const at = await openOffice(passing.env());
    const begun = await begin(at);
    const back = await passing.visit(begun.url, 'fon');
    await passing.close();
    const proof = { code: back.searchParams.get('code'), iss: passing.issuer, nonce: begun.nonce, verifier: begun.verifier };
    expect(await signIn(proof, { at })).toMatchObject({ status: 503, answer: { code: 'openid-down' } });
    await at.close();
    const never = await openOffice(passing.env());
    const response = await never.app.request(`${host}/v1/openid`, postJson({}));
    expect([response.status, await codeOf(response)]).toEqual([503, 'openid-down']);
    expect(await (await never.app.request(`${host}/v1/openid`)).json()).toEqual({ name: 'Test Accounts' });
    const port = Number(new URL(passing.issuer).port);
    const broken = createServer((_request, answer) => void answer.writeHead(502).end('<html>'));
    await new Promise<void>((resolve) => broken.listen(port, '127.0.0.1', resolve));
    expect((await never.app.request(`${host}/v1/openid`, postJson({}))).status).toBe(503);
    broken.closeAllConnections();
    await new Promise((resolve) => broken.close(resolve));
    const returned = await openProvider(port);
    expect((await never.app.request(`${host}/v1/openid`, postJson({}))).status).toBe(200);
    await returned.close();
    await never.close();
  });

  it('that knows this office by another secret is the office’s trouble, not the person’s', async () => {
    const at = await openOffice({ ...provider.env(), OIDC_CLIENT_SECRET: 'an older one' });
    expect(await signIn(await prove('fon', at), { at })).toMatchObject({ status: 503, answer: { code: 'openid-down' } });
    expect(at.logs.join('')).toContain('OAUTH_WWW_AUTHENTICATE_CHALLENGE');
    expect(at.logs.join('')).not.toContain('an older one');
    await at.close();
  });
});

describe('the environment', () => {
  const named = (env: Record<string, string>) => {
    const lines: string[] = [];
    const door = openOpenIdDoor(env, logTo((line) => void lines.push(line), () => 0)); // prettier-ignore
    return { name: door?.name, told: lines.join('') };
  };
  const right = { OIDC_ISSUER: 'https://accounts.example', OIDC_CLIENT_ID: 'office', OIDC_CLIENT_SECRET: 'hidden', OIDC_NAME: 'Google' };

  it.each([
    [{}, 'Google'],
    [{ OIDC_NAME: '' }, 'accounts.example'],
    [{ OIDC_ISSUER: 'http://localhost:4000' }, 'Google'],
    [{ OIDC_ISSUER: 'http://[::1]:4000/realm', OIDC_CLIENT_SECRET: '' }, 'Google'],
  ])('names the button: %j %s', (change, name) => {
    expect(named({ ...right, ...change })).toEqual({ name, told: '' });
  });

  it.each([
    ['OIDC_ISSUER', ''], ['OIDC_ISSUER', 'accounts.example'], ['OIDC_ISSUER', 'http://accounts.example'], ['OIDC_ISSUER', 'http://10.0.0.7'],
    ['OIDC_ISSUER', 'https://a:b@accounts.example'], ['OIDC_ISSUER', 'https://accounts.example?x=1'], ['OIDC_CLIENT_ID', ' '],
    ['OIDC_NAME', 'n'.repeat(41)],
  ])('that is wrong in %s (%s) lets the office start without, and the log says where', (variable, value) => {
    const { name, told } = named({ ...right, [variable]: value });
    expect(name).toBeUndefined();
    expect(told).toContain(`"wrong":"${variable}"`);
    expect(told).not.toContain('hidden');
  }); // prettier-ignore

  it('that names none leaves everything as it was', async () => {
    expect(named({})).toEqual({ name: undefined, told: '' });
    const plain = await openTestOffice();
    expect(await (await plain.app.request(`${host}/v1/openid`)).json()).toEqual({ name: null });
    for (const path of ['/v1/openid', '/v1/session/openid'])
      expect(await codeOf(await plain.app.request(`${host}${path}`, postJson({})))).toBe('not-found');
    expect(await codeOf(await (await plain.phone()).linkOpenId({ code: 'c' }))).toBe('not-found');
    await plain.close();
  });
});
