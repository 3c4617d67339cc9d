/** The server's clock is set wrong and right again: streams are numbered and not dated, so what comes first stays first. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestOffice, startOfTest, type TestOffice } from '../support/server-office.ts';
import { newGroup, visitPayload } from '../support/server-operations.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.close());

describe('the server’s clock jumps (row 18)', () => {
  it('back and forth: no order changes, and phones read on from their cursor', async () => {
    const phone = await office.phone();
    const group = await newGroup(phone);
    await phone.pull();
    const sent: string[] = [];
    for (const jumpMs of [0, -8 * hourMs, 20 * dayMs, -hourMs]) {
      office.setNow(startOfTest + jumpMs);
      const op = phone.op(group, 'visit.record', visitPayload());
      sent.push(op.id);
      expect((await phone.push(op)).map(({ r }) => r)).toEqual(['applied']);
    }
    const pulled = (await phone.pull()).get(group) ?? [];
    expect(pulled.map(({ op }) => op.id)).toEqual(sent);
    expect(pulled.map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
  });

  it('to a year before anybody had a right: records are set aside, never refused, and the answer stays the same', async () => {
    const phone = await office.phone();
    const group = await newGroup(phone);
    office.setNow(startOfTest - 3650 * dayMs);
    const op = phone.op(group, 'visit.record', visitPayload());
    expect(await phone.push(op)).toMatchObject([{ r: 'held', id: op.id }]);
    office.setNow(startOfTest);
    expect(await phone.push(op)).toMatchObject([{ r: 'held', id: op.id }]);
    expect(await phone.push(phone.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied', seq: 2 }]);
  });
});
