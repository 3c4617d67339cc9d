/**
 * Tells every group of a person with a given national id that he is in another group too (domain.md case 9), and takes it back when he is not.
 *
 * National ids have so few values that a plain hash of one is the number itself, so the index holds an HMAC under a key that only this
 * office has. A group learns yes or no by an operation of the office in its own stream: never which group, who, or how much.
 */
import { createHmac } from 'node:crypto';
import { givenNationalId } from '../domain/member.ts';
import type { MemberRow } from '../domain/row.ts';
import { writeAsOffice, type OwnOperation } from './author.ts';
import { newToken } from './ids.ts';
import type { Office } from './office.ts';
import type { Holder, Tables } from './store/store.ts';

/** of one request; more only wait after an upgrade, when every member is new to the index */
const mostAtOnce = 500;

/** Looks at the members whose number changed since the last look, in the write that changed them. */
export async function settleSamePerson(tables: Tables, office: Pick<Office, 'clock' | 'random'>): Promise<void> {
  const due = await tables.nationalIds.due(mostAtOnce);
  if (due.length === 0) return;
  const key = await keyOf(tables, office);
  const affected = new Map<string, Holder>(due.map((holder) => [nameOf(holder), holder]));
  const hmacs = new Set<string>();
  for (const holder of due) {
    const row = await memberOf(tables, holder);
    const number = row && givenNationalId(row);
    const hmac = number === undefined ? undefined : createHmac('sha256', key).update(number).digest('base64url');
    for (const each of [await tables.nationalIds.hmacOf(holder), hmac]) if (each !== undefined) hmacs.add(each);
    await tables.nationalIds.settle(holder, hmac);
  }
  const inSeveral = new Set<string>();
  for (const hmac of hmacs) {
    const holders = await tables.nationalIds.holders(hmac);
    const isShared = new Set(holders.map(({ stream }) => stream)).size > 1;
    for (const holder of holders) {
      affected.set(nameOf(holder), holder);
      if (isShared) inSeveral.add(nameOf(holder));
    }
  }
  const own: OwnOperation<'member.elsewhere'>[] = [];
  for (const [name, holder] of affected) {
    const row = await memberOf(tables, holder);
    const elsewhere = inSeveral.has(name);
    if (row && (row.elsewhere === true) !== elsewhere)
      own.push({ g: holder.stream, k: 'member.elsewhere', p: { member: holder.member, elsewhere } });
  }
  if (own.length > 0) await writeAsOffice(tables, office, own);
}

async function memberOf(tables: Tables, { stream, member }: Holder): Promise<MemberRow | undefined> {
  const body = await tables.rows.get(stream, `member:${member}`);
  return body === undefined ? undefined : (JSON.parse(body) as MemberRow);
}

/** Made on first need, kept in the store beside the office's other secrets. */
async function keyOf(tables: Tables, office: Pick<Office, 'random'>): Promise<string> {
  const found = await tables.office.setting('national-id-key');
  if (found !== undefined) return found;
  const made = newToken(office.random);
  await tables.office.set('national-id-key', made);
  return made;
}

function nameOf({ stream, member }: Holder): string {
  return `${stream} ${member}`;
}
