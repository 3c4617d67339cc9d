/** A new release that makes other rows of the same operations: the office's store is brought to them at its first start, and only then. */
import { rmSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import type { Operation } from '../../src/domain/operation.ts';
import { foldVersion } from '../../src/domain/snapshot.ts';
import { viewerOf } from '../../src/server/access.ts';
import { logTo } from '../../src/server/log.ts';
import type { Office } from '../../src/server/office.ts';
import { receive, toIncoming } from '../../src/server/receive.ts';
import { openOffice } from '../../src/server/start.ts';
import { foundingRest, foundingVote, groupCreate, memberAdd, pledgePaid } from '../support/act.ts';
import { openTestOffice, startOfTest, type TestOffice } from '../support/server-office.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function send(office: TestOffice, phone: ServerPhone, ops: readonly Operation[]): Promise<void> {
  const incoming = await Promise.all(ops.map(async (op) => toIncoming({ ...op, n: (phone.n += 1) })));
  await office.office.store.write(async (tables) => {
    const author = await viewerOf(tables, phone.session.user, phone.dev, office.office.clock());
    if (!author) throw new Error('an officer');
    await receive(tables, { author, dev: phone.dev, nowMs: office.office.clock() }, incoming);
  });
}

/** A group with a member who has paid, and a second one. */
async function officeWithBooks() {
  const test = await openTestOffice();
  folders.push(test.dataDir);
  const phone = await test.phone({ areas: ['5607'] });
  const [g, other, member] = [newId(), newId(), newId()];
  for (const each of [g, other])
    await send(test, phone, [groupCreate(each), ...foundingVote(each).ops, ...(each === g ? [memberAdd(g, member), ...foundingRest(g).ops, pledgePaid(g, member, 50_000)] : [])]); // prettier-ignore
  return { test, g, other };
}

async function startAgain(dataDir: string) {
  const logs: string[] = [];
  const office = await openOffice({ dataDir, clock: () => startOfTest, log: logTo((line) => void logs.push(line), () => startOfTest) }); // prettier-ignore
  return { office, logs: logs.join(''), close: async () => office.store.close() };
}

const stateOf = async ({ store }: Pick<Office, 'store'>, groups: readonly string[]) =>
  store.read(async (tables) => ({
    rows: await Promise.all(groups.map(async (each) => tables.rows.all(each))),
    areas: await tables.figures.allAreas(),
  }));

/** As a release before this one would have left it: a row without what is new, one that is made no more, sums to match. */
async function leaveAsBefore({ store }: Pick<Office, 'store'>, g: string): Promise<void> {
  await store.write(async (tables) => {
    const group = JSON.parse((await tables.rows.get(g, 'group')) ?? '{}') as { members: { accepted: number } };
    await tables.rows.put(g, 'group', JSON.stringify({ ...group, members: { ...group.members, accepted: 7 } }));
    await tables.rows.put(g, 'visit:gone', JSON.stringify({ type: 'visit', id: 'gone' }));
    await tables.office.set('fold', String(foldVersion - 1));
  });
}

it('folds every stream again once, with the sums of the boards; the next start has nothing to do', async () => {
  const { test, g, other } = await officeWithBooks();
  const right = await stateOf(test.office, [g, other]);
  await leaveAsBefore(test.office, g);
  await test.office.store.close();

  const first = await startAgain(test.dataDir);
  expect(first.logs).toMatch(/"rows-folded-again".*"streams":1/);
  expect(await stateOf(first.office, [g, other])).toEqual(right);
  await first.close();
  const second = await startAgain(test.dataDir);
  expect(second.logs).not.toContain('rows-folded-again');
  expect(await stateOf(second.office, [g, other])).toEqual(right);
  await second.close();
});

it('a stream that a later release wrote in, now taken back, keeps its rows; the others are folded', async () => {
  const { test, g, other } = await officeWithBooks();
  await leaveAsBefore(test.office, g);
  await leaveAsBefore(test.office, other);
  await test.office.store.write(async (tables) => {
    const [stream, last] = [await tables.streams.find(g), (await tables.operations.page(g, 0, 1, 1))[0]];
    if (stream === undefined || last === undefined) throw new Error('a group');
    const body = JSON.stringify({ ...(JSON.parse(last.body) as object), id: newId(), k: 'entry.from-tomorrow' });
    await tables.operations.append({ ...last, id: newId(), n: 9_000, seq: stream.seq + 1, kind: 'entry.from-tomorrow', body });
  });
  await test.office.store.close();
  const { office, close } = await startAgain(test.dataDir);
  const accepted = async (each: string) => {
    const body = await office.store.read((tables) => tables.rows.get(each, 'group'));
    return (JSON.parse(body ?? '{}') as { members: { accepted: number } }).members.accepted;
  };
  expect([await accepted(g), await accepted(other)]).toEqual([7, 0]);
  await close();
});
