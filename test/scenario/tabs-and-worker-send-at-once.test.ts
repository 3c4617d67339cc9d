import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSender } from '../../src/sync/sender.ts';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { settle } from '../support/fake-clock.ts';
import { documentTicked, groupCreated, newId, openTestPhone } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('two tabs and the worker send at once', () => {
  it('one sends, the others wait for their turn, and nothing goes twice (row 31)', async () => {
    const field = await newFieldPhone(office);
    const act = field.act(newId());
    await field.phone.record([groupCreated(act), ...Array.from({ length: 30 }, () => documentTicked(act))]);
    const others = await Promise.all([1, 2].map(async () => openTestPhone(field.hardware, { user: field.known.user })));
    const senders = [field.sender, ...others.map((phone) => createSender({ ...field.options, phone }))];
    const results = await Promise.all(senders.flatMap((sender) => [sender.drain('start'), sender.drain('visible'), sender.drain('save')]));
    expect(new Set(results)).toEqual(new Set(['done']));
    expect(field.network.underWay.most).toBe(1);
    expect(field.network.requests.filter(({ path, bytes }) => path === '/v1/sync' && bytes > 600)).toHaveLength(1);
  });

  it('what is recorded while the holder is past its last look is sent by the waiter', async () => {
    const field = await newFieldPhone(office);
    const act = field.act(newId());
    await field.phone.record([groupCreated(act)]);
    let later: Promise<unknown> | undefined;
    // near the end of a round, after it looked for the last time whether anything waits
    const tidyPhotos = async () => {
      if (later === undefined) {
        await field.phone.record([documentTicked(act)]);
        later = sender.drain('save');
      }
      return field.phone.tidyPhotos();
    };
    const sender = createSender({ ...field.options, phone: { ...field.phone, tidyPhotos } });
    await sender.drain('start');
    expect(await later).toBe('done');
    expect((await field.phone.queue()).waiting).toBe(0);
  });

  it('a tab closed in the middle of sending leaves the rest to the next', async () => {
    const field = await newFieldPhone(office);
    const act = field.act(newId());
    await field.phone.record([groupCreated(act), documentTicked(act)]);
    field.network.script('stall');
    void field.sender.drain('save');
    await settle();
    // the browser frees a closed tab's lock; its request may or may not have arrived
    const { inProcessLocks } = await import('../../src/storage/locks.ts');
    const phone = await openTestPhone(field.hardware, { user: field.known.user });
    const next = createSender({ ...field.options, phone, locks: inProcessLocks() });
    expect(await next.drain('start')).toBe('done');
    expect((await phone.queue()).waiting).toBe(0);
  });
});
