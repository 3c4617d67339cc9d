/**
 * What the office keeps, as the rest of the server sees it: tables by what they hold, every call inside a `read` or a `write`.
 *
 * The contract names no engine. Instants are milliseconds since 1970 UTC, civil days `YYYY-MM-DD`, hashes hex, documents JSON text.
 * A `write` is all or nothing and durable (fsync) when its promise resolves; its callback must await nothing but the store. Writes have the
 * effect they would have one after the other. An engine with many writers may run a callback again from its beginning when another write
 * crossed it, with nothing left of the run before: a callback changes nothing but tables.
 */
import type { Measure, SummaryLine } from '../../domain/area-summary.ts';
import type { SessionTable, TokenTable, PasswordTable, PasskeyTable, OpenIdTable } from './ways-in.ts';
import type { CellTable } from './cells.ts';

export interface Store {
  read<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  write<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /**
   * Leaves nothing of what was overwritten in the engine's files. `log`: of recent writes, quick; `whole`: the file is written anew, which
   * stops every request for as long as that takes.
   */
  scrub(what: 'log' | 'whole'): Promise<void>;
  close(): Promise<void>;
}

/** `full`: the disk is full, nothing of the request was kept · `busy`: try again · `fault`: anything else */
export class StoreProblem extends Error {
  readonly code: 'full' | 'busy' | 'fault';
  constructor(code: 'full' | 'busy' | 'fault', cause: unknown) {
    super(`store: ${code}`, { cause });
    this.code = code;
  }
}

export interface Tables {
  readonly streams: StreamTable;
  readonly operations: OperationTable;
  readonly personal: PersonalTable;
  readonly held: HeldTable;
  readonly devices: DeviceTable;
  readonly people: PeopleTable;
  readonly sessions: SessionTable;
  readonly rows: RowTable;
  readonly snapshots: SnapshotTable;
  readonly blobs: BlobTable;
  readonly nationalIds: NationalIdTable;
  readonly tokens: TokenTable;
  readonly passwords: PasswordTable;
  readonly passkeys: PasskeyTable;
  readonly openIds: OpenIdTable;
  readonly pushes: PushTable;
  readonly figures: FigureTable;
  readonly cells: CellTable;
  readonly tries: TryTable;
  readonly office: OfficeTable;
}

export interface StreamRecord {
  readonly id: string;
  readonly kind: 'group' | 'person' | 'area';
  /** official code of the area: tambon of a group, any level for an area, empty for a person */
  readonly area: string;
  /** user who answers for a group, or whom a person's stream is about; empty for an area */
  readonly owner: string;
  /** number of the newest operation; numbers have no holes */
  readonly seq: number;
  /** hash chain at `seq`, 64 zeros when empty */
  readonly chain: string;
  /** when the newest operation was received */
  readonly receivedAt: number;
}

export interface StreamTable {
  find(id: string): Promise<StreamRecord | undefined>;
  /** those of them that exist, by id */
  findAll(ids: readonly string[]): Promise<readonly StreamRecord[]>;
  add(stream: StreamRecord): Promise<void>;
  /** writes number, chain, time, area and owner back */
  save(stream: StreamRecord): Promise<void>;
  ofOwner(owner: string): Promise<readonly StreamRecord[]>;
  /** group streams whose area begins with the code of a province (2), district (4) or tambon (6 digits) */
  groupsIn(area: string): Promise<readonly StreamRecord[]>;
  /** of the whole store, for what is done once */
  all(): Promise<readonly StreamRecord[]>;
}

/** One numbered operation of a stream. `body` is the received JSON without `s`, `personal` the JSON of `s`. */
export interface OperationRecord {
  readonly stream: string;
  readonly seq: number;
  readonly id: string;
  readonly dev: string;
  readonly n: number;
  readonly kind: string;
  readonly actor: string;
  readonly receivedAt: number;
  readonly hash: string;
  readonly chain: string;
  readonly flags: readonly string[];
  readonly body: string;
  readonly personal: string | null;
}

export interface OperationTable {
  find(id: string): Promise<OperationRecord | undefined>;
  /** those of them that are numbered already, with what their answer says */
  known(ids: readonly string[]): Promise<readonly Pick<OperationRecord, 'id' | 'hash' | 'seq' | 'flags'>[]>;
  append(...operations: readonly OperationRecord[]): Promise<void>;
  /** in order, `after` < seq ≤ `upTo`, at most `limit` */
  page(stream: string, after: number, upTo: number, limit: number): Promise<readonly OperationRecord[]>;
  /** the same id with other content: kept beside the first, for a person to look at */
  keepClash(clash: Omit<OperationRecord, 'seq' | 'chain' | 'flags' | 'kind'>): Promise<void>;
  hasActor(stream: string, actor: string): Promise<boolean>;
}

