/** `GET /v1/board/areas`: a district, a province or several provinces in sums that the office keeps; no group and no member. */
import type { AgendaRow, SupervisionRow } from '../domain/board-row.ts';
import type { ReportLevel } from '../domain/report-operation.ts';
import type { CampaignRow, HolidaysRow, TargetRow } from '../domain/row.ts';
import type { BoardPhoto, HeldElsewhere } from './board.ts';
import type { CellAge } from './cell-age.ts';

/** What stands now, and this month; savings in satang. */
export interface AreaFigures {
  readonly groups: number;
  /** items settled over all groups, by the letter's step; a group has 5, 8 and 7 */
  readonly steps: readonly [number, number, number];
  readonly members: number;
  readonly pending: number;
  readonly savedSatang: number;
  readonly entries: number;
  /** of them written by the group's own committee */
  readonly byCommittee: number;
  readonly bankOpen: number;
  /** groups founded since the campaign began */
  readonly founded: number;
  /** of them founded and reported: what counts against the target */
  readonly reported: number;
  /** groups that were visited in the month of the answer, and that met in it */
  readonly visited: number;
  readonly met: number;
}

export interface AreaMonth {
  readonly month: string;
  readonly pledgedSatang: number;
  readonly payers: number;
  /** at the end of the month */
  readonly members: number;
}

/** A province, or a district in the official order. */
export interface AreaPart {
  readonly area: string;
  readonly figures: AreaFigures;
  /** what the districts in it are asked for together; `null` when nothing was set */
  readonly target: { readonly officers: number; readonly groups: number; readonly remark: string } | null;
  /** officers with at least one group that counts */
  readonly covered: number;
  /** officers without one, district by district */
  readonly missing: number;
  /** districts with a target, and those of them where nobody is missing */
  readonly districts: number;
  readonly complete: number;
  /** savings of the last twelve months, satang, the month of the answer last */
  readonly pledged: readonly number[];
  /** the latest announcement in a district; pictures, and why others were taken back, for whoever may see them, and none in the answer of an older office */
  readonly agenda:
    | (Pick<AgendaRow, 'on' | 'place' | 'note'> & {
        readonly id?: string | undefined;
        readonly photos?: readonly BoardPhoto[] | undefined;
        readonly takenBack?: readonly string[] | undefined;
      })
    | null;
  /** records that wait for a decision */
  readonly held: number;
  /** reports that wait for the word of each level; absent in the answer of an older office */
  readonly turns?: Readonly<Record<ReportLevel, number>> | undefined;
  /** of a province with a server of its own: how old this is */
  readonly cell?: CellAge | undefined;
}

/** Somebody who works in the field, in one district. */
export interface AreaOfficer {
  readonly user: string;
  readonly name: string;
  readonly district: string;
  /** official codes of the own area within the district, empty for somebody whose right has ended */
  readonly areas: readonly string[];
  readonly figures: AreaFigures;
  /** groups whose day to meet is over in the month of the answer, or was in the last week while nothing was met since last month began; absent in the answer of an older office */
  readonly meetingsOver?: number | undefined;
  /** the phones together; `null` while nobody has signed in */
  readonly phone: {
    readonly lastSeenAt: string;
    readonly waiting: number;
    readonly photosWaiting: number;
    readonly oldestAt: string | null;
    readonly quotaErrors: number;
    /** version of the app on the phone heard from last */
    readonly app: string;
  } | null;
}

export interface CurvePoint {
  readonly month: string;
  /** groups up to the end of the month since the campaign began */
  readonly founded: number;
  readonly reported: number;
}

export interface AreaBoard {
  readonly asOf: string;
  /** empty for everything the viewer oversees */
  readonly area: string;
  /** stream in which the area's office writes; `null` for several provinces */
  readonly stream: string | null;
  /** stream of the notes on a district's people; `null` for who may not read them, and above a district */
  readonly notesStream: string | null;
  readonly campaign: Omit<CampaignRow, 'type'> | null;
  /** campaigns entered ahead, the next first; absent in the answer of an older office, as are the days */
  readonly coming?: readonly Omit<CampaignRow, 'type'>[] | undefined;
  /** days that the province itself says are closed, or are not; of a province only */
  readonly holidays?: HolidaysRow['days'] | undefined;
  readonly whole: AreaPart;
  /** provinces, or districts of a province; none of a district */
  readonly parts: readonly AreaPart[];
  /** targets as they were set, for the province that sets them */
  readonly targets: readonly Omit<TargetRow, 'type'>[];
  /** in the order of districts, then of names; only for a chief and a province */
  readonly officers: readonly AreaOfficer[];
  readonly curve: readonly CurvePoint[];
  readonly months: readonly AreaMonth[];
  /** of a district, those to follow up first */
  readonly notes: readonly (Omit<SupervisionRow, 'type'> & { readonly byName: string })[];
  readonly held: readonly HeldElsewhere[];
}
