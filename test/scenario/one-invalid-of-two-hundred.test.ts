import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, newId } from '../support/phone.ts';
import { openBehind } from '../support/phone-disk.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('one operation of two hundred is wrong', () => {
  it.each([0, 1, 99, 198])('at place %d: 199 are applied, one is held, and the phone shows which and why (row 38)', async (place) => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    // its meeting is nowhere: nothing a form would let through, yet it exists
    const wrong = act('meeting.close', { meeting: newId() });
    const acts = Array.from({ length: 199 }, (_, index) => (index === place ? wrong : documentTicked(act)));
    await field.phone.record(acts);
    expect(await field.sender.drain('save')).toBe('done');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 1 });
    const held = (await field.phone.outbox(300)).filter(({ state }) => state === 'held');
    expect(held).toMatchObject([{ op: { id: wrong.id }, why: 'missing-ref' }]);
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(199);
  });

  it('one that the office cannot even read is set aside with its number, and the rest go on', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act), documentTicked(act), documentTicked(act)]);
    const broken = (await field.phone.outbox(10)).find(({ op }) => op.n === 2);
    // an older version of the app once wrote a stream that is no id
    await breakStream(field.phone.user, field, broken?.op.id ?? '');
    expect(await field.sender.drain('save')).toBe('done');
    const outbox = await field.phone.outbox(10);
    expect(outbox.find(({ op }) => op.id === broken?.op.id)).toMatchObject({ state: 'rejected', why: 'unreadable' });
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, rejected: 1 });
    const device = await office.office.store.read(async (tables) => tables.devices.find(field.known.dev));
    expect(device?.lastN).toBe(3);
    expect(outbox.find(({ op }) => op.k === 'device.lost')?.op).toMatchObject({ n: 2, p: { from: 2, to: 2 } });
  });
});

async function breakStream(user: string, field: Awaited<ReturnType<typeof newFieldPhone>>, id: string): Promise<void> {
  const { createSealer } = await import('../../src/storage/seal.ts');
  const { randomBytes } = await import('../support/phone.ts');
  const sealer = createSealer(await field.hardware.device.sealingKeys(user), randomBytes);
  const raw = await openBehind(field.hardware.indexedDB, `sajja-${user}`);
  const record = (await raw.table('op').get(id)) as { sealed: Parameters<typeof sealer.unseal>[1] };
  const op = (await sealer.unseal(`op|${id}`, record.sealed)) as object;
  await raw.table('op').update(id, { sealed: await sealer.seal(`op|${id}`, { ...op, g: 'no id' }) });
  raw.close();
}
