/** `POST /v1/sync`, the pull: contiguous pages of the streams a person may hold, and nothing else. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashOperation } from '../../src/domain/canonical-json.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { memberPayload, memberPersonal, newGroup, visitPayload } from '../support/server-operations.ts';
import { newId, redeem, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let phone: ServerPhone;
let group: string;

beforeEach(async () => {
  office = await openTestOffice();
  phone = await office.phone();
  group = await newGroup(phone);
});
afterEach(() => office.close());

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function pageOf(answer: SyncResponse, g: string): SyncResponse['streams'][number] | undefined {
  return answer.streams.find((page) => page.g === g);
}

it('an officer’s streams are the own inbox, the campaign of the province and the own groups', async () => {
  await newGroup(await office.phone());
  const answer = await phone.sync();
  expect(answer.streams.map((page) => [page.kind, page.view])).toEqual([
    ['person', 'inbox'],
    ['area', 'full'],
    ['group', 'full'],
  ]);
  const kinds = answer.streams.map((page) => page.ops.map((one) => one.op.k));
  expect(kinds[0]).toEqual(['grant.give']);
  expect(kinds[1]?.filter((k) => k === 'target.set')).toHaveLength(9);
  expect(kinds[1]).toContain('campaign.set');
  expect(kinds[1]).toContain('holiday.set');
});

it('the chain at the end of a page is what anybody computes from its operations, personal parts included', async () => {
  const member = newId();
  await phone.push(phone.op(group, 'member.add', memberPayload(member), memberPersonal()), phone.op(group, 'visit.record', visitPayload()));
  const page = pageOf(await phone.sync(), group);
  let chain = '0'.repeat(64);
  for (const { op } of page?.ops ?? []) chain = sha256(chain + (await hashOperation(op, sha256)));
  expect(page?.ops).toHaveLength(3);
  expect(page?.chain).toBe(chain);
});

it('a page starts right after the cursor and nothing is sent for a stream that has not changed', async () => {
  await phone.pull();
  expect((await phone.sync()).streams).toEqual([]);
  const [verdict] = await phone.push(phone.op(group, 'visit.record', visitPayload()));
  const page = pageOf(await phone.sync(), group);
  expect(page).toMatchObject({ from: 1, to: 2, head: 2 });
  expect(page?.ops[0]?.op.id).toBe(verdict && 'id' in verdict ? verdict.id : '');
});

it('much comes in several pages without a hole, and twice the same', async () => {
  const text = 'long advice '.repeat(300);
  for (let batch = 0; batch < 2; batch++) {
    const ops = Array.from({ length: 150 }, () => phone.op(group, 'visit.record', { ...visitPayload(), advice: text }));
    await phone.push(...ops);
  }
  const answer = await phone.sync();
  expect(answer.more).toBe(true);
  expect(JSON.stringify(answer).length).toBeLessThan(750_000);
  const all = (await phone.pull()).get(group);
  expect(all).toHaveLength(301);
  const again = await redeem(office.app, (await office.invite({ user: phone.session.user })).code, phone.clock);
  expect((await again.pull()).get(group)).toEqual(all);
});

it('a cursor before a restore counts as none, and a cursor beyond the end starts again', async () => {
  await phone.pull();
  const restored = await phone.sync([], { epoch: 'another' });
  expect(pageOf(restored, group)).toMatchObject({ from: 0, to: 1, reset: true });
  const beyond = await phone.sync([], { cur: { [group]: 99 } });
  expect(pageOf(beyond, group)).toMatchObject({ from: 0, to: 1, reset: true });
});

it('a forged cursor learns nothing: a stranger’s stream and one that does not exist get the same answer (row 50)', async () => {
  const stranger = await office.phone({ areas: ['5606'] });
  const [none, theirs] = [newId(), group];
  for (const cursor of [0, 5]) {
    const answers = [];
    for (const g of [none, theirs]) {
      const answer = await stranger.sync([], { cur: { [g]: cursor }, want: [g] });
      answers.push({ streams: answer.streams, revoked: answer.revoked.length });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual({ streams: [], revoked: cursor > 0 ? 1 : 0 });
  }
});

it('a new group that still waits on the phone is not called revoked', async () => {
  const answer = await phone.sync([], { cur: { [newId()]: 0 } });
  expect(answer.revoked).toEqual([]);
});

it('only what is wanted is sent', async () => {
  expect((await phone.sync([], { want: [group] })).streams.map((page) => page.g)).toEqual([group]);
  expect((await phone.sync([], { want: [] })).streams).toEqual([]);
});

it.each(['district-chief', 'province', 'department'] as const)('a %s pulls no member and no group at all', async (role) => {
  await phone.push(phone.op(group, 'member.add', memberPayload(newId()), memberPersonal()));
  const chief = await office.phone({ role, areas: ['56'] });
  const answer = await chief.sync();
  expect(answer.streams.map((page) => page.kind)).toEqual(['person', 'area']);
  expect(JSON.stringify(answer)).not.toContain('Jaidee');
});
