import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDevice } from '../../src/storage/device.ts';
import { settle } from '../support/fake-clock.ts';
import { failingAt, openBehind, transactionsOf } from '../support/phone-disk.ts';
import { actsOf, documentTicked, groupCreated, newHardware, newId, newPhone, openTestPhone, randomBytes } from '../support/phone.ts';

afterEach(() => void vi.restoreAllMocks());

describe('a full disk', () => {
  it('gives up its ballast so that the record still fits (row 22)', async () => {
    const { phone, hardware } = await ballastedPhone();
    expect(await ballastBytes(hardware.indexedDB)).toBe(2 * 1024 * 1024);
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    const deleted = vi.spyOn(hardware.indexedDB, 'deleteDatabase');
    fullUntil(() => deleted.mock.calls.some(([name]) => name === 'sajja-ballast'));
    await phone.record([groupCreated(act)]);
    expect((await phone.queue()).waiting).toBe(1);
    vi.restoreAllMocks();
    expect((await phone.syncHead()).queue.quotaErrors).toBe(1);
  });

  it('is told with its own code when even the ballast was not enough, and nothing is half kept', async () => {
    const { phone, hardware } = await ballastedPhone();
    const act = actsOf(hardware.clock.nowMs, newId());
    fullUntil(() => false);
    await expect(phone.record([groupCreated(act)])).rejects.toMatchObject({ code: 'quota' });
    await expect(phone.saveDraft('a', 'typed')).rejects.toMatchObject({ code: 'quota' });
    vi.restoreAllMocks();
    expect((await phone.queue()).waiting).toBe(0);
    await phone.record([groupCreated(act)]);
    expect((await phone.queue()).waiting).toBe(1);
  });

  it('refuses the photo and keeps the text (row 23)', async () => {
    const { phone, hardware } = await ballastedPhone();
    const act = actsOf(hardware.clock.nowMs, newId());
    const picture = randomBytes(2000).buffer;
    fullUntil(() => false, 'buffer');
    const photo = { sha: 'a'.repeat(64), group: act('document.tick', { document: 'passbook', state: 'have' }).g, mime: 'image/jpeg' };
    await expect(
      phone.putPhoto({ ...photo, full: picture, thumb: picture, thumbSha: 'b'.repeat(64), addedAt: '2026-11-23T03:00:00Z' }),
    ).rejects.toMatchObject({ code: 'quota' });
    await phone.record([groupCreated(act)]);
    expect(await phone.queue()).toMatchObject({ waiting: 1, photosWaiting: 0 });
  });
});

