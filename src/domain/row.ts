/**
 * The shape of what a group is now: small rows under string keys, written only by the fold.
 *
 * Phone and server keep the same rows in their own store. One operation touches a handful of rows, never the history.
 */
import type { ColumnSums } from './account-column.ts';
import type { ListExportRow } from './list-export.ts';
import type { AgendaRow, BankLiaison, SupervisionRow } from './board-row.ts';
import type { LoanRow, MonthRow, PassbookRow, PostingRow, ReceiptRow, YearRow } from './money-row.ts';
import type { CommitmentRow as Commitment } from './commitment-row.ts';
import type { Keeper } from './keeper-operation.ts';
import type { PayloadOf, PersonalOf } from './operation.ts';
import type { ReportKind, ReportLevel } from './report-operation.ts';
import type { FiledReport, FiledRow, ReportRow } from './report-row.ts';
import type { AccountBookKey, Branch, DocumentKey, EntryKind, ExpenseCategory, MeetingKind, Office, ProfitUse, Stage, StepKey, VillageType } from './vocabulary.ts'; // prettier-ignore

/** Doubts that are applied and shown, never refused (sync.md §0, decision 7). */
export type Flag =
  | 'same-field-differs'
  | 'number-taken'
  | 'same-national-id'
  | 'maybe-paid-twice'
  | 'entry-without-consent'
  | 'reversed-twice'
  | 'vote-count-differs'
  | 'intake-before-vote'
  | 'minor-in-office'
  | 'two-branches'
  | 'treasurer-is-chair'
  | 'cash-differs'
  | 'thumbprint-witnesses'
  | 'pledge-backdated'
  | 'not-in-share-units'
  | 'large-amount'
  /** a number or an office for somebody who is not (yet, any more) an accepted member */
  | 'not-a-member'
  /** a member whose birth nobody wrote down: a minor cannot be told from an adult */
  | 'birth-unknown'
  /** has a number and turned out to be a minor whose guardian has not signed */
  | 'number-without-consent'
  /** voiding a group that has money rows: the stage stays as it was */
  | 'voided-with-money'
  /** recorded for a month that was closed; it stands in the next open month */
  | 'after-close'
  | 'receipt-taken'
  /** the effective yearly rate passes what the law allows */
  | 'rate-too-high'
  | 'paid-out-without-contract'
  /** as when two phones without signal entered the same pay-out */
  | 'paid-out-above-contract'
  | 'overpaid'
  /** left while owing, or while answering for somebody who owes */
  | 'left-with-debt'
  /** the year was closed already; this closing moved nothing */
  | 'closed-twice'
  /** another report of the same kind and month stands in the group already */
  | 'maybe-reported-twice'
  /** the review speaks of a version that is not the newest any more; it decides nothing */
  | 'version-moved-on'
  /** the review of a level whose turn it was not; it decides nothing */
  | 'review-out-of-turn'
  /** a commitment that somebody has signed keeps its words */
  | 'signed-already'
  /** a signature on the screen that is not the signer's own */
  | 'not-the-signer'
  /** an officer's word that the other side signed the paper, without the photo of the page */
  | 'signature-without-photo'
  /** erasing somebody who is a member, or has or owes something; nothing was erased */
  | 'erase-refused'
  /** written about somebody whose data was erased; the personal part was erased as well */
  | 'person-erased';

/** Two people set one field without seeing each other; both values stay until somebody keeps one. */
export interface FieldConflict {
  readonly field: string;
  readonly values: readonly { readonly op: string; readonly by: string; readonly at: string; readonly value: unknown }[];
}

interface Base {
  /** operation that last set each field, the `base` of the next change */
  readonly setBy?: Readonly<Record<string, string>>;
  /** who and when, by the operations that `setBy` names */
  readonly authors?: Readonly<Record<string, { readonly by: string; readonly at: string }>>;
  readonly conflicts?: readonly FieldConflict[];
  readonly flags?: readonly Flag[];
}

