/** The rows that reports are kept in (`row.ts`): every version with what was said to it. */
import type { ReportKind, ReportLevel, ReportSubmission } from './report-operation.ts';
import type { Flag } from './row.ts';

/**
 * Where the newest version of a report stands, derived from what was said to it. A draft and what waits on the phone are not the stream's
 * business: the phone knows those itself.
 */
export type ReportState = 'submitted' | 'returned' | 'accepted' | 'province-accepted' | 'acknowledged';

/** What one level said to one version. */
export interface ReportReview {
  /** the operation */
  readonly op: string;
  readonly level: ReportLevel;
  readonly decision: 'accepted' | 'returned';
  readonly remark?: string | undefined;
  readonly by: string;
  readonly at: string;
  /** why it decides nothing: a newer version had come, or another level's turn */
  readonly void?: 'version-moved-on' | 'review-out-of-turn' | undefined;
}

/** One submission; its figures never change, whatever happens to the books or to later versions. */
export interface ReportVersion {
  /** 1, 2, 3 … in the order of the stream */
  readonly version: number;
  /** the operation that submitted it: what a review names */
  readonly op: string;
  readonly snapshot: ReportSubmission['snapshot'];
  readonly source?: ReportSubmission['source'];
  readonly position?: ReportSubmission['position'];
  readonly dueOn?: string | undefined;
  readonly by: string;
  readonly at: string;
  readonly state: ReportState;
  readonly reviews: readonly ReportReview[];
}

/** `report:<id>` */
export interface ReportRow {
  readonly type: 'report';
  readonly id: string;
  readonly kind: ReportKind;
  readonly forMonth?: string | undefined;
  readonly route: readonly ReportLevel[];
  /** of the newest version, and its state */
  readonly version: number;
  readonly state: ReportState;
  readonly snapshot: ReportSubmission['snapshot'];
  readonly by: string;
  readonly at: string;
  /** oldest first */
  readonly versions: readonly ReportVersion[];
  readonly flags?: readonly Flag[];
}

/** `filed:<kind>` or `filed:<kind>:<month>`: the reports of one kind (and month); the first counts, another is a doubt. */
export interface FiledRow {
  readonly type: 'filed';
  readonly reports: readonly string[];
}

/** What the group's row says about the newest report of a kind. */
export interface FiledReport {
  readonly report: string;
  readonly version: number;
  readonly submittedAt: string;
  /** civil date in Thailand of the first version, when that was an earlier day: a correction does not make a report a late one */
  readonly firstOn?: string | undefined;
  readonly state: ReportState;
  readonly forMonth?: string | undefined;
}
