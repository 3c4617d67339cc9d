import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOperation } from '../../src/domain/canonical-json.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import { openBehind } from '../support/phone-disk.ts';
import { pull, recv, sha, Stream } from '../support/office-stream.ts';
import {
  openTestPhone,
  actsOf,
  documentTicked,
  everyRow,
  groupCreated,
  memberAdded,
  newId,
  newPhone,
  type MakeAct,
} from '../support/phone.ts';

/** the highest number that the office has of each phone; it never says a lower one */
const lastN = new WeakMap<Phone, number>();

/** Sends up to `count` operations; every `held`-th is set aside by the office, and says so. */
async function push(phone: Phone, stream: Stream, count: number, verdictOf: (n: number) => 'applied' | 'held' | 'rejected'): Promise<void> {
  const ops = (await phone.outgoing(count, 1_000_000)).ops;
  const verdicts = [];
  for (const op of ops) {
    const r = verdictOf(op.n);
    const about = { id: op.id, h: await hashOperation(op, sha) };
    if (r === 'applied') await stream.append(op, phone.user);
    verdicts.push(r === 'held' ? { r, ...about, why: 'missing-ref' } : r === 'rejected' ? { r, ...about, reason: 'no' } : { r, ...about });
  }
  const ackN = Math.max(lastN.get(phone) ?? 0, ops.at(-1)?.n ?? 0);
  lastN.set(phone, ackN);
  await phone.applyAnswer({ epoch: 'e', ackN, safeN: 0, receivedAt: recv, revoked: [], verdicts });
}

function someAct(act: MakeAct, kind: number, members: string[]): Act {
  const member = members[kind % Math.max(1, members.length)];
  if (kind % 5 === 0 || member === undefined) {
    members.push(newId());
    return memberAdded(
      act,
      { firstName: `M${members.length}`, ...(kind % 2 === 0 ? { nationalId: '1234567890121' } : {}) },
      members.at(-1),
    );
  }
  if (kind % 5 === 1) return documentTicked(act);
  if (kind % 5 === 2) return act('group.set', { base: {}, fields: { name: `G${kind}` } }) as Act;
  if (kind % 5 === 3) return act('member.set', { member, base: {}, fields: {} }, { fields: { nickname: `N${kind}` } }) as Act;
  return act('meeting.open', { meeting: newId(), kind: 'monthly', heldOn: '2026-11-05' }) as Act;
}

const step = fc.record({
  who: fc.constantFrom(0, 1),
  what: fc.constantFrom('record', 'record', 'record', 'push', 'pull', 'pull'),
  amount: fc.integer({ min: 1, max: 4 }),
  kind: fc.nat({ max: 40 }),
  fate: fc.constantFrom('applied', 'applied', 'applied', 'applied', 'held', 'rejected'),
});

