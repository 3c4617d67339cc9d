/** Runs in a page of the test, bundled from the app's own store: three groups with books here and three whose books are paper. */
import { openDevice } from '../../../src/storage/device.ts';
import { openPhone } from '../../../src/storage/open-phone.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { uuidV7 } from '../../../src/domain/uuid.ts';
import { actOf, pledgeDayOf, registerOf } from '../../support/group-books.ts';
import { drawsOf } from '../../support/seeded-draws.ts';

const newId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** @param month months since January 2024 of the pledge day that the books have. @returns ids, the three with books first */
export async function makeSixGroups(month: number): Promise<readonly string[]> {
  const device = openDevice({ indexedDB, caches });
  const known = await device.lastUser();
  if (known === undefined) throw new Error('nobody is signed in');
  const phone = await openPhone({ user: known.user, device });
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    const draw = drawsOf(index + 7);
    const { g, members, acts } = registerOf(12, index + 1, draw);
    const meeting = newId();
    const on = '2024-01-05';
    const count = { present: 30, for: 30, against: 0, abstain: 0, method: 'hand', passed: true } as const;
    const rest: Act[] = [
      actOf(newId(), g, 'meeting.open', { meeting, kind: 'founding', heldOn: on }),
      actOf(newId(), g, 'meeting.resolve', { meeting, resolution: newId(), step: '2.2', motion: 'ตั้งกลุ่ม', ...count }),
      ...acts.slice(1),
      actOf(newId(), g, 'member.number', { rows: members.map((member, place) => ({ member, no: place + 1 })) }),
      actOf(newId(), g, 'committee.elect', {
        term: newId(),
        member: members[0] ?? '',
        branch: 'board',
        office: 'chair',
        from: on,
        meeting,
      }),
      actOf(newId(), g, 'bylaws.draft', { bylaws: newId(), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 0 }),
      actOf(newId(), g, 'meeting.close', { meeting }),
    ];
    await phone.record([...acts.slice(0, 1), ...rest, ...pledgeDayOf(g, members, month, 25, draw)]);
    ids.push(g);
  }
  for (let index = 0; index < 3; index += 1) {
    const g = newId();
    const village = { tambon: '560701', moo: index + 5, name: `บ้านสมุด ${index + 1}` };
    const declared = { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-01-01' };
    await phone.record([
      actOf(newId(), g, 'group.create', {
        name: `กลุ่มออมทรัพย์เพื่อการผลิตบ้านสมุด ${index + 1}`, village, villageTypes: ['other'], source: 'declared', declared,
      }),
    ]); // prettier-ignore
    ids.push(g);
  }
  phone.close();
  return ids;
}
