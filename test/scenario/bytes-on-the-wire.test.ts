/** What a month and what two years of a large group cost on the line, by the phone's own requests to the real office. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pledgeDayOf, registerOf } from '../support/group-books.ts';
import { type FieldPhone, newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { drawsOf } from '../support/seeded-draws.ts';

const members = 268;
const rowsInOneSheet = 25;

let office: TestOffice;
let field: FieldPhone;
beforeEach(async () => {
  office = await openTestOffice();
  field = await newFieldPhone(office);
});
afterEach(async () => office.close());

/** Bytes of all request bodies of one round, and how many requests carried records. */
async function sent(): Promise<{ readonly bytes: number; readonly requests: number }> {
  const before = field.network.requests.length;
  expect(await field.sender.drain('tap')).toBe('done');
  expect((await field.phone.queue()).waiting).toBe(0);
  const requests = field.network.requests.slice(before);
  return { bytes: requests.reduce((sum, request) => sum + request.bytes, 0), requests: requests.length };
}

describe('a group of 268 members', () => {
  it.each([
    ['as one sheet', 300],
    ['as the eleven sheets of 25 rows that screens make', rowsInOneSheet],
  ])('sends the pledges of one day %s in at most 6 kB', async (_how, rowsInOne) => {
    const draw = drawsOf(268);
    const register = registerOf(members, 4, draw);
    await field.phone.record(register.acts);
    await sent();
    await field.phone.record(pledgeDayOf(register.g, register.members, 24, rowsInOne, draw));
    const { bytes } = await sent();
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(6_000);
  });

  it('sends its register and 6,700 rows of 25 months in at most 110 kB and few requests', async () => {
    const draw = drawsOf(6_700);
    const register = registerOf(members, 4, draw);
    await field.phone.record(register.acts);
    for (let month = 0; month < 25; month += 1)
      await field.phone.record(pledgeDayOf(register.g, register.members, month, rowsInOneSheet, draw));
    const { bytes, requests } = await sent();
    expect(bytes).toBeLessThanOrEqual(110_000);
    expect(requests).toBeLessThanOrEqual(10);
  }, 120_000);
});
