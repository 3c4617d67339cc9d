import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFieldPhone, openTestOffice, type FieldPhone, type TestOffice } from '../support/phone-office.ts';
import { laneOfPhone, numbersFor, type PhonePlace } from '../../src/domain/member-number.ts';
import { documentTicked, everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('two phones write down one founding meeting without signal', () => {
  it('merge to equal rows: everybody’s members, one same field to be decided, the same payment twice and flagged (row 45, row 46)', async () => {
    const one = await newFieldPhone(office);
    const two = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: one.known.user }) });
    const g = newId();
    const act = one.act(g);
    const member = newId();
    const meeting = newId();
    await one.phone.record([
      groupCreated(act),
      memberAdded(act, { firstName: 'Shared', nationalId: '1234567890121' }, member),
      act('meeting.open', { meeting, kind: 'founding', heldOn: '2026-11-23' }),
    ]);
    await one.sender.drain('save');
    await two.sender.drain('start');
    for (const { network } of [one, two]) network.rule = () => 'lose-request';

    for (let index = 0; index < 15; index += 1) {
      await one.phone.record([memberAdded(act, { firstName: `one ${index}` })]);
      await two.phone.record([memberAdded(act, { firstName: `two ${index}` })]);
    }
    const base = { nickname: (await one.phone.row<'member'>(g, `member:${member}`))?.setBy?.['nickname'] ?? null };
    await one.phone.record([act('member.set', { member, base, fields: {} }, { fields: { nickname: 'Daeng' } })]);
    await two.phone.record([act('member.set', { member, base, fields: {} }, { fields: { nickname: 'Dam' } })]);
    const payment = () =>
      act('entry.record', {
        paidOn: '2026-11-23',
        meeting,
        writtenBy: 'committee',
        rows: [{ e: newId(), kind: 'pledged-savings', member, amount: 10_000, forMonth: '2026-11' }],
      });
    await one.phone.record([payment()]);
    await two.phone.record([payment(), documentTicked(act)]);

    for (const { network } of [one, two]) network.rule = () => undefined;
    for (const { sender } of [two, one, two]) expect(await sender.drain('online')).toBe('done');
    expect(await everyRow(one.phone, g)).toEqual(await everyRow(two.phone, g));
    expect(await one.phone.rows(g, 'member')).toHaveLength(31);
    expect(await one.phone.rows(g, 'entry')).toHaveLength(2);
    expect((await one.phone.row<'passbook'>(g, `passbook:2026:${member}`))?.lines).toHaveLength(2);
    for (const { phone } of [one, two]) expect(await phone.queue()).toMatchObject({ waiting: 0, held: 0 });
    const fresh = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: one.known.user }) });
    await fresh.sender.drain('start');
    expect(await everyRow(fresh.phone, g)).toEqual(await everyRow(one.phone, g));
  });

  async function voted() {
    const one = await newFieldPhone(office);
    const two = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: one.known.user }) });
    const g = newId();
    const act = one.act(g);
    const meeting = newId();
    const count = { present: 60, for: 46, against: 5, abstain: 9, method: 'hand' as const, passed: true };
    await one.phone.record([
      groupCreated(act),
      act('meeting.open', { meeting, kind: 'founding', heldOn: '2026-11-23' }),
      act('meeting.resolve', { meeting, resolution: newId(), step: '2.2', motion: 'found the group', ...count }),
    ]);
    await one.sender.drain('save');
    await two.sender.drain('start');
    for (const { network } of [one, two]) network.rule = () => 'lose-request';
    return { one, two, g, act };
  }

  /** As the sheet at the end of the intake does it: everybody accepted without a number, in the lane of this phone. */
  async function giveNumbers(by: FieldPhone, g: string, place: PhonePlace): Promise<readonly number[]> {
    const members = await by.phone.rows(g, 'member');
    const waiting = members.filter((member) => member.state === 'accepted' && member.no === undefined);
    const rows = numbersFor(waiting, members, laneOfPhone(place));
    await by.phone.record([by.act(g)('member.number', { rows })]);
    return rows.map(({ no }) => no);
  }

  async function bothSend(one: FieldPhone, two: FieldPhone): Promise<void> {
    for (const { network } of [one, two]) network.rule = () => undefined;
    for (const { sender } of [one, two, one]) expect(await sender.drain('online')).toBe('done');
  }

  it('each said which phone it is: no number is given twice, and what people were told stays true', async () => {
    const { one, two, g, act } = await voted();
    const told: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (let index = 0; index < 3; index += 1) {
        await one.phone.record([memberAdded(act, { firstName: `one ${round} ${index}` })]);
        await two.phone.record([memberAdded(act, { firstName: `two ${round} ${index}` })]);
      }
      told.push(...(await giveNumbers(one, g, 'first')), ...(await giveNumbers(two, g, 'second')));
    }
    expect(new Set(told).size).toBe(18);
    await bothSend(one, two);
    for (const { phone } of [one, two]) {
      const members = await phone.rows(g, 'member');
      expect(members.map(({ no }) => no).sort((a, b) => a! - b!)).toEqual(told.sort((a, b) => a - b));
      expect(await phone.row<'group'>(g, 'group')).toMatchObject({ members: { accepted: 18, numbered: 18 }, openFlags: 0 });
    }
    expect(await everyRow(one.phone, g)).toEqual(await everyRow(two.phone, g));
  });

  it('both said they are the only one: whoever was told a number of the other is a doubt with that number, and gets a new one', async () => {
    const { one, two, g, act } = await voted();
    for (let index = 0; index < 5; index += 1) {
      await one.phone.record([memberAdded(act, { firstName: `one ${index}` })]);
      await two.phone.record([memberAdded(act, { firstName: `two ${index}` })]);
    }
    expect([await giveNumbers(one, g, 'only'), await giveNumbers(two, g, 'only')]).toEqual([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]); // prettier-ignore
    await bothSend(one, two);
    const doubtful = (await two.phone.rows(g, 'member')).filter(({ flags }) => flags?.includes('number-taken') === true);
    expect(doubtful.every(({ no, person }) => no === undefined && person.firstName?.startsWith('two') === true)).toBe(true);
    expect(doubtful.map(({ takenNo }) => takenNo).sort((x, y) => x! - y!)).toEqual([1, 2, 3, 4, 5]);
    expect((await two.phone.row<'group'>(g, 'group'))?.openFlags).toBe(5);
    expect(await giveNumbers(two, g, 'second')).toEqual([6, 8, 10, 12, 14]);
    await bothSend(two, one);
    expect(await one.phone.row<'group'>(g, 'group')).toMatchObject({ members: { numbered: 10 }, openFlags: 0 });
  });
});
