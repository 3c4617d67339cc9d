/** `POST /v1/sync`: one request that pushes a phone's operations and pulls what its streams have gained. Both directions; limits included. */
import * as z from 'zod/mini';
import { OperationSchema } from '../domain/operation.ts';

export const limits = {
  operations: 500,
  streams: 200,
  operationBytes: 64 * 1024,
  bodyBytes: 1024 * 1024,
  inflatedBytes: 8 * 1024 * 1024,
  depth: 12,
} as const;

const Id = z.uuid();
const Count = z.int().check(z.minimum(0));
const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const Instant = z.iso.datetime({ offset: true });

/** What the phone still holds, told with every sync so that silence has a reason (sync.md §1.8). */
export const QueueReport = z.object({
  ops: Count,
  photos: Count,
  bytes: Count,
  oldest: z.nullable(Instant),
  persisted: z.boolean(),
  quotaErrors: Count,
  /**
   * a blocked phone deletes its records itself instead of having the browser clear everything: somebody else has records on it too, or it is
   * the worker that asks, which would be ended before it could say what happened
   */
  deletesItself: z.optional(z.boolean()),
});
export type QueueReport = z.infer<typeof QueueReport>;

export const SyncRequest = z.object({
  proto: z.literal(1),
  dev: Id,
  app: z.string().check(z.maxLength(20)),
  epoch: z.nullable(z.string().check(z.maxLength(40))),
  now: Instant,
  ce: Count,
  /** each parsed alone, so that one bad operation is one held operation */
  ops: z.array(z.unknown()).check(z.maxLength(limits.operations)),
  cur: z.record(Id, Count),
  want: z.optional(z.array(Id).check(z.maxLength(limits.streams))),
  /** absent: this phone takes operations only */
  snap: z.optional(
    z.object({
      /** rows folded by another version are of no use */
      fold: Count,
      /** streams of which the phone has something of its own or is reading again: operations from the first */
      but: z.array(Id).check(z.maxLength(limits.streams)),
      /** the next part of a snapshot that is being taken in */
      at: z.record(Id, z.object({ hash: Sha256, part: Count })),
    }),
  ),
  q: QueueReport,
});
export type SyncRequest = z.infer<typeof SyncRequest>;

export const heldReasons = [
  'invalid', 'unknown-kind', 'unknown-version', 'missing-ref', 'scope-none', 'scope-ended', 'device-revoked', 'limit', 'fault', 'maybe-reported-twice',
] as const; // prettier-ignore
export type HeldReason = (typeof heldReasons)[number];

export const Verdict = z.discriminatedUnion('r', [
  z.object({ r: z.literal('applied'), id: Id, n: Count, h: Sha256, seq: Count, flags: z.optional(z.array(z.string())) }),
  z.object({
    r: z.literal('held'),
    id: Id,
    n: Count,
    h: Sha256,
    why: z.enum(heldReasons),
    path: z.optional(z.string()),
    code: z.optional(z.string()),
    ref: z.optional(Id),
  }),
  z.object({ r: z.literal('rejected'), id: Id, n: Count, h: Sha256, reason: z.string() }),
  z.object({ r: z.literal('clash'), id: Id, n: Count, h: Sha256 }),
  z.object({ r: z.literal('gap'), expect: Count }),
  z.object({ r: z.literal('fork') }),
]);
export type Verdict = z.infer<typeof Verdict>;

/** Rows instead of the operations up to `base`, in parts of at most 256 KiB of text; asked for one after the other. */
export const SnapshotPart = z.object({
  base: Count,
  /** of the stream at `base` */
  chain: Sha256,
  fold: Count,
  part: Count,
  parts: Count,
  /** over place and parts (`domain/snapshot.ts`); with the last part the phone has all it is taken over */
  hash: Sha256,
  /** JSON of `[key, row][]` */
  rows: z.string(),
});
export type SnapshotPart = z.infer<typeof SnapshotPart>;

export const StreamPage = z.object({
  g: Id,
  kind: z.enum(['group', 'person', 'area']),
  view: z.enum(['full', 'summary', 'inbox']),
  from: Count,
  to: Count,
  head: Count,
  ops: z.array(z.object({ seq: Count, by: Id, recv: Instant, op: OperationSchema })),
  skip: z.optional(z.array(z.tuple([Count, Count]))),
  /** SHA-256 chain at `to`, full views only: chain_k = SHA-256(chain_{k-1} ‖ hash(op_k)), hex, chain_0 = 64 zeros */
  chain: z.optional(Sha256),
  reset: z.optional(z.boolean()),
  /** with the last part `to` is its `base`, before that 0; `ops` is empty */
  snapshot: z.optional(SnapshotPart),
});
export type StreamPage = z.infer<typeof StreamPage>;

export const SyncResponse = z.object({
  proto: z.literal(1),
  epoch: z.string(),
  now: Instant,
  res: z.array(Verdict),
  ackN: Count,
  safeN: Count,
  streams: z.array(StreamPage),
  /** streams whose right has ended: send what waits, then drop within 24 h */
  revoked: z.array(Id),
  /** decisions of people about this device's held operations since they were last told */
  more: z.boolean(),
  minApp: z.optional(z.string()),
  retryAfter: z.optional(Count),
  notice: z.optional(z.string()),
});
export type SyncResponse = z.infer<typeof SyncResponse>;
