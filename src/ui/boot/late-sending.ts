/** Sending that comes after the first screen: what is asked of it before it is there is done when it comes. */
import { noRound, toSyncState, type SyncState } from '../../sync/sync-state.ts';
import type { Sending } from './parts.ts';

const nothingYet: SyncState = toSyncState(
  { waiting: 0, held: 0, rejected: 0, photosWaiting: 0, photosFailed: 0, photoBytes: 0, oldestAt: undefined, lastContactAt: undefined },
  noRound,
  0,
);

export function lateSending(load: () => Promise<Sending>): Sending {
  const listeners = new Set<() => void>();
  let live: Sending | undefined;
  let stopped = false;
  const ready = load().then((sending) => {
    live = sending;
    if (stopped) sending.stop();
    return sending;
  });
  return {
    wake: (reason) => void ready.then((sending) => sending.wake(reason)),
    sendNow: async () => (await ready).sendNow(),
    state: () => live?.state() ?? nothingYet,
    onState: (listener) => {
      if (live !== undefined) return live.onState(listener);
      listeners.add(listener);
      let stop: (() => void) | undefined;
      void ready.then((sending) => {
        if (!listeners.delete(listener)) return;
        stop = sending.onState(listener);
        listener();
      });
      return () => {
        listeners.delete(listener);
        stop?.();
      };
    },
    stop: () => {
      stopped = true;
      live?.stop();
    },
  };
}
