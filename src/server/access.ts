/**
 * Who may do what: one function `can`, and the streams a person's phone may hold. Rights come from grants read afresh at every request;
 * nothing in a token or an operation carries a right.
 */
import { districtsOf } from '../content/areas.ts';
import type { Keeper } from '../domain/keeper-operation.ts';
import type { Kind, Parsed } from '../domain/operation.ts';
import { areaStreamId, notesAreaOf } from './ids.ts';
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import { roles, type Role } from '../domain/vocabulary.ts';
import type { GrantRecord, StreamRecord, Tables } from './store/store.ts';

export interface Viewer {
  readonly user: string;
  readonly name: string;
  /** device the session was given to */
  readonly dev: string;
  /** in force today */
  readonly grants: readonly GrantRecord[];
  /** ended, run out, or not begun */
  readonly past: readonly GrantRecord[];
  /** had a right, and has none now nor one that is still to begin: may hand in what the phone holds, and nothing else */
  readonly hasLeft: boolean;
  /** it is a program that asks, with a personal access token of this person */
  readonly token?: { readonly id: string; readonly name: string } | undefined;
}

type GroupSubject = Pick<StreamRecord, 'id' | 'area' | 'owner'>;
/** `parties`: users who sign it */
interface CommitmentSubject {
  readonly area: string;
  readonly parties: readonly string[];
}

interface SubjectByAction {
  'group-create': { readonly area: string };
  /**
   * `deed`: the operation to be written; without one, the group's books as such. `books`: of the group's own records, which a committee
   * that keeps them alone writes alone.
   */
  'group-write': GroupSubject & { readonly deed?: Parsed; readonly books?: Keeper | undefined };
  /** members and money: what a phone holds in full */
  'group-read': GroupSubject;
  /** aggregates, meetings, what is held */
  'group-see': GroupSubject;
  'photo-send': GroupSubject;
  /** `personal`: shows a signature, only for those who keep the group's papers */
  'photo-see': GroupSubject & { readonly personal: boolean };
  'area-write': { readonly area: string; readonly deed?: Parsed };
  /** by the office of either of the two superiors that the letter names */
  'commitment-prepare': { readonly area: string };
  /** by those who sign it, and for a paper by the office that holds it */
  'commitment-sign': CommitmentSubject;
  /** photos of the announcement of an agenda, by the office that announces */
  'agenda-send': { readonly area: string };
  /** by everybody whose phone holds the stream of the district */
  'agenda-see': { readonly area: string };
  'people-see': { readonly area: string };
  /** who is responsible for a group, and who keeps its books */
  'hand-over': { readonly area: string };
  'board-see': { readonly area: string };
  /** sums of a district, a province or several */
  'area-see': { readonly area: string };
  /** officers by name, with phone and with what they reached */
  'officers-see': { readonly area: string };
  /** the names of people that a group's figures and reports carry: the department reads what was reached, not by whom (domain.md 4.4) */
  'names-see': GroupSubject;
  'held-decide': { readonly area: string };
  /** the department's word on a report of a province with a server of its own */
  'cell-review': { readonly area: string };
  'token-make': object;
  invite: { readonly role: Role; readonly areas: readonly string[] };
}
export type Action = keyof SubjectByAction;

interface Rule<Subject> {
  readonly roles: readonly Role[];
  readonly allows: (grant: GrantRecord, viewer: Viewer, subject: Subject) => boolean;
}

const inOwnArea = (grant: GrantRecord, _viewer: Viewer, { area }: { readonly area: string }): boolean => covers(grant, area);
const keepsBooks = (grant: GrantRecord, viewer: Viewer, group: GroupSubject): boolean =>
  grant.groups.includes(group.id) || (grant.role !== 'committee' && group.owner === viewer.user && covers(grant, group.area));
const overArea = ['district-chief', 'province'] as const satisfies readonly Role[];
const bookKeepers = ['field-officer', 'volunteer', 'committee'] as const satisfies readonly Role[];

const everybody: readonly Role[] = roles;

/**
 * Who writes which kind into the stream of a group or an area; a kind that is not named is written by those who keep a group's books, and in
 * an area by the province. Who keeps books writes only into the groups of those books, everybody else into what lies in the own area.
 */
