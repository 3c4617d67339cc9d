import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the signal is gone before the request leaves', () => {
  it('the record stays on the phone, the status says so, and it goes when the signal is back (row 1)', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    await field.phone.record([groupCreated(field.act(g))]);
    field.network.rule = () => 'lose-request';
    for (let round = 0; round < 4; round += 1) expect(await field.sender.drain('timer')).toBe('waiting');
    expect(field.sender.state()).toMatchObject({ phase: 'offline', problem: 'no-signal', waiting: 1 });
    expect((await field.phone.row(g, 'group'))?.name).toBe('Ban Tham');
    field.network.rule = () => undefined;
    expect(await field.sender.drain('online')).toBe('done');
    expect(field.sender.state()).toMatchObject({ phase: 'idle', waiting: 0, lastContactAt: expect.stringContaining('2026') });
  });

  it('a request that nobody answers ends after 30 seconds, and the next one may be smaller', async () => {
    const field = await newFieldPhone(office);
    const act = field.act(newId());
    await field.phone.record([groupCreated(act)]);
    field.network.script('stall');
    const round = field.sender.drain('tap');
    // only the request still waits: reading and sealing take real time, and a jump of the clock would be their limit passing
    await vi.waitFor(() => expect(office.clock.pending()).toEqual([30_000, 120_000]), { timeout: 15_000 });
    expect(field.network.requests.at(-1)?.fault).toBe('stall');
    await office.clock.advance(29_999);
    expect(field.sender.state().phase).toBe('sending');
    await office.clock.advance(1);
    expect(await round).toBe('waiting');
    expect(await field.sender.drain('tap')).toBe('done');
  });
});