/** An operation or a clash with a personal part, wherever it ended up. */
export interface PersonalRecord {
  readonly id: string;
  /** of a clash: the same id has other content elsewhere */
  readonly clash: string | null;
  readonly body: string;
  readonly personal: string;
}

/** The erasable parts of a stream's operations. */
export interface PersonalTable {
  /** applied, held in any state, and clashes */
  ofStream(stream: string): Promise<readonly PersonalRecord[]>;
  overwrite(stream: string, record: Pick<PersonalRecord, 'id' | 'clash' | 'personal'>): Promise<void>;
}

export type HeldState = 'waiting' | 'released' | 'rejected';

/** An operation that was received and could not be applied; it never leaves this table. */
export interface HeldRecord {
  readonly id: string;
  readonly stream: string;
  readonly dev: string;
  readonly n: number;
  readonly kind: string;
  readonly actor: string;
  readonly receivedAt: number;
  readonly hash: string;
  readonly body: string;
  readonly personal: string | null;
  readonly why: string;
  readonly path: string | null;
  readonly code: string | null;
  readonly ref: string | null;
  readonly state: HeldState;
  /** somebody with the right said it counts although the author had none */
  readonly accepted: boolean;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly reason: string | null;
}

export interface HeldTable {
  find(id: string): Promise<HeldRecord | undefined>;
  /** those of them that were held, whatever became of them, without their personal parts */
  findAll(ids: readonly string[]): Promise<readonly HeldRecord[]>;
  add(held: HeldRecord): Promise<void>;
  /** writes why, path, code, ref, state and decision back */
  save(held: HeldRecord): Promise<void>;
  /** waiting for something that has not come yet */
  waitingForRef(stream: string): Promise<readonly HeldRecord[]>;
  waitingIn(stream: string): Promise<readonly HeldRecord[]>;
  /** by these people, in the order in which they came */
  waitingBy(actors: readonly string[]): Promise<readonly HeldRecord[]>;
  /** streams for which something waits for one of these reasons */
  streamsWaitingBecause(reasons: readonly string[]): Promise<readonly string[]>;
  /** by device and number */
  waitingBecause(stream: string, reasons: readonly string[]): Promise<readonly HeldRecord[]>;
  countWaiting(): Promise<number>;
  /** waiting for groups of an area of 2, 4 or 6 digits, by group; without those of people who never had a right there */
  countByGroup(area: string): Promise<ReadonlyMap<string, number>>;
  /** the same by the district of the group; in the whole country when the area is empty */
  countByDistrict(area: string): Promise<ReadonlyMap<string, number>>;
  /** operations of this user that a person has decided about since an instant */
  decidedSince(actor: string, since: number): Promise<readonly HeldRecord[]>;
}

export interface DeviceRecord {
  readonly dev: string;
  readonly user: string;
  readonly name: string;
  /** public JWK as JSON */
  readonly key: string;
  /** number of the newest operation received from it */
  readonly lastN: number;
  readonly safeN: number;
  readonly createdAt: number;
  readonly signedInAt: number;
  readonly seenAt: number;
  readonly revokedAt: number | null;
  /** the phone's last report of what it still holds, JSON */
  readonly queue: string | null;
  readonly app: string;
}

/** What a lost phone held when it was blocked; it never changes afterwards. */
export interface LossRecord {
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  /** last contact before it was blocked */
  readonly seenAt: number;
  readonly groups: readonly { readonly id: string; readonly name: string; readonly area: string; readonly members: number }[];
}

export interface DeviceTable {
  find(dev: string): Promise<DeviceRecord | undefined>;
  add(device: DeviceRecord): Promise<void>;
  /** `streams`: those that the phone said it has, at its last contact; without them they stay */
  save(device: DeviceRecord & { readonly streams?: readonly string[] }): Promise<void>;
  ofUser(user: string): Promise<readonly DeviceRecord[]>;
  /** not blocked, the one that was silent for longest first */
  inUse(): Promise<readonly DeviceRecord[]>;
  numberAt(dev: string, n: number): Promise<string | undefined>;
  setNumbers(dev: string, numbers: readonly { readonly n: number; readonly operation: string }[]): Promise<void>;
  /** everything up to `n` lies in a verified backup off this machine; never goes back */
  advanceSafe(dev: string, n: number): Promise<void>;
  /** how far the phone's clock was from ours in one of its clock epochs, ms */
  setClockOffset(dev: string, epoch: number, offsetMs: number, at: number): Promise<void>;
  clockOffset(dev: string, epoch: number): Promise<number | undefined>;
  streams(dev: string): Promise<readonly string[]>;
  setLoss(dev: string, loss: LossRecord): Promise<void>;
  /** `toldAt`: when a blocked phone had handed in its records and was told to forget everything; the first time stays */
  loss(dev: string): Promise<(LossRecord & { readonly toldAt: number | null }) | undefined>;
  markTold(dev: string, at: number): Promise<void>;
  /** its person said so from an older one, or had no other */
  markKnown(dev: string, at: number): Promise<void>;
  isKnown(dev: string): Promise<boolean>;
}

export interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface GrantRecord {
  readonly id: string;
  readonly user: string;
  readonly role: string;
  readonly areas: readonly string[];
  readonly groups: readonly string[];
  readonly from: string;
  readonly until: string | null;
  readonly endedOn: string | null;
}

export interface InvitationRecord {
  /** SHA-256 of the code */
  readonly codeHash: string;
  readonly user: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  /** device that used it */
  readonly dev: string | null;
}

export interface PeopleTable {
  findWithGrants(id: string): Promise<{ readonly name: string; readonly grants: readonly GrantRecord[] } | undefined>;
  find(id: string): Promise<UserRecord | undefined>;
  add(user: UserRecord): Promise<void>;
  all(): Promise<readonly UserRecord[]>;
  count(): Promise<number>;
  addGrant(grant: GrantRecord): Promise<void>;
  /** `on`: first day without it; the earliest day said stands */
  endGrant(id: string, on: string): Promise<void>;
  findGrant(id: string): Promise<GrantRecord | undefined>;
  grantsOf(user: string): Promise<readonly GrantRecord[]>;
  allGrants(): Promise<readonly GrantRecord[]>;
  /** those that name an area within this one, or one that it lies in; ended ones too */
  grantsWithin(area: string): Promise<readonly GrantRecord[]>;
  addInvitation(invitation: InvitationRecord): Promise<void>;
  findInvitation(codeHash: string): Promise<InvitationRecord | undefined>;
  invitationsOf(user: string): Promise<readonly InvitationRecord[]>;
  useInvitation(codeHash: string, at: number, dev: string): Promise<void>;
}

/** A browser that is to be reminded, and the keys that its messages are sealed with. */
export interface PushRecord {
  readonly dev: string;
  readonly user: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly createdAt: number;
  /** day of the last message */
  readonly remindedOn: string | null;
}

export interface PushTable {
  find(dev: string): Promise<PushRecord | undefined>;
  /** in the place of what this device had, or another device in the same browser; the day of the last message stays */
  put(push: Omit<PushRecord, 'remindedOn'>): Promise<void>;
  /** the same phone goes on under another number */
  rebind(dev: string, to: string): Promise<void>;
  remove(dev: string): Promise<void>;
  removeEndpoint(endpoint: string): Promise<void>;
  removeOfRevoked(): Promise<void>;
  notRemindedOn(day: string): Promise<readonly PushRecord[]>;
  /** marks the day; @returns false when it was marked already, by whichever process */
  claimDay(dev: string, on: string): Promise<boolean>;
}

/** Folded rows of a stream by key, JSON. */
export interface RowTable {
  get(stream: string, key: string): Promise<string | undefined>;
  /** those of these keys that are there */
  among(stream: string, keys: readonly string[]): Promise<readonly { readonly key: string; readonly body: string }[]>;
  /** the same without what this write has put: for one that has put nothing into the stream yet and saves the stream's record at the end */
  committed(stream: string, keys: readonly string[]): Promise<readonly { readonly key: string; readonly body: string }[]>;
  put(stream: string, key: string, body: string): Promise<void>;
  /** of keys that differ */
  putAll(stream: string, rows: readonly { readonly key: string; readonly body: string }[]): Promise<void>;
  remove(stream: string, key: string): Promise<void>;
  /** rows whose key begins with `prefix:`, in the order of their keys, the first `limit` */
  list(stream: string, prefix: string, limit?: number): Promise<readonly { readonly key: string; readonly body: string }[]>;
  /** every row, in the order of keys */
  all(stream: string): Promise<readonly { readonly key: string; readonly body: string }[]>;
}

/** The rows of a stream at one number, made beside the requests. */
export interface SnapshotRecord {
  readonly stream: string;
  /** number of the last operation in it */
  readonly base: number;
  /** of the stream at `base` */
  readonly chain: string;
  /** which version of the fold made the rows */
  readonly fold: number;
  readonly hash: string;
  readonly parts: number;
}

