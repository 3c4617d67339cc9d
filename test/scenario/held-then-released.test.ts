import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, memberAdded, newId, everyRow } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('an operation is set aside and released later', () => {
  it('one whose parent is still on another phone stays in its place on this one and goes in when the parent comes', async () => {
    const chief = await newFieldPhone(office, { code: await office.invite('field-officer', ['560101']) });
    const helper = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: chief.known.user }) });
    const g = newId();
    const act = chief.act(g);
    const member = newId();
    await chief.phone.record([groupCreated(act)]);
    await chief.sender.drain('save');
    await helper.sender.drain('start');
    const parent = memberAdded(act, { firstName: 'A' }, member);
    await chief.phone.record([parent]);
    // the second phone learned of the member on paper and is online first
    await helper.phone.record([act('member.set', { member, base: {}, fields: {} }, { fields: { nickname: 'B' } })]);
    await helper.sender.drain('save');
    expect(await helper.phone.queue()).toMatchObject({ waiting: 0, held: 1 });
    await chief.sender.drain('save');
    await helper.sender.drain('timer');
    expect(await helper.phone.queue()).toMatchObject({ waiting: 0, held: 0 });
    expect((await helper.phone.row<'member'>(g, `member:${member}`))?.person.nickname).toBe('B');
    await chief.sender.drain('timer');
    expect(await everyRow(chief.phone, g)).toEqual(await everyRow(helper.phone, g));
  });

  it('work outside the own area is held, and accepted or rejected by the chief with a reason the phone shows', async () => {
    const field = await newFieldPhone(office);
    const boss = await newFieldPhone(office, { code: await office.invite('district-chief', ['5601']) });
    const [accepted, refused] = [newId(), newId()];
    for (const g of [accepted, refused]) {
      const act = field.act(g);
      const elsewhere = {
        name: 'Far',
        village: { tambon: '560102', moo: 1, name: 'Far' },
        villageTypes: ['other' as const],
        source: 'ledger' as const,
      };
      await field.phone.record([act('group.create', elsewhere)]);
    }
    expect(await field.sender.drain('save')).toBe('done');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 2 });
    const held = (await field.phone.outbox(10)).filter(({ state }) => state === 'held');
    expect(held.map(({ why }) => why)).toEqual(['scope-none', 'scope-none']);
    expect((await field.phone.groups()).map(({ id }) => id).sort()).toEqual([accepted, refused].sort());
    for (const { op } of held) {
      const decision = op.g === accepted ? { decision: 'accept', reason: 'late work' } : { decision: 'reject', reason: 'not ours' };
      const answer = await boss.network.fetch(`/v1/held/${op.id}`, {
        method: 'POST',
        headers: { 'X-Sync': '1', 'Content-Type': 'application/json' },
        body: JSON.stringify(decision),
      });
      expect(answer.status).toBe(200);
    }
    expect(await field.sender.drain('timer')).toBe('done');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0, rejected: 1 });
    expect((await field.phone.outbox(10)).find(({ state }) => state === 'rejected')).toMatchObject({ op: { g: refused }, why: 'not ours' });
    expect((await field.phone.groups()).map(({ id }) => id)).toEqual([accepted]);
  });
});
