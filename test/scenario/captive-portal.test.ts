import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('a log-in page of a network answers in the office’s place', () => {
  it.each(['portal', 'redirect', { status: 511 }, { status: 403 }] as const)(
    '%j is no success: nothing is applied, everything stays queued (row 7)',
    async (fault) => {
      const field = await newFieldPhone(office);
      await field.phone.record([groupCreated(field.act(newId()))]);
      field.network.rule = () => fault;
      expect(await field.sender.drain('tap')).toBe('waiting');
      expect(field.sender.state()).toMatchObject({ waiting: 1, lastContactAt: undefined });
      expect(['portal', 'busy']).toContain(field.sender.state().phase);
      field.network.rule = () => undefined;
      expect(await field.sender.drain('tap')).toBe('done');
    },
  );

  it('JSON that is not ours is no success either', async () => {
    const field = await newFieldPhone(office);
    await field.phone.record([groupCreated(field.act(newId()))]);
    const net = { ...field.options.net, fetch: async () => Response.json({ ok: true }) };
    const { createSender } = await import('../../src/sync/sender.ts');
    const sender = createSender({ ...field.options, net });
    expect(await sender.drain('tap')).toBe('waiting');
    expect(sender.state()).toMatchObject({ phase: 'portal', waiting: 1 });
  });
});
