/** What a thief holds and how far it goes: a cookie without its key, a request that was heard, an invitation that was guessed, a right that ended. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDateInThailand } from '../../src/domain/thai-calendar.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { host, newId, newKeys, postJson, redeem, ServerPhone } from '../support/server-phone.ts';

const day = 86_400_000;

let office: TestOffice;
let officer: ServerPhone;
let group: string;

beforeEach(async () => {
  office = await openTestOffice();
  officer = await office.phone();
  group = await newGroup(officer);
});
afterEach(() => office.close());

interface Told {
  readonly status: number;
  readonly body: unknown;
  readonly headers: readonly (readonly [string, string])[];
}

/** everything that somebody can tell two answers by */
async function told(response: Response): Promise<Told> {
  const text = await response.text();
  return { status: response.status, body: text, headers: [...response.headers].filter(([name]) => name !== 'content-length') };
}

describe('a cookie that was stolen (row 52)', () => {
  it('is not renewed without the key of its device, whatever is signed with another', async () => {
    const thief = new ServerPhone(officer.ask, officer.session, officer.cookie, newKeys(), officer.clock);
    expect((await thief.send('/v1/session')).status).toBe(200);
    expect((await thief.refresh()).status).toBe(401);
    office.pass(31 * day);
    expect((await thief.send('/v1/session')).status).toBe(401);
    expect((await thief.refresh()).status).toBe(401);
    expect((await officer.refresh()).status).toBe(200);
    expect((await thief.send('/v1/session')).status).toBe(401);
  });

  it('ends with the next renewal of the phone it belongs to, with its signing out, and with the phone’s being blocked', async () => {
    const { cookie: first } = officer;
    const tryIt = async (cookie: string): Promise<number> =>
      (await officer.send('/v1/board/groups', { headers: { Cookie: cookie } })).status;
    await officer.refresh();
    expect(await tryIt(first)).toBe(401);
    const second = officer.cookie;
    await officer.send('/v1/session', { method: 'DELETE' });
    expect(await tryIt(second)).toBe(401);
    await officer.refresh();
    await office.office.store.write(async (tables) => {
      const device = await tables.devices.find(officer.dev);
      if (device) await tables.devices.save({ ...device, revokedAt: office.office.clock() });
    });
    expect(await tryIt(officer.cookie)).toBe(401);
  });

  it('makes no device of the thief’s, who could renew it for half a year: only a key that the phone has vouches for a new one', async () => {
    const thief = new ServerPhone(officer.ask, officer.session, officer.cookie, newKeys(), officer.clock);
    const colleague = await office.phone({ name: 'Colleague' });
    const own = newKeys();
    const { deviceKey } = own;
    const valid = await officer.newDeviceRequest(own);
    const refused: readonly (readonly [string, object])[] = [
      ['signed with the thief’s own key', await thief.newDeviceRequest(own)],
      ['as a colleague’s phone, which signs for itself', await colleague.newDeviceRequest(own)],
      ['a phone that nobody has', await thief.newDeviceRequest(own, newId())],
      ['what the phone signed for another key', { ...valid, deviceKey: newKeys().deviceKey }],
      ['what the phone signed with another number', { ...valid, nonce: await officer.nonce() }],
      ['a number of the thief’s making', { ...valid, nonce: `${valid.nonce}.1` }],
      ['a renewal of the phone that was heard', await heardRenewal()],
    ];
    for (const [name, asked] of refused) {
      const response = await thief.post('/v1/device', { deviceName: 'mine', deviceKey, ...asked });
      expect([name, response.status, await response.json()]).toMatchObject([name, 401, { code: 'signin-required' }]);
    }
    // nothing of that used up what the phone itself had asked for
    expect((await officer.post('/v1/device', valid)).status).toBe(200);
    expect(await devicesOf(officer)).toHaveLength(2);
  });

  it('an older app that signs nothing is told that it is too old, not that it is a thief', async () => {
    const response = await officer.post('/v1/device', { deviceName: 'old app', deviceKey: newKeys().deviceKey });
    expect([response.status, await response.json()]).toMatchObject([426, { code: 'app-too-old' }]);
    expect(await devicesOf(officer)).toHaveLength(1);
  });

  it('what was signed for a new device renews no session, and a blocked phone vouches for nothing', async () => {
    const { dev, nonce, signature, deviceKey } = await officer.newDeviceRequest(newKeys());
    for (const said of [nonce, `${nonce}.${deviceKey.x}.${deviceKey.y}`])
      expect((await officer.ask('/v1/session/refresh', postJson({ dev, nonce: said, signature }))).status).not.toBe(200);
    const other = await redeemAgain(officer);
    await other.post('/v1/devices/revoke', { dev: officer.dev, reason: 'lost' });
    const thief = new ServerPhone(officer.ask, officer.session, other.cookie, officer.keys, officer.clock);
    const response = await thief.post('/v1/device', await thief.newDeviceRequest(newKeys(), officer.dev));
    expect([response.status, await response.json()]).toMatchObject([401, { code: 'device-revoked' }]);
  });

  const devicesOf = (phone: ServerPhone) => office.office.store.read((tables) => tables.devices.ofUser(phone.session.user));
  const redeemAgain = async (phone: ServerPhone) =>
    redeem(office.app, (await office.invite({ user: phone.session.user })).code, office.office.clock);
  const heardRenewal = async () => {
    const nonce = await officer.nonce();
    return { dev: officer.dev, nonce, signature: officer.sign(`${officer.dev}.${nonce}`) };
  };

  it('does not let another device’s number be used, nor a person’s name be taken', async () => {
    const other = await office.phone({ name: 'Other' });
    const forged = { ...officer.request([]), dev: other.dev };
    expect((await officer.post('/v1/sync', forged)).status).toBe(401);
  });
});

