/** Runs in a page of the bench, bundled from the app's own store: months of a group's books in one go, as a phone without signal has them. */
import { openDevice } from '../../src/storage/device.ts';
import { openPhone } from '../../src/storage/open-phone.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import { actOf, pageOf, pledgeDayOf, registerOf } from '../support/group-books.ts';
import { type Draws, drawsOf } from '../support/seeded-draws.ts';

const rowsInOneSheet = 25;
const monthsFrom2024 = (now: Date) => (now.getUTCFullYear() - 2024) * 12 + now.getUTCMonth();

async function withPhone<T>(run: (phone: Phone, draw: Draws) => Promise<T>): Promise<T> {
  const device = openDevice({ indexedDB, caches });
  const known = await device.lastUser();
  if (known === undefined) throw new Error('nobody is signed in');
  const phone = await openPhone({ user: known.user, device });
  try {
    return await run(phone, drawsOf(crypto.getRandomValues(new Int32Array(1))[0] ?? 0));
  } finally {
    phone.close();
  }
}

export interface Books {
  readonly groups: number;
  readonly members: number;
  readonly months: number;
}

/** @returns ids of the groups, and how many operations it was */
export async function writeBooks(books: Books): Promise<{ readonly acts: number; readonly groups: readonly string[] }> {
  return withPhone(async (phone, draw) => {
    const groups: string[] = [];
    let count = 0;
    for (let each = 1; each <= books.groups; each += 1) {
      const { g, members, acts } = registerOf(books.members, each, draw);
      const days = Array.from({ length: books.months }, (_, month) => pledgeDayOf(g, members, month, rowsInOneSheet, draw)).flat();
      await phone.record([...acts, ...days]);
      count += acts.length + days.length;
      groups.push(g);
    }
    return { acts: count, groups };
  });
}

export interface Day {
  readonly g: string;
  readonly members: number;
  readonly rowsInOne: number;
  readonly withMeeting: boolean;
}

/** One pledge day of the first so many members. @returns how many operations it was */
export async function writePledgeDay({ g, members: count, rowsInOne, withMeeting }: Day): Promise<number> {
  return withPhone(async (phone, draw) => {
    const members = (await phone.rows(g, 'member')).slice(0, count).map(({ id }) => id);
    if (members.length !== count) throw new Error(`${members.length} members`);
    const newId = pageOf(Date.now(), draw);
    const meeting = newId();
    const heldOn = new Date().toISOString().slice(0, 10);
    const acts = withMeeting
      ? [
          actOf(newId(), g, 'meeting.open', { meeting, kind: 'monthly', heldOn }),
          actOf(newId(), g, 'meeting.attend', { meeting, male: 12, female: 18, total: 30, base: null }),
        ]
      : [];
    const all = [...acts, ...pledgeDayOf(g, members, monthsFrom2024(new Date()) + (withMeeting ? 1 : 0), rowsInOne, draw)];
    await phone.record(all);
    return all.length;
  });
}

/** Rows of money in all groups, so that "complete" is looked at and not believed. */
export async function countEntries(): Promise<number> {
  return withPhone(async (phone) => {
    const groups = await phone.groups();
    const counts = await Promise.all(groups.map(async ({ id }) => (await phone.rows(id, 'entry')).length));
    return counts.reduce((sum, each) => sum + each, 0);
  });
}