describe('opening', () => {
  it('that hangs ends after five seconds with its own code (row 28)', async () => {
    const hardware = newHardware();
    const device = openDevice({ indexedDB: hardware.indexedDB, wait: hardware.clock.wait });
    const stuck = new Proxy(new IDBFactory(), {
      get: (factory, name) => (name === 'open' ? () => new EventTarget() : Reflect.get(factory, name)),
    });
    const opening = openTestPhone(hardware, { user: newId(), device, indexedDB: stuck, wait: hardware.clock.wait });
    const outcome = expect(opening).rejects.toMatchObject({ code: 'open-timeout' });
    await settle();
    await hardware.clock.advance(5_001);
    await outcome;
  });

  it('that another tab with an older version blocks says so (row 32)', async () => {
    const { phone, hardware, known } = await ballastedPhone();
    phone.close();
    const name = `sajja-${known.user}`;
    await Dexie.delete(name).catch(() => undefined);
    await new Dexie(name, { indexedDB: hardware.indexedDB, IDBKeyRange }).delete();
    const old = await new Promise<IDBDatabase>((resolve) => {
      const request = hardware.indexedDB.open(name, 1);
      request.addEventListener('success', () => resolve(request.result));
    });
    const opening = openTestPhone(hardware, { user: known.user, acceptLoss: true, wait: hardware.clock.wait });
    const outcome = expect(opening).rejects.toMatchObject({ code: 'blocked' });
    await settle(60);
    await hardware.clock.advance(4_500);
    await outcome;
    old.close();
  });

  it.each(['records', 'photos'])(
    'of a newer version elsewhere makes this one let go of everything and say so: its %s (row 32)',
    async (part) => {
      const { phone: first, hardware, known } = await ballastedPhone();
      first.close();
      const told = vi.fn<() => void>();
      const phone = await openTestPhone(hardware, { user: known.user, onClosedByOtherVersion: told });
      const heard = vi.fn<() => void>();
      phone.onQueueChange(heard);
      await settle();
      const newer = new Dexie(`sajja-${part === 'photos' ? 'photos-' : ''}${known.user}`, { indexedDB: hardware.indexedDB, IDBKeyRange });
      newer.version(99).stores({ later: 'id' });
      await newer.open();
      expect(told).toHaveBeenCalled();
      await expect(phone.saveDraft('a', 1)).rejects.toMatchObject({ code: 'closed' });
      await expect(phone.photosQueued()).rejects.toMatchObject({ code: 'closed' });
      // what it hears now it could only fail to read
      expect(heard).not.toHaveBeenCalled();
      newer.close();
    },
  );

  it('a lost connection is opened again once and the save goes through (row 27)', async () => {
    const { phone, hardware } = await ballastedPhone();
    const act = actsOf(hardware.clock.nowMs, newId());
    await failingAt(1, 'closing', async () => void (await phone.record([groupCreated(act)])));
    expect((await phone.queue()).waiting).toBe(1);
  });

  it('a database that never answers is opened again instead of waited for', async () => {
    const { phone: first, hardware, known } = await ballastedPhone();
    first.close();
    const phone = await openTestPhone(hardware, { user: known.user, wait: hardware.clock.wait });
    const act = actsOf(hardware.clock.nowMs, newId());
    const get = unbound(IDBObjectStore.prototype, 'get');
    let hung = 0;
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function stuck(this: IDBObjectStore, key) {
      hung += 1;
      return hung === 1 ? (new EventTarget() as IDBRequest) : get.call(this, key);
    });
    const probed = phone.probe();
    await settle();
    await hardware.clock.advance(2_100);
    await probed;
    await phone.record([groupCreated(act)]);
    expect((await phone.queue()).waiting).toBe(1);
  });

  it('every record is written with strict durability (row 21)', async () => {
    const { phone, hardware } = await ballastedPhone();
    const opened = await transactionsOf(async () => phone.record([groupCreated(actsOf(hardware.clock.nowMs, newId()))]));
    const writing = opened.filter(([, mode]) => mode === 'readwrite').map(([stores, , options]) => ({ stores, options }));
    expect(writing).toContainEqual({ stores: ['op', 'row', 'meta'], options: { durability: 'strict' } });
    for (const { options } of writing) expect(options).toEqual({ durability: 'strict' });
  });
});

describe('records that vanished', () => {
  it('are noticed at the next start, with their numbers, and a new start does not look like a fresh install (row 25)', async () => {
    const { phone, hardware, known } = await ballastedPhone();
    const act = actsOf(hardware.clock.nowMs, newId());
    await phone.record([groupCreated(act), documentTicked(act)]);
    await settle();
    phone.close();
    await new Dexie(`sajja-${known.user}`, { indexedDB: hardware.indexedDB, IDBKeyRange }).delete();
    await expect(openTestPhone(hardware, { user: known.user })).rejects.toMatchObject({ code: 'lost', detail: { from: 1, to: 2 } });
    const again = await openTestPhone(hardware, { user: known.user, acceptLoss: true });
    const [next] = await again.record([documentTicked(act)]);
    expect(next?.n).toBe(3);
    again.close();
    await settle();
    (await openTestPhone(hardware, { user: known.user })).close();
  });

  it('are noticed from Cache Storage alone, when the device’s own facts vanished too', async () => {
    const caches = fakeCaches();
    const hardware = newHardware();
    const user = newId();
    const device = openDevice({ indexedDB: hardware.indexedDB, caches, wait: hardware.clock.wait });
    const phone = await openTestPhone(hardware, { user, device });
    await phone.record([groupCreated(actsOf(hardware.clock.nowMs, newId()))]);
    await settle();
    phone.close();
    const empty = newHardware();
    const kept = openDevice({ indexedDB: empty.indexedDB, caches, wait: empty.clock.wait });
    await expect(openTestPhone(empty, { user, device: kept })).rejects.toMatchObject({ code: 'lost' });
  });
});

