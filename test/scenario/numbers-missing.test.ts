import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { settle } from '../support/fake-clock.ts';
import { openBehind } from '../support/phone-disk.ts';
import { documentTicked, groupCreated, newId, openTestPhone } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the office misses numbers of a phone', () => {
  it('that the phone still has: they are sent again (row 43)', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act), documentTicked(act), documentTicked(act)]);
    const raw = await openBehind(field.hardware.indexedDB, `sajja-${field.known.user}`);
    const records = (await raw.table('op').orderBy('n').toArray()) as { id: string }[];
    for (const { id } of records.slice(0, 2)) await raw.table('op').update(id, { state: 'acked' });
    raw.close();
    expect(await field.sender.drain('save')).toBe('done');
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(3);
  });

  it('that the browser has thrown away: the loss is said at the start, and reported to the office by number', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act), documentTicked(act)]);
    await field.sender.drain('save');
    await field.phone.record([documentTicked(act), documentTicked(act)]);
    await settle();
    field.sender.close();
    field.phone.close();
    await new Dexie(`sajja-${field.known.user}`, { indexedDB: field.hardware.indexedDB, IDBKeyRange }).delete();
    const user = field.known.user;
    await expect(openTestPhone(field.hardware, { user })).rejects.toMatchObject({ code: 'lost', detail: { from: 1, to: 4 } });
    const phone = await openTestPhone(field.hardware, { user, acceptLoss: true });
    phone.close();
    await settle();
    await field.restart();
    await field.phone.record([documentTicked(act)]);
    expect(await field.sender.drain('start')).toBe('done');
    // what the office had is back, what only the phone had is on the record as lost
    expect((await field.phone.row(g, 'group'))?.documents.passbook).toBe('have');
    const lost = (await field.phone.outbox(10)).find(({ op }) => op.k === 'device.lost');
    expect(lost?.op.p).toEqual({ from: 3, to: 4 });
    expect(await field.phone.queue()).toMatchObject({ waiting: 0 });
    expect((await office.office.store.read(async (tables) => tables.devices.find(field.known.dev)))?.lastN).toBe(5);
  });
});
