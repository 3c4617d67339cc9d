/** The cost of an entry on the phone is that of the rows it touches: as many after ten years of them as after ten entries. */
import { IDBObjectStore } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { shiftMonth } from '../../src/domain/thai-calendar.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import { actsOf, groupCreated, memberAdded, newId, newPhone, type MakeAct } from '../support/phone.ts';

const membersInGroup = 100;

it('recording an entry reads and writes the same number of rows after 10 entries, a year and ten years of them', async () => {
  const { phone, hardware } = await newPhone();
  const g = newId();
  const act = actsOf(hardware.clock.nowMs, g);
  const members = Array.from({ length: membersInGroup }, () => newId());
  await phone.record([groupCreated(act), ...members.map((member) => memberAdded(act, { firstName: 'Kham' }, member))]);

  const costs: Cost[] = [];
  let entries = 0;
  for (const size of [10, 12 * membersInGroup, 120 * membersInGroup]) {
    while (entries < size) entries += await pay(phone, act, members, entries, Math.min(25, size - entries));
    const member = members[entries % membersInGroup] ?? '';
    costs.push(await costOf(() => phone.record([sheet(act, entries, [member])])));
    entries += 1;
  }
  phone.close();
  expect(entries).toBe(120 * membersInGroup + 1);
  const told = (cost: Cost | undefined) => `${cost?.read} rows read, ${cost?.written} written, ${cost?.bytes} bytes`;
  process.stdout.write(`an entry after a year: ${told(costs[1])}; after ten years: ${told(costs[2])}\n`);
  const calls = costs.map(({ read, written, looked }) => ({ read, written, looked }));
  expect(calls[0]).toEqual({ read: expect.any(Number), written: 8, looked: 0 });
  expect(calls[0]?.read).toBeGreaterThan(5);
  expect(calls[0]?.read).toBeLessThan(15);
  expect(calls[1]).toEqual(calls[0]);
  expect(calls[2]).toEqual(calls[0]);
  // a receipt book keeps the first and last number of each month: thirty bytes a month
  expect(costs[2]?.bytes).toBeLessThan((costs[1]?.bytes ?? 0) + 40 * 108);
}, 240_000);

/** Each member pays once a month, month after month. */
function sheet(act: MakeAct, from: number, members: readonly string[]): Act {
  const month = shiftMonth('2017-01', Math.floor(from / membersInGroup));
  const rows = members.map((member, index) => ({
    e: newId(), kind: 'pledged-savings' as const, member, amount: 10_000, forMonth: month, receipt: `7K3M-${from + index + 1}`,
  })); // prettier-ignore
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
  /** sealed, of the rows written */
  readonly bytes: number;
}

/** Counts what reaches the table of rows while something is done. */
async function costOf(deed: () => Promise<unknown>): Promise<Cost> {
  const cost = { read: 0, written: 0, looked: 0, bytes: 0 };
  const kinds = { get: 'read', put: 'written', add: 'written', getAll: 'looked', getAllKeys: 'looked', openCursor: 'looked', openKeyCursor: 'looked' } as const; // prettier-ignore
  const prototype = IDBObjectStore.prototype as unknown as Record<string, (this: { name: string }, ...args: unknown[]) => unknown>;
  const originals = Object.keys(kinds).map((name) => [name, prototype[name]] as const);
  for (const [name, original] of originals)
    prototype[name] = function counted(this: { name: string }, ...args: unknown[]) {
      if (this.name !== 'row') return original?.apply(this, args);
      cost[kinds[name as keyof typeof kinds]] += 1;
      if (name === 'put' || name === 'add')
        cost.bytes += (args[0] as { readonly sealed: { readonly ct: ArrayBuffer } }).sealed.ct.byteLength;
      return original?.apply(this, args);
    };
  try {
    await deed();
  } finally {
    for (const [name, original] of originals) if (original !== undefined) prototype[name] = original;
  }
  return cost;
}