describe('a request that was heard and is sent again (row 53)', () => {
  it('by whoever has it: the same verdicts, and nothing new', async () => {
    const op = officer.op(group, 'visit.record', visitPayload());
    const captured = postJson(officer.request([op], { want: [] }), { Cookie: officer.cookie });
    const first = (await (await officer.ask('/v1/sync', captured)).json()) as { res: unknown };
    for (let turn = 0; turn < 5; turn++) {
      office.pass(day);
      const again = (await (await officer.ask('/v1/sync', captured)).json()) as { res: unknown; ackN: number };
      expect([again.res, again.ackN]).toEqual([first.res, 2]);
    }
    const kept = await office.office.store.read((tables) => tables.operations.page(group, 0, 100, 10_000));
    expect(kept).toHaveLength(2);
    await officer.send('/v1/session', { method: 'DELETE' });
    expect((await officer.ask('/v1/sync', captured)).status).toBe(401);
  });

  it('a sign-in gives nobody else a session, and a renewal works once', async () => {
    const { code } = await office.invite({});
    const keys = newKeys();
    const redeemed = postJson({ code, deviceName: 'phone', deviceKey: keys.deviceKey });
    expect((await officer.ask('/v1/session/redeem', redeemed)).status).toBe(200);
    const withOwnKey = postJson({ code, deviceName: 'phone', deviceKey: newKeys().deviceKey });
    expect((await officer.ask('/v1/session/redeem', withOwnKey)).status).toBe(409);
    office.pass(16 * 60_000);
    expect((await officer.ask('/v1/session/redeem', redeemed)).status).toBe(409);

    const { nonce } = (await (await officer.ask('/v1/session/nonce')).json()) as { nonce: string };
    const renewal = postJson({ dev: officer.dev, nonce, signature: officer.sign(`${officer.dev}.${nonce}`) });
    expect((await officer.ask('/v1/session/refresh', renewal)).status).toBe(200);
    expect((await officer.ask('/v1/session/refresh', renewal)).status).toBe(401);
  });

  it('another device id is given once for it: to both copies of a phone, each for its own', async () => {
    const [first, copy] = [newKeys(), newKeys()];
    const asked = await officer.newDeviceRequest(first);
    const answers = [];
    for (const request of [asked, asked, await officer.newDeviceRequest(copy)]) {
      const response = await officer.post('/v1/device', request);
      answers.push([response.status, ((await response.json()) as { dev?: string }).dev]);
    }
    // the session that all of this was asked with is still that of the first one
    expect(await (await officer.send('/v1/session')).json()).toMatchObject({ dev: officer.dev });
    expect(answers.map(([status]) => status)).toEqual([200, 401, 200]);
    expect(new Set([officer.dev, answers[0]?.[1], answers[2]?.[1]]).size).toBe(3);
    for (const [keys, answer] of [[first, answers[0]], [copy, answers[2]]] as const) {
      const phone = new ServerPhone(officer.ask, officer.session, '', keys, officer.clock);
      expect((await phone.refresh(String(answer?.[1]))).status).toBe(200);
    } // prettier-ignore
  });

  it('a piece of a picture changes nothing of it', async () => {
    const bytes = jpeg(2_000);
    const payload = photoPayload(sha256(bytes), bytes.length, { sha: 'a'.repeat(64), bytes: 10 });
    await officer.push(officer.op(group, 'photo.attach', payload));
    const path = photoPath(group, sha256(bytes), 'full');
    const piece = (from: number, to: number) =>
      officer.send(path, { method: 'PATCH', headers: { 'Upload-Offset': String(from) }, body: new Uint8Array(bytes.subarray(from, to)) });
    expect((await piece(0, 1_000)).status).toBe(204);
    expect((await piece(0, 1_000)).status).toBe(409);
    expect((await piece(1_000, 2_000)).status).toBe(204);
    for (const [from, to] of [[0, 1_000], [1_000, 2_000]] as const) expect((await piece(from, to)).status).toBe(409); // prettier-ignore
    expect(Buffer.from(await (await officer.send(path)).arrayBuffer()).equals(bytes)).toBe(true);
  });
});

