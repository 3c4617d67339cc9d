import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InstalledApp } from '../../src/sync/leave-phone.ts';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

/** caches and worker of the browser, and in which order they were taken away */
const taken: string[] = [];
const installed: InstalledApp = {
  caches: { keys: async () => ['workbox-precache', 'sajja-witness'], delete: async (name) => taken.push(name) > 0 },
  registration: async () => ({ unregister: async () => taken.push('worker') > 0 }),
};
beforeEach(() => void (taken.length = 0));

const block = async (dev: string) =>
  office.office.store.write(async (tables) => {
    const device = await tables.devices.find(dev);
    if (device !== undefined) await tables.devices.save({ ...device, revokedAt: office.clock.nowMs() });
  });
const heldIn = async (g: string) =>
  (await office.office.store.read(async (tables) => tables.held.waitingIn(g))).map(({ kind, why }) => [kind, why]);

describe('the office blocks a lost phone', () => {
  it('takes its last queue as held, and in the same round the phone forgets everything, app and worker too', async () => {
    const field = await newFieldPhone(office, { sender: { installed } });
    const g = newId();
    await field.phone.record([groupCreated(field.act(g))]);
    await block(field.known.dev);
    expect(await field.sender.drain('start')).toBe('revoked');
    expect(await heldIn(g)).toEqual([['group.create', 'device-revoked']]);
    const names = (await field.hardware.indexedDB.databases()).map(({ name }) => name);
    expect(names).not.toContain(`sajja-${field.known.user}`);
    expect(await field.hardware.device.users()).toEqual([]);
    expect(await field.hardware.device.wasBlocked()).toBe(true);
    expect(field.sender.state().phase).toBe('revoked');
    expect(taken).toEqual(['workbox-precache', 'sajja-witness', 'worker']);
  });

  it('the worker leaves it to a page that is open, and does it alone when none is', async () => {
    let pages = 1;
    const field = await newFieldPhone(office, { sender: { installed: { ...installed, pages: async () => pages } } });
    await block(field.known.dev);
    expect(await field.sender.drain('worker')).toBe('revoked');
    expect(await field.hardware.device.users()).toHaveLength(1);
    pages = 0;
    expect(await field.sender.drain('start')).toBe('revoked');
    expect(await field.hardware.device.users()).toEqual([]);
    expect(await field.hardware.device.wasBlocked()).toBe(true);
    expect(taken.at(-1)).toBe('worker');
  });

  it('a colleague on the same phone keeps the app and everything of his own', async () => {
    const field = await newFieldPhone(office, { sender: { installed } });
    await field.hardware.device.remember({ ...field.known, user: newId(), name: 'Colleague' });
    await block(field.known.dev);
    expect(await field.sender.drain('start')).toBe('revoked');
    expect((await field.hardware.device.users()).map(({ name }) => name)).toEqual(['Colleague']);
    expect(taken).toEqual([]);
  });

  it('after a restore it first hands in again what the backup lacks', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    await field.phone.record([groupCreated(field.act(g))]);
    await field.sender.drain('start');
    const restore = await office.backUp();
    await field.phone.record([documentTicked(field.act(g))]);
    await field.sender.drain('save');
    await restore();
    await block(field.known.dev);
    expect(await field.sender.drain('timer')).toBe('revoked');
    expect(await heldIn(g)).toEqual([['document.tick', 'device-revoked']]);
  });
});