export type StepState = 'not-started' | 'in-progress' | 'done' | 'not-applicable';
export type DocumentState = 'none' | 'have' | 'printed' | 'started';
/** Where a group stands by its records alone; `founded` becomes probation or operating by the calendar (see `life-cycle.ts`). */
export type LifeCycle = 'surveying' | 'leaders-convinced' | 'interest-gathered' | 'resolved' | 'founded';

export interface Participants {
  readonly male?: number | undefined;
  readonly female?: number | undefined;
  readonly total: number;
}

export interface StepSummary {
  readonly state: StepState;
  /** dated pieces of evidence: sessions, meetings, visits, reports … */
  readonly sessions: number;
  readonly lastOn: string;
  /** by its own evidence alone; absent while the item is only derived from figures (2.3 from members, 2.6 from documents) */
  readonly recorded?: StepState | undefined;
}

/** `group`: the one summary row of a group. Every count is kept by the fold; boards and lists read nothing else. */
export interface GroupRow extends Base {
  readonly type: 'group';
  readonly id: string;
  readonly name: string;
  readonly village: { readonly tambon: string; readonly moo: number; readonly name: string };
  readonly villageTypes: readonly VillageType[];
  readonly villageTypeNote?: string | undefined;
  readonly source: 'ledger' | 'declared';
  readonly declared?: PayloadOf<'group.create'>['declared'];
  /** of an old paper group: everybody is typed, so that its members are counted by their rows */
  readonly isListComplete?: boolean | undefined;
  /** of an old paper group: what its newest monthly report that was typed from paper says of the end of that month; satang */
  readonly told?: { readonly month: string; readonly members?: number | undefined; readonly savedSatang: number } | undefined;
  /** of an old paper group: pledged savings booked here less those given back, by the day they moved, in months that nothing told covers; satang */
  readonly bookedByDay?: Readonly<Record<string, number>> | undefined;
  /** user who made the group and answers for it until a grant says otherwise */
  readonly officer: string;
  readonly createdAt: string;
  readonly lifeCycle: LifeCycle;
  readonly stage: Stage;
  readonly stageReason?: string | undefined;
  readonly stageBy?: string | undefined;
  /** of a group that is dormant or dissolved: since when; one that never woke up again before its end, since it fell asleep */
  readonly restsFrom?: string | undefined;
  /** who writes the books; absent while it has always been the officer */
  readonly keeper?: Keeper | undefined;
  readonly keeperSince?: string | undefined;
  readonly reviewOn?: string | undefined;
  readonly foundedOn?: string | undefined;
  /** leaders agreed (1.2 or 1.3): opens the training 1.4 */
  readonly leadersAgreed?: 'yes' | 'no' | 'later' | undefined;
  /** the founding vote: opens intake 2.3 */
  readonly vote?:
    | {
        readonly passed: boolean;
        readonly present: number;
        readonly for: number;
        readonly against: number;
        readonly abstain: number;
        readonly on: string;
        readonly meeting?: string | undefined;
      }
    | undefined;
  readonly steps: Readonly<Partial<Record<StepKey, StepSummary>>>;
  readonly documents: Readonly<Partial<Record<DocumentKey | AccountBookKey, DocumentState>>>;
  readonly members: {
    /** on the list of interested people: not applied, or applied before the vote passed */
    readonly interested: number;
    /** everybody who applied, after a passed vote, and was not closed */
    readonly applied: number;
    readonly accepted: number;
    /** minors whose consent is missing: not numbered, not counted, no money */
    readonly pending: number;
    readonly numbered: number;
    readonly minors: number;
    readonly male: number;
    readonly female: number;
    readonly left: number;
    readonly highestNo: number;
  };
  /**
   * By how much the promises of accepted members together change from each month on, satang; absent while nobody has promised. What they
   * promise for a month is `pledgedInMonth`: the fold knows no calendar, so it cannot keep "now".
   */
  readonly pledgedFrom?: Readonly<Record<string, number>> | undefined;
  readonly pledgeDay?: PayloadOf<'bylaws.draft'>['pledgeDay'] | undefined;
  readonly bylaws?:
    | {
        readonly id: string;
        readonly entryFee: number;
        readonly shareUnit?: number | undefined;
        readonly maxShares?: number | undefined;
        readonly adoptedOn?: string | undefined;
      }
    | undefined;
  /** live (not reversed) sums, satang */
  readonly money: {
    readonly byKind: Readonly<Partial<Record<EntryKind, number>>>;
    readonly cash: number;
    readonly bank: number;
    readonly entries: number;
    readonly byCommittee: number;
    /** every column of the three books, satang */
    readonly columns: ColumnSums;
    /** loans paid out and not yet paid back */
    readonly loansRunning: number;
    /** the books are closed up to and with this month */
    readonly closedThrough?: string | undefined;
    /** the last day of the last closed year */
    readonly yearClosedTo?: string | undefined;
    /** day of the latest cash count */
    readonly countedOn?: string | undefined;
  };
  readonly committee: {
    readonly seats: number;
    /** member by office of the board */
    readonly filled: Readonly<Partial<Record<Office, string>>>;
    /** latest day on which a treasurer of the board left office; a cash count is due from that day */
    readonly treasurerLeftOn?: string | undefined;
  };
  readonly photos: number;
  readonly meetings: {
    readonly held: number;
    readonly lastOn?: string | undefined;
    readonly open?: string | undefined;
    readonly founding?: string | undefined;
    readonly foundingOn?: string | undefined;
  };
  readonly visits: { readonly count: number; readonly lastOn?: string | undefined };
  readonly reports: Readonly<Partial<Record<ReportKind, FiledReport>>>;
  /** reports that wait for a level to say something, by their id; boards count these and read no report */
  readonly reportTurns?: Readonly<Record<string, ReportLevel>> | undefined;
  /** the account at a bank, from the first word about it */
  readonly bank?: BankLiaison | undefined;
  readonly lastActivityAt: string;
  readonly openFlags: number;
  readonly openConflicts: number;
}

