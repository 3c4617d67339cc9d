/** What waits for something that has not come is released when it comes, in the order the phones wrote it (sync.md §1.7). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Verdict } from '../../src/protocol/sync.ts';
import { Desk } from '../../src/server/desk.ts';
import { releaseUnknown } from '../../src/server/receive.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { groupPayload, memberPayload, memberPersonal, newGroup, visitPayload } from '../support/server-operations.ts';
import { newId, redeem, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let phone: ServerPhone;

beforeEach(async () => {
  office = await openTestOffice();
  phone = await office.phone();
});
afterEach(() => office.close());

async function secondPhone(): Promise<ServerPhone> {
  const user = phone.session.user;
  return redeem(office.app, (await office.invite({ user })).code, phone.clock);
}

async function orderOf(group: string): Promise<readonly string[]> {
  const rows = await office.office.store.read((tables) => tables.operations.page(group, 0, 1000, 1000));
  return rows.map((row) => row.id);
}

function refs(verdicts: readonly Verdict[]): readonly (string | undefined)[] {
  return verdicts.map((verdict) => (verdict.r === 'held' && verdict.why === 'missing-ref' ? verdict.ref : verdict.r));
}

it('a group’s records that arrive before the group wait for it and follow it in order', async () => {
  const other = await secondPhone();
  const g = newId();
  const create = phone.op(g, 'group.create', groupPayload());
  const early = [1, 2, 3].map(() => other.op(g, 'visit.record', visitPayload()));
  expect(refs(await other.push(...early))).toEqual([g, g, g]);
  expect(await phone.push(create)).toMatchObject([{ r: 'applied', seq: 1 }]);
  expect(await orderOf(g)).toEqual([create.id, ...early.map((op) => op.id)]);
  expect(await other.push(...early)).toMatchObject([{ seq: 2 }, { seq: 3 }, { seq: 4 }]);
});

it('three levels that arrive upside down are all there after the first (row 40)', async () => {
  const other = await secondPhone();
  const g = newId();
  const [member, entry] = [newId(), newId()];
  const add = phone.op(g, 'member.add', memberPayload(member), memberPersonal());
  const pay = other.op(g, 'entry.record', {
    paidOn: '2026-11-21',
    writtenBy: 'committee',
    rows: [{ e: entry, kind: 'pledged-savings', member, amount: 10_000, forMonth: '2026-11' }],
  });
  const undo = other.op(g, 'entry.reverse', { e: entry, reason: 'counted twice' });
  expect(refs(await other.push(pay, undo))).toEqual([g, g]);
  const create = { ...phone.op(g, 'group.create', groupPayload()), n: 1 };
  const verdicts = await phone.push(create, { ...add, n: 2 });
  expect(verdicts.map((verdict) => verdict.r)).toEqual(['applied', 'applied']);
  expect(await orderOf(g)).toEqual([create.id, add.id, pay.id, undo.id]);
  const held = await office.office.store.read((tables) => tables.held.waitingIn(g));
  expect(held).toEqual([]);
});

it('children of several phones are released by device and number, each after what it waits for', async () => {
  const other = await secondPhone();
  const g = await newGroup(phone);
  const member = newId();
  const pledge = (from: ServerPhone, amount: number) =>
    from.op(g, 'pledge.decide', { member, amount, effectiveFrom: '2026-12', decidedOn: '2026-11-21', decidedBy: 'member' });
  const theirs = [pledge(other, 100), pledge(other, 200)];
  const mine = [pledge(phone, 300), pledge(phone, 400)];
  // the second phone's records come in the wrong order of time between the phones
  await other.push(...theirs);
  await phone.push(...mine);
  const add = phone.op(g, 'member.add', memberPayload(member), memberPersonal());
  await phone.push(add);
  const byDevice = phone.dev < other.dev ? [...mine, ...theirs] : [...theirs, ...mine];
  expect((await orderOf(g)).slice(1)).toEqual([add.id, ...byDevice.map((op) => op.id)]);
});

it('a child that waits for two things is released by the second', async () => {
  const g = await newGroup(phone);
  const [member, entry] = [newId(), newId()];
  const correct = phone.op(g, 'entry.correct', {
    e: entry,
    reason: 'typed wrong',
    row: {
      e: newId(),
      kind: 'pledged-savings',
      member,
      amount: 5e3,
      forMonth: '2026-11',
    },
  });
  const [first] = await phone.push(correct);
  expect(first).toMatchObject({ r: 'held', why: 'missing-ref' });
  await phone.push(phone.op(g, 'member.add', memberPayload(member), memberPersonal()));
  expect(await office.office.store.read((tables) => tables.held.waitingIn(g))).toHaveLength(1);
  const rows = [{ e: entry, kind: 'fine' as const, member, amount: 700 }];
  await phone.push(phone.op(g, 'entry.record', { paidOn: '2026-11-21', writtenBy: 'officer', rows }));
  expect(await office.office.store.read((tables) => tables.held.waitingIn(g))).toEqual([]);
});

it('children of an operation that was set aside wait with it', async () => {
  const g = newId();
  const verdicts = await phone.push(phone.op(g, 'group.create', groupPayload('570101')), phone.op(g, 'visit.record', visitPayload()));
  expect(verdicts).toMatchObject([
    { r: 'held', why: 'scope-none' },
    { r: 'held', why: 'missing-ref', ref: g },
  ]);
});

it('what an older server could not read is released by one that can, and what waited for it too (row 36)', async () => {
  const g = await newGroup(phone);
  const member = newId();
  const add = phone.op(g, 'member.add', memberPayload(member), memberPersonal());
  const pledge = phone.op(g, 'pledge.decide', {
    member,
    amount: 5000,
    effectiveFrom: '2026-12',
    decidedOn: '2026-11-21',
    decidedBy: 'member',
  });
  await phone.push({ ...add, k: 'member.future' }, pledge);
  // the upgrade: the same bytes now mean something
  await office.office.store.write(async (tables) => {
    const held = await tables.held.find(add.id);
    if (!held) throw new Error('held');
    expect(held.why).toBe('unknown-kind');
  });
  const released = await office.office.store.write((tables) => releaseUnknown(tables, g, office.office.clock()));
  expect(released).toBe(0);
  expect(await office.office.store.read((tables) => tables.held.waitingIn(g))).toHaveLength(2);
});

it('a record that waits under an id that was taken elsewhere meanwhile stands in nobody’s way', async () => {
  const other = await secondPhone();
  const elsewhere = await newGroup(phone);
  const g = newId();
  const child = other.op(g, 'visit.record', visitPayload());
  expect(refs(await other.push(child))).toEqual([g]);
  // as two writes on two streams leave it that crossed: in both tables
  const { office: at } = office;
  await at.store.write(async (tables) => {
    const held = await tables.held.find(child.id);
    const desk = new Desk(tables, at.clock());
    const stream = await desk.open(elsewhere);
    if (!held || !stream) throw new Error('both are there');
    const { id, dev, n, kind, actor, receivedAt, hash, body, personal } = held;
    stream.append({ id, dev, n, kind, actor, receivedAt, hash, body, personal, flags: [] }, at.clock());
    await desk.writeBack();
  });
  const create = phone.op(g, 'group.create', groupPayload());
  expect(await phone.push(create)).toMatchObject([{ r: 'applied', seq: 1 }]);
  expect(await orderOf(g)).toEqual([create.id]);
  expect(await other.push(child)).toMatchObject([{ r: 'applied' }]);
  expect(await at.store.read((tables) => tables.held.waitingIn(g))).toEqual([]);
});
