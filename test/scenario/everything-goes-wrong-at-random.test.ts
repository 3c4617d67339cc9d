import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { Fault } from '../support/fault-network.ts';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

const fault = fc.constantFrom<Fault | undefined>(
  undefined, undefined, undefined, 'lose-request', 'lose-answer', 'duplicate', 'late', 'portal', 'redirect',
  { cutAnswerAt: 0.5 }, { cutRequestAt: 0.5 }, { status: 503 }, { status: 413 }, { status: 502 },
); // prettier-ignore
const step = fc.record({
  who: fc.constantFrom(0, 1, 2),
  what: fc.constantFrom('record', 'send', 'send', 'restart', 'late'),
  faults: fc.array(fault, { maxLength: 4 }),
  amount: fc.integer({ min: 1, max: 4 }),
});

describe('three phones on a line where everything goes wrong at random', () => {
  it('lose nothing, double nothing, and end with the same rows once the signal is good', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const first = await newFieldPhone(office);
        const more = [1, 2].map(async () =>
          newFieldPhone(office, { code: await office.invite('field-officer', [], { user: first.known.user }) }),
        );
        const fields = [first, ...(await Promise.all(more))];
        const g = newId();
        const act = first.act(g);
        await first.phone.record([groupCreated(act)]);
        for (const { sender } of fields) await sender.drain('tap');
        let made = 0;
        for (const { who, what, faults, amount } of steps) {
          const field = fields[who];
          if (field === undefined) continue;
          if (what === 'record') {
            made += amount;
            await field.phone.record(
              Array.from({ length: amount }, (_, index) =>
                index % 2 === 0 ? memberAdded(act, { firstName: `M${made}-${index}` }) : documentTicked(act),
              ),
            );
          }
          if (what === 'send') {
            field.network.script(...faults);
            await field.sender.drain('tap');
          }
          if (what === 'restart') await field.restart();
          if (what === 'late') await field.network.deliverLate();
        }
        for (const { network } of fields) {
          network.drop();
          await network.deliverLate();
        }
        for (let round = 0; round < 2; round += 1) for (const { sender } of fields) expect(await sender.drain('tap')).toBe('done');
        const rows = await Promise.all(fields.map(({ phone }) => everyRow(phone, g)));
        expect(rows[1]).toEqual(rows[0]);
        expect(rows[2]).toEqual(rows[0]);
        expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(made + 1);
        for (const { phone, sender } of fields) {
          expect(await phone.queue()).toMatchObject({ waiting: 0, held: 0, rejected: 0 });
          sender.close();
          phone.close();
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
