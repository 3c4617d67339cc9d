/**
 * `GET /v1/board/reports` and `GET /v1/board/groups/{id}/reports/{report}`: what waits for a level to say something, and one report in full.
 * `POST …/review`: what the department says to one of a province with a server of its own, where it is passed on to at once.
 */
import * as z from 'zod/mini';
import type { ReportLevel } from '../domain/report-operation.ts';
import type { ReportRow } from '../domain/report-row.ts';
import type { GroupRow, PhotoRow } from '../domain/row.ts';
import type { CellAge } from './cell-age.ts';

/** A report on the board, without its figures. */
export interface BoardReport {
  readonly group: string;
  readonly groupName: string;
  readonly village: GroupRow['village'];
  /** absent for the department */
  readonly officerName?: string | undefined;
  readonly report: Pick<ReportRow, 'id' | 'kind' | 'forMonth' | 'version' | 'state' | 'at' | 'route' | 'flags'>;
  /** whose turn it is */
  readonly turn: ReportLevel;
}

export interface BoardReports {
  readonly asOf: string;
  readonly area: string;
  /** the oldest first */
  readonly reports: readonly BoardReport[];
}

export const CellReviewRequest = z.object({
  /** of what is said, kept when it is said again because no answer came */
  id: z.uuid(),
  /** the operation of the version that was read */
  saw: z.uuid(),
  decision: z.enum(['accepted', 'returned']),
  remark: z.optional(z.string().check(z.maxLength(2000))),
});
export type CellReviewRequest = z.infer<typeof CellReviewRequest>;

export interface BoardReportDetail {
  readonly asOf: string;
  /** of a province with a server of its own */
  readonly cell?: CellAge | undefined;
  readonly group: string;
  readonly groupName: string;
  readonly village: GroupRow['village'];
  /** absent for the department, whose report carries no names either */
  readonly officerName?: string | undefined;
  readonly report: ReportRow;
  /** by user id, of everybody who wrote or said something; none for the department */
  readonly names: Readonly<Record<string, string>>;
  readonly photos: readonly { readonly sha: string; readonly for: PhotoRow['for']; readonly thumb: boolean; readonly full: boolean }[];
}
