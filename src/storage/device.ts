/**
 * The device's own few facts, in a database apart from the records: who has signed in here, the device's key, the sealing keys, install state.
 *
 * A second sign-in never touches the first: each user has own databases and own keys (lesson R64).
 */
import { del, get, set, update, type UseStore } from 'idb-keyval';
import type { Role } from '../domain/vocabulary.ts';
import { createSealingKeys, type SealingKeys } from './seal.ts';
import { StoreProblem } from './store-problem.ts';
import { type Wait, wallWait, withTimeLimit } from './time-limit.ts';

/** As the wire's grant (`protocol/session.ts`), which this folder does not import. */
export interface KnownGrant {
  role: Role;
  areas: string[];
  groups?: string[] | undefined;
  from: string;
  until?: string | undefined;
}

export interface KnownUser {
  readonly user: string;
  readonly name: string;
  readonly dev: string;
  readonly grants: readonly KnownGrant[];
  /** public JWK that seals copies for the office */
  readonly serverKey: Readonly<Record<string, unknown>>;
}

/** `dismissed`: the person said later; `installed`: it runs from the home screen */
export type InstallState = 'unknown' | 'dismissed' | 'installed';

export interface Device {
  users(): Promise<readonly KnownUser[]>;
  user(id: string): Promise<KnownUser | undefined>;
  lastUser(): Promise<KnownUser | undefined>;
  /** adds or renews a signed-in user and makes it the last one */
  remember(user: KnownUser): Promise<void>;
  setLastUser(id: string | undefined): Promise<void>;
  /** forgets the user and throws the sealing keys away: what was sealed stays unreadable for good */
  forget(id: string): Promise<void>;
  /** somebody's work here was ended from the office: said at the next start, until somebody signs in */
  noteBlocked(): Promise<void>;
  wasBlocked(): Promise<boolean>;
  installState(): Promise<InstallState>;
  setInstallState(state: InstallState): Promise<void>;
  /** kept for the worker, which cannot see the page's own choice */
  language(): Promise<'th' | 'en' | undefined>;
  setLanguage(language: 'th' | 'en'): Promise<void>;
  /** the key that renews the session without a person */
  deviceKey(user: string): Promise<CryptoKeyPair | undefined>;
  /** the key of a sign-in that is under way: the same one until `dropPendingKey`, also after the app was closed */
  pendingKey(): Promise<CryptoKeyPair>;
  dropPendingKey(): Promise<void>;
  /** keeps the key once the office has taken its public half */
  setDeviceKey(user: string, key: CryptoKeyPair): Promise<void>;
  /** another device id with its own key, both or neither: a key of another id would vouch for nothing */
  replace(user: string, dev: string, key: CryptoKeyPair): Promise<void>;
  sealingKeys(user: string): Promise<SealingKeys>;
  /** whether the app asks for six digits (`storage/pin.ts`) */
  hasPin(user: string): Promise<boolean>;
  /** the office has let the person in anew, or the person wants none */
  dropPin(user: string): Promise<void>;
  /** also after the whole device database vanished: the copy in Cache Storage remains */
  witness(user: string): Promise<Witness | undefined>;
  setWitness(user: string, witness: Witness): Promise<void>;
  dropWitness(user: string): Promise<void>;
}

/** What was known outside the records about the records (lessons R01, R06). */
export interface Witness {
  readonly generation: string;
  readonly dev: string;
  /** highest number given to an operation */
  readonly n: number;
}

export interface DeviceOptions {
  readonly indexedDB: IDBFactory;
  /** absent where a browser has no Cache Storage */
  readonly caches?: Pick<CacheStorage, 'open'> | undefined;
  readonly wait?: Wait;
}

/** ECDSA P-256; the private half can be used, never read. */
export async function createDeviceKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
}

const databaseName = 'sajja-device';
const witnessCache = 'sajja-witness';
const openLimitMs = 5_000;