describe('the rows of a group', () => {
  it('are the same taken in step by step and folded again from the operations, whatever the order of recording, sending and pulling', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 35 }), async (steps) => {
        const phones = [(await newPhone()).phone, (await newPhone()).phone] as const;
        const g = newId();
        const stream = new Stream(g);
        const act = actsOf(() => Date.UTC(2026, 10, 23), g);
        const members: string[] = [];
        await phones[0].record([groupCreated(act)]);
        await push(phones[0], stream, 10, () => 'applied');
        for (const { who, what, amount, kind, fate } of steps) {
          const phone = phones[who === 0 ? 0 : 1];
          if (what === 'record') await phone.record(Array.from({ length: amount }, (_, index) => someAct(act, kind + index, members)));
          if (what === 'push') await push(phone, stream, amount, () => fate);
          if (what === 'pull') await pull(phone, stream, amount);
        }
        for (const phone of phones) {
          const before = await everyRow(phone, g);
          await phone.repair();
          expect(await everyRow(phone, g)).toEqual(before);
        }
        for (const phone of phones) await push(phone, stream, 1000, () => 'applied');
        for (const phone of phones) await pull(phone, stream, 1000);
        const held = await Promise.all(phones.map(async (phone) => (await phone.queue()).held));
        if (held.every((count) => count === 0)) expect(await everyRow(phones[0], g)).toEqual(await everyRow(phones[1], g));
        const fresh = (await newPhone()).phone;
        while (((await fresh.syncHead()).cur[g] ?? 0) < stream.log.length) await pull(fresh, stream, 7);
        const office = await everyRow(fresh, g);
        for (const [index, phone] of phones.entries()) if (held[index] === 0) expect(await everyRow(phone, g)).toEqual(office);
        for (const phone of [...phones, fresh]) phone.close();
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it('stay while a stream is read again from 0, and change in one step', async () => {
    const [mine, other] = [(await newPhone()).phone, (await newPhone()).phone];
    const g = newId();
    const stream = new Stream(g);
    const act = actsOf(() => Date.UTC(2026, 10, 23), g);
    await other.record([groupCreated(act), ...Array.from({ length: 9 }, (_, index) => memberAdded(act, { firstName: `M${index}` }))]);
    await push(other, stream, 100, () => 'applied');
    await pull(mine, stream, 100);
    const before = await everyRow(mine, g);
    // the server came back from a backup: another epoch, same operations
    await mine.applyAnswer({ epoch: 'first', ackN: 0, safeN: 0, receivedAt: recv, revoked: [], verdicts: [] });
    await mine.applyAnswer({ epoch: 'second', ackN: 0, safeN: 0, receivedAt: recv, revoked: [], verdicts: [] });
    expect((await mine.syncHead()).cur[g]).toBe(0);
    await pull(mine, stream, 4);
    expect(await everyRow(mine, g)).toEqual(before);
    await mine.record([documentTicked(act)]);
    const during = await everyRow(mine, g);
    await pull(mine, stream, 100);
    expect(await everyRow(mine, g)).toEqual(during);
  });

  it('when the server has forgotten operations, own ones stay on top and those of others step back until they are sent again', async () => {
    const [mine, other] = [(await newPhone()).phone, (await newPhone()).phone];
    const g = newId();
    const stream = new Stream(g);
    const act = actsOf(() => Date.UTC(2026, 10, 23), g);
    await other.record([groupCreated(act), memberAdded(act, { firstName: 'kept' })]);
    await push(other, stream, 100, () => 'applied');
    await other.record([memberAdded(act, { firstName: 'forgotten' })]);
    await push(other, stream, 100, () => 'applied');
    await pull(mine, stream, 100);
    await mine.record([memberAdded(act, { firstName: 'own' })]);
    await push(mine, stream, 100, () => 'applied');
    await pull(mine, stream, 100);
    const names = async () =>
      (await mine.rows(g, 'member')).map(({ person }) => person.firstName).toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
    expect(await names()).toEqual(['forgotten', 'kept', 'own']);
    const [own, forgotten] = [stream.log.pop(), stream.log.pop()];
    await mine.applyAnswer({ epoch: 'restored', ackN: 0, safeN: 0, receivedAt: recv, revoked: [], verdicts: [] });
    expect((await mine.queue()).waiting).toBe(1);
    await pull(mine, stream, 100);
    expect(await names()).toEqual(['kept', 'own']);
    for (const again of [own, forgotten]) if (again !== undefined) await stream.append(again.op, again.by);
    await pull(mine, stream, 100);
    expect(await names()).toEqual(['forgotten', 'kept', 'own']);
    await mine.repair();
    expect(await names()).toEqual(['forgotten', 'kept', 'own']);
  });

  it('a group whose right has ended stays while something of it waits', async () => {
    const { phone, hardware } = await newPhone();
    const g = newId();
    const stream = new Stream(g);
    const act = actsOf(hardware.clock.nowMs, g);
    await phone.record([groupCreated(act)]);
    await push(phone, stream, 100, () => 'applied');
    await pull(phone, stream, 100);
    await phone.record([documentTicked(act)]);
    const answer = {
      epoch: 'e',
      ackN: 1,
      safeN: 0,
      receivedAt: new Date(hardware.clock.nowMs()).toISOString(),
      revoked: [g],
      verdicts: [],
    };
    await phone.applyAnswer(answer);
    expect(await phone.purgeRevoked()).toEqual([]);
    expect(await phone.groups()).toHaveLength(1);
    await push(phone, stream, 100, () => 'held');
    // the office says so with every answer; one that does not means the right is back
    await phone.applyAnswer({ ...answer, ackN: 2 });
    expect(await phone.purgeRevoked()).toEqual([g]);
    expect(await phone.groups()).toEqual([]);
  });

  it('a page with a hole is refused, an answer to an older question is dropped, a broken chain is read again', async () => {
    const [mine, other] = [(await newPhone()).phone, (await newPhone()).phone];
    const g = newId();
    const stream = new Stream(g);
    const act = actsOf(() => Date.UTC(2026, 10, 23), g);
    await other.record([groupCreated(act), documentTicked(act), documentTicked(act), documentTicked(act)]);
    await push(other, stream, 100, () => 'applied');
    const page = stream.page(0, 4);
    expect(await mine.applyPage({ ...page, ops: page.ops.filter(({ seq }) => seq !== 2) })).toBe('hole');
    expect(await mine.applyPage(stream.page(2, 2))).toBe('hole');
    expect((await mine.syncHead()).cur[g]).toBeUndefined();
    expect(await mine.applyPage(stream.page(0, 2))).toBe('applied');
    expect(await mine.applyPage(page)).toBe('stale');
    expect(await mine.applyPage({ ...stream.page(2, 2), chain: 'f'.repeat(64) })).toBe('chain-broken');
    expect((await mine.syncHead()).cur[g]).toBe(0);
    expect(await mine.brokenChains()).toEqual([g]);
    expect(await mine.applyPage(page)).toBe('applied');
    expect(await everyRow(mine, g)).toEqual(await everyRow(other, g));
  });

  it('a verdict about other bytes than ours is no receipt: the record stays visible as set aside', async () => {
    const { phone, hardware } = await newPhone();
    const g = newId();
    const [op] = await phone.record([groupCreated(actsOf(hardware.clock.nowMs, g))]);
    const verdicts = [{ r: 'applied' as const, id: op?.id ?? '', h: 'f'.repeat(64) }];
    await phone.applyAnswer({ epoch: 'e', ackN: 1, safeN: 1, receivedAt: recv, revoked: [], verdicts });
    expect(await phone.queue()).toMatchObject({ waiting: 0, held: 1 });
    expect((await phone.outbox(1))[0]).toMatchObject({ state: 'held', why: 'hash-differs' });
    expect((await phone.row(g, 'group'))?.name).toBe('Ban Tham');
  });

  it('a kind this app does not know is kept and counted, and the group still works (row 37)', async () => {
    const [mine, other] = [(await newPhone()).phone, (await newPhone()).phone];
    const g = newId();
    const stream = new Stream(g);
    const act = actsOf(() => Date.UTC(2026, 10, 23), g);
    const [created] = await other.record([groupCreated(act)]);
    if (created === undefined) throw new Error('not recorded');
    await stream.append(created, other.user);
    await stream.append({ ...created, id: newId(), n: 2, k: 'harvest.record', p: { rice: 3 } }, other.user);
    await stream.append({ ...created, id: newId(), n: 3, kv: 7 }, other.user);
    // a word that a later version has added to a known kind
    await stream.append({ ...created, id: newId(), n: 4, k: 'document.tick', p: { document: 'solar-ledger', state: 'have' } }, other.user);
    await pull(mine, stream, 10);
    expect(await mine.unknownOperations()).toBe(3);
    await mine.repair();
    expect(await mine.unknownOperations()).toBe(3);
    expect((await mine.row(g, 'group'))?.name).toBe('Ban Tham');
    await mine.record([documentTicked(act)]);
    expect((await mine.row(g, 'group'))?.documents.passbook).toBe('have');
  });

  it('what an older app could only store is folded when a newer one opens the store', async () => {
    const { phone, hardware, known } = await newPhone();
    const g = newId();
    const act = actsOf(() => Date.UTC(2026, 10, 23), g);
    const [, ticked] = await phone.record([groupCreated(act), documentTicked(act)]);
    const before = await everyRow(phone, g);
    phone.close();
    const raw = await openBehind(hardware.indexedDB, `sajja-${known.user}`);
    await raw.table('op').update(ticked?.id ?? '', { u: 1 });
    const group = (await raw.table('row').where('prefix').equals('group').primaryKeys()) as [string, string][];
    for (const key of group) await raw.table('row').delete(key);
    raw.close();
    const newer = await openTestPhone(hardware, { user: known.user });
    expect(await newer.unknownOperations()).toBe(0);
    expect(await everyRow(newer, g)).toEqual(before);
  });
});
