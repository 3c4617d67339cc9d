/**
 * Decides what becomes of one received operation: applied with its flags, or held with a reason. It refuses nothing.
 *
 * A validator or fold that throws holds that one operation as `fault`; an error of the store itself passes through and undoes the request.
 */
import { foldOperation, rowKeysOf } from '../domain/fold.ts';
import { OperationSchema, parseOperation, type Kind, type Operation, type Parsed } from '../domain/operation.ts';
import { isOfArea } from '../domain/record.ts';
import type { Keeper } from '../domain/keeper-operation.ts';
import type { CommitmentRow, Flag, GroupRow, PhotoRow, RowKey } from '../domain/row.ts';
import { limits, type HeldReason } from '../protocol/sync.ts';
import { can, couldOnce, isOfBooks, writersOf, type Viewer } from './access.ts';
import { isReportedElsewhere } from './reported-twice.ts';
import { newStreamDesk, StagedRows, type Desk, type StreamDesk } from './desk.ts';
import { areaStreamId, notesAreaOf, officeUser } from './ids.ts';
import type { StreamRecord } from './store/store.ts';

export interface Candidate {
  /** parsed JSON with readable `id`, `n`, `g`; nothing else is known about it */
  readonly op: Readonly<Record<string, unknown>>;
  readonly bytes: number;
  readonly author: Viewer | 'office';
  readonly isRevoked: boolean;
  /** somebody with the right has said that it counts although its author had none */
  readonly isAccepted: boolean;
}

export type Judgement =
  | { readonly applied: true; readonly stream: StreamDesk; readonly flags: readonly Flag[]; readonly provided: readonly string[] }
  | { readonly applied: false; readonly why: HeldReason; readonly path?: string; readonly code?: string; readonly ref?: string };

type Read = { readonly ok: true; readonly parsed: Parsed } | { readonly ok: false; readonly judgement: Judgement };

const streamKinds: Readonly<Partial<Record<Kind, StreamRecord['kind']>>> = {
  'grant.give': 'person',
  'grant.end': 'person',
  'notice.post': 'person',
  'guide.assign': 'person',
  'guide.read': 'person',
  'campaign.set': 'area',
  'target.set': 'area',
  'holiday.set': 'area',
  'commitment.prepare': 'area',
  'commitment.sign': 'area',
  'commitment.withdraw': 'area',
  'agenda.announce': 'area',
  'supervision.note': 'area',
};
/** written by the office alone, when a person with the right asks it to */
const officeKinds: ReadonlySet<Kind> = new Set<Kind>([
  'member.elsewhere',
  'group.keeper',
  'grant.give',
  'grant.end',
  'notice.post',
  'guide.assign',
]);

export async function judge(desk: Desk, candidate: Candidate): Promise<Judgement> {
  if (candidate.isRevoked && !candidate.isAccepted) return held('device-revoked');
  if (candidate.bytes > limits.operationBytes) return held('limit');
  const read = guarded(() => readOnce(candidate.op));
  if ('fault' in read) return read.fault;
  if (!read.value.ok) return read.value.judgement;
  const { parsed } = read.value;
  const stream = await desk.open(parsed.op.g);
  const refusal = refusalOf(parsed, stream?.stream, candidate) ?? (await scopeRefusalOf(parsed, stream, candidate));
  if (refusal) return refusal;
  if (stream && !candidate.isAccepted && (await isReportedElsewhere(desk.tables, parsed, stream.stream)))
    return held('maybe-reported-twice');
  const judgement = await fold(stream ?? newStream(desk, parsed, candidate), parsed, candidate);
  if (judgement.applied && !stream) await desk.adopt(judgement.stream);
  return judgement;
}

/**
 * Reads in one go the rows that judging these will ask for one after the other, and what waits in their streams. What it does not foresee (the
 * member of a line that is reversed) is read when it is needed.
 */
export async function readAhead(
  desk: Desk,
  coming: readonly (Pick<Candidate, 'op' | 'bytes'> & { readonly id: string; readonly g: string })[],
): Promise<void> {
  const keysByStream = new Map<StreamDesk, RowKey[]>();
  for (const { id, g, op, bytes } of coming) {
    const stream = await desk.open(g);
    if (!stream || desk.known.has(id) || bytes > limits.operationBytes) continue;
    const keys = guarded(() => keysOf(op, stream));
    if ('fault' in keys) continue;
    const wanted = keysByStream.get(stream);
    if (wanted) wanted.push(...keys.value);
    else keysByStream.set(stream, [...keys.value]);
  }
  await Promise.all([...keysByStream].flatMap(([stream, keys]) => [stream.load(...new Set(keys)), stream.loadWaiting()]));
}

