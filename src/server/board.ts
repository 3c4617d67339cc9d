/** Boards: what a district, a province or an officer sees of groups, from the summary rows the fold keeps; no row of a member. */
import * as z from 'zod/mini';
import type {
  BankAsk,
  BoardGroup,
  BoardGroupDetail,
  BoardPhoto,
  BoardGroups,
  FirstCollection,
  HeldElsewhere,
  HeldOperation,
  LastCount,
} from '../protocol/board.ts';
import type { QueueReport } from '../protocol/sync.ts';
import type { BankLiaison } from '../domain/board-row.ts';
import { columnsOf } from '../domain/account-column.ts';
import { dayOfInstant } from '../domain/group-summary.ts';
import { noticeFiguresOf } from '../domain/notice-figures.ts';
import { pledgedInMonth } from '../domain/pledge.ts';
import { isPersonal } from '../domain/record.ts';
import type { ReportRow } from '../domain/report-row.ts';
import type { CashCountRow, DayRow, GroupRow, MeetingRow, PhotoRow } from '../domain/row.ts';
import { civilDateInThailand, monthOf } from '../domain/thai-calendar.ts';
import type { EntryKind } from '../domain/vocabulary.ts';
import { can, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { Area } from './area-code.ts';
import { BoardGroupDetailSchema, BoardGroupsSchema } from './board-schema.ts';
import { groupOfCell, groupsOfCell } from './cell/cell-board.ts';
import { areaOfTarget } from './held.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import { groupsWithoutOfficer } from './responsible.ts';
import type { Route, SignedInCall } from './route.ts';
import type { HeldRecord, StreamRecord, Tables } from './store/store.ts';

/** the first collection is among the first days of a group, with room for days that were taken back */
const mostDaysLookedAt = 20;

/** `stage` also takes the word of a life-cycle */
const BoardQuery = z.object({ area: z.optional(Area), stage: z.optional(z.string()) });

export const boardRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/board/groups',
    summary: 'Groups of an area',
    access: 'board-see',
    query: BoardQuery,
    answer: BoardGroupsSchema,
    handle: listGroups,
  },
  {
    method: 'GET',
    path: '/v1/board/groups/:id',
    summary: 'One group with its meetings',
    access: 'group-see',
    answer: BoardGroupDetailSchema,
    handle: showGroup,
  },
];

