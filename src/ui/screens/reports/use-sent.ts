/** What became of each submission of this phone, from the queue itself: waiting, with the office since when, or set aside. */
import type { SendState } from '../../../storage/phone-store.ts';
import { useWithQueue } from '../../use-store.ts';

export interface Sent {
  readonly state: SendState;
  /** when the office took it in, by its own answer */
  readonly receivedAt?: string | undefined;
  readonly why?: string | undefined;
}

const mostLookedAt = 500;

/** By operation; what is not in it was sent by another phone of the officer, or long ago. */
export function useSent(): ReadonlyMap<string, Sent> | undefined {
  return useWithQueue(
    async (store) =>
      new Map(
        (await store.outbox(mostLookedAt))
          .filter(({ op }) => op.k === 'report.submit')
          .map(({ op, state, ackedAt, why }) => [op.id, { state, receivedAt: ackedAt, why }] as const),
      ),
  );
}