describe('drafts', () => {
  it('come back as they were typed, also after a restart, and go when they are dropped', async () => {
    const { phone, hardware, known } = await ballastedPhone();
    await phone.saveDraft('intake:1', { name: 'A', amount: 100 });
    phone.close();
    const again = await openTestPhone(hardware, { user: known.user });
    expect(await again.draft('intake:1')).toEqual({ name: 'A', amount: 100 });
    await again.dropDraft('intake:1');
    expect(await again.draft('intake:1')).toBeUndefined();
  });

  it('do not grow the store when they are saved a thousand times', async () => {
    const { phone, hardware, known } = await ballastedPhone();
    for (let index = 0; index < 1000; index += 1) await phone.saveDraft('note', { text: `typed ${index}` });
    phone.close();
    const raw = await openBehind(hardware.indexedDB, `sajja-${known.user}`);
    expect(await raw.table('draft').count()).toBe(1);
    raw.close();
  });
});

describe('the phone’s clock', () => {
  it('set back or forward begins a new clock epoch; nothing is refused (row 19)', async () => {
    const { phone, hardware } = await ballastedPhone();
    const { clock } = hardware;
    const g = newId();
    const act = actsOf(clock.nowMs, g);
    const epochOf = async () => (await phone.record([documentTicked(act)]))[0]?.ce;
    const first = (await phone.record([groupCreated(act)]))[0]?.ce ?? -1;
    await clock.advance(3_600_000);
    expect(await epochOf()).toBe(first);
    clock.setWall(clock.nowMs() - 86_400_000);
    expect(await epochOf()).toBe(first + 1);
    clock.setWall(clock.nowMs() + 10 * 365 * 86_400_000);
    expect(await epochOf()).toBe(first + 2);
    clock.setWall(clock.nowMs() + 60_000);
    expect(await epochOf()).toBe(first + 2);
    clock.setWall(Date.UTC(2026 + 543, 10, 23));
    expect((await phone.syncHead()).ce).toBe(first + 3);
  });
});

/** A phone whose background work after opening is done, so that a test's faults meet the test's own calls. */
async function ballastedPhone(): ReturnType<typeof newPhone> {
  const made = await newPhone();
  await vi.waitFor(async () => expect(await ballastBytes(made.hardware.indexedDB)).toBeGreaterThan(0), { timeout: 30_000 });
  return made;
}

/** The real method, to be called with the `this` of the call. */
function unbound<T extends object, K extends keyof T>(prototype: T, name: K): T[K] {
  return prototype[name];
}

async function ballastBytes(indexedDB: IDBFactory): Promise<number> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'sajja-ballast')) return 0;
  const raw = await openBehind(indexedDB, 'sajja-ballast');
  const found = (await raw.table('ballast').toArray()) as { bytes: ArrayBuffer }[];
  raw.close();
  return found[0]?.bytes.byteLength ?? 0;
}

/** Every write fails for want of room, as a browser does it: the request errors and its transaction aborts. */
function fullUntil(hasRoom: () => boolean, onlyStore?: string): void {
  for (const method of ['put', 'add'] as const) {
    const real = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function full(this: IDBObjectStore, ...args) {
      if (hasRoom() || this.name === 'fact' || (onlyStore !== undefined && this.name !== onlyStore)) return real.apply(this, args);
      throw new DOMException('not enough room', 'QuotaExceededError');
    });
  }
}

function fakeCaches(): Pick<CacheStorage, 'open'> {
  const kept = new Map<string, string>();
  const cache = {
    match: async (url: string) => (kept.has(url) ? new Response(kept.get(url)) : undefined),
    put: async (url: string, response: Response) => void kept.set(url, await response.text()),
    delete: async (url: string) => kept.delete(url),
  };
  return { open: async () => cache as unknown as Cache };
}
