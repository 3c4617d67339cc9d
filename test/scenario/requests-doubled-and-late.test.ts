import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('requests arrive twice and out of order', () => {
  it('each operation has effect once (row 5)', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    field.network.script('duplicate');
    expect(await field.sender.drain('save')).toBe('done');
    await field.phone.record([memberAdded(act, { firstName: 'A' })]);
    field.network.script('late', 'late');
    await field.sender.drain('timer');
    await field.sender.drain('timer');
    await field.phone.record([documentTicked(act)]);
    expect(await field.sender.drain('tap')).toBe('done');
    await field.network.deliverLate();
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(3);
    expect(await field.sender.drain('tap')).toBe('done');
    const other = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: field.known.user }) });
    await other.sender.drain('start');
    expect(await everyRow(other.phone, g)).toEqual(await everyRow(field.phone, g));
  });

  it('a phone that was put away for weeks sends its old queue and gets the same verdicts (row 44)', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act), documentTicked(act)]);
    field.network.script('lose-answer');
    await field.sender.drain('save');
    await office.clock.advance(20 * 86_400_000);
    expect(await field.sender.drain('start')).toBe('done');
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(2);
  });
});