function keysOf(op: Candidate['op'], stream: StreamDesk): readonly RowKey[] {
  const read = readOnce(op);
  return read.ok ? rowKeysOf(read.parsed, new StagedRows(stream)) : [];
}

const readings = new WeakMap<Candidate['op'], Read>();

/** An operation is read ahead, judged, and judged again when another write crossed this one: parsing it is the same each time. */
function readOnce(op: Candidate['op']): Read {
  let read = readings.get(op);
  if (read === undefined) readings.set(op, (read = readOperation(op)));
  return read;
}

function readOperation(op: Candidate['op']): Read {
  const envelope = OperationSchema.safeParse(op);
  if (!envelope.success) {
    const issue = envelope.error.issues[0];
    const path = issue?.path.join('.') ?? '';
    if (path === 'v') return { ok: false, judgement: held('unknown-version', { path }) };
    return { ok: false, judgement: held('invalid', { path, code: issue?.code ?? 'custom' }) };
  }
  const result = parseOperation(op as unknown as Operation);
  if (result.ok) return result;
  if (result.why === 'invalid') return { ok: false, judgement: held('invalid', { path: result.path, code: result.code }) };
  return { ok: false, judgement: held(result.why) };
}

/** The stream must be of the kind's sort and exist, or be made by this operation. */
function refusalOf(parsed: Parsed, stream: StreamRecord | undefined, candidate: Candidate): Judgement | undefined {
  const wanted = streamKindOf(parsed);
  if (stream && parsed.k !== 'device.lost' && stream.kind !== wanted) return held('invalid', { path: 'g', code: 'wrong-stream' });
  if (stream && parsed.k === 'group.create') return held('invalid', { path: 'g', code: 'already-there' });
  if (stream && !isOfStream(parsed, stream, candidate)) return held('invalid', { path: 'p.district', code: 'wrong-stream' });
  if (!stream && !beginsStream(parsed)) return held('missing-ref', { ref: parsed.op.g });
  if (parsed.k === 'member.elsewhere' && candidate.author !== 'office') return held('invalid', { path: 'k', code: 'office-only' });
  return undefined;
}

/** Nobody but the office itself speaks in an area's stream of a district beyond that area: who writes there has no right over another. */
function isOfStream(parsed: Parsed, { area }: StreamRecord, { author }: Candidate): boolean {
  if (parsed.k === 'target.set') return author === 'office' || parsed.p.district.startsWith(area);
  const home = homeOf(parsed);
  return home === undefined || home === area;
}

function streamKindOf(parsed: Parsed): StreamRecord['kind'] {
  if (parsed.k === 'photo.attach' && isOfArea(parsed.p.for)) return 'area';
  if (parsed.k === 'photo.withdraw' && parsed.p.of !== undefined) return 'area';
  return streamKinds[parsed.k] ?? 'group';
}

/** The author must have the right now. */
async function scopeRefusalOf(
  parsed: Parsed,
  desk: StreamDesk | undefined,
  { author, isAccepted }: Candidate,
): Promise<Judgement | undefined> {
  if (author === 'office' || isAccepted) return undefined;
  const stream = desk?.stream;
  if (parsed.k === 'group.create') {
    const subject = { area: parsed.p.village.tambon };
    if (can(author, 'group-create', subject)) return undefined;
    return held(couldOnce(author, 'group-create', subject) ? 'scope-ended' : 'scope-none');
  }
  const home = homeOf(parsed);
  if (home !== undefined) return can(author, 'area-write', { area: home, deed: parsed }) ? undefined : held('scope-none');
  if (!desk || !stream || officeKinds.has(parsed.k)) return held('scope-none');
  if (stream.kind === 'person') return stream.owner === author.user ? undefined : held('scope-none');
  if (stream.kind === 'area') return (await mayWriteArea(author, parsed, desk)) ? undefined : held('scope-none');
  const subject = { ...stream, deed: parsed };
  if (can(author, 'group-write', { ...subject, books: isOfBooks(parsed.k) ? await keeperOf(desk) : undefined })) return undefined;
  // whoever kept the books and does no longer, because a right ended, the area was taken away or the committee took over, is late, not a stranger
  const didKeep = stream.owner === author.user && isKept(parsed);
  const isLate = can(author, 'group-write', subject) || couldOnce(author, 'group-write', subject) || didKeep;
  return held(isLate ? 'scope-ended' : 'scope-none');
}

async function keeperOf(desk: StreamDesk): Promise<Keeper | undefined> {
  await desk.load('group');
  return (desk.row('group') as GroupRow | undefined)?.keeper;
}

