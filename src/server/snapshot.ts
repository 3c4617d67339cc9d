/**
 * Makes snapshots of streams that have grown long, beside the requests: rows as they are, with the number and the chain they stand at.
 *
 * Nothing depends on them: without one a phone reads the operations. A restored store keeps those of its backup, which are of its own
 * operations; `verify` folds again up to each and compares.
 */
import { parseOperation } from '../domain/operation.ts';
import { foldVersion, snapshotText } from '../domain/snapshot.ts';
import { everyMinute, oneLookAtATime } from './every-minute.ts';
import { sha256Hex } from './ids.ts';
import type { Office } from './office.ts';
import { operationOf } from './pull.ts';
import type { StreamRecord, Tables } from './store/store.ts';

export interface SnapshotRule {
  /** streams with more operations get one */
  readonly after: number;
  /** and a newer one after so many more */
  readonly every: number;
  /** text of one part at most, unless a single row is longer: about 40 kB on the wire */
  readonly partBytes: number;
}

export const snapshotRule: SnapshotRule = { after: 5_000, every: 1_000, partBytes: 256 * 1024 };
const rowsAtOnce = 500;

/** Looks now and every minute, one stream after the other. @returns a way to stop */
export function keepSnapshots(office: Office): () => void {
  const look = oneLookAtATime(office, 'snapshots-failed', async () => {
    const made = await makeSnapshots(office, snapshotRule);
    if (made > 0) office.log('snapshots', { streams: made });
  });
  void look();
  return everyMinute(look);
}

/** @returns how many were made */
export async function makeSnapshots({ store }: Pick<Office, 'store'>, rule: SnapshotRule): Promise<number> {
  let made = 0;
  for (const id of await store.read((tables) => tables.snapshots.due({ ...rule, fold: foldVersion }))) {
    // requests between two streams go first
    await new Promise((next) => setImmediate(next));
    const taken = await store.read((tables) => takeRows(tables, id, rule.partBytes));
    if (taken === undefined) continue;
    const { stream, parts } = taken;
    const place = { base: stream.seq, chain: stream.chain, fold: foldVersion };
    const hash = sha256Hex(snapshotText(place, parts.map(sha256Hex)));
    const isKept = await store.write(async (tables) => {
      // somebody may have been erased meanwhile, and would stand in it
      if ((await tables.streams.find(id))?.chain !== place.chain) return false;
      await tables.snapshots.put({ stream: id, ...place, hash }, parts);
      return true;
    });
    if (isKept) made += 1;
  }
  return made;
}

/** The rows of a stream in parts; `undefined` when it moved under us, or holds what this version cannot read and so has not folded. */
async function takeRows(
  tables: Tables,
  id: string,
  partBytes: number,
): Promise<{ readonly stream: StreamRecord; readonly parts: readonly string[] } | undefined> {
  const stream = await tables.streams.find(id);
  if (stream === undefined || !(await isReadable(tables, stream))) return undefined;
  const rows = await tables.rows.all(id);
  // rows change with operations only
  if ((await tables.streams.find(id))?.chain !== stream.chain) return undefined;
  const parts: string[] = [];
  let part: string[] = [];
  let bytes = 0;
  for (const { key, body } of rows) {
    const text = `[${JSON.stringify(key)},${body}]`;
    if (part.length > 0 && bytes + text.length > partBytes) {
      parts.push(`[${part.join(',')}]`);
      [part, bytes] = [[], 0];
    }
    part.push(text);
    bytes += text.length;
  }
  parts.push(`[${part.join(',')}]`);
  return { stream, parts };
}

/** A version before this one made the rows, or a later one that was taken back: both are no snapshot of ours. */
async function isReadable(tables: Tables, { id, seq }: StreamRecord): Promise<boolean> {
  const before = await tables.snapshots.find(id);
  for (let at = before?.fold === foldVersion ? before.base : 0; at < seq;) {
    const page = await tables.operations.page(id, at, seq, rowsAtOnce);
    if (page.length === 0 || !page.every((one) => parseOperation(operationOf(one)).ok)) return false;
    at = page.at(-1)?.seq ?? seq;
    await new Promise((next) => setImmediate(next));
  }
  return true;
}
