import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the same id comes with other content', () => {
  it('both are kept, the phone shows its own as set aside, and the next ones go on (row 41)', async () => {
    const field = await newFieldPhone(office);
    const other = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: field.known.user }) });
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    await other.sender.drain('start');
    const draft = act('group.set', { base: {}, fields: { name: 'One' } });
    await field.phone.record([draft]);
    await other.phone.record([
      { ...draft, p: { base: {}, fields: { name: 'Two' } } },
      act('document.tick', { document: 'passbook', state: 'have' }),
    ]);
    await field.sender.drain('save');
    expect(await other.sender.drain('save')).toBe('done');
    expect(await other.phone.queue()).toMatchObject({ waiting: 0, held: 1 });
    const outbox = await other.phone.outbox(10);
    expect(outbox.find(({ state }) => state === 'held')).toMatchObject({
      op: { id: draft.id, p: { fields: { name: 'Two' } } },
      why: 'clash',
    });
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(3);
    await field.sender.drain('timer');
    expect((await field.phone.row(g, 'group'))?.name).toBe('One');
  });
});
