/** Where the reading of a stream begins, the first time and every time it has to be read again. */
import type { StreamRecord } from './database.ts';

const chainStart = '0'.repeat(64);

export function newStream({ g, kind, view }: Pick<StreamRecord, 'g' | 'kind' | 'view'>): StreamRecord {
  return { g, kind, view, cursor: 0, head: 0, chain: chainStart, pass: 1 };
}

/** From 0 again, by its operations; rows stay until the head is reached. */
export function startReading({ taking: _taking, base: _base, beganAt: _beganAt, ...stream }: StreamRecord): StreamRecord {
  return { ...stream, cursor: 0, chain: chainStart, pass: stream.pass + 1, rereading: 1 };
}
