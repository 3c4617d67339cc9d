/** What is kept longer than it has to be is listed every night, and erased only where the office was told to (domain.md §6). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRetentionRound, eraseDue, findDue } from '../../src/server/retention.ts';
import { groupPayload, memberPayload, memberPersonal } from '../support/server-operations.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let phone: ServerPhone;
const g = newId();
const [leftLongAgo, paidLater, withdrew, waits, stays] = [newId(), newId(), newId(), newId(), newId()];

beforeEach(async () => {
  office = await openTestOffice();
  phone = await office.phone();
  const meeting = newId();
  const entry = (member: string, kind: 'pledged-savings' | 'savings-returned', paidOn: string) =>
    phone.op(g, 'entry.record', { paidOn, writtenBy: 'committee', rows: [{ e: newId(), kind, member, amount: 5_000 }] });
  const verdicts = await phone.push(
    phone.op(g, 'group.create', groupPayload()),
    phone.op(g, 'meeting.open', { meeting, kind: 'founding', heldOn: '2006-01-05' }),
    phone.op(g, 'member.add', { ...memberPayload(withdrew), appliedOn: '2026-08-01' }, memberPersonal('Withdrawn')),
    phone.op(g, 'member.close', { member: withdrew, leftOn: '2026-08-20', reason: 'withdrawn' }),
    phone.op(g, 'member.add', { ...memberPayload(waits), appliedOn: '2026-08-01', interestOnly: true }, memberPersonal('Waiting')),
    phone.op(g, 'meeting.resolve', { meeting, resolution: newId(), step: '2.2', motion: 'found', present: 9, for: 9, against: 0, abstain: 0, method: 'hand', passed: true }),
    ...[leftLongAgo, paidLater, stays].map((member) =>
      phone.op(g, 'member.add', { ...memberPayload(member), appliedOn: '2006-01-05' }, memberPersonal('Longago')),
    ),
    entry(paidLater, 'pledged-savings', '2016-10-01'),
    entry(paidLater, 'savings-returned', '2016-12-01'),
    ...[leftLongAgo, paidLater].map((member) => phone.op(g, 'member.close', { member, leftOn: '2016-11-22', reason: 'moved' })),
  ); // prettier-ignore
  expect(verdicts.map(({ r }) => r)).toEqual(verdicts.map(() => 'applied'));
});
afterEach(async () => office.close());

it('finds who left ten years ago without anything since, and applications after ninety days; an open one waits for a person', async () => {
  const due = await findDue(office.office, '2026-11-23');
  expect(due.map(({ member, why, dueOn, needsPerson }) => ({ member, why, dueOn, needsPerson }))).toEqual(
    [
      { member: leftLongAgo, why: 'left', dueOn: '2026-11-22', needsPerson: false },
      { member: withdrew, why: 'application', dueOn: '2026-11-18', needsPerson: false },
      { member: waits, why: 'application', dueOn: '2026-10-30', needsPerson: true },
    ].sort((a, b) => (a.member < b.member ? -1 : 1)),
  );
  // ten years after the money was given back, not after he left
  expect((await findDue(office.office, '2026-12-01')).map(({ member }) => member)).toContain(paidLater);
  expect(JSON.stringify(due)).not.toMatch(/Longago|Withdrawn|Waiting/);
});

it('erases nobody by itself unless it was told to, and then once a night at three, with counts alone in the log', async () => {
  const isGone = async (member: string) =>
    (await office.office.store.read((tables) => tables.rows.get(g, `member:${member}`)))?.includes('erasedNo') === true;
  office.setNow(Date.parse('2026-11-23T20:10:00Z'));
  await createRetentionRound(office.office, false)();
  expect(await isGone(leftLongAgo)).toBe(false);
  expect(office.logs.join('')).toContain('"due":3,"erased":0');
  const round = createRetentionRound(office.office, true);
  await round();
  expect(await Promise.all([leftLongAgo, withdrew, waits, paidLater, stays].map(isGone))).toEqual([true, true, false, false, false]);
  expect(office.logs.join('')).toContain('"due":3,"erased":2');
  const lines = office.logs.length;
  await round();
  expect(office.logs).toHaveLength(lines);
  expect(await eraseDue(office.office, await findDue(office.office, '2026-11-24'), '2026-11-24')).toBe(0);
  expect(office.logs.join('')).not.toMatch(/Longago|Withdrawn|Waiting/);
});
