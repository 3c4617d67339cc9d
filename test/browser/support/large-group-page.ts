/**
 * Runs inside the page: a group of 900 members and ten years of pledge days, folded in memory by the app's own fold, sealed by its own
 * sealer and put into this phone's database. Recording 108,000 entries one sheet after the other would take most of an hour.
 */
import { shiftMonth } from '../../../src/domain/thai-calendar.ts';
import { createIds } from '../../../src/domain/uuid.ts';
import { createPhoneDatabase } from '../../../src/storage/database.ts';
import { openDevice } from '../../../src/storage/device.ts';
import type { Core } from '../../../src/storage/core.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { sealRows } from '../../../src/storage/row-shelf.ts';
import { createSealer } from '../../../src/storage/seal.ts';
import { wallWait } from '../../../src/storage/time-limit.ts';
import { createWorkingRows } from '../../../src/storage/working-rows.ts';

export interface LargeGroup {
  readonly members: number;
  readonly months: number;
  /** the last month with a pledge day */
  readonly lastMonth: string;
}

const rowsInOneSheet = 25;
const rowsInOneWrite = 4_000;

async function fill(user: string, { members, months, lastMonth }: LargeGroup): Promise<{ g: string; entries: number; rows: number }> {
  const random = (sizeBytes: number) => crypto.getRandomValues(new Uint8Array(sizeBytes));
  const newId = createIds(() => Date.now(), random(10));
  const g = newId();
  const working = createWorkingRows();
  const first = shiftMonth(lastMonth, 1 - months);
  const foundedOn = `${first}-05`;
  let n = 0;
  const record = async (k: Act['k'], p: object, s?: object) => {
    n += 1;
    const op = { v: 1, kv: 1, id: newId(), n, g, k, at: `${foundedOn}T03:00:00Z`, ce: 0, p, ...(s === undefined ? {} : { s: { salt: '0'.repeat(32), ...s } }) }; // prettier-ignore
    const result = await working.fold(op as Parameters<typeof working.fold>[0], user);
    if (!result.applied) throw new Error(`${k}: ${JSON.stringify(result)}`);
  };
  const meeting = newId();
  const people = Array.from({ length: members }, () => newId());
  const village = { tambon: '560701', moo: 4, name: 'บ้านใหญ่' };
  await record('group.create', { name: 'กลุ่มออมทรัพย์เพื่อการผลิตบ้านใหญ่', village, villageTypes: ['other'], source: 'ledger' });
  await record('meeting.open', { meeting, kind: 'founding', heldOn: foundedOn });
  await record('meeting.resolve', { meeting, resolution: newId(), step: '2.2', motion: 'ตั้งกลุ่ม', present: members, for: members, against: 0, abstain: 0, method: 'hand', passed: true }); // prettier-ignore
  for (const [index, member] of people.entries()) {
    const person = { title: 'นาง', firstName: `คนที่${index + 1}`, lastName: 'บ้านใหญ่', houseNo: String(index + 1), gender: 'female', bornOn: '1970-05-01' }; // prettier-ignore
    await record(
      'member.add',
      { member, kind: 'person', memberType: 'ordinary', idStatus: 'later', appliedOn: foundedOn, meeting },
      person,
    );
    await record('pledge.decide', { member, amount: 10_000, effectiveFrom: first, decidedOn: foundedOn, decidedBy: 'member' });
  }
  for (let at = 0; at < members; at += 300)
    await record('member.number', { rows: people.slice(at, at + 300).map((member, index) => ({ member, no: at + index + 1 })) });
  for (const [index, office] of ['chair', 'secretary', 'treasurer'].entries())
    await record('committee.elect', { term: newId(), member: people[index], branch: 'board', office, from: foundedOn, meeting });
  await record('bylaws.draft', { bylaws: newId(), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2_000 });
  await record('meeting.close', { meeting });

  let entries = 0;
  for (let month = first; month <= lastMonth; month = shiftMonth(month, 1)) {
    const paidOn = `${month}-05`;
    for (let at = 0; at < members; at += rowsInOneSheet) {
      const rows = people.slice(at, at + rowsInOneSheet).map((member) => ({ e: newId(), kind: 'pledged-savings', member, amount: 10_000, forMonth: month })); // prettier-ignore
      await record('entry.record', { paidOn, writtenBy: 'committee', rows });
      entries += rows.length;
    }
    await record('cash.count', { count: newId(), on: paidOn, pieces: {}, counted: members * 10_000, expected: members * 10_000 });
    await record('entry.record', {
      paidOn,
      writtenBy: 'committee',
      rows: [{ e: newId(), kind: 'bank-deposit', amount: members * 10_000 }],
    });
    entries += 1;
  }

  const db = createPhoneDatabase(user, { indexedDB, IDBKeyRange });
  await db.open();
  const sealer = createSealer(await openDevice({ indexedDB, caches: undefined, wait: wallWait }).sealingKeys(user), random);
  const meta = await db.meta.get('meta');
  const all = [...working.changed];
  for (let at = 0; at < all.length; at += rowsInOneWrite)
    await db.row.bulkPut([...(await sealRows({ sealer } as Core, g, new Map(all.slice(at, at + rowsInOneWrite)), meta?.rev ?? 1)).put]);
  db.close();
  return { g, entries, rows: all.length };
}

Object.assign(globalThis, { fillLargeGroup: fill });
