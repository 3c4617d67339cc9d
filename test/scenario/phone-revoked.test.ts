import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the office blocks a lost phone', () => {
  it('takes its last queue as held, then the phone forgets everything', async () => {
    const field = await newFieldPhone(office);
    await field.phone.record([groupCreated(field.act(newId()))]);
    await office.office.store.write(async (tables) => {
      const device = await tables.devices.find(field.known.dev);
      if (device !== undefined) await tables.devices.save({ ...device, revokedAt: office.clock.nowMs() });
    });
    await field.sender.drain('start');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 1 });
    expect(await field.sender.drain('timer')).toBe('revoked');
    const names = (await field.hardware.indexedDB.databases()).map(({ name }) => name);
    expect(names).not.toContain(`sajja-${field.known.user}`);
    expect(await field.hardware.device.users()).toEqual([]);
    expect(field.sender.state().phase).toBe('revoked');
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
    await office.office.store.write(async (tables) => {
      const device = await tables.devices.find(field.known.dev);
      if (device !== undefined) await tables.devices.save({ ...device, revokedAt: office.clock.nowMs() });
    });
    await field.sender.drain('timer');
    expect(await field.sender.drain('timer')).toBe('revoked');
    const waiting = await office.office.store.read(async (tables) => tables.held.waitingIn(g));
    expect(waiting.map(({ kind, why }) => [kind, why])).toEqual([['document.tick', 'device-revoked']]);
  });
});
