/** A passkey as a way in: made on a phone that vouches for it, used on another without a name, good for one site, one answer and one person. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PasskeyList } from '../../src/protocol/passkey.ts';
import type { SessionResponse } from '../../src/protocol/session.ts';
import { createApp } from '../../src/server/app.ts';
import { newMemory } from '../../src/server/office.ts';
import { attestedBy, makePasskey, makersSigner, usePasskey, type Circumstances, type Passkey } from '../support/authenticator.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { cookieOf, newKeys, postJson, ServerPhone, type DeviceKeys } from '../support/server-phone.ts';

const minuteMs = 60_000;
let office: TestOffice;
let officer: ServerPhone;

beforeEach(async () => {
  office = await openTestOffice();
  officer = await office.phone({ name: 'Fon' });
});
afterEach(() => office.close());

interface Try {
  readonly app?: TestOffice['app'];
  readonly nonce?: string;
  readonly now?: Circumstances;
  readonly keys?: DeviceKeys;
  readonly from?: string;
  readonly waiting?: number;
  readonly changes?: Readonly<Record<string, unknown>>;
}
async function signIn(passkey: Passkey, { app = office.app, keys = newKeys(), from = '', waiting, ...tried }: Try = {}) {
  const nonce = tried.nonce ?? (await officer.nonce());
  const proof = { ...usePasskey(passkey, nonce, tried.now), ...tried.changes };
  const body = { ...proof, deviceName: 'second phone', deviceKey: keys.deviceKey, waiting };
  const connected = { incoming: { socket: { remoteAddress: from } } };
  const response = await app.request('http://localhost/v1/session/passkey', postJson(body), connected);
  const answer = (await response.clone().json()) as SessionResponse & { readonly code?: string };
  return { status: response.status, answer, response, proof, phone: new ServerPhone(officer.ask, answer, cookieOf(response), keys, office.office.clock) };
} // prettier-ignore
const codeOf = async (passkey: Passkey, tried: Try = {}) => (await signIn(passkey, tried)).answer.code;
const list = async (phone = officer) => ((await (await phone.send('/v1/passkeys')).json()) as PasskeyList).passkeys;
const trail = async () => office.office.store.read((tables) => tables.office.auditTrail(0, 500));
async function add(now: Parameters<ServerPhone['addPasskey']>[1] = {}, phone = officer): Promise<Passkey> {
  const { status, passkey } = await phone.addPasskey({}, now);
  expect(status).toBe(204);
  return passkey;
}

describe('an officer who added one', () => {
  it('signs in with it on another phone, which is a device of its own that renews itself, and the first one hears of it', async () => {
    const passkey = await add();
    office.pass(minuteMs);
    const { phone, answer } = await signIn(passkey);
    expect(answer).toMatchObject({ user: officer.session.user, name: 'Fon', grants: [{ role: 'field-officer' }] });
    expect(phone.dev).not.toBe(officer.dev);
    office.pass(100 * 86_400_000);
    expect((await phone.refresh()).status).toBe(200);
    expect((await officer.refresh()).status).toBe(200);
    const { devices } = (await (await officer.send('/v1/devices')).json()) as { devices: { dev: string; isNew: boolean }[] };
    expect(devices.filter(({ isNew }) => isNew).map(({ dev }) => dev)).toEqual([phone.dev]);
    expect(await list()).toEqual([
      { id: passkey.id, madeOn: 'phone', since: '2026-11-23T02:00:00.000Z', usedAt: '2026-11-23T02:01:00.000Z' },
    ]);
  });

  it.each(['ES256', 'RS256', 'EdDSA'] as const)('may have a key of the kind %s', async (algorithm) => {
    expect((await signIn(await add({ algorithm }))).status).toBe(200);
  });

  it('whose answer was lost is the same device when the phone asks again', async () => {
    const passkey = await add();
    const keys = newKeys();
    expect((await signIn(passkey, { keys })).phone.dev).toBe((await signIn(passkey, { keys })).phone.dev);
    expect((await signIn(passkey)).phone.dev).not.toBe((await signIn(passkey, { keys })).phone.dev);
  });

  it('has at most ten, and is told so at the eleventh; colleagues see and remove none of them', async () => {
    const colleague = await office.phone();
    const [first] = await Promise.all(Array.from({ length: 10 }, () => add()));
    const eleventh = await officer.addPasskey();
    expect([eleventh.status, await eleventh.response.json()]).toMatchObject([409, { code: 'too-many-passkeys' }]);
    expect(await list(colleague)).toEqual([]);
    expect((await colleague.send(`/v1/passkeys/${first?.id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await officer.send(`/v1/passkeys/${first?.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await list()).toHaveLength(9);
    expect(await codeOf(first as Passkey)).toBe('passkey-wrong');
  });

  it('who has left is told so, unless the phone still holds work', async () => {
    const passkey = await add();
    await office.office.store.write(async (tables) => {
      for (const grant of await tables.people.grantsOf(officer.session.user)) await tables.people.endGrant(grant.id, '2026-11-23');
    });
    expect(await signIn(passkey)).toMatchObject({ status: 403, answer: { code: 'right-ended' } });
    expect((await signIn(passkey, { waiting: 3 })).status).toBe(200);
  });

  it('is named in no line of log and audit', async () => {
    const passkey = await add();
    await signIn(passkey);
    await signIn(passkey, { now: { isVerified: false } });
    await officer.send(`/v1/passkeys/${passkey.id}`, { method: 'DELETE' });
    expect((await trail()).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['passkey-added', 'passkey-sign-in', 'passkey-removed']),
    );
    const told = JSON.stringify(await trail()) + office.logs.join('').replaceAll('/v1/passkeys/:id', '');
    for (const secret of [passkey.id, 'Fon', 'second phone']) expect(told).not.toContain(secret);
  });
});

describe('added by', () => {
  it('nobody who only has the cookie, nor with what was signed for another one', async () => {
    const thief = new ServerPhone(officer.ask, officer.session, officer.cookie, newKeys(), officer.clock);
    expect((await thief.addPasskey()).status).toBe(401);
    const nonce = await officer.nonce();
    const heard = { nonce, signature: officer.sign(`${officer.dev}.${nonce}`) };
    expect((await officer.addPasskey(heard)).status).toBe(401);
    const another = makePasskey(officer.session.user, nonce).made;
    expect((await officer.addPasskey(another)).status).toBe(401);
    const colleague = await office.phone();
    expect((await officer.addPasskey({ dev: colleague.dev })).status).toBe(401);
    expect(await list()).toEqual([]);
  });

  it.each([
    ['another site', { origin: 'https://sajja.example.net' }],
    ['another port', { origin: 'http://localhost:81' }],
    ['the right page for another site', { rpId: 'example.net' }],
    ['a phone whose lock knew nobody', { isVerified: false }],
    ['a key of another kind', { algorithm: 'ES384' }],
    ['a keeper with its maker’s certificate, which would name addresses to ask', { attestation: attestedBy(makersSigner()) }],
    ['a keeper that signs for itself with another key', { attestation: attestedBy({ key: makersSigner().key }) }],
  ] as const)('%s is refused', async (_what, now) => {
    const { status, response } = await officer.addPasskey({}, now);
    expect([status, await response.json()]).toMatchObject([400, { code: 'bad-request', path: 'attestationObject' }]);
    expect(await list()).toEqual([]);
  });

  it('a keeper that signs for itself unasked, as the standard allows', async () => {
    expect((await signIn(await add({ attestation: attestedBy() }))).status).toBe(200);
  });

  it('a phone whose person took more than five minutes is asked again', async () => {
    const nonce = await officer.nonce();
    office.pass(5 * minuteMs + 1);
    expect(await (await officer.addPasskey({ nonce })).response.json()).toMatchObject({ code: 'passkey-late' });
  });
});

describe('what is refused at the door', () => {
  it('the same answer twice, in another process too', async () => {
    const passkey = await add();
    const { proof, status } = await signIn(passkey);
    expect(status).toBe(200);
    expect(await codeOf(passkey, { changes: proof })).toBe('passkey-late');
    const other = createApp({ ...office.office, memory: newMemory() });
    expect(await codeOf(passkey, { changes: proof, app: other })).toBe('passkey-late');
    // a nonce that one process gave is taken by another
    expect((await signIn(passkey, { app: other })).status).toBe(200);
    const together = await signIn(passkey).then(async ({ proof: heard }) => ({ ...heard, ...usePasskey(passkey, await officer.nonce()) }));
    const codes = await Promise.all([office.app, other].map((app) => signIn(passkey, { changes: together, app })));
    expect(codes.map(({ status: told }) => told).toSorted((a, b) => a - b)).toEqual([200, 422]);
  });

  it('an answer after five minutes, and one to a question nobody asked', async () => {
    const passkey = await add();
    const nonce = await officer.nonce();
    office.pass(5 * minuteMs);
    expect((await signIn(passkey, { nonce })).status).toBe(200);
    const late = await officer.nonce();
    office.pass(5 * minuteMs + 1);
    expect(await codeOf(passkey, { nonce: late })).toBe('passkey-late');
    expect(await codeOf(passkey, { nonce: 'my.own.question' })).toBe('passkey-late');
  });

  it('another site, another person, nobody verified, what was changed on the way: all as if it were unknown', async () => {
    const passkey = await add();
    const colleague = await office.phone({ name: 'Somboon' });
    const theirs = await add({}, colleague);
    const told = new Set<string>();
    const refused = async (used: Passkey, tried: Try = {}) => {
      const { status, response } = await signIn(used, tried);
      expect(status).toBe(422);
      told.add(JSON.stringify([status, await response.text(), [...response.headers]]));
    };
    const unknown = makePasskey(officer.session.user, 'x').passkey;
    await refused(unknown);
    await refused(passkey, { now: { origin: 'https://sajja.example.net' } });
    await refused(passkey, { now: { origin: 'http://localhost.example.net' } });
    await refused(passkey, { now: { rpId: 'example.net' } });
    await refused(passkey, { now: { isVerified: false } });
    await refused({ ...passkey, privateKey: theirs.privateKey });
    await refused({ ...passkey, user: colleague.session.user });
    const nonce = await officer.nonce();
    await refused(passkey, { nonce, changes: { authenticatorData: usePasskey(passkey, nonce, { counter: 9 }).authenticatorData } });
    await refused(passkey, { changes: { clientDataJSON: 'bm90IGpzb24' } });
    await refused(passkey, { changes: { authenticatorData: 'AAAA' } });
    // a registration is no sign-in, whatever signed it
    await refused(passkey, { nonce, changes: { clientDataJSON: makePasskey(officer.session.user, nonce).made.clientDataJSON } });
    expect(told.size).toBe(1);
    // what was refused used nothing up
    expect((await signIn(passkey, { nonce })).status).toBe(200);
  });

  it('a count that went back or stood still, with a word in the log; one that never counts is fine', async () => {
    const passkey = await add({ counter: 5 });
    expect((await signIn(passkey, { now: { counter: 6 } })).status).toBe(200);
    for (const counter of [6, 5, 0]) expect(await codeOf(passkey, { now: { counter } })).toBe('passkey-wrong');
    expect(office.logs.filter((line) => line.includes('"passkey-counter-back"'))).toHaveLength(3);
    expect((await signIn(passkey, { now: { counter: 7 } })).status).toBe(200);
    const uncounted = await add();
    for (let turn = 0; turn < 2; turn++) expect((await signIn(uncounted)).status).toBe(200);
  });

  it('more than ten from one address in a minute; another address goes on', async () => {
    const passkey = await add();
    const unknown = makePasskey(officer.session.user, 'x').passkey;
    for (let attempt = 0; attempt < 10; attempt++) expect(await codeOf(unknown, { from: '203.0.113.7' })).toBe('passkey-wrong');
    expect((await signIn(passkey, { from: '203.0.113.7' })).response.headers.get('Retry-After')).toBe('60');
    expect((await signIn(passkey, { from: '203.0.113.8' })).status).toBe(200);
    office.pass(minuteMs);
    expect((await signIn(passkey, { from: '203.0.113.7' })).status).toBe(200);
  });
});

describe('a phone reported lost', () => {
  it('ends every passkey of its person: nobody can tell which of them lie on it', async () => {
    const bound = await add();
    const synced = await add({ isSynced: true });
    const { phone: lost } = await signIn(synced);
    const onLost = await add({}, lost);
    await officer.post('/v1/devices/revoke', { dev: lost.dev, reason: 'left in a bus' });
    expect(await codeOf(onLost)).toBe('passkey-wrong');
    expect(await codeOf(synced)).toBe('passkey-wrong');
    // made under another id, which the same phone may have had before
    expect(await codeOf(bound)).toBe('passkey-wrong');
    expect((await trail()).filter(({ action }) => action === 'passkey-removed')).toHaveLength(3);
    expect((await lost.addPasskey()).status).toBe(401);
  });
});

it('behind a proxy the public address alone is the site, whatever name the request came under', async () => {
  const app = createApp({ ...office.office, publicOrigin: 'https://sajja.example' });
  const there = { origin: 'https://sajja.example', rpId: 'sajja.example' };
  const phone = new ServerPhone(
    async (path, init) => app.request(`http://localhost${path}`, init),
    officer.session,
    officer.cookie,
    officer.keys,
    officer.clock,
  );
  expect((await phone.addPasskey()).status).toBe(400);
  const passkey = await add(there, phone);
  expect(await codeOf(passkey, { app })).toBe('passkey-wrong');
  expect((await signIn(passkey, { app, now: there })).status).toBe(200);
  expect(await codeOf(passkey, { now: there })).toBe('passkey-wrong');
});