export function openDevice(options: DeviceOptions): Device {
  const store = createKeyValueStore(options.indexedDB, options.wait ?? wallWait);
  const users = async () => (await get<readonly KnownUser[]>('users', store)) ?? [];
  const witnessUrl = (user: string) => `/witness/${user}`;
  const cache = async () => options.caches?.open(witnessCache).catch(() => undefined);
  return {
    users,
    user: async (id) => (await users()).find((known) => known.user === id),
    lastUser: async () => {
      const last = await get<string>('last-user', store);
      return (await users()).find((known) => known.user === last);
    },
    remember: async (user) => {
      await update<readonly KnownUser[]>('users', (before = []) => [...before.filter((known) => known.user !== user.user), user], store);
      await set('last-user', user.user, store);
      await del('blocked', store);
    },
    setLastUser: async (id) => (id === undefined ? del('last-user', store) : set('last-user', id, store)),
    forget: async (id) => {
      await update<readonly KnownUser[]>('users', (before = []) => before.filter((known) => known.user !== id), store);
      if ((await get<string>('last-user', store)) === id) await del('last-user', store);
      await del(`sealing:${id}`, store);
      await del(`device-key:${id}`, store);
      await del(pinKey(id), store);
    },
    noteBlocked: async () => set('blocked', true, store),
    wasBlocked: async () => (await get('blocked', store)) === true,
    installState: async () => (await get<InstallState>('install', store)) ?? 'unknown',
    setInstallState: async (state) => set('install', state, store),
    language: async () => get<'th' | 'en'>('language', store),
    setLanguage: async (language) => set('language', language, store),
    deviceKey: async (user) => get<CryptoKeyPair>(`device-key:${user}`, store),
    pendingKey: async () => {
      const kept = await get<CryptoKeyPair>('pending-key', store);
      if (kept !== undefined) return kept;
      const made = await createDeviceKey();
      await set('pending-key', made, store);
      return made;
    },
    dropPendingKey: async () => del('pending-key', store),
    setDeviceKey: async (user, key) => set(`device-key:${user}`, key, store),
    replace: async (user, dev, key) =>
      update<readonly KnownUser[]>(
        'users',
        (before = []) => before.map((known) => (known.user === user ? { ...known, dev } : known)),
        // in the same transaction
        async (mode, run) =>
          store(mode, async (facts) => {
            facts.put(key, `device-key:${user}`);
            return run(facts);
          }),
      ),
    sealingKeys: async (user) => {
      const name = `sealing:${user}`;
      const kept = await get<SealingKeys>(name, store);
      if (kept !== undefined) return kept;
      const made = await createSealingKeys();
      // two tabs may open for the first time together: the first one's keys win for both
      await update<SealingKeys>(name, (before) => before ?? made, store);
      const winner = await get<SealingKeys>(name, store);
      if (winner === undefined) throw new StoreProblem('connection-lost');
      return winner;
    },
    hasPin: async (user) => (await get(pinKey(user), store)) !== undefined,
    dropPin: async (user) => del(pinKey(user), store),
    witness: async (user) => {
      const inside = await get<Witness>(`witness:${user}`, store);
      const answer = await (await cache())?.match(witnessUrl(user)).catch(() => undefined);
      const outside = answer === undefined ? undefined : ((await answer.json().catch(() => undefined)) as Witness | undefined);
      if (inside === undefined || outside === undefined) return inside ?? outside;
      return outside.generation === inside.generation && outside.n > inside.n ? outside : inside;
    },
    setWitness: async (user, witness) => {
      await set(`witness:${user}`, witness, store);
      const body = new Response(JSON.stringify(witness), { headers: { 'Content-Type': 'application/json' } });
      await (await cache())?.put(witnessUrl(user), body).catch(() => undefined);
    },
    dropWitness: async (user) => {
      await del(`witness:${user}`, store);
      await (await cache())?.delete(witnessUrl(user)).catch(() => undefined);
    },
  };
}

/** Where `storage/pin.ts` keeps the six digits' proof. */
export const pinKey = (user: string): string => `pin:${user}`;

/** As idb-keyval's `createStore`, on a given factory and with a limit, since opening can hang for ever on an iPhone. */
export function createKeyValueStore(indexedDB: IDBFactory, wait: Wait): UseStore {
  const storeName = 'fact';
  let opened: Promise<IDBDatabase> | undefined;
  const open = async () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(databaseName, 1);
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName));
      request.addEventListener('error', () => reject(new StoreProblem('connection-lost', {}, request.error)));
      request.addEventListener('success', () => {
        const forget = () => {
          opened = undefined;
        };
        request.result.addEventListener('close', forget);
        request.result.addEventListener('versionchange', () => {
          request.result.close();
          forget();
        });
        resolve(request.result);
      });
    });
  return async (mode, run) => {
    for (let attempt = 1; ; attempt += 1) {
      opened ??= withTimeLimit(open(), openLimitMs, () => new StoreProblem('open-timeout'), wait);
      try {
        const db = await opened;
        return await run(db.transaction(storeName, mode, { durability: 'strict' }).objectStore(storeName));
      } catch (error) {
        opened = undefined;
        if (attempt > 1 || (error instanceof StoreProblem && error.code === 'open-timeout')) throw error;
      }
    }
  };
}
