/** A phone is lost: blocked by its officer from another one or by the office, what it held is written down, and what it still holds is taken as held. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceList, ListedDevice } from '../../src/protocol/device.ts';
import type { BoardPeople } from '../../src/protocol/people.ts';
import { newPushBrowser } from '../support/push-service.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { memberPayload, memberPersonal, newGroup, visitPayload } from '../support/server-operations.ts';
import { newId, redeem, type ServerPhone } from '../support/server-phone.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const reason = 'left in the bus to Chiang Rai';
let office: TestOffice;
let chief: ServerPhone;
let lost: ServerPhone;
let other: ServerPhone;
let group: string;

async function oneMorePhone(user: string): Promise<ServerPhone> {
  const { code } = (await (await chief.post('/v1/people/code', { user })).json()) as { code: string };
  return redeem(office.app, code, office.office.clock);
}

beforeEach(async () => {
  office = await openTestOffice();
  chief = await office.phone({ role: 'district-chief', areas: ['5607'], name: 'Si' });
  lost = await office.phone({ areas: ['560701'], name: 'Fon' });
  other = await oneMorePhone(lost.session.user);
  group = await newGroup(lost);
  await lost.push(lost.op(group, 'member.add', memberPayload(newId()), memberPersonal()));
  await lost.pull();
});
afterEach(() => office.close());

const revoke = async (phone: ServerPhone, path: string, dev: string, why = reason) => {
  const response = await phone.post(path, { dev, reason: why });
  return { status: response.status, body: (await response.json()) as ListedDevice & { readonly code?: string; readonly path?: string } };
};
const own = async (phone: ServerPhone) => ((await (await phone.send('/v1/devices')).json()) as DeviceList).devices;
const trail = () => office.office.store.read((tables) => tables.office.auditTrail(0, 1000));

describe('from another phone of the same officer', () => {
  it('the own phones are listed, and this one is told from the others', async () => {
    office.pass(hourMs);
    await other.push();
    expect(await own(other)).toMatchObject([
      { dev: other.dev, name: 'phone', isThis: true, waiting: 0, loss: null },
      { dev: lost.dev, isThis: false, loss: null },
    ]);
  });

  it('the answer tells which groups it held, of how many people, and until when the notice is due; twice is once', async () => {
    const seenAt = new Date(office.office.clock()).toISOString();
    office.pass(hourMs);
    const at = office.office.clock();
    const first = await revoke(other, '/v1/devices/revoke', lost.dev);
    expect(first.body.loss).toMatchObject({
      at: new Date(at).toISOString(),
      reason,
      lastSeenAt: seenAt,
      toldAt: null,
      noticeBy: new Date(at + 72 * hourMs).toISOString(),
      groups: [{ id: group, members: 1 }],
    });
    office.pass(hourMs);
    const audited = (await trail()).length;
    expect((await revoke(other, '/v1/devices/revoke', lost.dev, 'again')).body).toEqual(first.body);
    expect((await revoke(chief, '/v1/people/revoke', lost.dev, 'again')).body).toEqual(first.body);
    expect((await trail()).length).toBe(audited);
  });

  it('neither the phone in the hand nor somebody else’s, and not without a reason', async () => {
    expect(await revoke(other, '/v1/devices/revoke', other.dev)).toMatchObject({ status: 400, body: { path: 'dev' } });
    expect((await revoke(other, '/v1/devices/revoke', chief.dev)).status).toBe(404);
    expect(await revoke(other, '/v1/devices/revoke', lost.dev, '')).toMatchObject({ status: 400, body: { path: 'reason' } });
    expect((await own(other)).every(({ loss }) => loss === null)).toBe(true);
  });

  it('the audit says who did it and what it held, and no name and no reason', async () => {
    await revoke(other, '/v1/devices/revoke', lost.dev);
    const lines = (await trail()).filter(({ action }) => action.startsWith('device-')).map(({ actor, action, subject }) => ({ actor, action, subject })); // prettier-ignore
    const actor = lost.session.user;
    expect(lines).toEqual([
      { actor, action: 'device-revoked', subject: lost.dev },
      { actor, action: 'device-held', subject: `${lost.dev} ${group}` },
    ]);
  });

  it('its session, its reminders and the keys made on it end; those of the other phone go on', async () => {
    const stolen = lost.cookie;
    await lost.post('/v1/push', newPushBrowser('https://push.example').subscription);
    const second = await redeem(office.app, (await office.invite({ role: 'district-chief', areas: ['5607'] })).code, office.office.clock);
    const made = (await (await second.post('/v1/tokens', { name: 'Sheet', days: 30 })).json()) as { token: string };
    const use = () => office.app.request('http://localhost/v1/export/groups.json', { headers: { Authorization: `Bearer ${made.token}` } });
    expect((await use()).status).toBe(200);
    const province = await office.phone({ role: 'province', areas: ['56'] });
    await revoke(province, '/v1/people/revoke', second.dev);
    await revoke(other, '/v1/devices/revoke', lost.dev);
    expect((await use()).status).toBe(401);
    const tokens = await office.office.store.read((tables) => tables.tokens.ofUser(second.session.user));
    expect(tokens).toEqual([]);
    expect(await office.office.store.read((tables) => tables.pushes.find(lost.dev))).toBeUndefined();
    // whoever copied its cookie has nothing any more (row 52): renewing wants the key of the phone
    lost.cookie = stolen;
    expect((await lost.send('/v1/sync', { method: 'POST' })).status).toBe(401);
    expect((await other.send('/v1/session')).status).toBe(200);
  });
});

describe('the lost phone comes back', () => {
  it('half a year later its own key lets it in to hand in its records as held, then it is told to forget everything', async () => {
    await revoke(chief, '/v1/people/revoke', lost.dev);
    office.pass(200 * dayMs);
    const op = lost.op(group, 'visit.record', visitPayload());
    expect((await lost.refresh()).status).toBe(200);
    const answer = await lost.sync([op]);
    expect(answer.res).toMatchObject([{ r: 'held', why: 'device-revoked' }]);
    expect(answer.streams).toEqual([]);
    for (const path of ['/v1/session', '/v1/devices', '/v1/board/groups']) expect((await lost.send(path)).status).toBe(401);
    expect((await own(await freshPhone())).find(({ dev }) => dev === lost.dev)?.loss?.toldAt).toBeNull();
    const last = await lost.post('/v1/sync', lost.request([]));
    expect([last.status, await last.json()]).toMatchObject([401, { code: 'device-revoked' }]);
    expect(last.headers.get('Clear-Site-Data')).toBe('"cache", "cookies", "storage"');
    const told = new Date(office.office.clock()).toISOString();
    office.pass(dayMs);
    await lost.refresh();
    expect((await lost.post('/v1/sync', lost.request([]))).status).toBe(401);
    expect((await own(await freshPhone())).find(({ dev }) => dev === lost.dev)?.loss?.toldAt).toBe(told);
  });

  it('where a colleague works too, the browser is not told to throw away what is not this officer’s', async () => {
    await revoke(chief, '/v1/people/revoke', lost.dev);
    await lost.refresh();
    const { q } = lost.request([]);
    const last = await lost.post('/v1/sync', lost.request([], { q: { ...q, deletesItself: true } }));
    expect([last.status, last.headers.get('Clear-Site-Data')]).toEqual([401, '"cache", "cookies"']);
  });

  /** of the same officer, to ask with */
  const freshPhone = async () => redeem(office.app, (await office.invite({ user: lost.session.user })).code, office.office.clock);
});

