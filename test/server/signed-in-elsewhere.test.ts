/** Another phone is signed in as somebody: her older phones hear of it until she says that it is hers, or ends it (sync.md row 52). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceList } from '../../src/protocol/device.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newKeys, redeem, ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let old: ServerPhone;

beforeEach(async () => {
  office = await openTestOffice();
  old = await office.phone({ name: 'Fon' });
  office.pass(86_400_000);
});
afterEach(() => office.close());

/** a day later on another phone */
async function signInElsewhere(): Promise<ServerPhone> {
  const phone = await redeem(office.app, (await office.invite({ user: old.session.user })).code, office.office.clock);
  office.pass(86_400_000);
  return phone;
}
const seenBy = async (phone: ServerPhone) => {
  const { devices } = (await (await phone.send('/v1/devices')).json()) as DeviceList;
  return new Map(devices.map(({ dev, isNew, since }) => [dev, { isNew, since }]));
};
const know = async (phone: ServerPhone, dev: string) => (await phone.post('/v1/devices/known', { dev })).status;

describe('a phone that was signed in later', () => {
  it('is new to the older one, with its day, until its person says that it is hers; the first of all is new to nobody', async () => {
    const at = new Date(office.office.clock()).toISOString();
    const next = await signInElsewhere();
    expect((await seenBy(old)).get(next.dev)).toEqual({ isNew: true, since: at });
    expect([...(await seenBy(next)).values()].map(({ isNew }) => isNew)).toEqual([false, false]);
    expect(await know(old, next.dev)).toBe(204);
    expect(await know(old, next.dev)).toBe(204);
    expect((await seenBy(old)).get(next.dev)?.isNew).toBe(false);
    const trail = await office.office.store.read((tables) => tables.office.auditTrail(0, 100));
    expect(trail.filter(({ action }) => action === 'device-known')).toMatchObject([{ actor: old.session.user, subject: next.dev }]);
  });

  it('cannot speak for itself, nor for one that came before or after it at a thief’s wish', async () => {
    const thief = await signInElsewhere();
    const second = await signInElsewhere();
    expect([await know(thief, thief.dev), await know(second, thief.dev), await know(thief, old.dev)]).toEqual([404, 404, 404]);
    expect((await seenBy(old)).get(thief.dev)?.isNew).toBe(true);
    const stranger = await office.phone();
    expect([await know(stranger, thief.dev), await know(old, stranger.dev)]).toEqual([404, 404]);
  });

  it('is no news any more once it was blocked, and hands in and forgets like any lost one', async () => {
    const thief = await signInElsewhere();
    expect((await old.post('/v1/devices/revoke', { dev: thief.dev, reason: 'not mine' })).status).toBe(200);
    expect((await seenBy(old)).get(thief.dev)?.isNew).toBe(false);
    expect((await thief.send('/v1/session')).status).toBe(401);
  });

  it('a copy of the phone, made from its backup, is news too; the first phone after all others were blocked is not', async () => {
    const copy = new ServerPhone(old.ask, old.session, old.cookie, old.keys, old.clock);
    const dev = await copy.addDevice(newKeys());
    expect((await seenBy(old)).get(dev)?.isNew).toBe(true);
    for (const lost of [old.dev, dev]) {
      const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
      expect((await chief.post('/v1/people/revoke', { dev: lost, reason: 'both stolen' })).status).toBe(200);
    }
    const fresh = await signInElsewhere();
    const later = await signInElsewhere();
    const seen = await seenBy(fresh);
    expect([...seen].filter(([, { isNew }]) => isNew).map(([id]) => id)).toEqual([later.dev]);
  });
});
