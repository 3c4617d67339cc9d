/** Runs in a page of the test, bundled from the app's own store: a founded group with its register and months of pledge days, and what is in its books. */
import type { EntryRow } from '../../../src/domain/row.ts';
import { uuidV7 } from '../../../src/domain/uuid.ts';
import { openDevice } from '../../../src/storage/device.ts';
import { openPhone } from '../../../src/storage/open-phone.ts';
import type { Phone } from '../../../src/storage/phone-internals.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { actOf, pledgeDayOf, registerOf } from '../../support/group-books.ts';
import { drawsOf } from '../../support/seeded-draws.ts';

const newId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

async function withPhone<T>(run: (phone: Phone) => Promise<T>): Promise<T> {
  const device = openDevice({ indexedDB, caches });
  const known = await device.lastUser();
  if (known === undefined) throw new Error('nobody is signed in');
  const phone = await openPhone({ user: known.user, device });
  try {
    return await run(phone);
  } finally {
    phone.close();
  }
}

/** @param months pledge days before this month. @returns the group's id */
export async function makeVillage(count: number, months: number): Promise<string> {
  const draw = drawsOf(count);
  const { g, members, acts } = registerOf(count, 9, draw);
  const meeting = newId();
  const on = '2024-01-05';
  const vote = { meeting, resolution: newId(), step: '2.2', motion: 'ตั้งกลุ่ม', present: 60, for: 60, against: 0, abstain: 0 } as const;
  const before: Act[] = [
    ...acts.slice(0, 1),
    actOf(newId(), g, 'meeting.open', { meeting, kind: 'founding', heldOn: on }),
    actOf(newId(), g, 'meeting.resolve', { ...vote, method: 'hand', passed: true }),
  ];
  const offices = ['chair', 'treasurer'] as const;
  const after: Act[] = [
    ...Array.from({ length: Math.ceil(count / 200) }, (_, page) =>
      actOf(newId(), g, 'member.number', {
        rows: members.slice(page * 200, page * 200 + 200).map((member, index) => ({ member, no: page * 200 + index + 1 })),
      }),
    ),
    ...offices.map((office, index) =>
      actOf(newId(), g, 'committee.elect', { term: newId(), member: members[index] ?? '', branch: 'board', office, from: on, meeting }),
    ),
    actOf(newId(), g, 'bylaws.draft', { bylaws: newId(), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 0, fine: 500 }),
    actOf(newId(), g, 'meeting.close', { meeting }),
  ];
  const thisMonth = new Date().getUTCFullYear() * 12 + new Date().getUTCMonth() - 2024 * 12;
  await withPhone(async (phone) => {
    await phone.record([...before, ...acts.slice(1), ...after]);
    for (let month = thisMonth - months; month < thisMonth; month += 1) await phone.record(pledgeDayOf(g, members, month, 25, draw));
  });
  return g;
}

/** What is in the books of one day. */
export async function entriesOn(g: string, on: string): Promise<readonly EntryRow[]> {
  return withPhone(async (phone) => (await phone.rows(g, 'entry')).filter(({ paidOn }) => paidOn === on));
}