describe('an invitation that is guessed (row 69)', () => {
  const guess = (code: string): Promise<Response> =>
    officer.ask('/v1/session/redeem', postJson({ code, deviceName: 'phone', deviceKey: newKeys().deviceKey }));

  it('one letter beside a real one is told the same as any other, and takes as long', async () => {
    const codes = await Promise.all(Array.from({ length: 40 }, async () => (await office.invite({})).code));
    const beside = codes.map((code) => `${code.slice(0, 9)}${code.endsWith('7') ? '8' : '7'}`);
    const nowhere = codes.map((_code, index) => `ZZZZZZ${String(index).padStart(4, '0')}`);
    const times = { beside: [] as number[], nowhere: [] as number[] };
    const answers = new Set<string>();
    for (const [index, near] of beside.entries())
      for (const [kind, code] of [['beside', near], ['nowhere', nowhere[index] ?? '']] as const) {
        const began = performance.now();
        answers.add(JSON.stringify(await told(await guess(code))));
        times[kind].push(performance.now() - began);
      } // prettier-ignore
    expect([...answers].map((text) => JSON.parse(text) as Told)).toMatchObject([{ status: 422 }]);
    const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
    // a comparison that stopped at the first wrong letter would be far below a tenth of this; the machine's own noise is not
    expect(median(times.beside)).toBeLessThan(3 * median(times.nowhere));
    expect(median(times.nowhere)).toBeLessThan(3 * median(times.beside));
    // none of it stood in the way of those who were invited
    for (const code of codes.slice(0, 5)) expect((await guess(code)).status).toBe(200);
  });

  it('two hundred times is two hundred times wrong, and counted for each code apart', async () => {
    for (let index = 0; index < 200; index++) expect((await guess(`GUESS${String(index).padStart(5, '0')}`)).status).toBe(422);
    for (let attempt = 0; attempt < 4; attempt++) await guess('GUESS00000');
    expect((await guess('GUESS00000')).status).toBe(429);
    expect(office.logs.join('')).not.toContain('GUESS');
  });

  it('a renewal for a phone that nobody has is told the same as one with a wrong signature', async () => {
    const { nonce } = (await (await officer.ask('/v1/session/nonce')).json()) as { nonce: string };
    const [real, none] = [officer.dev, newId()];
    const answers = [];
    for (const dev of [real, none])
      answers.push(await told(await officer.ask('/v1/session/refresh', postJson({ dev, nonce, signature: 'x'.repeat(86) }))));
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.status).toBe(401);
  });
});

