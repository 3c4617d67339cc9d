/** `GET /v1/board/reports` and `GET /v1/board/groups/{id}/reports/{report}`: what waits for a level to say something, and one report in full. */
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

export interface BoardReportDetail {
  readonly asOf: string;
  /** of a province with a server of its own, where it is reviewed */
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
