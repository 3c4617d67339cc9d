/**
 * The sender: one at a time across tabs and worker, records before photos, every trigger ends in the same round.
 *
 * It decides nothing about what an operation means; it moves them, writes down what the office said and comes back later when it must.
 */
import type { Device } from '../storage/device.ts';
import type { Locks } from '../storage/locks.ts';
import type { Phone } from '../storage/phone-internals.ts';
import { createBackOff } from './back-off.ts';
import { createExchange } from './exchange.ts';
import type { InstalledApp } from './leave-phone.ts';
import { createPhotoUpload } from './photo-upload.ts';
import { createSession } from './session.ts';
import { emptyQueue, type LastRound, noRound, type SyncState, toSyncState } from './sync-state.ts';
import type { Failed, Net } from './transport.ts';

export type DrainReason = 'start' | 'visible' | 'online' | 'save' | 'timer' | 'tap' | 'worker';
/** `done`: everything that may be sent now was sent · `waiting`: try again later · the rest need a person */
export type DrainResult = 'done' | 'waiting' | 'signin-required' | 'revoked' | 'ended';

export interface SenderOptions {
  readonly phone: Phone;
  readonly device: Device;
  readonly locks: Locks;
  readonly net: Net;
  readonly random: () => number;
  /** version of the app, told with every sync */
  readonly app: string;
  readonly deviceName: string;
  /** `navigator.storage.persisted` where it exists */
  readonly isPersisted?: () => Promise<boolean>;
  /** `undefined` where the browser does not say; then a choice of Wi-Fi only waits */
  readonly isWifi?: () => boolean | undefined;
  /** a hint for spacing tries, never a reason not to try */
  readonly isClearlyOffline?: () => boolean;
  /** what goes with the records when the office has blocked this phone */
  readonly installed?: InstalledApp;
}

export interface Sender {
  /** One round; callers while a round is under way share the one that follows it, so nothing saved meanwhile is left behind. */
  drain(reason: DrainReason): Promise<DrainResult>;
  state(): SyncState;
  onState(listener: () => void): () => void;
  /** ms until the next try is due after a failure; `undefined` when none is */
  nextTryInMs(): number | undefined;
  close(): void;
}

export function createSender(options: SenderOptions): Sender {
  const { phone, device, locks, net } = options;
  if (phone.practice) throw new Error('practice records never leave the phone');
  const session = createSession({ device, net, deviceName: options.deviceName });
  const backOff = createBackOff(net.nowMs, options.random);
  const exchange = createExchange({ ...options, session });
  const photos = createPhotoUpload(options);
  const listeners = new Set<() => void>();
  let queue = emptyQueue;
  let round: LastRound = noRound;
  let waiting: Promise<DrainResult> | undefined;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const isClearlyOffline = () => options.isClearlyOffline?.() ?? false;
  const nextTryAtMs = () => backOff.nextTryAtMs(isClearlyOffline());
  const setRound = (next: Partial<LastRound>) => {
    round = { ...round, ...next, nextTryAtMs: nextTryAtMs() };
    tell();
  };
  const readQueue = async () => {
    queue = await phone.queue().catch(() => queue);
    tell();
  };
  const stopQueue = phone.onQueueChange(() => void readQueue());
  void readQueue();

  const oneRound = async (): Promise<DrainResult> => {
    setRound({ running: true, sent: 0 });
    let sent = 0;
    const count = (more: number) => {
      sent += more;
      setRound({ sent });
    };
    let failure: Failed | undefined;
    try {
      failure = (await exchange.run(count)) ?? (await photos.run(count, () => exchange.runIfQueued(count)));
    } finally {
      if (failure === undefined) backOff.succeeded();
      else backOff.failed(failure.retryAfterMs);
      await readQueue();
      setRound({ running: false, problem: failure?.problem, tooOld: isOlder(options.app, queue.minApp) });
    }
    if (failure === undefined) return 'done';
    if (failure.problem === 'device-revoked') return 'revoked';
    if (failure.problem === 'right-ended') return 'ended';
    return failure.problem === 'signin-required' || failure.problem === 'session-expired' ? 'signin-required' : 'waiting';
  };

  return {
    drain: async (reason) => {
      if (reason !== 'timer' && reason !== 'worker') backOff.reset();
      const kind = reason === 'tap' || reason === 'online' ? reason : 'other';
      if (!backOff.mayTry(kind, isClearlyOffline())) return 'waiting';
      if (reason === 'tap') await phone.retryPhotos().catch(() => undefined);
      waiting ??= locks.request(`sajja-sync-${phone.user}`, async () => {
        waiting = undefined;
        return oneRound();
      });
      return waiting;
    },
    state: () => toSyncState(queue, round, net.nowMs()),
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    nextTryInMs: () => {
      const at = nextTryAtMs();
      return at === undefined ? undefined : Math.max(0, at - net.nowMs());
    },
    close: () => {
      stopQueue();
      listeners.clear();
    },
  };
}

/** Versions as numbers between dots. */
function isOlder(app: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return false;
  const [ours, theirs] = [app, wanted].map((version) => version.split('.').map(Number));
  for (const [index, part] of (theirs ?? []).entries()) {
    const own = ours?.[index] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}
