import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { newFieldPhone, openTestOffice, type FieldPhone, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, newHardware, newId } from '../support/phone.ts';

const dayMs = 86_400_000;
const tenYearsMs = 3_652 * dayMs;
const buddhistEraMs = Date.UTC(2026 + 543, 10, 23) - Date.UTC(2026, 10, 23);

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

/** A phone whose clock runs ahead of the office's by so much, or behind it. */
async function phoneAhead(aheadMs: number): Promise<FieldPhone> {
  return newFieldPhone(office, { hardware: newHardware({ clock: createFakeClock(office.clock.nowMs() + aheadMs) }) });
}

const offsetAtOffice = async (field: FieldPhone, ce: number) =>
  office.office.store.read(async (tables) => tables.devices.clockOffset(field.known.dev, ce));

describe('the phone’s clock is wrong', () => {
  it.each([
    ['a day behind', -dayMs],
    ['ten years ahead', tenYearsMs],
    ['set to a Buddhist year', buddhistEraMs],
  ])('%s: everything is taken, and both sides know by how much (row 19)', async (_, aheadMs) => {
    const field = await phoneAhead(aheadMs);
    const g = newId();
    const act = field.act(g);
    expect(await field.phone.officeAheadMs()).toBeUndefined();
    await field.phone.record([groupCreated(act), documentTicked(act)]);
    expect(await field.sender.drain('save')).toBe('done');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0, rejected: 0 });
    expect(await field.phone.officeAheadMs()).toBe(-aheadMs);
    const { ce } = await field.phone.syncHead();
    expect(await offsetAtOffice(field, ce)).toBe(-aheadMs);
    // the officer's other phone, whose clock is right, reads it as everything else
    const other = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: field.known.user }) });
    await other.sender.drain('start');
    expect((await other.phone.row(g, 'group'))?.documents.passbook).toBe('have');
    expect(await other.phone.officeAheadMs()).toBe(0);
  });

  it('and is set right: until the office has answered again nothing is claimed, and each stretch of time keeps its own difference (row 19)', async () => {
    const field = await phoneAhead(tenYearsMs);
    const { clock } = field.hardware;
    const act = field.act(newId());
    await field.phone.record([groupCreated(act)]);
    await field.sender.drain('save');
    const wrong = (await field.phone.syncHead()).ce;
    await field.restart();
    expect(await field.phone.officeAheadMs()).toBe(-tenYearsMs);

    clock.setWall(office.clock.nowMs());
    expect(await field.phone.officeAheadMs()).toBeUndefined();
    const [ticked] = await field.phone.record([documentTicked(act)]);
    expect(ticked?.ce).toBe(wrong + 1);
    expect(await field.sender.drain('tap')).toBe('done');
    expect(await field.phone.officeAheadMs()).toBe(0);
    expect([await offsetAtOffice(field, wrong), await offsetAtOffice(field, wrong + 1)]).toEqual([-tenYearsMs, 0]);
  });

  it('by any amount, again and again: nothing is refused and nothing waits (row 19)', { timeout: 60_000 }, async () => {
    const field = await phoneAhead(0);
    const g = newId();
    await field.phone.record([groupCreated(field.act(g))]);
    let recorded = 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -20 * 365, max: 600 * 365 }), async (days) => {
        field.hardware.clock.setWall(office.clock.nowMs() + days * dayMs);
        await field.phone.record([documentTicked(field.act(g))]);
        recorded += 1;
        expect(await field.sender.drain('tap')).toBe('done');
        expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0, rejected: 0 });
        expect(await field.phone.officeAheadMs()).toBe(-days * dayMs + 0);
      }),
      { numRuns: 25 },
    );
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(recorded);
  });
});
