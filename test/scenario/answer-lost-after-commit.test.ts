import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the answer is lost after the office has committed', () => {
  it('the same operations are sent again and count once (row 2)', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act), memberAdded(act, { firstName: 'A' })]);
    field.network.script('lose-answer');
    expect(await field.sender.drain('save')).toBe('waiting');
    expect(field.sender.state()).toMatchObject({ phase: 'offline', waiting: 2 });
    expect(await field.sender.drain('timer')).toBe('done');
    expect(field.sender.state()).toMatchObject({ phase: 'idle', waiting: 0 });
    expect(await field.phone.rows(g, 'member')).toHaveLength(1);

    const other = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: field.known.user }) });
    await other.sender.drain('start');
    expect(await everyRow(other.phone, g)).toEqual(await everyRow(field.phone, g));
  });

  it('cut at any tenth, nothing of it is applied and everything is settled by the next round (row 3)', async () => {
    for (let tenth = 0; tenth <= 10; tenth += 1) {
      const field = await newFieldPhone(office);
      const g = newId();
      const act = field.act(g);
      await field.phone.record([groupCreated(act), memberAdded(act, { firstName: 'A' })]);
      field.network.script({ cutAnswerAt: tenth / 10 });
      expect(await field.sender.drain('save')).toBe('waiting');
      expect((await field.phone.queue()).waiting).toBe(2);
      expect(await field.sender.drain('timer')).toBe('done');
      expect((await field.phone.queue()).waiting).toBe(0);
      expect((await field.phone.outbox(5)).map(({ state }) => state)).toEqual(['acked', 'acked']);
    }
  });
});
