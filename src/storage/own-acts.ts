/**
 * What was recorded here about a group whose records this phone does not hold: a chief's review, a note to the bank. There are no rows to show
 * it in, so the screen shows it from the phone's own queue until the office's board has it.
 */
import type { Kind, PayloadOf } from '../domain/operation.ts';
import type { StoredOperation } from './phone-store.ts';

/** `waiting`: on this phone · `sent`: the office has it, the board seen here is older · `held`, `rejected`: set aside, with the reason */
export type OwnActState = 'waiting' | 'sent' | 'held' | 'rejected';

export interface OwnAct<K extends Kind> {
  readonly id: string;
  readonly g: string;
  readonly k: K;
  readonly at: string;
  readonly p: PayloadOf<K>;
  readonly state: OwnActState;
  readonly why?: string | undefined;
}

/**
 * Own operations of these kinds that the board on the screen does not show yet, in the order they came.
 *
 * @param fetchedAt when that board was fetched, by this phone's clock, as the queue's times are; `undefined` while none was seen
 */
export function notOnBoard<K extends Kind>(
  operations: readonly StoredOperation[],
  kinds: readonly K[],
  fetchedAt: string | undefined,
): readonly OwnAct<K>[] {
  return operations.flatMap(({ op, state, why, ackedAt }) => {
    const shown = stateOf(state, ackedAt, fetchedAt);
    if (shown === undefined || !(kinds as readonly string[]).includes(op.k)) return [];
    return [{ id: op.id, g: op.g, k: op.k as K, at: op.at, p: op.p as PayloadOf<K>, state: shown, why }];
  });
}

function stateOf(state: StoredOperation['state'], ackedAt: string | undefined, fetchedAt: string | undefined): OwnActState | undefined {
  if (state === 'queued') return 'waiting';
  if (state === 'held' || state === 'rejected') return state;
  return fetchedAt === undefined || (ackedAt ?? '') >= fetchedAt ? 'sent' : undefined;
}
