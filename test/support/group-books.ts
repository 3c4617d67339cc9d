/** A group's register and its months of pledge sheets as acts of a phone, with ids as pages make them: one page a month, a tap every second or two. */
import { createIds } from '../../src/domain/uuid.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import type { Draws } from './seeded-draws.ts';

const pledges = [5_000, 10_000, 5_000, 20_000, 10_000, 3_000, 10_000];
const first = ['คำ', 'แก้ว', 'บัว', 'จันทร์', 'ศรี', 'ทอง', 'อินทร์', 'เพ็ญ', 'หล้า', 'มูล', 'ดี', 'งาม'];
const last = ['ใจดี', 'ทดสอบ', 'สมมุติ', 'บ้านนา', 'ดอยงาม', 'ริมน้ำ', 'ทุ่งทอง', 'สวนแก้ว', 'ลานดิน'];
const hourMs = 3_600_000;

/** The ids of one page that was opened at a time; `draw` makes its chance and its taps. */
export function pageOf(openedMs: number, draw: Draws): () => string {
  let nowMs = openedMs;
  const random = Uint8Array.from({ length: 10 }, () => draw(256));
  return createIds(() => (nowMs += 400 + draw(2_000)), random);
}

export function actOf<K extends Act['k']>(id: string, g: string, k: K, p: Act<K>['p'], s?: Act<K>['s']): Act {
  return { id, g, k, at: new Date().toISOString(), p, ...(s === undefined ? {} : { s }) } as Act;
}

export interface Register {
  readonly g: string;
  readonly members: readonly string[];
  readonly acts: readonly Act[];
}

/** A group with so many adults and what each of them pledged. */
export function registerOf(count: number, moo: number, draw: Draws, tambon = '560701'): Register {
  const newId = pageOf(Date.UTC(2024, 0, 5, 2), draw);
  const g = newId();
  const village = { tambon, moo, name: `บ้านวัดเวลา ${moo}` };
  const acts = [actOf(newId(), g, 'group.create', { name: village.name, village, villageTypes: ['other'], source: 'ledger' })];
  const members: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const member = newId();
    members.push(member);
    const isWoman = index % 2 === 0;
    const person = {
      title: isWoman ? 'นาง' : 'นาย',
      firstName: `${first[draw(12)]}${first[draw(12)]}`,
      lastName: last[draw(9)] ?? '',
      houseNo: String(1 + draw(160)),
      gender: isWoman ? 'female' : 'male',
      bornOn: `${1945 + draw(55)}-0${1 + draw(9)}-1${draw(10)}`,
    } as const;
    const amount = pledges[index % pledges.length] ?? 5_000;
    const applied = { memberType: 'ordinary', idStatus: 'later', appliedOn: '2024-01-05', intendedPledge: amount } as const;
    acts.push(
      actOf(newId(), g, 'member.add', { member, kind: 'person', ...applied }, person),
      actOf(newId(), g, 'pledge.decide', { member, amount, effectiveFrom: '2024-01', decidedOn: '2024-01-05', decidedBy: 'member' }),
    );
  }
  return { g, members, acts };
}

/** One pledge day, `month` counted from January 2024: a row for each member, so many rows in one operation. */
export function pledgeDayOf(g: string, members: readonly string[], month: number, rowsInOne: number, draw: Draws): readonly Act[] {
  const newId = pageOf(Date.UTC(2024, month, 5, 2) + draw(hourMs), draw);
  const forMonth = new Date(Date.UTC(2024, month, 5)).toISOString().slice(0, 7);
  const acts: Act[] = [];
  for (let at = 0; at < members.length; at += rowsInOne) {
    const rows = members.slice(at, at + rowsInOne).map((member, index) => {
      const amount = pledges[(at + index) % pledges.length] ?? 5_000;
      return { e: newId(), kind: 'pledged-savings' as const, amount, forMonth, member };
    });
    acts.push(actOf(newId(), g, 'entry.record', { paidOn: `${forMonth}-05`, writtenBy: 'committee', rows }));
  }
  return acts;
}
