/** `GET /v1/board/groups`: what a district or a province sees of its groups; aggregates only, no row of a member. */
import type { GroupRow, MeetingRow, PhotoRow } from '../domain/row.ts';
import type { CellAge } from './cell-age.ts';

/** Money that came in on the first day somebody paid, satang; a group declared as totals had its first before the app. */
export interface FirstCollection {
  readonly on: string;
  readonly satang: number;
}

/** What the newest founding notice says of the bank: whether the district is asked to talk to one. */
export interface BankAsk {
  readonly on: string;
  readonly isAsked: boolean;
  /** where the group would rather go, in its own words; only for who reads names */
  readonly preferred?: string | undefined;
}

/** Cash counted against receipts on the latest day that was counted. */
export interface LastCount {
  readonly on: string;
  readonly counted: number;
  readonly expected: number;
  readonly reason?: string | undefined;
}

/** An operation that reached the office and does not count yet. */
export interface HeldOperation {
  readonly op: string;
  readonly kind: string;
  readonly why: string;
  readonly receivedAt: string;
  readonly by: string;
}

/** One of somebody who works in the area, for a group that is not (yet) on this board. */
export interface HeldElsewhere extends HeldOperation {
  readonly group: string;
  /** tambon of the group it aims at: only who is over it may accept; `null` while the office knows no such group */
  readonly area: string | null;
}

export interface BoardGroup {
  /** the summary row without its inner bookkeeping */
  readonly group: Omit<GroupRow, 'setBy' | 'conflicts' | 'pledgedFrom'> & {
    /** what accepted members promised for the month of the answer, satang */
    readonly pledgedSatang: number;
  };
  readonly district: string;
  /** user who answers for it, or did last; absent for the department, and in the answer of an older office */
  readonly owner?: string | undefined;
  /** empty when nobody answers for it; absent for the department, which reads no names */
  readonly officerName?: string | undefined;
  /** false: the right of its officer has ended, and the chief looks after it; absent in the answer of an older office */
  readonly hasOfficer?: boolean | undefined;
  /** instant the office received the newest operation of this group */
  readonly receivedAt: string;
  readonly operations: number;
  readonly held: number;
  /** absent in the answer of an older office */
  readonly firstCollection?: FirstCollection | null | undefined;
  /** absent without a notice that says so, and in the answer of an older office */
  readonly bankAsk?: BankAsk | undefined;
  readonly photos: readonly BoardPhoto[];
}

/** A picture that a record names, and which of its parts have arrived. */
export interface BoardPhoto {
  readonly sha: string;
  readonly for: PhotoRow['for'];
  readonly thumb: boolean;
  readonly full: boolean;
}

export interface BoardGroups {
  readonly asOf: string;
  readonly area: string;
  readonly groups: readonly BoardGroup[];
  readonly devices: readonly {
    readonly name: string;
    readonly officerName: string;
    readonly lastSeenAt: string;
    readonly waiting: number;
    readonly photosWaiting: number;
    readonly oldestAt: string | null;
  }[];
  readonly held: readonly HeldElsewhere[];
}

/** `GET /v1/board/groups/{id}`: one group with its meetings. */
export interface BoardGroupDetail extends BoardGroup {
  /** of a province with a server of its own */
  readonly cell?: CellAge | undefined;
  readonly meetings: readonly Omit<MeetingRow, 'minutes' | 'setBy'>[];
  readonly lastCount?: LastCount | null | undefined;
  readonly heldOperations: readonly HeldOperation[];
}