describe('by the office', () => {
  const people = async (phone = chief, area = '5607') => (await (await phone.send(`/v1/board/people?area=${area}`)).json()) as BoardPeople;

  it('the board keeps what it held, and the phone does not count as a sign of its officer any more', async () => {
    const seenAt = (await people()).people.find(({ name }) => name === 'Fon')?.lastSeenAt;
    await revoke(chief, '/v1/people/revoke', lost.dev);
    office.pass(hourMs);
    await lost.refresh();
    await lost.sync([lost.op(group, 'visit.record', visitPayload())]);
    const fon = (await people()).people.find(({ name }) => name === 'Fon');
    expect(fon?.devices.find(({ dev }) => dev === lost.dev)?.loss).toMatchObject({ reason, groups: [{ id: group, members: 1 }] });
    expect(fon?.lastSeenAt).toBe(seenAt);
  });

  it('what it had fetched before its officer’s right ended counts too', async () => {
    const successor = await office.phone({ areas: ['560702'], name: 'New' });
    await lost.push();
    await chief.post('/v1/people/hand-over', { groups: [group], to: successor.session.user, reason: 'moved' });
    const { body } = await revoke(chief, '/v1/people/revoke', lost.dev);
    expect(body.loss?.groups).toMatchObject([{ id: group }]);
  });

  it('a chief sees of it the groups of the own district; who works elsewhere too is blocked by who is over both', async () => {
    const neighbour = await office.phone({ role: 'district-chief', areas: ['5609'] });
    const far = await newGroup(await office.phone({ areas: ['5609'] }), '560901');
    const both = await office.phone({ areas: ['560701'], groups: [far], name: 'Both' });
    const near = await newGroup(both);
    const province = await office.phone({ role: 'province', areas: ['56'] });
    for (const phone of [chief, neighbour]) expect((await revoke(phone, '/v1/people/revoke', both.dev)).status).toBe(404);
    const { body } = await revoke(province, '/v1/people/revoke', both.dev);
    expect(body.loss?.groups.map(({ id }) => id).toSorted()).toEqual([near, far].toSorted());
    const seen = (await people()).people.find(({ name }) => name === 'Both');
    expect(seen?.devices[0]?.loss?.groups.map(({ id }) => id)).toEqual([near]);
  });

  it('not the phone of somebody above, nor one that does not exist', async () => {
    const province = await office.phone({ role: 'province', areas: ['56'] });
    for (const dev of [province.dev, chief.dev, newId()]) expect((await revoke(chief, '/v1/people/revoke', dev)).status).toBe(404);
  });
});
