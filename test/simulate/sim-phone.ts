/** A phone in a schedule: its disk, the app running on it (in one or two tabs), and its line to the office. */
import { appVersion } from '../../src/sync/app-version.ts';
import { emptyQueue } from '../../src/sync/sync-state.ts';
import { createSender, type DrainResult, type Sender } from '../../src/sync/sender.ts';
import { createSession } from '../../src/sync/session.ts';
import type { BlockRecord, MetaRecord, OperationRecord, StreamRecord } from '../../src/storage/database.ts';
import { type Device, openDevice } from '../../src/storage/device.ts';
import { inProcessLocks, type Locks } from '../../src/storage/locks.ts';
import { openPhone } from '../../src/storage/open-phone.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import { KeyRange } from './disk-image.ts';
import { type DiskImage, MemoryDisk } from './memory-disk.ts';
import { randomBytes } from './platform.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';
import type { Line } from './sim-line.ts';

/** One running app: a page, or a second tab. Dead ones go on without anybody noticing. */
export interface RunningApp {
  readonly phone: Phone;
  readonly sender: Sender;
  readonly power: { on: boolean };
}

export interface SimPhone {
  readonly name: string;
  readonly user: string;
  readonly clock: SimClock;
  disk: MemoryDisk;
  device: Device;
  locks: Locks;
  app: RunningApp | undefined;
  cookie: string | undefined;
  /** an image of the disk from some time ago, for a restore on the phone */
  older: { readonly disk: DiskImage; readonly cookie: string | undefined } | undefined;
  /** wiped after the office had revoked it */
  isGone: boolean;
}

export function newSimPhone(name: string, user: string, image: DiskImage | undefined, startMs: number): SimPhone {
  const disk = new MemoryDisk(image);
  return {
    name,
    user,
    clock: createSimClock(startMs),
    disk,
    device: openDevice({ indexedDB: disk.factory, wait: never }),
    locks: inProcessLocks(),
    app: undefined,
    cookie: undefined,
    older: undefined,
    isGone: false,
  };
}

/** made once: an error takes down where it was made, which costs as much as a request */
const noRoom = new DOMException('no room', 'QuotaExceededError');

/**
 * Two megabytes that nobody ever reads, looked for at every start of the app, were a tenth of a schedule. What the ballast is good for is
 * tested with a disk that is really full (`test/storage/storage-trouble.test.ts`).
 */
function withoutBallast({ factory }: MemoryDisk): IDBFactory {
  return Object.create(factory, {
    open: {
      value: (name: string, version?: number) => {
        if (name === 'sajja-ballast') throw noRoom;
        return factory.open(name, version);
      },
    },
  }) as IDBFactory;
}

/** nothing on this disk hangs */
const never = async (): Promise<void> => new Promise(() => undefined);

export function netOf(field: SimPhone, line: Line, power: { readonly on: boolean }) {
  return {
    fetch: async (path: string, init: RequestInit) => line.send(field, power, path, init),
    nowMs: field.clock.nowMs,
    wait: async (ms: number, signal?: AbortSignal) => line.wait(ms, signal),
  };
}

export async function openApp(
  field: SimPhone,
  line: Line,
  parts: { readonly locks?: Locks; readonly acceptLoss?: boolean } = {},
): Promise<RunningApp> {
  const power = { on: true };
  const phone = await openPhone({
    user: field.user,
    device: field.device,
    locks: parts.locks ?? field.locks,
    nowMs: field.clock.nowMs,
    monotonicMs: field.clock.monotonicMs,
    random: randomBytes,
    wait: never,
    indexedDB: withoutBallast(field.disk),
    IDBKeyRange: KeyRange as unknown as typeof IDBKeyRange,
    openChannel: () => undefined,
    acceptLoss: parts.acceptLoss === true,
  });
  const sender = createSender({
    // nobody looks at the status line here, and nobody takes pictures: counting both again and again would be most of the work
    phone: {
      ...phone,
      onQueueChange: () => () => undefined,
      queue: async () => emptyQueue,
      photoChoice: async () => 'always' as const,
      nextPhoto: async () => undefined,
      tidyPhotos: async () => undefined,
      retryPhotos: async () => undefined,
    },
    device: field.device,
    locks: parts.locks ?? field.locks,
    net: netOf(field, line, power),
    random: () => 0.5,
    app: appVersion,
    deviceName: field.name,
  });
  return { phone, sender, power };
}

/** The power goes: what is committed stays, whatever still runs talks to nobody. */
export function cutPower(field: SimPhone): void {
  const image = field.disk.image();
  if (field.app !== undefined) field.app.power.on = false;
  field.app = undefined;
  putDisk(field, image);
}

export function putDisk(field: SimPhone, image: DiskImage): void {
  field.disk = new MemoryDisk(image);
  field.device = openDevice({ indexedDB: field.disk.factory, wait: never });
  field.locks = inProcessLocks();
}

export function closeApp(field: SimPhone): void {
  field.app?.sender.close();
  field.app?.phone.close();
  field.app = undefined;
}

/** @returns `left`: refused because its person has left, and nothing is here that the office would let him in for */
export async function signIn(field: SimPhone, line: Line, code: string): Promise<'in' | 'left' | 'refused'> {
  const session = createSession({ device: field.device, net: netOf(field, line, { on: true }), deviceName: field.name });
  const isNew = metaOf(field) === undefined;
  const app = isNew ? undefined : await openApp(field, line);
  const owed = (await app?.phone.owed()) ?? 0;
  app?.phone.close();
  const redeemed = await session.redeem(code, owed);
  if (redeemed.ok) return 'in';
  return redeemed.problem === 'right-ended' && owed === 0 ? 'left' : 'refused';
}

export async function drain(app: RunningApp): Promise<DrainResult | 'failed'> {
  return app.sender.drain('tap');
}

export const operationsOf = (field: SimPhone): readonly OperationRecord[] =>
  field.disk.values(`sajja-${field.user}`, 'op') as readonly OperationRecord[];
export const blocksOn = (field: SimPhone): readonly BlockRecord[] =>
  field.disk.values(`sajja-${field.user}`, 'block') as readonly BlockRecord[];
export const streamsOn = (field: SimPhone): readonly StreamRecord[] =>
  field.disk.values(`sajja-${field.user}`, 'stream') as readonly StreamRecord[];
export const metaOf = (field: SimPhone): MetaRecord | undefined =>
  (field.disk.values(`sajja-${field.user}`, 'meta') as readonly MetaRecord[])[0];
