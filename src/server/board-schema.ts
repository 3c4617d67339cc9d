/** The boards' answers as schemas, for the OpenAPI document; the shapes themselves are `protocol/board.ts` and `domain/row.ts`. */
import * as z from 'zod/mini';
import { stages } from '../domain/vocabulary.ts';

const Instant = z.iso.datetime();
const Count = z.int().check(z.minimum(0));

const HeldSchema = z.object({ op: z.uuid(), kind: z.string(), why: z.string(), receivedAt: Instant, by: z.string() });
export const HeldElsewhereSchema = z.extend(HeldSchema, { group: z.uuid(), area: z.nullable(z.string()) });

/** Counts and sums only; money in satang. */
const BoardGroupSchema = z.object({
  group: z.looseObject({
    id: z.uuid(),
    name: z.string(),
    village: z.object({ tambon: z.string(), moo: z.int(), name: z.string() }),
    source: z.enum(['ledger', 'declared']),
    lifeCycle: z.string(),
    stage: z.enum(stages),
    foundedOn: z.optional(z.iso.date()),
    steps: z.record(z.string(), z.looseObject({ state: z.string(), sessions: Count, lastOn: z.iso.date() })),
    documents: z.record(z.string(), z.string()),
    members: z.looseObject({
      applied: Count,
      accepted: Count,
      pending: Count,
      numbered: Count,
      minors: Count,
      male: Count,
      female: Count,
      left: Count,
    }),
    pledgedSatang: Count,
    money: z.looseObject({ byKind: z.record(z.string(), z.int()), cash: z.int(), bank: z.int(), entries: Count, byCommittee: Count }),
    meetings: z.looseObject({ held: Count }),
    visits: z.looseObject({ count: Count }),
  }),
  district: z.string(),
  owner: z.optional(z.string()),
  officerName: z.optional(z.string()),
  hasOfficer: z.boolean(),
  receivedAt: Instant,
  operations: Count,
  held: Count,
  firstCollection: z.nullable(z.object({ on: z.iso.date(), satang: Count })),
  bankAsk: z.optional(z.object({ on: z.iso.date(), isAsked: z.boolean(), preferred: z.optional(z.string()) })),
  photos: z.array(z.looseObject({ sha: z.string(), thumb: z.boolean(), full: z.boolean() })),
});

export const BoardGroupsSchema = z.object({
  asOf: Instant,
  area: z.string(),
  groups: z.array(BoardGroupSchema),
  devices: z.array(
    z.object({
      name: z.string(),
      officerName: z.string(),
      lastSeenAt: Instant,
      waiting: Count,
      photosWaiting: Count,
      oldestAt: z.nullable(Instant),
    }),
  ),
  /** of people who work in the area, for groups that are not (yet) on this board */
  held: z.array(HeldElsewhereSchema),
});

export const CellAgeSchema = z.object({ asOf: z.nullable(Instant), isOver: z.boolean() });

export const BoardGroupDetailSchema = z.extend(BoardGroupSchema, {
  cell: z.optional(CellAgeSchema),
  meetings: z.array(z.looseObject({ id: z.uuid(), kind: z.string(), heldOn: z.iso.date(), state: z.enum(['open', 'closed']) })),
  lastCount: z.nullable(z.object({ on: z.iso.date(), counted: Count, expected: Count, reason: z.optional(z.string()) })),
  heldOperations: z.array(HeldSchema),
});
