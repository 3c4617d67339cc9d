/** The answers about reports as schemas, for the OpenAPI document; the shapes themselves are `protocol/board-reports.ts`. */
import * as z from 'zod/mini';
import { CellAgeSchema } from './board-schema.ts';

const Village = z.object({ tambon: z.string(), moo: z.int(), name: z.string() });
const Level = z.enum(['district', 'province', 'department']);
const Head = {
  id: z.uuid(),
  kind: z.string(),
  forMonth: z.optional(z.string()),
  version: z.int(),
  state: z.string(),
  at: z.string(),
  route: z.array(Level),
};

export const BoardReportSchema = z.object({
  group: z.uuid(),
  groupName: z.string(),
  village: Village,
  officerName: z.optional(z.string()),
  report: z.looseObject(Head),
  turn: Level,
});
export const BoardReportDetailSchema = z.object({
  asOf: z.iso.datetime(),
  cell: z.optional(CellAgeSchema),
  group: z.uuid(),
  groupName: z.string(),
  village: Village,
  officerName: z.optional(z.string()),
  report: z.looseObject({ ...Head, versions: z.array(z.looseObject({ version: z.int(), state: z.string() })) }),
  names: z.record(z.string(), z.string()),
  photos: z.array(z.looseObject({ sha: z.string(), thumb: z.boolean(), full: z.boolean() })),
});
