/** A chief reviews without signal: the phone holds no row of the group, keeps the review all the same, and the office folds it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { giveGrant } from '../../src/server/invitation.ts';
import { notOnBoard } from '../../src/storage/own-acts.ts';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { everyRow, groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

async function scene() {
  const officer = await newFieldPhone(office);
  const g = newId();
  const report = newId();
  const act = officer.act(g);
  const submit = act('report.submit', { report, kind: 'monthly-savings', version: 1, forMonth: '2026-11', snapshot: { members: 48 } });
  await officer.phone.record([groupCreated(act), submit]);
  await officer.sender.drain('save');
  const chief = await newFieldPhone(office, { code: await office.invite('district-chief', ['5601']) });
  await chief.sender.drain('start');
  const review = chief.act(g)('report.review', {
    report,
    saw: submit.id,
    level: 'district',
    decision: 'returned',
    remark: 'members differ',
  });
  return { officer, chief, g, report, review };
}
const pending = async (phone: Awaited<ReturnType<typeof newFieldPhone>>['phone'], fetchedAt?: string) =>
  notOnBoard(await phone.outbox(50), ['report.review'], fetchedAt);

it('kept through a restart, numbered and sent like everything else; no row of the group ever comes to that phone', async () => {
  const { officer, chief, g, report, review } = await scene();
  expect(await everyRow(chief.phone, g)).toEqual([]);
  chief.network.rule = () => 'lose-request';
  const [op] = await chief.phone.record([review]);
  expect(op?.n).toBe(1);
  await chief.restart();
  expect(await chief.phone.queue()).toMatchObject({ waiting: 1 });
  expect(await pending(chief.phone)).toMatchObject([{ id: review.id, g, state: 'waiting', p: { decision: 'returned' } }]);

  chief.network.rule = () => undefined;
  expect(await chief.sender.drain('online')).toBe('done');
  expect(await chief.phone.queue()).toMatchObject({ waiting: 0, held: 0 });
  expect(await everyRow(chief.phone, g)).toEqual([]);
  await officer.sender.drain('online');
  expect(await officer.phone.row<'report'>(g, `report:${report}`)).toMatchObject({
    state: 'returned',
    versions: [{ reviews: [{ remark: 'members differ' }] }],
  });
});

it('the board shows it as the own word until a board fetched afterwards is on the screen', async () => {
  const { chief, review } = await scene();
  const before = new Date(chief.hardware.clock.nowMs() - 1).toISOString();
  await chief.phone.record([review]);
  await chief.sender.drain('save');
  expect(await pending(chief.phone, before)).toMatchObject([{ state: 'sent' }]);
  await chief.hardware.clock.advance(60_000);
  expect(await pending(chief.phone, new Date(chief.hardware.clock.nowMs()).toISOString())).toEqual([]);
});

it('sent again after the office was restored from a backup that is older', async () => {
  const { officer, chief, g, report, review } = await scene();
  const restore = await office.backUp();
  await chief.phone.record([review]);
  await chief.sender.drain('save');
  await restore();
  await chief.sender.drain('timer');
  await chief.sender.drain('timer');
  await officer.sender.drain('timer');
  expect(await officer.phone.row<'report'>(g, `report:${report}`)).toMatchObject({ state: 'returned' });
});

it('a chief who is given the group itself later reads it with the own review in its place', async () => {
  const { officer, chief, g, report, review } = await scene();
  await chief.phone.record([review]);
  await chief.sender.drain('save');
  await office.office.store.write(async (tables) =>
    giveGrant(tables, office.office, chief.known.user, { role: 'field-officer', areas: [], groups: [g] }),
  );
  await chief.sender.drain('start');
  await officer.sender.drain('start');
  expect(await chief.phone.row<'report'>(g, `report:${report}`)).toEqual(await officer.phone.row<'report'>(g, `report:${report}`));
});
