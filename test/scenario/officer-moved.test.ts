import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

async function endRights(user: string): Promise<void> {
  const { store } = office.office;
  await store.write(async (tables) => {
    for (const grant of await tables.people.grantsOf(user)) await tables.people.endGrant(grant.id, '2026-11-24');
  });
}

describe('the officer is moved away', () => {
  it('what was waiting is handed in and held, then the group leaves the phone within a day (row 48)', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    await field.phone.record([documentTicked(act)]);
    await office.clock.advance(2 * 86_400_000);
    await endRights(field.known.user);
    expect(await field.sender.drain('start')).toBe('done');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 1 });
    expect((await field.phone.outbox(5)).find(({ state }) => state === 'held')).toMatchObject({ why: 'scope-ended' });
    expect(await field.phone.groups()).toEqual([]);
    await office.clock.advance(25 * 3_600_000);
    await field.sender.drain('start');
    expect((await field.phone.outbox(5)).filter(({ op }) => op.g === g)).toEqual([]);
  });

  it('a phone without a session, with nothing to hand in, still hears what it must let go', async () => {
    const field = await newFieldPhone(office);
    await field.phone.record([groupCreated(field.act(newId()))]);
    await field.sender.drain('save');
    await office.clock.advance(2 * 86_400_000);
    await endRights(field.known.user);
    field.network.cookie = undefined;
    expect(await field.sender.drain('start')).toBe('done');
    expect(await field.phone.groups()).toEqual([]);
    // what no backup has stays a day, sealed; then there is nothing that the office would let anybody in for
    await office.clock.advance(25 * 3_600_000);
    await field.sender.drain('start');
    expect(await field.phone.owed()).toBe(0);
    field.network.cookie = undefined;
    const before = field.network.requests.length;
    expect(await field.sender.drain('start')).toBe('ended');
    expect(field.network.requests.slice(before).map(({ path }) => path)).toEqual(['/v1/sync', '/v1/session/nonce', '/v1/session/refresh']);
  });

  it('late work that a restored office has lost is handed in again, though nothing waits and the session is gone', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    await office.clock.advance(2 * 86_400_000);
    await endRights(field.known.user);
    const restore = await office.backUp(true);
    const [late] = await field.phone.record([documentTicked(act)]);
    await field.sender.drain('save');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 1 });
    await restore();
    field.network.cookie = undefined;
    const held = async () => office.office.store.read(async (tables) => tables.held.find(late?.id ?? ''));
    expect(await held()).toBeUndefined();
    for (let round = 0; round < 2; round += 1) await field.sender.drain('tap');
    expect(await held()).toMatchObject({ why: 'scope-ended' });
  });
});