async function mayWriteArea(author: Viewer, parsed: Parsed, desk: StreamDesk): Promise<boolean> {
  const { area } = desk.stream;
  switch (parsed.k) {
    case 'commitment.prepare':
    case 'commitment.withdraw':
      return can(author, 'commitment-prepare', { area });
    case 'commitment.sign':
      return can(author, 'commitment-sign', { area, parties: await partiesOf(desk, parsed.p.commitment) });
    case 'photo.attach':
      if (parsed.p.for.kind === 'agenda') return can(author, 'agenda-send', { area });
      return can(author, 'commitment-sign', { area, parties: await partiesOf(desk, parsed.p.for.id) });
    case 'photo.withdraw':
      if (parsed.p.of !== 'commitment') return can(author, 'agenda-send', { area });
      return mayTakePageBack(author, parsed.p.sha, desk);
    default:
      return can(author, 'area-write', { area, deed: parsed });
  }
}

/** A kind that those write who keep the group's books, not the office about the group. */
function isKept(parsed: Parsed): boolean {
  return writersOf(parsed, 'group').includes('field-officer');
}

async function partiesOf(desk: StreamDesk, commitment: string | undefined): Promise<readonly string[]> {
  const key = `commitment:${commitment ?? ''}` as const;
  await desk.load(key);
  const row = desk.row(key) as CommitmentRow | undefined;
  return [row?.issuer.user, row?.acceptor.user].filter((user) => user !== undefined);
}

/** The page of a commitment: the office any, one who signs it what they photographed themselves. */
async function mayTakePageBack(author: Viewer, sha: string, desk: StreamDesk): Promise<boolean> {
  const { area } = desk.stream;
  if (can(author, 'commitment-prepare', { area })) return true;
  const key = `photo:${sha}` as const;
  await desk.load(key);
  const page = desk.row(key) as PhotoRow | undefined;
  return page?.by === author.user && can(author, 'commitment-sign', { area, parties: await partiesOf(desk, page.for.id) });
}

/** The area whose stream this belongs in; it begins with the first such operation. */
function homeOf(parsed: Parsed): string | undefined {
  if (parsed.k === 'agenda.announce') return parsed.p.district;
  return parsed.k === 'supervision.note' ? notesAreaOf(parsed.p.district) : undefined;
}

function beginsStream(parsed: Parsed): boolean {
  const home = homeOf(parsed);
  return parsed.k === 'group.create' || (home !== undefined && parsed.op.g === areaStreamId(home));
}

function newStream(desk: Desk, parsed: Parsed, { author }: Candidate): StreamDesk {
  const home = homeOf(parsed);
  if (home !== undefined) return newStreamDesk(desk.tables, { id: parsed.op.g, kind: 'area', area: home, owner: '' }, desk.nowMs);
  if (parsed.k !== 'group.create') throw new Error('no other kind makes a stream');
  const owner = author === 'office' ? '' : author.user;
  return newStreamDesk(desk.tables, { id: parsed.op.g, kind: 'group', area: parsed.p.village.tambon, owner }, desk.nowMs);
}

async function fold(stream: StreamDesk, parsed: Parsed, candidate: Candidate): Promise<Judgement> {
  const staged = new StagedRows(stream);
  for (;;) {
    const keys = guarded(() => rowKeysOf(parsed, staged));
    if ('fault' in keys) return keys.fault;
    const unread = keys.value.filter((key) => !stream.isLoaded(key));
    if (unread.length === 0) break;
    await stream.load(...unread);
  }
  const by = candidate.author === 'office' ? officeUser : candidate.author.user;
  const folded = guarded(() => foldOperation({ parsed, by }, staged));
  if ('fault' in folded) return folded.fault;
  const outcome = folded.value;
  if (!outcome.applied) return held('missing-ref', { ref: outcome.missing });
  stream.keep(staged.changes);
  moveArea(stream, candidate);
  const provided = [...staged.changes.keys()].map((key) => key.slice(key.indexOf(':') + 1));
  return { applied: true, stream, flags: outcome.flags, provided: [...provided, parsed.op.g] };
}

/** A corrected village moves the group to that tambon, unless that would carry it out of its author's own area. */
function moveArea(stream: StreamDesk, { author }: Candidate): void {
  if (stream.stream.kind !== 'group') return;
  const area = (stream.row('group') as GroupRow | undefined)?.village.tambon;
  if (area === undefined || area === stream.stream.area) return;
  if (author === 'office' || can(author, 'group-create', { area })) stream.stream = { ...stream.stream, area };
}

function held(why: HeldReason, where: { path?: string; code?: string; ref?: string } = {}): Judgement {
  return { applied: false, why, ...where };
}

/** Whatever an operation does to our code, it is the only one that stops. */
function guarded<T>(work: () => T): { readonly value: T } | { readonly fault: Judgement } {
  try {
    return { value: work() };
  } catch (error) {
    return { fault: held('fault', { code: error instanceof Error ? error.name : typeof error }) };
  }
}
