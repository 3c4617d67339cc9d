import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchBoard, fetchBoardGroup, lastBoard } from '../../src/sync/office-board.ts';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

describe('the board', () => {
  it('is asked online, and the last one is shown with its time when there is no signal', async () => {
    const field = await newFieldPhone(office);
    const g = newId();
    await field.phone.record([groupCreated(field.act(g))]);
    await field.sender.drain('save');
    const boss = await newFieldPhone(office, { code: await office.invite('district-chief', ['5601']) });
    const { net } = boss.options;
    expect(await lastBoard(boss.phone)).toBeUndefined();
    const fresh = await fetchBoard(net, boss.phone);
    expect(fresh.ok && fresh.board.groups.map(({ group }) => group.id)).toEqual([g]);
    const one = await fetchBoardGroup(net, boss.phone, g);
    expect(one.ok && one.board.group.name).toBe('Ban Tham');

    boss.network.rule = () => 'lose-request';
    const kept = await fetchBoard(net, boss.phone);
    expect(kept).toMatchObject({ ok: false, problem: 'no-signal', last: { at: new Date(office.clock.nowMs()).toISOString() } });
    expect((await lastBoard(boss.phone))?.board.groups).toHaveLength(1);
    boss.network.rule = () => 'portal';
    expect(await fetchBoardGroup(net, boss.phone, g)).toMatchObject({
      ok: false,
      problem: 'portal',
      last: { board: { group: { id: g } } },
    });
  });

  it('asked with an area is kept apart', async () => {
    const boss = await newFieldPhone(office, { code: await office.invite('province', ['56']) });
    await fetchBoard(boss.options.net, boss.phone, '5601');
    expect(await lastBoard(boss.phone, '5601')).toBeDefined();
    expect(await lastBoard(boss.phone)).toBeUndefined();
  });
});
