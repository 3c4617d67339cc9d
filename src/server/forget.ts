/**
 * What an erasure leaves to do beside the store's transactions: pictures of papers are deleted, the engine's files are cleaned of pages as they
 * were, and people who were erased in a store that a restore replaced are erased again. Looked for every minute; rewriting the whole file, which
 * stops everybody for as long as it takes, waits for the night.
 */
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import { erasingProblem, isErased } from '../domain/erase-check.ts';
import type { MemberRow } from '../domain/row.ts';
import { writeAsOffice } from './author.ts';
import { everyMinute, hourInThailand, oneLookAtATime } from './every-minute.ts';
import { readForget, takeOffForget } from './forget-list.ts';
import type { Office } from './office.ts';
import type { Tables } from './store/store.ts';

/** hours in Thailand in which nobody works */
const night: readonly number[] = [1, 2, 3, 4];
const again = 'erase-again';
const tailRows = 500;

interface Person {
  readonly stream: string;
  readonly member: string;
}

/** Looks now and every minute. @returns a way to stop */
export function keepForgetting(office: Office): () => void {
  const look = oneLookAtATime(office, 'forgetting-failed', async () => {
    await eraseAgain(office);
    await tidyAfterErasing(office, night.includes(hourInThailand(office.clock())) ? 'whole' : 'log');
  });
  void look();
  return everyMinute(look);
}

/** Nothing when nobody was erased since it was last done. @param how far the engine's files are cleaned */
export async function tidyAfterErasing(office: Pick<Office, 'store' | 'photoStore' | 'log'>, how: 'log' | 'whole'): Promise<void> {
  const { store, photoStore } = office;
  const due = await store.read(readForget);
  if (due.photos.length === 0 && due.cleaned === due.erasures) return;
  for (const photo of due.photos) await photoStore.remove(photo);
  await store.scrub(how);
  if (how === 'log' && due.photos.length === 0) return;
  const cleaned = how === 'whole' ? due.erasures : due.cleaned;
  await store.write((tables) => takeOffForget(tables, { photos: due.photos, cleaned }));
  if (how === 'log') return;
  // what takes them off the list is in the log again
  await store.scrub('log');
  office.log('forgotten', { pictures: due.photos.length });
}

/** People whose erasure stands in the audit of a store, as ids. */
export async function erasedIn(tables: Tables): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (let after = 0; ;) {
    const page = await tables.office.auditTrail(after, tailRows);
    for (const { action, subject } of page) {
      const [stream, member] = subject.split(' ');
      if (action === 'erased' && stream !== undefined && member !== undefined) people.push({ stream, member });
    }
    after = page.at(-1)?.id ?? after;
    if (page.length < tailRows) return people;
  }
}

/** A restored store learns whom the one it replaces had erased. */
export async function markToErase(tables: Tables, people: readonly Person[]): Promise<void> {
  if (people.length > 0) await tables.office.set(again, JSON.stringify(people));
}

/** Whoever cannot be erased yet, because what closed the membership has not come again either, is tried again at every look. */
export async function eraseAgain(office: Pick<Office, 'store' | 'clock' | 'random' | 'log'>): Promise<void> {
  const text = await office.store.read((tables) => tables.office.setting(again));
  const people = text === undefined ? [] : (JSON.parse(text) as readonly Person[]);
  if (people.length === 0) return;
  const left = await office.store.write(async (tables) => {
    const on = civilDateInThailand(office.clock());
    const waiting: Person[] = [];
    for (const person of people) {
      const row = await memberOf(tables, person);
      if (row !== undefined && !isErased(row) && erasingProblem(row) === undefined)
        await writeAsOffice(tables, office, [{ g: person.stream, k: 'erase', p: { member: person.member, on, reason: 'restored' } }]);
      else if (row === undefined || !isErased(row)) waiting.push(person);
    }
    await tables.office.set(again, JSON.stringify(waiting));
    return waiting.length;
  });
  office.log('erased-again', { people: people.length - left, waiting: left });
}

async function memberOf(tables: Tables, { stream, member }: Person): Promise<MemberRow | undefined> {
  const body = await tables.rows.get(stream, `member:${member}`);
  return body === undefined ? undefined : (JSON.parse(body) as MemberRow);
}
