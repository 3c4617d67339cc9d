/** The office's own operations: grants, campaign, targets, holidays. They go through the same door as a phone's, from a device of its own. */
import type { Kind, PayloadOf } from '../domain/operation.ts';
import { receive, toIncoming } from './receive.ts';
import { newId, officeDevice, officeUser } from './ids.ts';
import type { Office } from './office.ts';
import type { Tables } from './store/store.ts';

export interface OwnOperation<K extends Kind = Kind> {
  readonly g: string;
  readonly k: K;
  readonly p: PayloadOf<K>;
}

/** Makes the office's user and device on first use. */
export async function ensureOfficeDevice(tables: Tables, nowMs: number): Promise<void> {
  if (await tables.devices.find(officeDevice)) return;
  await tables.people.add({ id: officeUser, name: 'office', createdAt: nowMs });
  await tables.devices.add({
    dev: officeDevice,
    user: officeUser,
    name: 'office',
    key: '{}',
    lastN: 0,
    safeN: 0,
    createdAt: nowMs,
    signedInAt: nowMs,
    seenAt: nowMs,
    revokedAt: null,
    queue: null,
    app: '',
  });
}

/**
 * Appends operations to streams that exist.
 *
 * @throws Error when one of them would be held: the office must not write what it would not take
 */
export async function writeAsOffice(tables: Tables, office: Pick<Office, 'clock' | 'random'>, own: readonly OwnOperation[]): Promise<void> {
  await ensureOfficeDevice(tables, office.clock());
  const device = await tables.devices.find(officeDevice);
  const at = new Date(office.clock()).toISOString();
  const firstN = (device?.lastN ?? 0) + 1;
  const operations = own.map(({ g, k, p }, index) => ({
    v: 1,
    id: newId(office.clock, office.random),
    n: firstN + index,
    g,
    k,
    kv: 1,
    at,
    ce: 0,
    p,
  }));
  const incoming = [];
  for (const op of operations) incoming.push(await toIncoming(op));
  const { verdicts } = await receive(tables, { author: 'office', nowMs: office.clock(), dev: officeDevice }, incoming);
  const refused = verdicts.find((verdict) => verdict.r !== 'applied');
  if (refused) throw new Error(`the office's own operation was not applied: ${JSON.stringify(refused)}`);
}
