import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSender } from '../../src/sync/sender.ts';
import { createFaultNetwork } from '../support/fault-network.ts';
import { type FieldPhone, newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { cloneDisk } from '../support/phone-disk.ts';
import { documentTicked, everyRow, groupCreated, memberAdded, newHardware, newId, openTestPhone } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

/** The phone's backup on a second phone, with its own line; the first goes on. */
async function copyPhone(field: FieldPhone) {
  field.phone.close();
  const disk = await cloneDisk(field.hardware.indexedDB);
  await field.restart();
  const twin = newHardware({ clock: office.clock, indexedDB: disk });
  const copy = await openTestPhone(twin, { user: field.known.user });
  const network = createFaultNetwork(office.handle, office.clock);
  network.cookie = field.network.cookie;
  const net = { ...field.options.net, fetch: network.fetch };
  const copySender = createSender({ ...field.options, phone: copy, device: twin.device, locks: twin.locks, net });
  return { copy, copySender, twin };
}

describe('a phone’s backup is put on a second phone', () => {
  it('both send: the copy gets its own device id and nothing of either is lost (row 42)', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act), memberAdded(act, { firstName: 'sent' })]);
    await field.sender.drain('save');
    await field.phone.record([memberAdded(act, { firstName: 'waiting on both' })]);
    const { copy, copySender, twin } = await copyPhone(field);

    await field.phone.record([memberAdded(act, { firstName: 'only on the first' })]);
    expect(await field.sender.drain('save')).toBe('done');
    await copy.record([memberAdded(act, { firstName: 'only on the copy' }), documentTicked(act)]);
    expect(await copySender.drain('save')).toBe('done');
    expect((await twin.device.user(field.known.user))?.dev).not.toBe(field.known.dev);
    expect((await copy.syncHead()).dev).not.toBe(field.known.dev);
    // the first phone's session went to the copy; its own key brings it back
    await field.phone.record([documentTicked(act)]);
    for (let round = 0; round < 2; round += 1) {
      await field.sender.drain('tap');
      await copySender.drain('tap');
    }
    expect((await field.phone.queue()).waiting).toBe(0);
    expect((await copy.queue()).waiting).toBe(0);
    expect(new Set((await copy.rows(g, 'member')).map(({ person }) => person.firstName))).toEqual(
      new Set(['only on the copy', 'only on the first', 'sent', 'waiting on both']),
    );
    expect(await everyRow(copy, g)).toEqual(await everyRow(field.phone, g));
    copy.close();
  });

  it('the office is restored and the copy comes first: its numbers are not taken for receipts of what the first phone had sent', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    const restore = await office.backUp();
    const { copy, copySender } = await copyPhone(field);
    await field.phone.record([memberAdded(act, { firstName: 'sent by the first' })]);
    expect(await field.sender.drain('save')).toBe('done');
    await copy.record([memberAdded(act, { firstName: 'waiting on the copy' })]);

    await restore();
    // the same number as the first phone's, which the restored office has not seen
    await copySender.drain('save');
    for (let round = 0; round < 3; round += 1) {
      await field.sender.drain('tap');
      await copySender.drain('tap');
    }
    expect((await field.phone.queue()).waiting).toBe(0);
    expect(new Set((await copy.rows(g, 'member')).map(({ person }) => person.firstName))).toEqual(
      new Set(['sent by the first', 'waiting on the copy']),
    );
    expect(await everyRow(copy, g)).toEqual(await everyRow(field.phone, g));
    copy.close();
  });

  it('everything not yet in a verified backup is sent again under the new id', async () => {
    const field = await newFieldPhone(office);
    const act = field.act(newId());
    await field.phone.record([groupCreated(act), documentTicked(act), documentTicked(act)]);
    await field.sender.drain('save');
    await field.phone.renumber(newId());
    expect((await field.phone.queue()).waiting).toBe(3);
    expect((await field.phone.outgoing(10, 100_000)).ops.map(({ n, k }) => [n, k])).toEqual([
      [1, 'group.create'],
      [2, 'document.tick'],
      [3, 'document.tick'],
    ]);
  });

  it('what still waits is sent again, although the office has verified a backup of the other copy’s numbers', async () => {
    const field = await newFieldPhone(office);
    const act = field.act(newId());
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    await field.phone.record([documentTicked(act)]);
    const { epoch } = await field.phone.syncHead();
    const receivedAt = new Date(office.clock.nowMs()).toISOString();
    await field.phone.applyAnswer({ epoch: epoch ?? '', ackN: 2, safeN: 2, receivedAt, revoked: [], verdicts: [] });
    await field.phone.renumber(newId());
    expect((await field.phone.outgoing(10, 100_000)).ops.map(({ n, k }) => [n, k])).toEqual([[1, 'document.tick']]);
  });
});
