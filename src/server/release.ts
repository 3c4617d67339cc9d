/**
 * Beside older servers of a rolling upgrade: a record that one of them could not read, and so held, is released by one that can. At its start, and
 * each minute, because the older ones go on for a while.
 */
import { everyMinute, oneLookAtATime } from './every-minute.ts';
import type { Office } from './office.ts';
import { releaseUnknown, unreadable } from './receive.ts';

/** @returns a way to stop */
export function keepReleasing(office: Pick<Office, 'store' | 'clock' | 'log'>): () => void {
  return everyMinute(oneLookAtATime(office, 'release-failed', () => releaseReadable(office)));
}

/** A write for each stream, so that no phone waits for all of them. */
export async function releaseReadable({ store, clock, log }: Pick<Office, 'store' | 'clock' | 'log'>): Promise<void> {
  let released = 0;
  for (const stream of await store.read((tables) => tables.held.streamsWaitingBecause(unreadable)))
    released += await store.write((tables) => releaseUnknown(tables, stream, clock()));
  if (released > 0) log('released', { operations: released });
}