const writers: { readonly [K in Kind]?: (deed: Extract<Parsed, { readonly k: K }>) => readonly Role[] } = {
  'report.review': ({ p }) => [reviewer[p.level]],
  'bank.liaise': () => [...bookKeepers, 'district-chief'],
  // not to be taken back: by who answers for the register, not by who helps with it (README, Erasure)
  erase: () => ['field-officer', 'committee'],
  'agenda.announce': () => ['district-chief', 'province'],
  'supervision.note': () => ['district-chief', 'province'],
};
const reviewer = { district: 'district-chief', province: 'province', department: 'department' } as const satisfies Record<string, Role>;

/** The roles that may write this operation somewhere; where, their grants say. */
export function writersOf(deed: Parsed | undefined, kind: 'group' | 'area'): readonly Role[] {
  const named = deed && (writers[deed.k] as ((deed: Parsed) => readonly Role[]) | undefined);
  return named && deed ? named(deed) : kind === 'group' ? bookKeepers : ['province'];
}

const rules: { readonly [A in Action]: Rule<SubjectByAction[A]> } = {
  'group-create': { roles: ['field-officer', 'volunteer'], allows: inOwnArea },
  'group-write': {
    roles: everybody,
    allows: (grant, viewer, group) =>
      writersOf(group.deed, 'group').includes(grant.role as Role) &&
      (isKeeper(grant)
        ? keepsBooks(grant, viewer, group) && (group.books !== 'committee' || grant.role === 'committee')
        : covers(grant, group.area)),
  },
  'group-read': { roles: bookKeepers, allows: keepsBooks },
  'group-see': {
    roles: everybody,
    allows: (grant, viewer, group) => (isKeeper(grant) ? keepsBooks(grant, viewer, group) : covers(grant, group.area)),
  },
  'photo-send': {
    roles: [...bookKeepers, ...overArea],
    allows: (grant, viewer, group) => isKeeper(grant) && keepsBooks(grant, viewer, group),
  },
  'photo-see': {
    roles: ['field-officer', 'volunteer', 'committee', 'district-chief', 'province'],
    allows: (grant, viewer, group) => (isKeeper(grant) ? keepsBooks(grant, viewer, group) : !group.personal && covers(grant, group.area)),
  },
  'area-write': {
    roles: everybody,
    allows: (grant, _viewer, { area, deed }) => writersOf(deed, 'area').includes(grant.role as Role) && covers(grant, area),
  },
  'commitment-prepare': { roles: overArea, allows: inOwnArea },
  'commitment-sign': {
    roles: ['field-officer', 'volunteer', ...overArea],
    allows: (grant, viewer, { area, parties }) => parties.includes(viewer.user) || (isOverArea(grant) && covers(grant, area)),
  },
  'agenda-send': { roles: overArea, allows: inOwnArea },
  'agenda-see': {
    roles: [...bookKeepers, ...overArea],
    allows: (grant, _viewer, { area }) => covers(grant, area) || grant.areas.some((own) => own.startsWith(area)),
  },
  'people-see': { roles: overArea, allows: inOwnArea },
  'hand-over': { roles: overArea, allows: inOwnArea },
  'area-see': { roles: [...overArea, 'department'], allows: inOwnArea },
  'board-see': { roles: everybody, allows: inOwnArea },
  'officers-see': { roles: overArea, allows: inOwnArea },
  'names-see': {
    roles: [...bookKeepers, ...overArea],
    allows: (grant, viewer, group) => (isKeeper(grant) ? keepsBooks(grant, viewer, group) : covers(grant, group.area)),
  },
  'held-decide': { roles: overArea, allows: inOwnArea },
  'cell-review': { roles: ['department'], allows: inOwnArea },
  'token-make': { roles: [...overArea, 'department'], allows: () => true },
  invite: {
    roles: overArea,
    allows: (grant, _viewer, { role, areas }) =>
      areas.length > 0 && areas.every((area) => covers(grant, area)) && invitableBy(grant.role).includes(role),
  },
};

/** @param action for its subject; a role without the right, another area, an ended grant: all the same `false` */
export function can<A extends Action>(viewer: Viewer, action: A, subject: SubjectByAction[A]): boolean {
  const rule = rules[action] as Rule<SubjectByAction[A]>;
  return viewer.grants.some((grant) => rule.roles.includes(grant.role as Role) && rule.allows(grant, viewer, subject));
}

/** Whether a grant that is no longer in force would have allowed it: late work of somebody who moved, not a stranger's. */
export function couldOnce<A extends Action>(viewer: Viewer, action: A, subject: SubjectByAction[A]): boolean {
  return can({ ...viewer, grants: viewer.past }, action, subject);
}

