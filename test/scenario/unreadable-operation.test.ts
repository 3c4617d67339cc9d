/** Our own fault: a record so spoilt on the phone that the office cannot even read which one it is (sync.md §1.15, 400). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('a record that the office cannot read at all', () => {
  it('goes to the problems of the phone, its number is told as lost, and all others arrive', async () => {
    const field = await newFieldPhone(office);
    await field.sender.drain('start');
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act)]);
    const [spoilt] = await field.phone.record([documentTicked(act)]);
    for (let count = 0; count < 5; count += 1) await field.phone.record([documentTicked(act)]);
    // what a fault in this app would send: a record whose stream is no id
    const outgoing = field.phone.outgoing.bind(field.phone);
    field.phone.outgoing = async (...limits) => {
      const { head, ops } = await outgoing(...limits);
      return { head, ops: ops.map((op) => (op.id === spoilt?.id ? { ...op, g: 'nowhere' } : op)) };
    };

    expect(await field.sender.drain('save')).toBe('done');
    const outbox = await field.phone.outbox(50);
    expect(outbox.find(({ op }) => op.id === spoilt?.id)).toMatchObject({ state: 'rejected', why: 'unreadable' });
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, rejected: 1 });
    const atOffice = await office.office.store.read((tables) => tables.operations.page(g, 0, 100, 100));
    expect(atOffice.map(({ n }) => n)).toEqual([1, 3, 4, 5, 6, 7]);
    const lost = outbox.find(({ op }) => op.k === 'device.lost');
    expect(lost).toMatchObject({ op: { n: 2, p: { from: 2, to: 2 } }, state: 'acked' });
  });
});