export interface SnapshotTable {
  find(stream: string): Promise<SnapshotRecord | undefined>;
  /** text of a part, counted from 0 */
  part(stream: string, part: number): Promise<string | undefined>;
  /** in the place of the one before */
  put(snapshot: Omit<SnapshotRecord, 'parts'>, parts: readonly string[]): Promise<void>;
  remove(stream: string): Promise<void>;
  /** groups with more than `after` operations that have none of this fold, or one that is `every` operations old */
  due(rule: { readonly after: number; readonly every: number; readonly fold: number }): Promise<readonly string[]>;
}

export interface Holder {
  readonly stream: string;
  readonly member: string;
}

/** Who gave which national id, by its keyed HMAC: the number itself is never in it, and nothing of it leaves the server. */
export interface NationalIdTable {
  /** the number of these members changed and is to be looked at */
  markDue(stream: string, member: string): Promise<void>;
  due(limit: number): Promise<readonly Holder[]>;
  hmacOf(holder: Holder): Promise<string | undefined>;
  /** looked at: `undefined` takes the member out */
  settle(holder: Holder, hmac: string | undefined): Promise<void>;
  holders(hmac: string): Promise<readonly Holder[]>;
}

/** Where the figures of a group are counted. */
export interface GroupPlace {
  readonly area: string;
  readonly owner: string;
  /** a voided group is counted nowhere */
  readonly counted: boolean;
}

export interface AreaLine extends SummaryLine {
  readonly area: string;
  /** empty for the area as a whole, else a user whose groups in that district are meant */
  readonly officer: string;
}

/** Sums of `domain/area-summary.ts` by group, by area (tambon, district, province) and by officer in a district; written by `summary.ts` alone. */
export interface FigureTable {
  placeOf(group: string): Promise<GroupPlace | undefined>;
  setPlace(group: string, place: GroupPlace): Promise<void>;
  ofGroup(group: string): Promise<readonly SummaryLine[]>;
  /** lines of measures and months that differ */
  addToGroup(group: string, lines: readonly SummaryLine[]): Promise<void>;
  /** what a group adds to the sums of `area`, its tambon, and of all that this lies in; `officer` empty where there is none */
  addToAreas(group: string, lines: readonly AreaLine[]): Promise<void>;
  /** provinces with lines that were not carried over */
  freshProvinces(): Promise<readonly string[]>;
  /** puts together what groups of a province added line by line: the sums stay what they are, and are read faster */
  carryOver(province: string): Promise<void>;
  /** what stands now, and the months from this one on */
  ofArea(area: string, fromMonth: string): Promise<readonly SummaryLine[]>;
  /** of each officer with a group in the district: what stands now, and one month */
  ofOfficers(district: string, month: string): Promise<readonly AreaLine[]>;
  /** a monthly measure summed from a month on, for each officer of each district that begins with this code */
  sumByOfficer(area: string, measure: Measure, fromMonth: string): Promise<readonly Pick<AreaLine, 'area' | 'officer' | 'value'>[]>;
  /** codes of the districts of a province that have figures */
  districtsOf(province: string): Promise<readonly string[]>;
  /** forgets everything, for a recount */
  clear(): Promise<void>;
  /** every sum that is not 0, in order */
  allAreas(): Promise<readonly AreaLine[]>;
}

/** How often something of a kind was tried by or with a subject, whichever process it came to. */
export interface TryTable {
  /** 0 when the time of its count is over */
  times(kind: string, subject: string, at: number): Promise<number>;
  /** one more; the first since the last count was over begins one that ends at `until` */
  add(kind: string, subject: string, at: number, until: number): Promise<void>;
  forget(kind: string, subject: string): Promise<void>;
  /** drops counts that are over, and the oldest of more than `most` */
  sweep(kind: string, at: number, most: number): Promise<void>;
}

export interface BlobRecord {
  readonly stream: string;
  readonly sha: string;
  readonly bytes: number;
  readonly mime: string;
  readonly completedAt: number;
}

export interface BlobTable {
  find(stream: string, sha: string): Promise<BlobRecord | undefined>;
  add(blob: BlobRecord): Promise<void>;
  remove(stream: string, sha: string): Promise<void>;
  ofStream(stream: string): Promise<readonly string[]>;
  totals(): Promise<{ readonly count: number; readonly bytes: number }>;
}

export interface AuditRecord {
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  /** an id or a code, never a personal value */
  readonly subject: string;
}

export interface OfficeTable {
  setting(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  /** @returns false when it was used before; those used before `oldest` are forgotten */
  useNonce(nonce: string, at: number, oldest: number): Promise<boolean>;
  /** appends to the hash-chained audit */
  audit(record: AuditRecord): Promise<void>;
  auditTrail(after: number, limit: number): Promise<readonly (AuditRecord & { readonly id: number; readonly hash: string })[]>;
}