/** Whether any of the viewer's roles may do this to some subject; the handler asks `can` for the one at hand. */
export function mayEver(viewer: Viewer, action: Action): boolean {
  return viewer.grants.some((grant) => rules[action].roles.includes(grant.role as Role));
}

/** Streams a phone of this person may hold: own inbox, groups whose books this person keeps, campaign and holidays of the own areas. */
export async function streamsOf(viewer: Viewer, tables: Tables): Promise<readonly StreamRecord[]> {
  const areas = viewer.grants.flatMap((grant) => grant.areas.flatMap((area) => [area.slice(0, 2), area.slice(0, 4), area]));
  // the province reads what its districts prepare and sign
  const below = viewer.grants
    .filter(({ role }) => role === 'province')
    .flatMap((grant) => grant.areas.flatMap((area) => districtsOf(area)));
  const all = [...new Set([...areas, ...below.map(({ code }) => code)])];
  // what a district's office noted about its people is for those over the district
  const notes = all.filter((area) => can(viewer, 'officers-see', { area })).map(notesAreaOf);
  const ofAreas = new Set([...all, ...notes]);
  const groups = [...new Set(viewer.grants.flatMap((grant) => grant.groups))];
  const [owned, named] = await Promise.all([
    tables.streams.ofOwner(viewer.user),
    tables.streams.findAll([...groups, ...[...ofAreas].map(areaStreamId)]),
  ]);
  const streams = new Map<string, StreamRecord>();
  const keep = (stream: StreamRecord): void => void streams.set(stream.id, stream);
  for (const stream of owned) if (stream.kind === 'person' || can(viewer, 'group-read', stream)) keep(stream);
  for (const stream of named)
    if (stream.kind === 'area' ? ofAreas.has(stream.area) : stream.kind === 'group' && can(viewer, 'group-read', stream)) keep(stream);
  const order = { person: 0, area: 1, group: 2 } as const;
  return [...streams.values()].sort((a, b) => order[a.kind] - order[b.kind] || (a.id < b.id ? -1 : 1));
}

/** The person with the grants as they stand on this day in Thailand. */
export async function viewerOf(tables: Tables, user: string, dev: string, nowMs: number): Promise<Viewer | undefined> {
  const record = await tables.people.findWithGrants(user);
  if (!record) return undefined;
  const all = record.grants;
  const today = civilDateInThailand(nowMs);
  const grants = all.filter((grant) => isInForce(grant, today));
  const past = all.filter((grant) => !grants.includes(grant));
  return {
    user,
    name: record.name,
    dev,
    grants,
    past,
    hasLeft: grants.length === 0 && past.some((grant) => grant.from <= today) && !past.some((grant) => isYetToBegin(grant, today)),
  };
}

type Term = Pick<GrantRecord, 'from' | 'until' | 'endedOn'>;

/** From its first day to its last, both included; a grant that was ended stops with the day before. */
export function isInForce(grant: Term, today: string): boolean {
  return grant.from <= today && (grant.until === null || today <= grant.until) && (grant.endedOn === null || today < grant.endedOn);
}

export function isYetToBegin(grant: Term, today: string): boolean {
  const isEnded = (grant.endedOn !== null && grant.endedOn <= grant.from) || (grant.until !== null && grant.until < grant.from);
  return today < grant.from && !isEnded;
}

export function covers(grant: Pick<GrantRecord, 'areas'>, area: string): boolean {
  return grant.areas.some((own) => area.startsWith(own));
}

/**
 * Operations that are the officer's own about a group, apart from its books: they go on when the committee keeps the books alone. Every
 * other kind of a group's stream is its books.
 */
const officerKinds: ReadonlySet<Kind> = new Set<Kind>([
  'visit.record', 'step.record', 'step.withdraw', 'photo.attach', 'photo.withdraw', 'report.submit', 'bank.liaise', 'group.set', 'group.stage',
  'conflict.resolve', 'device.lost', 'list.export', 'member.export', 'member.unmask',
]); // prettier-ignore

export function isOfBooks(kind: Kind): boolean {
  return !officerKinds.has(kind);
}

function isOverArea(grant: GrantRecord): boolean {
  return (overArea as readonly string[]).includes(grant.role);
}

function isKeeper(grant: GrantRecord): boolean {
  return (bookKeepers as readonly string[]).includes(grant.role);
}

function invitableBy(role: string): readonly Role[] {
  const below: readonly Role[] = ['field-officer', 'volunteer', 'committee'];
  return role === 'province' ? [...below, 'district-chief'] : below;
}
