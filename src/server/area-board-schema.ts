/** The answer of `GET /v1/board/areas` as a schema for the OpenAPI document; the shape itself is `protocol/area-board.ts`. */
import * as z from 'zod/mini';
import { CellAgeSchema, HeldElsewhereSchema } from './board-schema.ts';

const Count = z.int().check(z.minimum(0));
const Sum = z.int();

const Figures = z.object({
  groups: Count,
  steps: z.tuple([Count, Count, Count]),
  members: Count,
  pending: Count,
  savedSatang: Sum,
  entries: Count,
  byCommittee: Count,
  bankOpen: Count,
  founded: Count,
  reported: Count,
  visited: Count,
  met: Count,
});

const Part = z.object({
  area: z.string(),
  figures: Figures,
  target: z.nullable(z.object({ officers: Count, groups: Count, remark: z.string() })),
  covered: Count,
  missing: Count,
  districts: Count,
  complete: Count,
  pledged: z.array(Sum),
  agenda: z.nullable(
    z.object({
      id: z.uuid(),
      on: z.iso.date(),
      place: z.optional(z.string()),
      note: z.optional(z.string()),
      photos: z.optional(z.array(z.looseObject({ sha: z.string(), thumb: z.boolean(), full: z.boolean() }))),
      takenBack: z.optional(z.array(z.string())),
    }),
  ),
  held: Count,
  turns: z.object({ district: Count, province: Count, department: Count }),
  cell: z.optional(CellAgeSchema),
});

/** Sums only; money in satang. */
export const AreaBoardSchema = z.object({
  asOf: z.iso.datetime(),
  area: z.string(),
  stream: z.nullable(z.uuid()),
  notesStream: z.nullable(z.uuid()),
  campaign: z.nullable(z.looseObject({ code: z.string(), name: z.string(), dueOn: z.iso.date(), commitmentFrom: z.iso.date() })),
  coming: z.array(z.looseObject({ code: z.string(), name: z.string(), commitmentFrom: z.iso.date() })),
  holidays: z.array(z.object({ on: z.iso.date(), name: z.string(), sure: z.boolean(), isOpen: z.optional(z.boolean()) })),
  whole: Part,
  parts: z.array(Part),
  targets: z.array(z.looseObject({ district: z.string(), officers: Count, groups: Count })),
  officers: z.array(
    z.object({
      user: z.uuid(),
      name: z.string(),
      district: z.string(),
      areas: z.array(z.string()),
      figures: Figures,
      meetingsOver: Count,
      phone: z.nullable(
        z.object({
          lastSeenAt: z.iso.datetime(),
          waiting: Count,
          photosWaiting: Count,
          oldestAt: z.nullable(z.iso.datetime()),
          quotaErrors: Count,
          app: z.string(),
        }),
      ),
    }),
  ),
  curve: z.array(z.object({ month: z.string(), founded: Count, reported: Count })),
  months: z.array(z.object({ month: z.string(), pledgedSatang: Sum, payers: Count, members: Sum })),
  notes: z.array(z.looseObject({ id: z.uuid(), on: z.iso.date(), text: z.string() })),
  held: z.array(HeldElsewhereSchema),
});
