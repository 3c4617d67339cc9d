/** A phone in a test: its own IndexedDB, its own lock manager, real store; and acts as an officer makes them. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Kind, PayloadOf } from '../../src/domain/operation.ts';
import { uuidV7 } from '../../src/domain/uuid.ts';
import { type Device, type KnownUser, openDevice } from '../../src/storage/device.ts';
import { inProcessLocks, type Locks } from '../../src/storage/locks.ts';
import { type OpenPhoneOptions, openPhone } from '../../src/storage/open-phone.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import type { RandomBytes } from '../../src/storage/seal.ts';
import { wallWait } from '../../src/storage/time-limit.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

export const randomBytes: RandomBytes = (sizeBytes) => crypto.getRandomValues(new Uint8Array(sizeBytes));
export const newId = (): string => uuidV7(Date.now(), randomBytes(10));

/** The hardware: what stays when the app is closed. */
export interface Hardware {
  readonly indexedDB: IDBFactory;
  readonly locks: Locks;
  readonly clock: FakeClock;
  readonly device: Device;
}

export function newHardware(parts: { readonly clock?: FakeClock; readonly indexedDB?: IDBFactory } = {}): Hardware {
  const factory = parts.indexedDB ?? new IDBFactory();
  const clock = parts.clock ?? createFakeClock();
  return { indexedDB: factory, clock, locks: inProcessLocks(), device: openDevice({ indexedDB: factory }) };
}

export async function openTestPhone(hardware: Hardware, options: Partial<OpenPhoneOptions> & { readonly user: string }): Promise<Phone> {
  return openPhone({
    device: hardware.device,
    locks: hardware.locks,
    nowMs: hardware.clock.nowMs,
    monotonicMs: hardware.clock.monotonicMs,
    random: randomBytes,
    wait: wallWait,
    indexedDB: hardware.indexedDB,
    IDBKeyRange,
    openChannel: () => undefined,
    ...options,
  });
}

/** A new phone with somebody known on it. */
export async function newPhone(
  parts: Parameters<typeof newHardware>[0] = {},
): Promise<{ hardware: Hardware; phone: Phone; known: KnownUser }> {
  const hardware = newHardware(parts);
  const known: KnownUser = { user: newId(), name: 'Officer', dev: newId(), grants: [], serverKey: {} };
  await hardware.device.remember(known);
  return { hardware, known, phone: await openTestPhone(hardware, { user: known.user }) };
}

type Personal<K extends Kind> = Act<K>['s'];

export function actsOf(nowMs: () => number, g: string) {
  return function act<K extends Kind>(k: K, p: PayloadOf<K>, s?: Personal<K>): Act<K> {
    return { id: newId(), g, k, at: new Date(nowMs()).toISOString(), p, ...(s === undefined ? {} : { s }) };
  };
}
export type MakeAct = ReturnType<typeof actsOf>;

export const groupCreated = (act: MakeAct, name = 'Ban Tham'): Act =>
  act('group.create', { name, village: { tambon: '560101', moo: 3, name: 'Ban Tham' }, villageTypes: ['other'], source: 'ledger' }) as Act;

export function memberAdded(act: MakeAct, person: { readonly firstName: string; readonly nationalId?: string }, member = newId()): Act {
  return act(
    'member.add',
    {
      member,
      kind: 'person',
      memberType: 'ordinary',
      idStatus: person.nationalId === undefined ? 'later' : 'given',
      appliedOn: '2026-11-23',
    },
    { lastName: 'Jaidee', gender: 'female', bornOn: '1980-01-01', birthPrecision: 'day', ...person },
  ) as Act;
}

export const documentTicked = (act: MakeAct): Act => act('document.tick', { document: 'passbook', state: 'have' }) as Act;

/** Every row of a group by prefix, in an order that does not depend on the store: two phones are equal when this is. */
export async function everyRow(phone: Phone, g: string): Promise<readonly unknown[]> {
  const prefixes = [
    'group', 'member', 'number', 'id', 'session', 'meeting', 'consent', 'term', 'bylaws', 'entry', 'doubtful', 'month', 'posting', 'passbook', 'receipt', 'loan', 'year', 'day', 'count', 'visit', 'photo', 'report', 'filed',
  ] as const; // prettier-ignore
  const rows = await Promise.all(prefixes.map((prefix) => phone.rows(g, prefix)));
  return rows
    .flat()
    .map((row) => JSON.stringify(row))
    .sort();
}
