/** Operations on disk: sealed text with a clear envelope of ids, numbers and states. Born once, never changed, only marked. */
import { hashOperation } from '../domain/canonical-json.ts';
import type { Operation } from '../domain/operation.ts';
import type { Core } from './core.ts';
import type { OperationRecord } from './database.ts';
import type { StoredOperation } from './phone-store.ts';
import { sha256Hex } from './seal.ts';

const labelOf = (id: string): string => `op|${id}`;

export async function sealOperation(
  core: Core,
  op: Operation,
  envelope: Omit<OperationRecord, 'id' | 'g' | 'k' | 'at' | 'h' | 'bytes' | 'sealed'> & { readonly h?: string },
): Promise<OperationRecord> {
  const text = JSON.stringify(op);
  const [sealed, h] = await Promise.all([
    core.sealer.sealBytes(labelOf(op.id), new TextEncoder().encode(text).buffer),
    envelope.h ?? hashOperation(op, sha256Hex),
  ]);
  return { ...envelope, id: op.id, g: op.g, k: op.k, at: op.at, h, bytes: text.length, sealed };
}

/** The operation as it was born; only its number follows the device (after a fork it has a new one). */
export async function openOperation(core: Pick<Core, 'sealer'>, record: OperationRecord): Promise<Operation> {
  const op = (await core.sealer.unseal(labelOf(operationIdOf(record)), record.sealed)) as Operation;
  return record.n === undefined || record.n === op.n ? op : { ...op, n: record.n };
}

export async function openOperations(core: Core, records: readonly OperationRecord[]): Promise<Operation[]> {
  return Promise.all(records.map((record) => openOperation(core, record)));
}

/** A phone's own copy of an operation whose id the office knows with other content lies under `<id>#own`. */
export const operationIdOf = (record: Pick<OperationRecord, 'id'>): string => record.id.replace(/#own$/, '');

export async function toStored(core: Core, record: OperationRecord): Promise<StoredOperation> {
  const reason =
    record.reason === undefined ? undefined : ((await core.sealer.unseal(`reason|${operationIdOf(record)}`, record.reason)) as string);
  return {
    op: await openOperation(core, record),
    state: record.state === 'pulled' || record.state === 'gone' ? 'acked' : record.state,
    bytes: record.bytes,
    why: reason ?? record.why,
    path: record.path,
    ackedAt: record.ackedAt,
    isSeen: record.seen === 1,
  };
}

export async function sealReason(core: Core, id: string, reason: string): Promise<OperationRecord['reason']> {
  return core.sealer.seal(`reason|${id}`, reason);
}
