import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the officer is moved away', () => {
  it('what was waiting is handed in and held, then the group leaves the phone within a day (row 48)', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    await field.phone.record([documentTicked(act)]);
    await office.clock.advance(2 * 86_400_000);
    await office.office.store.write(async (tables) => {
      for (const grant of await tables.people.grantsOf(field.known.user)) await tables.people.endGrant(grant.id, '2026-11-24');
    });
    expect(await field.sender.drain('start')).toBe('done');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 1 });
    expect((await field.phone.outbox(5)).find(({ state }) => state === 'held')).toMatchObject({ why: 'scope-ended' });
    expect(await field.phone.groups()).toEqual([]);
    await office.clock.advance(25 * 3_600_000);
    await field.sender.drain('start');
    expect((await field.phone.outbox(5)).filter(({ op }) => op.g === g)).toEqual([]);
  });
});