async function listGroups({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const area = url.searchParams.get('area') ?? viewer.grants.flatMap((grant) => grant.areas)[0] ?? '';
  if (!Area.safeParse(area).success) throw new RequestProblem('bad-request', { path: 'area' });
  if (!can(viewer, 'board-see', { area })) throw new RequestProblem('forbidden');
  const stage = url.searchParams.get('stage');
  const isAsked = ({ group }: BoardGroup) => stage === null || group.stage === stage || group.lifeCycle === stage;
  const answer = await office.store.read(async (tables): Promise<BoardGroups> => {
    const cell = await tables.cells.ofProvince(area.slice(0, 2));
    if (cell) return groupsOfCell(tables, cell, area, isAsked);
    const streams = (await tables.streams.groupsIn(area)).filter((stream) => can(viewer, 'group-see', stream));
    const month = thisMonth(office);
    const heldByStream = await tables.held.countByGroup(area);
    const nameByUser = await namesOf(
      tables,
      streams.map(({ owner }) => owner),
    );
    const known: Known = { viewer, month, nameByUser, withoutOfficer: await groupsWithoutOfficer(tables, streams, office.clock()) };
    const groups: BoardGroup[] = [];
    for (const stream of streams) {
      const group = await boardGroup(tables, stream, known, heldByStream.get(stream.id) ?? 0);
      if (group && isAsked(group)) groups.push(group);
    }
    return {
      asOf: new Date(office.clock()).toISOString(),
      area,
      groups,
      devices: await devicesIn(tables, area, viewer),
      held: await heldElsewhere(tables, viewer, area),
    };
  });
  return jsonAnswer(request, answer);
}

async function showGroup({ office, request, params, viewer }: SignedInCall): Promise<Response> {
  const answer = await readGroup(office, viewer, params['id'] ?? '');
  if (!answer) throw new RequestProblem('not-found');
  return jsonAnswer(request, answer);
}

/** @returns `undefined` for a group that the viewer may not see, or nobody has */
export async function readGroup(office: Office, viewer: Viewer, id: string): Promise<BoardGroupDetail | undefined> {
  return office.store.read(async (tables): Promise<BoardGroupDetail | undefined> => {
    const stream = await tables.streams.find(id);
    if (!stream) return (await groupOfCell(tables, viewer, id))?.board;
    if (stream.kind !== 'group' || !can(viewer, 'group-see', stream)) return undefined;
    const waiting = (await tables.held.waitingIn(stream.id)).filter((held) => isShown(held));
    const nameByUser = await namesOf(tables, [stream.owner, ...waiting.map(({ actor }) => actor)]);
    const withoutOfficer = await groupsWithoutOfficer(tables, [stream], office.clock());
    const known: Known = { viewer, month: thisMonth(office), nameByUser, withoutOfficer };
    const group = await boardGroup(tables, stream, known, waiting.length);
    if (!group) return undefined;
    const meetings = (await tables.rows.list(stream.id, 'meeting')).map(({ body }) => {
      const { minutes: _minutes, setBy: _setBy, ...meeting } = JSON.parse(body) as MeetingRow;
      return meeting;
    });
    const lastCount = await lastCountOf(tables, stream);
    const heldOperations = can(viewer, 'names-see', stream) ? waiting.map((held) => describeHeld(held, nameByUser)) : [];
    return { ...group, meetings, lastCount, heldOperations };
  });
}

function thisMonth(office: Office): string {
  return monthOf(civilDateInThailand(office.clock()));
}

/** What all groups of one answer are told with. */
interface Known {
  readonly viewer: Viewer;
  readonly month: string;
  readonly nameByUser: ReadonlyMap<string, string>;
  /** groups that nobody answers for */
  readonly withoutOfficer: ReadonlySet<string>;
}

async function boardGroup(
  tables: Tables,
  stream: StreamRecord,
  { viewer, month, nameByUser, withoutOfficer }: Known,
  held: number,
): Promise<BoardGroup | undefined> {
  const body = await tables.rows.get(stream.id, 'group');
  if (body === undefined) return undefined;
  const { setBy: _setBy, conflicts: _conflicts, pledgedFrom, bank, ...group } = JSON.parse(body) as GroupRow;
  const hasOfficer = !withoutOfficer.has(stream.id);
  const seesNames = can(viewer, 'names-see', stream);
  const photos = await photosOf(tables, stream.id, (subject) => !isPersonal(subject));
  const bankAsk = await bankAskOf(tables, stream, group.reports, seesNames);
  return {
    group: {
      ...group,
      ...(bank && { bank: seesNames ? bank : withoutPeople(bank) }),
      pledgedSatang: pledgedInMonth({ pledgedFrom }, month),
    },
    district: stream.area.slice(0, 4),
    ...(seesNames && { owner: stream.owner, officerName: hasOfficer ? (nameByUser.get(stream.owner) ?? '') : '' }),
    hasOfficer,
    receivedAt: new Date(stream.receivedAt).toISOString(),
    operations: stream.seq,
    held,
    firstCollection: group.source === 'declared' ? null : await firstCollectionOf(tables, stream),
    ...(bankAsk && { bankAsk }),
    photos,
  };
}

/** Pictures of a stream that were not taken back, in what they belong to. */
export async function photosOf(
  tables: Tables,
  stream: string,
  isWanted: (subject: PhotoRow['for']) => boolean,
): Promise<readonly BoardPhoto[]> {
  const arrived = new Set(await tables.blobs.ofStream(stream));
  return (await tables.rows.list(stream, 'photo'))
    .map(({ body }) => JSON.parse(body) as PhotoRow)
    .filter((photo) => photo.withdrawn === undefined && isWanted(photo.for))
    .map(({ sha, for: subject, thumb }) => ({ sha, for: subject, thumb: arrived.has(thumb.sha), full: arrived.has(sha) }));
}

/** How far the account is, without whom to ask for it. */
function withoutPeople({ contact: _contact, note: _note, ...bank }: BankLiaison): BankLiaison {
  return { ...bank, by: '' };
}

async function bankAskOf(
  tables: Tables,
  stream: StreamRecord,
  reports: GroupRow['reports'],
  seesNames: boolean,
): Promise<BankAsk | undefined> {
  const notice = reports['founding-notice'];
  const body = notice && (await tables.rows.get(stream.id, `report:${notice.report}`));
  if (notice === undefined || body === undefined) return undefined;
  const { bankRequested, preferredBank } = noticeFiguresOf((JSON.parse(body) as ReportRow).snapshot);
  if (bankRequested === undefined) return undefined;
  const isTold = seesNames && bankRequested && preferredBank !== undefined;
  return { on: dayOfInstant(notice.submittedAt), isAsked: bankRequested, ...(isTold && { preferred: preferredBank }) };
}

/** The earliest day on which money is still in the books: one whose lines were all taken back was none. */
async function firstCollectionOf(tables: Tables, stream: StreamRecord): Promise<FirstCollection | null> {
  for (const { body } of await tables.rows.list(stream.id, 'day', mostDaysLookedAt)) {
    const { on, byKind } = JSON.parse(body) as DayRow;
    const satang = (Object.entries(byKind) as [EntryKind, number][])
      .filter(([kind]) => kind !== 'bank-withdrawal')
      .reduce((sum, [kind, amount]) => sum + Math.max(0, columnsOf({ kind, amount }).cash ?? 0), 0);
    if (satang > 0) return { on, satang };
  }
  return null;
}

async function lastCountOf(tables: Tables, stream: StreamRecord): Promise<LastCount | null> {
  const counts = (await tables.rows.list(stream.id, 'count')).map(({ body }) => JSON.parse(body) as CashCountRow);
  const last = counts.reduce<CashCountRow | undefined>(
    (latest, count) => (latest && keyOf(latest) > keyOf(count) ? latest : count),
    undefined,
  );
  if (!last) return null;
  const { on, counted, expected, reason } = last;
  return { on, counted, expected, ...(reason !== undefined && { reason }) };
}

const keyOf = ({ on, at }: CashCountRow): string => `${on} ${at}`;

export async function namesOf(tables: Tables, users: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const user of new Set(users)) {
    const person = await tables.people.find(user);
    if (person) names.set(user, person.name);
  }
  return names;
}