describe('an id of somebody else’s (row 50, row 56)', () => {
  it('gets the very same answer as one that nobody has, on every call that takes one', async () => {
    const neighbour = await office.phone({ areas: ['5606'] });
    const theirs = await newGroup(neighbour, '560601');
    const bytes = jpeg(900);
    const payload = photoPayload(sha256(bytes), bytes.length, { sha: 'b'.repeat(64), bytes: 10 });
    await neighbour.push(neighbour.op(theirs, 'photo.attach', payload));
    await neighbour.send(photoPath(theirs, sha256(bytes), 'full'), {
      method: 'PATCH',
      headers: { 'Upload-Offset': '0' },
      body: new Uint8Array(bytes),
    });
    const report = newId();
    const submitted = { report, kind: 'monthly-savings', version: 1, forMonth: '2026-11', snapshot: {} } as const;
    await neighbour.push(neighbour.op(theirs, 'report.submit', submitted));
    const astray = neighbour.op(newId(), 'visit.record', visitPayload());
    await neighbour.push(astray);
    const [grant] = await office.office.store.read((tables) => tables.people.grantsOf(neighbour.session.user));
    const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
    const abroad = await office.phone({ role: 'district-chief', areas: ['5606'] });
    const token = (await (await abroad.post('/v1/tokens', { name: 'x', days: 1 })).json()) as { id: string };
    const { user } = neighbour.session;
    const sha = sha256(bytes);
    const calls: readonly (readonly [string, (id: string) => Promise<Response>, string])[] = [
      ['a group on the board', (id) => chief.send(`/v1/board/groups/${id}`), theirs],
      ['an officer asks for it', (id) => officer.send(`/v1/board/groups/${id}`), theirs],
      ['a report of a group', (id) => chief.send(`/v1/board/groups/${id}/reports/${report}`), theirs],
      ['a report in an own group', (id) => officer.send(`/v1/board/groups/${group}/reports/${id}`), report],
      ['a picture of a group', (id) => officer.send(photoPath(id, sha, 'full')), theirs],
      ['a picture by its hash in the own group', (id) => officer.send(photoPath(group, id, 'full')), sha],
      ['a thumb by its hash', (id) => chief.send(photoPath(theirs, id, 'thumb')), sha],
      ['how much of it has come', (id) => officer.send(photoPath(theirs, id, 'full'), { method: 'HEAD' }), sha],
      ['bytes for it', (id) => officer.send(photoPath(theirs, id, 'full'), { method: 'PATCH', headers: { 'Upload-Offset': '0' } }), sha],
      ['what is held', (id) => chief.post(`/v1/held/${id}`, { decision: 'accept', reason: 'x' }), astray.id],
      ['a key for programs', (id) => chief.send(`/v1/tokens/${id}`, { method: 'DELETE' }), token.id],
      ['a code for a person', (id) => chief.post('/v1/people/code', { user: id }), user],
      ['a right', (id) => chief.post('/v1/people/end', { grant: id, reason: 'x' }), grant?.id ?? ''],
      ['a group to hand over', (id) => chief.post('/v1/people/hand-over', { groups: [id], to: officer.session.user, reason: 'x' }), theirs],
      ['a group to hand to its committee', (id) => chief.post('/v1/people/keeper', { group: id, keeper: 'officer' }), theirs],
      ['a person to study', (id) => chief.post('/v1/people/assign', { users: [id], page: 'five-rules' }), user],
    ];
    for (const [name, call, id] of calls) {
      const unknown = /^[0-9a-f]{64}$/.test(id) ? 'c'.repeat(64) : newId();
      const [real, none] = [await told(await call(id)), await told(await call(unknown))];
      expect([name, real]).toEqual([name, none]);
      expect([name, real.status]).toEqual([name, 404]);
    }
  });
});

describe('a right that ends while its person is signed in (row 70)', () => {
  it('opens no board with the next request; what the phone still holds is kept as held, and then the session ends', async () => {
    const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
    await office.office.store.write(async (tables) => {
      for (const grant of await tables.people.grantsOf(officer.session.user))
        await tables.people.endGrant(grant.id, civilDateInThailand(office.office.clock()));
    });
    const board = await officer.send('/v1/board/groups');
    expect([board.status, await board.json()]).toMatchObject([403, { code: 'right-ended' }]);
    const op = officer.op(group, 'visit.record', visitPayload());
    const answer = await officer.sync([op]);
    expect(answer.res).toMatchObject([{ r: 'held', why: 'scope-ended' }]);
    expect(await (await chief.send(`/v1/board/groups/${group}`)).json()).toMatchObject({ heldOperations: [{ op: op.id }] });
    // it hears what became of it, lets the group go, and is done
    await officer.pull();
    delete officer.cursors[group];
    expect(await (await officer.post('/v1/sync', officer.request([]))).json()).toMatchObject({ code: 'right-ended' });
    const session = await office.app.request(`${host}/v1/session`, { headers: { Cookie: officer.cookie } });
    expect(session.status).toBe(401);
  });
});