/** `member:<id>` */
export interface MemberRow extends Base {
  readonly type: 'member';
  readonly id: string;
  readonly kind: 'person' | 'organisation';
  readonly memberType: 'ordinary' | 'extraordinary' | 'honorary';
  readonly idStatus: 'given' | 'later' | 'none' | 'refused';
  /** `erasedNo`: there is nothing else any more; the member number by which he is called instead, null without one */
  readonly person: Omit<PersonalOf<'member.add'>, 'salt'> & { readonly erasedNo?: number | null };
  /** the office knows the given national id in another group too; absent when it does not */
  readonly elsewhere?: true | undefined;
  readonly appliedOn: string;
  readonly meeting?: string | undefined;
  readonly noticeVersion?: string | undefined;
  readonly intendedPledge?: number | undefined;
  /** `accepted`: adult on the day, or a minor with consent. `interested`: applied before the vote passed. */
  readonly state: 'interested' | 'pending-consent' | 'accepted' | 'left';
  /** applied, but the vote had not passed yet; becomes a member when it has */
  readonly waitsForVote?: boolean | undefined;
  /** the number that was given to somebody who waits for the vote; he gets it with the vote if it is still free */
  readonly wantedNo?: number | undefined;
  /** day of acceptance: the application's day for an adult, the consent's day for a minor who waited */
  readonly joinedOn?: string | undefined;
  readonly minorAtJoining: boolean;
  readonly consent?: string | undefined;
  readonly consentOn?: string | undefined;
  readonly no?: number | undefined;
  /** the number he was told, which belongs to somebody who came before him in the stream; until he gets another */
  readonly takenNo?: number | undefined;
  readonly pledges: readonly {
    readonly amount: number;
    readonly effectiveFrom: string;
    readonly decidedOn: string;
    readonly decidedBy: 'member' | 'guardian';
    readonly by: string;
  }[];
  readonly savedSatang: number;
  readonly specialSatang: number;
  /** what he owes the group of loans paid out, satang */
  readonly owedSatang?: number | undefined;
  /** loans of others that he answers for */
  readonly guarantees?: readonly string[] | undefined;
  readonly beneficiaries?:
    readonly { readonly name?: string | undefined; readonly relation?: string | undefined; readonly share: number }[] | undefined;
  readonly entryFeePaid: boolean;
  readonly entryFeeSatang?: number | undefined;
  readonly leftOn?: string | undefined;
  readonly leftReason?: PayloadOf<'member.close'>['reason'] | undefined;
  /** what was known of him when the year until a day was closed, where something else became known later; his part of that year stays */
  readonly atClosings?: readonly AtClosing[] | undefined;
  readonly addedBy: string;
  readonly addedAt: string;
  /** what was personal is gone; number and money stay */
  readonly erased?: ErasedPerson | undefined;
}

