/** Where the reading of a stream begins, the first time and every time it has to be read again. */
import type { StreamRecord } from './database.ts';

export const chainStart = '0'.repeat(64);

/** From 0 again; rows stay until the head is reached. */
export function startReading(stream: StreamRecord): StreamRecord {
  return { ...stream, cursor: 0, chain: chainStart, pass: stream.pass + 1, rereading: 1 };
}