/** Phones of people who work in the area, with what they last said they still hold: silence gets a reason. */
async function devicesIn(tables: Tables, area: string, viewer: Viewer): Promise<BoardGroups['devices']> {
  const users = new Set<string>();
  for (const grant of await tables.people.grantsWithin(area)) {
    const isField = grant.endedOn === null && ['field-officer', 'volunteer', 'committee'].includes(grant.role);
    if (isField && (grant.user === viewer.user || can(viewer, 'held-decide', { area }))) users.add(grant.user);
  }
  const nameByUser = await namesOf(tables, [...users]);
  const devices: BoardGroups['devices'][number][] = [];
  for (const user of users)
    for (const device of await tables.devices.ofUser(user)) {
      const queue = device.queue === null ? undefined : (JSON.parse(device.queue) as QueueReport);
      devices.push({
        name: device.name,
        officerName: nameByUser.get(user) ?? '',
        lastSeenAt: new Date(device.seenAt).toISOString(),
        waiting: queue?.ops ?? 0,
        photosWaiting: queue?.photos ?? 0,
        oldestAt: queue?.oldest ?? null,
      });
    }
  return devices;
}

/**
 * Waiting, by people who work or worked in the area, for something that is no group of it: those of a group are on its own page. Late work
 * for a group of another area is told to whoever is over that one alone.
 */
export async function heldElsewhere(tables: Tables, viewer: Viewer, area: string): Promise<readonly HeldElsewhere[]> {
  if (!can(viewer, 'held-decide', { area })) return [];
  const grants = (await tables.people.grantsWithin(area)).filter(({ areas }) => areas.some((own) => own.startsWith(area)));
  const waiting = await tables.held.waitingBy(grants.map(({ user }) => user));
  const nameByUser = await namesOf(tables, waiting.map(({ actor }) => actor));
  const elsewhere: HeldElsewhere[] = [];
  for (const held of waiting) {
    const stream = await tables.streams.find(held.stream);
    if (stream?.kind === 'group' && stream.area.startsWith(area)) continue;
    const target = await areaOfTarget(tables, held);
    if (target !== undefined && held.why !== 'scope-none' && !can(viewer, 'held-decide', { area: target })) continue;
    elsewhere.push({ ...describeHeld(held, nameByUser), group: held.stream, area: target ?? null });
  }
  return elsewhere;
} // prettier-ignore

/** What a stranger aimed at this group is no business of its district: its own chief sees it (sync.md §4, 49). */
function isShown(held: HeldRecord): boolean {
  return held.why !== 'scope-none';
}

function describeHeld(held: HeldRecord, nameByUser: ReadonlyMap<string, string>): HeldOperation {
  return {
    op: held.id,
    kind: held.kind,
    why: held.why,
    receivedAt: new Date(held.receivedAt).toISOString(),
    by: nameByUser.get(held.actor) ?? '',
  };
}
