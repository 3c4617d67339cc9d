import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the server comes back from last night’s backup', () => {
  it('phones send again what it has forgotten, keep their rows meanwhile, and all end equal', async () => {
    const field = await newFieldPhone(office);
    const second = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: field.known.user }) });
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act), memberAdded(act, { firstName: 'before' })]);
    await field.sender.drain('save');
    await second.sender.drain('start');
    const restore = await office.backUp();
    await field.phone.record([memberAdded(act, { firstName: 'after' })]);
    await field.sender.drain('save');
    await second.sender.drain('start');
    await second.phone.record([documentTicked(act)]);
    await second.sender.drain('save');
    await field.sender.drain('timer');
    const before = await everyRow(field.phone, g);
    expect(before).toEqual(await everyRow(second.phone, g));

    await restore();
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(2);
    for (const { sender } of [second, field, second, field, second]) expect(await sender.drain('timer')).toBe('done');
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(4);
    expect(await everyRow(second.phone, g)).toEqual(await everyRow(field.phone, g));
    expect(await field.phone.rows(g, 'member')).toHaveLength(2);
    expect((await field.phone.queue()).waiting).toBe(0);
    const fresh = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: field.known.user }) });
    await fresh.sender.drain('start');
    expect(await everyRow(fresh.phone, g)).toEqual(await everyRow(field.phone, g));
  });

  it('a phone that was away during the restore and has new work loses neither old nor new', async () => {
    const field = await newFieldPhone(office);
    const restore = await office.backUp();
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    await restore();
    await field.phone.record([memberAdded(act, { firstName: 'new' })]);
    for (let round = 0; round < 3; round += 1) await field.sender.drain('tap');
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(2);
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0 });
  });

  it('set back by hand, without a word of it: what it had confirmed and forgot is noticed by its numbers and sent again', async () => {
    const epochOf = async () => office.office.store.read((tables) => tables.office.setting('epoch'));
    const field = await newFieldPhone(office);
    const second = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: field.known.user }) });
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    const epoch = await epochOf();
    const restore = await office.backUp();
    await field.phone.record([memberAdded(act, { firstName: 'confirmed' })]);
    await field.sender.drain('save');
    await second.sender.drain('start');
    const before = await everyRow(second.phone, g);

    await restore();
    await office.office.store.write((tables) => tables.office.set('epoch', epoch ?? ''));
    expect(await field.sender.drain('timer')).toBe('done');
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(2);
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0 });
    expect(await second.sender.drain('timer')).toBe('done');
    expect(await everyRow(second.phone, g)).toEqual(before);
    expect(await everyRow(field.phone, g)).toEqual(before);
    expect(await epochOf()).toBe(epoch);
  });
});
