/**
 * What a department's server asks of a province's beside an ordinary sync (`sum`), and what it is told: of each area and each group the very
 * answers that boards and tables give the department there, without a name. An answer that it has already (`mark`) is not sent again.
 */
import * as z from 'zod/mini';
import type { AreaBoard } from '../../protocol/area-board.ts';
import type { BoardReport, BoardReportDetail } from '../../protocol/board-reports.ts';
import type { BoardGroupDetail } from '../../protocol/board.ts';
import { exportRowSchemas, type ExportRowOf } from '../../protocol/export.ts';
import { SyncRequest, SyncResponse } from '../../protocol/sync.ts';
import { AreaBoardSchema } from '../area-board-schema.ts';
import { BoardReportDetailSchema, BoardReportSchema } from '../board-reports-schema.ts';
import { BoardGroupDetailSchema } from '../board-schema.ts';

const Mark = z.string().check(z.regex(/^[0-9a-f]{1,64}$/));
/** `area:` and an official code, or `group:` and an id */
const Key = z.string().check(z.regex(/^(area:\d{2}(\d{2})?|group:[0-9a-f-]{36})$/));

export const tableKeys = ['groups', 'months', 'reports', 'establishment-result'] as const;
export type TableKey = (typeof tableKeys)[number];

const AreaSummary = z.object({
  of: z.literal('area'),
  key: Key,
  area: z.string().check(z.regex(/^\d{2}(\d{2})?$/)),
  mark: Mark,
  board: AreaBoardSchema,
  /** of its districts; none of a district */
  targets: z.array(exportRowSchemas.targets),
});
const GroupSummary = z.object({
  of: z.literal('group'),
  key: Key,
  area: z.string().check(z.regex(/^\d{6}$/)),
  mark: Mark,
  board: BoardGroupDetailSchema,
  /** reports that wait for a level, and those that came up to the department in full */
  waiting: z.array(BoardReportSchema),
  reports: z.array(BoardReportDetailSchema),
  tables: z.object({
    groups: z.array(exportRowSchemas.groups),
    months: z.array(exportRowSchemas.months),
    reports: z.array(exportRowSchemas.reports),
    'establishment-result': z.array(exportRowSchemas['establishment-result']),
  }),
});

export const SummaryQuestion = z.object({ have: z.record(Key, Mark) });
export const SummaryAnswer = z.object({
  summaries: z.array(z.discriminatedUnion('of', [AreaSummary, GroupSummary])),
  /** what is named in the question and is there no longer */
  gone: z.array(Key),
  more: z.boolean(),
});
export const SyncRequestWithSummaries = z.extend(SyncRequest, { sum: z.optional(SummaryQuestion) });
export const SyncResponseWithSummaries = z.extend(SyncResponse, { sum: z.optional(SummaryAnswer) });

interface Summary {
  readonly key: string;
  readonly area: string;
  readonly mark: string;
}
export interface AreaView extends Summary {
  readonly of: 'area';
  readonly board: AreaBoard;
  readonly targets: readonly ExportRowOf<'targets'>[];
}
export interface GroupView extends Summary {
  readonly of: 'group';
  readonly board: BoardGroupDetail;
  readonly waiting: readonly BoardReport[];
  readonly reports: readonly BoardReportDetail[];
  readonly tables: { readonly [K in TableKey]: readonly ExportRowOf<K>[] };
}
export interface Summaries {
  readonly summaries: readonly (AreaView | GroupView)[];
  readonly gone: readonly string[];
  readonly more: boolean;
}
