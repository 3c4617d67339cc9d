/** Own words about groups of the board that the board itself does not show yet: a review that waits, or that the office set aside. */
import type { Kind } from '../../../domain/operation.ts';
import { notOnBoard, type OwnAct } from '../../../storage/own-acts.ts';
import { useWithQueue } from '../../use-store.ts';

const mostLookedAt = 300;

/** Newest first. @param fetchedAt when the board on the screen was fetched; `undefined` while none was seen */
export function useOwnActs<K extends Kind>(kinds: readonly K[], fetchedAt: string | undefined): readonly OwnAct<K>[] | undefined {
  return useWithQueue(async (store) => notOnBoard(await store.outbox(mostLookedAt), kinds, fetchedAt), [kinds.join(), fetchedAt]);
}
