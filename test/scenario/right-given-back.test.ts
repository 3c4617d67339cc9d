import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDateInThailand } from '../../src/domain/thai-calendar.ts';
import { giveGrant } from '../../src/server/invitation.ts';
import { type FieldPhone, newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

const areas = ['560101'];

async function endRight({ known }: FieldPhone): Promise<void> {
  await office.office.store.write(async (tables) => {
    for (const { id } of await tables.people.grantsOf(known.user))
      await tables.people.endGrant(id, civilDateInThailand(office.clock.nowMs()));
  });
}

async function giveRight({ known }: FieldPhone): Promise<void> {
  await office.office.store.write((tables) => giveGrant(tables, office.office, known.user, { role: 'field-officer', areas }));
}

describe('the right to a group ends and is given back the same day', () => {
  it('the phone that had let the group go has all of it again, not only what is new', async () => {
    const field = await newFieldPhone(office);
    const colleague = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: field.known.user }) });
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act), memberAdded(act, { firstName: 'A' })]);
    await field.sender.drain('save');
    await colleague.sender.drain('start');
    await endRight(field);
    await field.sender.drain('timer');
    expect(await field.phone.groups()).toEqual([]);
    await giveRight(field);
    await colleague.phone.record([documentTicked(act)]);
    await colleague.sender.drain('save');
    await field.sender.drain('timer');
    expect(await everyRow(field.phone, g)).toEqual(await everyRow(colleague.phone, g));
    expect(await field.phone.rows(g, 'member')).toHaveLength(1);
  });

  it('a phone that heard of the end and lost the line before it let go keeps the group', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    const act = field.act(g);
    await field.phone.record([groupCreated(act), memberAdded(act, { firstName: 'A' })]);
    await field.sender.drain('save');
    await endRight(field);
    await field.phone.record([documentTicked(act)]);
    // an answer told of the end; then the line was gone before the round came to letting go
    await field.phone.applyAnswer({
      epoch: (await field.phone.syncHead()).epoch ?? '',
      ackN: 2,
      safeN: 0,
      receivedAt: new Date(office.clock.nowMs()).toISOString(),
      revoked: [g],
      verdicts: [],
    });
    await giveRight(field);
    expect(await field.sender.drain('timer')).toBe('done');
    expect((await field.phone.groups()).map(({ id }) => id)).toEqual([g]);
    expect(await field.phone.rows(g, 'member')).toHaveLength(1);
  });
});
