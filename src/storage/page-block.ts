/**
 * Operations of others, as they came: those of one page are sealed and put down together, because a new phone's time goes into sealing and
 * putting single ones. What has a life of its own here (own operations, those this version cannot read) lies alone and counts before the
 * same number in a block.
 */
import type { Operation } from '../domain/operation.ts';
import type { Core } from './core.ts';
import type { BlockRecord, OperationRecord, PhoneDatabase } from './database.ts';
import { sealOperation } from './operation-shelf.ts';

export interface BlockItem {
  readonly seq: number;
  readonly by: string;
  readonly recv: string;
  readonly h: string;
  readonly op: Operation;
}

const labelOf = ({ g, pass, from }: Pick<BlockRecord, 'g' | 'pass' | 'from'>): string => `block|${g}|${pass}|${from}`;

export async function sealBlock(
  core: Core,
  place: Pick<BlockRecord, 'g' | 'pass' | 'from' | 'to'>,
  items: readonly BlockItem[],
): Promise<BlockRecord> {
  return { ...place, ids: items.map(({ op }) => op.id), sealed: await core.sealer.seal(labelOf(place), items) };
}

export async function openBlock(core: Pick<Core, 'sealer'>, block: BlockRecord): Promise<readonly BlockItem[]> {
  return (await core.sealer.unseal(labelOf(block), block.sealed)) as readonly BlockItem[];
}

/** Every block of a stream, whichever reading it came from, in the order of readings and numbers. */
export const blocksOf = (db: PhoneDatabase, g: string) =>
  db.block.where('[g+pass+from]').between([g, 0, 0], [g, Number.MAX_SAFE_INTEGER, 0]);

/** One of a block as it lies alone; with another state than `pulled` it has left the stream. */
export async function takenOut(
  core: Core,
  { op, seq, by, recv, h }: BlockItem,
  pass: number,
  change: Pick<OperationRecord, 'u'> | { readonly state: 'gone' },
): Promise<OperationRecord> {
  const place = 'state' in change ? {} : { seq, pass };
  return sealOperation(core, op, { state: 'pulled', by, recv, h, ...place, ...change });
}
