/** Signing in over a bad line: an invitation is spent once, and never lost with the answer. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../../src/storage/device.ts';
import { createSession } from '../../src/sync/session.ts';
import { makePasskey, usePasskey, type Passkey } from '../support/authenticator.ts';
import { createFaultNetwork, type Fault } from '../support/fault-network.ts';
import { openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { type Hardware, newHardware } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

/** A phone that is just started: what it kept before is all it knows. */
function start(hardware: Hardware, ...faults: readonly (Fault | undefined)[]) {
  const network = createFaultNetwork(office.handle, office.clock);
  network.script(...faults);
  const device = openDevice({ indexedDB: hardware.indexedDB });
  const net = { fetch: network.fetch, nowMs: hardware.clock.nowMs, wait: hardware.clock.wait };
  return { device, session: createSession({ device, net, deviceName: 'test phone' }) };
}

/** signed in, and what it says to the office */
async function signedIn(...faults: readonly (Fault | undefined)[]) {
  const hardware = newHardware({ clock: office.clock });
  const network = createFaultNetwork(office.handle, office.clock);
  const device = openDevice({ indexedDB: hardware.indexedDB });
  const net = { fetch: network.fetch, nowMs: hardware.clock.nowMs, wait: hardware.clock.wait };
  const session = createSession({ device, net, deviceName: 'test phone' });
  const redeemed = await session.redeem(await office.invite('field-officer', ['560101']));
  if (!redeemed.ok) throw new Error(redeemed.problem);
  network.script(...faults);
  return { device, session, user: redeemed.user.user, dev: redeemed.user.dev };
}

const pointOf = async (device: Device, user: string) => (await crypto.subtle.exportKey('jwk', (await device.deviceKey(user))!.publicKey)).x;

describe('another device id, after this phone turned out to be a copy', () => {
  it('is vouched for by the key there was, and goes with its own key from then on', async () => {
    const { device, session, user, dev } = await signedIn();
    const before = await pointOf(device, user);
    const first = await session.enrolAgain(user);
    if (!first.ok) throw new Error(first.problem);
    expect([(await device.user(user))?.dev, await session.refresh(user, 0)]).toEqual([first.dev, { ok: true }]);
    // the new key vouches for the next one
    const second = await session.enrolAgain(user);
    expect(second).toMatchObject({ ok: true });
    expect(await session.refresh(user, 0)).toEqual({ ok: true });
    expect(await pointOf(device, user)).not.toBe(before);
    const devices = await office.office.store.read(async (tables) => tables.devices.ofUser(user));
    expect(devices.map((one) => one.dev)).toEqual([dev, first.dev, second.ok && second.dev]);
  });

  it('whose answer was lost is asked for once more with the old key, and the phone is one of the two', async () => {
    const { device, session, user, dev } = await signedIn(undefined, 'lose-answer');
    expect(await session.enrolAgain(user)).toEqual({ ok: false, problem: 'no-signal' });
    expect((await device.user(user))?.dev).toBe(dev);
    expect(await session.enrolAgain(user)).toMatchObject({ ok: true });
    expect(await session.refresh(user, 0)).toEqual({ ok: true });
  });
});

describe('an invitation whose answer was lost', () => {
  it.each(['lose-answer', { cutAnswerAt: 0.5 }, 'portal'] as const)(
    'still lets the same phone in after %j, also when the app was closed',
    async (fault) => {
      const hardware = newHardware({ clock: office.clock });
      const code = await office.invite('field-officer', ['560101']);
      expect(await start(hardware, fault).session.redeem(code)).toMatchObject({ ok: false });
      const { session, device } = start(hardware);
      const second = await session.redeem(code);
      if (!second.ok) throw new Error(second.problem);
      const { user, dev } = second.user;
      const devices = await office.office.store.read(async (tables) => tables.devices.ofUser(user));
      expect(devices.map((one) => one.dev)).toEqual([dev]);
      // the key that was kept is the one the office knows: the session is renewed with it, without a person
      expect(await device.deviceKey(user)).toBeDefined();
      expect(await session.refresh(user, 0)).toEqual({ ok: true });
    },
  );

  it('does not let another phone in', async () => {
    const code = await office.invite('field-officer', ['560101']);
    await start(newHardware({ clock: office.clock }), 'lose-answer').session.redeem(code);
    expect(await start(newHardware({ clock: office.clock })).session.redeem(code)).toEqual({ ok: false, problem: 'already-used' });
  });

  it('a second person on the same phone gets a key of their own', async () => {
    const hardware = newHardware({ clock: office.clock });
    const { session, device } = start(hardware);
    const first = await session.redeem(await office.invite('field-officer', ['560101']));
    const second = await session.redeem(await office.invite('field-officer', ['560102']));
    if (!first.ok || !second.ok) throw new Error('not signed in');
    expect(await pointOf(device, first.user.user)).not.toBe(await pointOf(device, second.user.user));
  });
});