/** `on` is absent in rows that are folded from erased operations up to the `erase` itself. */
export interface ErasedPerson {
  readonly on?: string | undefined;
  readonly reason?: PayloadOf<'erase'>['reason'] | undefined;
  readonly by?: string | undefined;
  /** applied as a minor: when he became a member follows from it */
  readonly minor?: true | undefined;
}

export interface AtClosing extends Pick<MemberRow, 'memberType' | 'joinedOn' | 'leftOn'> {
  readonly to: string;
}

/** `number:<no>`: who holds a member number; never given twice. */
export interface NumberRow {
  readonly type: 'number';
  readonly member: string;
}
/** `id:<national id>`: who gave a national id in this group. */
export interface NationalIdRow {
  readonly type: 'national-id';
  readonly members: readonly string[];
}
/** `session:<id>`: one dated session of one of the 20 items. */
export interface SessionRow extends Base {
  readonly type: 'session';
  readonly id: string;
  readonly step: StepKey;
  readonly state: 'in-progress' | 'done' | 'not-applicable';
  readonly doneOn: string;
  readonly place?: string | undefined;
  readonly participants?: Participants | undefined;
  readonly fields: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly people?: Readonly<Record<string, readonly { readonly name: string; readonly position?: string | undefined }[]>> | undefined;
  readonly note?: string | undefined;
  readonly by: string;
  readonly at: string;
  readonly withdrawn?: string | undefined;
}
/** `step:<item>`: everything that shows that an item was worked on, so that taking one piece back can lower it. */
export interface StepRow {
  readonly type: 'step';
  readonly step: StepKey;
  readonly evidence: readonly StepEvidence[];
}
export interface StepEvidence {
  /** session, meeting, resolution, term, by-laws, visit or report */
  readonly id: string;
  readonly state: 'in-progress' | 'done' | 'not-applicable';
  readonly on: string;
  /** the leaders' answer in 1.2 or 1.3 */
  readonly agreed?: GroupRow['leadersAgreed'];
  /** the founding vote in 2.2 */
  readonly vote?: GroupRow['vote'];
}
/** `waiting:vote`: members who applied before the vote was known here. */
export interface WaitingRow {
  readonly type: 'waiting';
  readonly members: readonly string[];
}
/** `seats:live`: everybody in an office now, in the order of their election. */
export interface SeatsRow {
  readonly type: 'seats';
  readonly live: readonly { readonly term: string; readonly member: string; readonly branch: Branch; readonly office: Office }[];
}
/** `meeting:<id>` */
export interface MeetingRow extends Base {
  readonly type: 'meeting';
  readonly id: string;
  readonly kind: MeetingKind;
  readonly heldOn: string;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  readonly place?: string | undefined;
  readonly agenda: readonly string[];
  readonly attendance?: Participants | undefined;
  readonly resolutions: readonly (Omit<PayloadOf<'meeting.resolve'>, 'meeting'> & { readonly at: string })[];
  readonly minutes?: string | undefined;
  readonly nextOn?: string | undefined;
  readonly state: 'open' | 'closed';
  readonly reopened: readonly { readonly reason: string; readonly by: string; readonly at: string }[];
  readonly by: string;
  readonly at: string;
}
/** `consent:<id>` */
export interface ConsentRow extends Base {
  readonly type: 'consent';
  readonly id: string;
  readonly member: string;
  readonly relation: 'father' | 'mother' | 'legal-guardian';
  readonly signedOn: string;
  readonly signatureKind: 'signature' | 'thumbprint';
  readonly witnessCount: number;
  /** what the guardian agreed to a month; the promise itself is `pledge.decide` */
  readonly pledge?: number | undefined;
  readonly guardianName?: string | undefined;
  readonly guardianPhone?: string | undefined;
  readonly witnesses: readonly string[];
  readonly at: string;
}
/** `term:<id>`: somebody in an office. */
export interface TermRow extends Base {
  readonly type: 'term';
  readonly id: string;
  readonly member: string;
  readonly branch: Branch;
  readonly office: Office;
  readonly votes?: number | undefined;
  readonly from: string;
  readonly to?: string | undefined;
  readonly endedOn?: string | undefined;
  readonly endReason?: string | undefined;
  readonly at: string;
}
/** `bylaws:<id>`: one version of the rules. */
export interface BylawsRow extends Base {
  readonly type: 'bylaws';
  readonly id: string;
  readonly rules: Omit<PayloadOf<'bylaws.draft'>, 'bylaws' | 'base'>;
  readonly version: number;
  readonly adoptedOn?: string | undefined;
  readonly meeting?: string | undefined;
  readonly by: string;
  readonly at: string;
}
/** `entry:<id>`: one line of money; only ever reversed. */
export interface EntryRow extends Base {
  readonly type: 'entry';
  readonly id: string;
  readonly op: string;
  readonly receipt?: string | undefined;
  readonly paidOn: string;
  readonly meeting?: string | undefined;
  readonly kind: EntryKind;
  readonly member?: string | undefined;
  readonly loan?: string | undefined;
  readonly amount: number;
  readonly forMonth?: string | undefined;
  readonly category?: ExpenseCategory | undefined;
  readonly fund?: ProfitUse | undefined;
  readonly note?: string | undefined;
  readonly writtenBy: 'committee' | 'officer';
  readonly by: string;
  readonly at: string;
  /** the month it stands in when that is not the month of `paidOn`, which was closed */
  readonly bookedIn?: string | undefined;
  readonly reversed?:
    { readonly by: string; readonly at: string; readonly reason: string; readonly bookedIn?: string | undefined } | undefined;
  readonly corrects?: string | undefined;
}
/** `doubtful:entries`: lines that carry a doubt, so that nobody looks through a whole history for a few; in the order of their ids. */
export interface DoubtfulRow {
  readonly type: 'doubtful';
  readonly entries: readonly string[];
}
/** `day:<paidOn>`: live sums of one collection day, and its count. */
export interface DayRow {
  readonly type: 'day';
  readonly on: string;
  readonly byKind: Readonly<Partial<Record<EntryKind, number>>>;
  /** cash in minus cash out of that day's live entries, satang */
  readonly cash: number;
  readonly payers: number;
  /** live pledged-savings entries of the day by member */
  readonly pledgedEntries?: Readonly<Record<string, number>> | undefined;
  /** live entries of the day that may be paid twice; the day is not closed while there are any (case 18) */
  readonly doubts?: number | undefined;
  readonly count?: string | undefined;
  readonly closedAt?: string | undefined;
  /** the offices that confirmed the count when the day was closed */
  readonly confirmedBy?: PayloadOf<'day.close'>['confirmedBy'];
}
/** `count:<id>` */
export interface CashCountRow extends Base {
  readonly type: 'count';
  readonly id: string;
  readonly on: string;
  readonly meeting?: string | undefined;
  readonly pieces: Readonly<Record<string, number>>;
  readonly counted: number;
  readonly expected: number;
  /** of a count of the whole box: what lay in it before the day, satang */
  readonly before?: number | undefined;
  /** taken to the bank on that day before the count, less what was fetched there, satang; counts of older folds do not say */
  readonly banked?: number | undefined;
  readonly reason?: string | undefined;
  readonly by: string;
  readonly at: string;
}
/** `visit:<id>`: the officer's own record, apart from the group's books. */
export interface VisitRow extends Omit<PayloadOf<'visit.record'>, 'visit'> {
  readonly type: 'visit';
  readonly id: string;
  readonly by: string;
  readonly at: string;
}
/** `photo:<sha256>` */
export interface PhotoRow extends Omit<PayloadOf<'photo.attach'>, 'sha'> {
  readonly type: 'photo';
  readonly sha: string;
  readonly by: string;
  readonly at: string;
  readonly withdrawn?: string | undefined;
}
/** `grant:<id>` in a person's stream. */
export interface GrantRow extends Omit<PayloadOf<'grant.give'>, 'grant'> {
  readonly type: 'grant';
  readonly id: string;
  readonly endedOn?: string | undefined;
}
/** `guide:<page>` in a person's stream. */
export interface GuideRow {
  readonly type: 'guide';
  readonly page: string;
  readonly readAt: string;
}
/** `assigned:<page>` in a person's stream: to be studied. */
export interface AssignedRow extends PayloadOf<'guide.assign'> {
  readonly type: 'assigned';
}
/** `notice:<id>` in a person's stream. */
export interface NoticeRow extends Omit<PayloadOf<'notice.post'>, 'notice'> {
  readonly type: 'notice';
  readonly id: string;
  readonly at: string;
}
/** `commitment:<id>` in an area's stream. */
export interface CommitmentRow extends Commitment {
  readonly flags?: readonly Flag[] | undefined;
}
/** `campaign:<code>`, `target:<district>`, `holidays` in an area's stream. */
export interface CampaignRow extends Omit<PayloadOf<'campaign.set'>, 'campaign'> {
  readonly type: 'campaign';
  readonly code: string;
}
export interface TargetRow extends PayloadOf<'target.set'> {
  readonly type: 'target';
}
export interface HolidaysRow {
  readonly type: 'holidays';
  readonly days: PayloadOf<'holiday.set'>['days'];
}

