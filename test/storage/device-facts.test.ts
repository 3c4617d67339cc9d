import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { createDeviceKey, type KnownUser, openDevice } from '../../src/storage/device.ts';
import { actsOf, groupCreated, newHardware, newId, openTestPhone } from '../support/phone.ts';

const known = (name: string): KnownUser => ({ user: newId(), name, dev: newId(), grants: [], serverKey: {} });

describe('the facts of a device', () => {
  it('a second officer on the same phone has own records and own keys, and touches nothing of the first', async () => {
    const hardware = newHardware();
    const [first, second] = [known('A'), known('B')];
    await hardware.device.remember(first);
    const one = await openTestPhone(hardware, { user: first.user });
    const g = newId();
    await one.record([groupCreated(actsOf(hardware.clock.nowMs, g))]);
    await hardware.device.remember(second);
    expect((await hardware.device.lastUser())?.user).toBe(second.user);
    const two = await openTestPhone(hardware, { user: second.user });
    expect(await two.groups()).toEqual([]);
    expect((await two.queue()).waiting).toBe(0);
    await two.wipe();
    expect((await hardware.device.users()).map(({ name }) => name)).toEqual(['A']);
    expect((await one.groups()).map(({ id }) => id)).toEqual([g]);
  });

  it('keys can be used and never read; two tabs that open first together get the same', async () => {
    const indexedDB = new IDBFactory();
    const user = newId();
    const [one, two] = [openDevice({ indexedDB }), openDevice({ indexedDB })];
    const [a, b] = await Promise.all([one.sealingKeys(user), two.sealingKeys(user)]);
    const iv = new Uint8Array(12);
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, a.aes, new Uint8Array([1, 2, 3]));
    expect(new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, b.aes, sealed))).toEqual(new Uint8Array([1, 2, 3]));
    await one.setDeviceKey(user, await createDeviceKey());
    const key = await two.deviceKey(user);
    if (key === undefined) throw new Error('no key');
    for (const secret of [a.aes, a.mac, key.privateKey]) await expect(crypto.subtle.exportKey('jwk', secret)).rejects.toThrow();
  });

  it('install state and last user survive a restart; an unknown last user is nobody', async () => {
    const indexedDB = new IDBFactory();
    await openDevice({ indexedDB }).setInstallState('dismissed');
    expect(await openDevice({ indexedDB }).installState()).toBe('dismissed');
    await openDevice({ indexedDB }).setLastUser('gone');
    expect(await openDevice({ indexedDB }).lastUser()).toBeUndefined();
  });
});
