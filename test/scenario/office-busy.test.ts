import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the office asks for patience', () => {
  it.each([503, 429])('%d with Retry-After is obeyed by every trigger but a tap', async (status) => {
    const field = await newFieldPhone(office);
    await field.phone.record([groupCreated(field.act(newId()))]);
    field.network.script({ status, retryAfter: 60 });
    expect(await field.sender.drain('start')).toBe('waiting');
    expect(field.sender.state().phase).toBe('busy');
    const asked = field.network.requests.length;
    for (const reason of ['visible', 'save', 'online', 'timer'] as const) expect(await field.sender.drain(reason)).toBe('waiting');
    expect(field.network.requests).toHaveLength(asked);
    expect(field.sender.nextTryInMs()).toBeGreaterThanOrEqual(60_000);
    await office.clock.advance(61_000);
    expect(await field.sender.drain('timer')).toBe('done');
  });

  it('a tap always tries at once and says what happened', async () => {
    const field = await newFieldPhone(office);
    await field.phone.record([groupCreated(field.act(newId()))]);
    field.network.script({ status: 503, retryAfter: 60 });
    await field.sender.drain('start');
    expect(await field.sender.drain('tap')).toBe('done');
    expect(field.sender.state()).toMatchObject({ phase: 'idle', sent: 1 });
  });

  it('too large a batch is halved until it fits', async () => {
    const field = await newFieldPhone(office);
    const act = field.act(newId());
    await field.phone.record([
      groupCreated(act),
      ...Array.from({ length: 40 }, () => act('document.tick', { document: 'passbook', state: 'have' })),
    ]);
    field.network.script({ status: 413 }, { status: 413 }, { status: 413 });
    expect(await field.sender.drain('tap')).toBe('done');
    expect((await field.phone.queue()).waiting).toBe(0);
  });
});