/** Row type by the first word of its key. */
export interface RowByPrefix {
  group: GroupRow;
  member: MemberRow;
  number: NumberRow;
  id: NationalIdRow;
  session: SessionRow;
  step: StepRow;
  waiting: WaitingRow;
  seats: SeatsRow;
  meeting: MeetingRow;
  consent: ConsentRow;
  term: TermRow;
  bylaws: BylawsRow;
  entry: EntryRow;
  doubtful: DoubtfulRow;
  month: MonthRow;
  posting: PostingRow;
  passbook: PassbookRow;
  receipt: ReceiptRow;
  loan: LoanRow;
  year: YearRow;
  day: DayRow;
  count: CashCountRow;
  visit: VisitRow;
  photo: PhotoRow;
  report: ReportRow;
  filed: FiledRow;
  export: ListExportRow;
  grant: GrantRow;
  guide: GuideRow;
  assigned: AssignedRow;
  notice: NoticeRow;
  commitment: CommitmentRow;
  campaign: CampaignRow;
  target: TargetRow;
  holidays: HolidaysRow;
  agenda: AgendaRow;
  supervision: SupervisionRow;
}
export type RowPrefix = keyof RowByPrefix;
export type Row = RowByPrefix[RowPrefix];
export type RowKey = 'group' | 'holidays' | `${RowPrefix}:${string}`;

/** The rows at hand while folding one operation. */
export interface RowAccess {
  get<P extends RowPrefix>(key: P extends 'group' | 'holidays' ? P : `${P}:${string}`): RowByPrefix[P] | undefined;
  put(key: RowKey, row: Row): void;
}
