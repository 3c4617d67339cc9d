/** The cost of an entry on the phone is that of the rows it touches: as many after ten thousand entries as after ten. */
import { IDBObjectStore } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { shiftMonth } from '../../src/domain/thai-calendar.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import { actsOf, groupCreated, memberAdded, newId, newPhone, type MakeAct } from '../support/phone.ts';

const membersInGroup = 100;

it('recording an entry reads and writes the same number of rows after 10, 1,000 and 10,000 entries', async () => {
  const { phone, hardware } = await newPhone();
  const g = newId();
  const act = actsOf(hardware.clock.nowMs, g);
  const members = Array.from({ length: membersInGroup }, () => newId());
  await phone.record([groupCreated(act), ...members.map((member) => memberAdded(act, { firstName: 'Kham' }, member))]);

  const costs: Cost[] = [];
  let entries = 0;
  for (const size of [10, 1_000, 10_000]) {
    while (entries < size) entries += await pay(phone, act, members, entries, Math.min(25, size - entries));
    const member = members[entries % membersInGroup] ?? '';
    costs.push(await costOf(() => phone.record([sheet(act, entries, [member])])));
    entries += 1;
  }
  phone.close();
  expect(entries).toBe(10_001);
  expect(costs[0]).toEqual({ read: expect.any(Number), written: 7, looked: 0 });
  expect(costs[0]?.read).toBeGreaterThan(5);
  expect(costs[0]?.read).toBeLessThan(15);
  expect(costs[1]).toEqual(costs[0]);
  expect(costs[2]).toEqual(costs[0]);
}, 240_000);

/** Each member pays once a month, month after month. */
function sheet(act: MakeAct, from: number, members: readonly string[]): Act {
  const month = shiftMonth('2017-01', Math.floor(from / membersInGroup));
  const rows = members.map((member) => ({ e: newId(), kind: 'pledged-savings' as const, member, amount: 10_000, forMonth: month }));
  return act('entry.record', { paidOn: `${month}-05`, writtenBy: 'committee', rows });
}

async function pay(phone: Phone, act: MakeAct, members: readonly string[], from: number, count: number): Promise<number> {
  const inMonth = from % membersInGroup;
  const some = members.slice(inMonth, inMonth + count);
  await phone.record([sheet(act, from, some)]);
  return some.length;
}

interface Cost {
  /** rows asked for by their key, and rows written */
  readonly read: number;
  readonly written: number;
  /** walks through many rows or keys, whatever they find */
  readonly looked: number;
}

/** Counts what reaches the table of rows while something is done. */
async function costOf(deed: () => Promise<unknown>): Promise<Cost> {
  const cost = { read: 0, written: 0, looked: 0 };
  const kinds = { get: 'read', put: 'written', add: 'written', getAll: 'looked', getAllKeys: 'looked', openCursor: 'looked', openKeyCursor: 'looked' } as const; // prettier-ignore
  const prototype = IDBObjectStore.prototype as unknown as Record<string, (this: { name: string }, ...args: unknown[]) => unknown>;
  const originals = Object.keys(kinds).map((name) => [name, prototype[name]] as const);
  for (const [name, original] of originals)
    prototype[name] = function counted(this: { name: string }, ...args: unknown[]) {
      if (this.name === 'row') cost[kinds[name as keyof typeof kinds]] += 1;
      return original?.apply(this, args);
    };
  try {
    await deed();
  } finally {
    for (const [name, original] of originals) if (original !== undefined) prototype[name] = original;
  }
  return cost;
}