describe('a password', () => {
  const password = 'three green buffaloes';

  it('set on one phone signs another one in: its own device, its own key, and the same one when the answer was lost', async () => {
    const first = await signedIn();
    expect(await first.session.setPassword(first.user, { name: 'fon', password })).toEqual({ ok: false, problem: 'bad-request' });
    expect(await first.session.setPassword(first.user, { name: 'fon.maechai', password })).toEqual({ ok: true });
    const hardware = newHardware({ clock: office.clock });
    const account = { name: 'fon.maechai', password };
    expect(await start(hardware, 'lose-answer').session.signIn({ account })).toEqual({ ok: false, problem: 'no-signal' });
    const { session, device } = start(hardware);
    expect(await session.signIn({ account: { ...account, password: 'wrong all the way' } })).toEqual({
      ok: false,
      problem: 'password-wrong',
    });
    const second = await session.signIn({ account });
    if (!second.ok) throw new Error(second.problem);
    expect(second.user.user).toBe(first.user);
    const devices = await office.office.store.read(async (tables) => tables.devices.ofUser(first.user));
    expect(devices.map((one) => one.dev)).toEqual([first.dev, second.user.dev]);
    expect(await session.refresh(first.user, 0)).toEqual({ ok: true });
    expect(await pointOf(device, first.user)).not.toBe(await pointOf(first.device, first.user));
    // nothing of it stays on the phone
    expect(JSON.stringify(await device.users())).not.toContain(password);
  });
});

describe('a passkey', () => {
  it('made on one phone signs another one in: its own device, its own key, and the same one when the answer was lost', async () => {
    const first = await signedIn();
    let passkey: Passkey | undefined;
    const make = async (nonce: string) => {
      const { passkey: kept, made } = makePasskey(first.user, nonce);
      passkey = kept;
      return made;
    };
    expect(await first.session.addPasskey(first.user, make)).toEqual({ ok: true });
    const use = async (nonce: string) => usePasskey(passkey as Passkey, nonce);
    const hardware = newHardware({ clock: office.clock });
    expect(await start(hardware, undefined, 'lose-answer').session.signIn({ passkey: use })).toEqual({ ok: false, problem: 'no-signal' });
    const { session, device } = start(hardware);
    const stranger = makePasskey(first.user, '').passkey;
    const unknown = await session.signIn({ passkey: async (nonce) => usePasskey(stranger, nonce) });
    expect(unknown).toEqual({ ok: false, problem: 'passkey-wrong' });
    await expect(session.signIn({ passkey: async () => Promise.reject(new DOMException('', 'NotAllowedError')) })).rejects.toThrow(
      DOMException,
    );
    const second = await session.signIn({ passkey: use });
    if (!second.ok) throw new Error(second.problem);
    expect(second.user.user).toBe(first.user);
    const devices = await office.office.store.read(async (tables) => tables.devices.ofUser(first.user));
    expect(devices.map((one) => one.dev)).toEqual([first.dev, second.user.dev]);
    expect(await session.refresh(first.user, 0)).toEqual({ ok: true });
    expect(await pointOf(device, first.user)).not.toBe(await pointOf(first.device, first.user));
  });
});
