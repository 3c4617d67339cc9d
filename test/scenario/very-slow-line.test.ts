import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../support/fake-clock.ts';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, memberAdded, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('a line of 1 kilobit per second', () => {
  it('makes progress with every round: batches shrink until one fits (row 6)', async () => {
    const field = await newFieldPhone(office);
    const act = field.act(newId());
    await field.phone.record([
      groupCreated(act),
      ...Array.from({ length: 120 }, (_, index) => memberAdded(act, { firstName: `M${index}` })),
    ]);
    field.network.rule = () => ({ bytesPerSecond: 125 });
    let rounds = 0;
    let before = (await field.phone.queue()).waiting;
    const left: number[] = [];
    while (before > 0 && rounds < 20) {
      const round = field.sender.drain('tap');
      const state = { ended: false };
      void round.finally(() => (state.ended = true));
      // time passes on the line; while the office works it stands still, however busy the machine is
      while (!state.ended) await (field.network.underWay.now > 0 ? settle() : office.clock.advance(1_000));
      await round;
      before = (await field.phone.queue()).waiting;
      left.push(before);
      rounds += 1;
    }
    expect(left.at(-1)).toBe(0);
    expect(left.length).toBeGreaterThan(1);
    expect(left).toEqual([...left].sort((a, b) => b - a));
  }, 60_000);
});
