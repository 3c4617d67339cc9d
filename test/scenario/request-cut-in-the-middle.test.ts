import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, memberAdded, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the request is cut in the middle', () => {
  it('the office keeps nothing of the batch and takes it whole the next time (row 4)', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([
      groupCreated(act),
      ...Array.from({ length: 60 }, (_, index) => memberAdded(act, { firstName: `M${index}` })),
    ]);
    for (const part of [0, 0.1, 0.5, 0.9]) {
      field.network.script({ cutRequestAt: part });
      expect(await field.sender.drain('tap')).toBe('waiting');
      expect(await office.office.store.read(async (tables) => tables.streams.find(g))).toBeUndefined();
    }
    expect(await field.sender.drain('tap')).toBe('done');
    expect((await office.office.store.read(async (tables) => tables.streams.find(g)))?.seq).toBe(61);
  });
});
