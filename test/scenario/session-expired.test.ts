import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the session has run out', () => {
  it('is renewed by the device’s key without a person, and sending goes on', async () => {
    const field = await newFieldPhone(office);
    await field.phone.record([groupCreated(field.act(newId()))]);
    await office.clock.advance(31 * 86_400_000);
    expect(await field.sender.drain('start')).toBe('done');
    expect(field.network.requests.map(({ path }) => path)).toContain('/v1/session/refresh');
  });

  it('is renewed as well when the browser has lost the cookie: killed before writing it, or at the end of its days', async () => {
    const field = await newFieldPhone(office);
    await field.phone.record([groupCreated(field.act(newId()))]);
    field.network.cookie = undefined;
    expect(await field.sender.drain('start')).toBe('done');
    expect(field.network.requests.map(({ path }) => path)).toContain('/v1/session/refresh');
  });

  it('after half a year a person must sign in: recording goes on, nothing is deleted, and afterwards all is sent', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    await office.clock.advance(181 * 86_400_000);
    expect(await field.sender.drain('start')).toBe('signin-required');
    expect(field.sender.state()).toMatchObject({ phase: 'signin-required', waiting: 1 });
    await field.phone.record([act('document.tick', { document: 'passbook', state: 'have' })]);
    const again = await field.session.redeem(await office.invite('field-officer', [], { user: field.known.user }));
    expect(again.ok).toBe(true);
    // another device id: the same store counts anew under it
    await field.restart();
    expect(await field.sender.drain('start')).toBe('done');
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(2);
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0 });
  });

  it('signing out keeps what was recorded', async () => {
    const field = await newFieldPhone(office);
    await field.phone.record([groupCreated(field.act(newId()))]);
    await field.session.signOut();
    expect(await field.hardware.device.lastUser()).toBeUndefined();
    expect(await field.hardware.device.users()).toHaveLength(1);
    expect(await field.sender.drain('start')).toBe('signin-required');
    expect((await field.phone.queue()).waiting).toBe(1);
  });

  it('a code that is wrong, used or mistyped is told with its code', async () => {
    const field = await newFieldPhone(office);
    expect(await field.session.redeem('0000000000')).toMatchObject({ ok: false, problem: 'invitation-wrong' });
    const code = await office.invite('field-officer', ['560101']);
    const typed = `${code.slice(0, 5).toLowerCase()}-${code.slice(5)}`;
    expect((await field.session.redeem(typed)).ok).toBe(true);
    expect(await field.session.redeem(code)).toMatchObject({ ok: false, problem: 'already-used' });
    field.network.script('lose-request');
    expect(await field.session.redeem(code)).toMatchObject({ ok: false, problem: 'no-signal' });
  });
});
