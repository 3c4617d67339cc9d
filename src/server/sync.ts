/** `POST /v1/sync`: reads the batch, has it received in one write, and answers with verdicts and pages. 200 whenever it could be read. */
import * as z from 'zod/mini';
import type { SyncRequest, Verdict } from '../protocol/sync.ts';
import { viewerOf, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { giveSummaries } from './cell/give-summaries.ts';
import { SyncRequestWithSummaries, SyncResponseWithSummaries } from './cell/summary.ts';
import { clearCookie, cookieName } from './cookie.ts';
import type { Office } from './office.ts';
import { problemResponse, RequestProblem } from './problem-answer.ts';
import { pull } from './pull.ts';
import { heldVerdict, receive, toIncoming, type Incoming } from './receive.ts';
import { readJson } from './request-body.ts';
import type { Route, SignedInCall } from './route.ts';
import { settleSamePerson } from './same-person.ts';
import type { Tables } from './store/store.ts';

const Readable = z.looseObject({ id: z.uuid(), n: z.int().check(z.minimum(1)), g: z.uuid() });
const dayMs = 86_400_000;
/** a decision is told by itself for so long; later the phone learns it by sending the held operation again */
const tellDecisionsMs = 7 * dayMs;
const mostDecisionsTold = 50;

export const syncRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/sync',
    summary: 'Push operations and pull what the streams have gained',
    access: 'session',
    body: SyncRequestWithSummaries,
    answer: SyncResponseWithSummaries,
    handle: handleSync,
  },
];

async function handleSync(call: SignedInCall): Promise<Response> {
  return call.office.memory.syncs.during(call.office.random, call.viewer.dev, () => sync(call));
}

async function sync({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const body = await readJson(request, SyncRequestWithSummaries);
  const incoming = await readOperations(body.ops);
  const pushed = await office.store.write((tables) => push(tables, office, viewer.user, body, incoming));
  countVerdicts(office, pushed.verdicts);
  // a phone that has not heard of a restore may hold what the backup lacks: it is told of that first
  const knowsEpoch = body.epoch === null || body.epoch === pushed.epoch;
  if (pushed.isRevoked && knowsEpoch && incoming.length === 0 && body.q.ops === 0) {
    // the last of its queue is with us: now it may go
    await office.store.write(async (tables) => {
      await tables.sessions.endOfDevice(body.dev);
      await tables.devices.markTold(body.dev, office.clock());
    });
    // storage is cleared by the whole origin, also what is somebody else's
    const cleared = body.q.deletesItself === true ? '"cache", "cookies"' : '"cache", "cookies", "storage"';
    return problemResponse('device-revoked', {
      headers: { 'Clear-Site-Data': cleared, 'Set-Cookie': clearCookie(cookieName(url, office.publicOrigin)) },
    });
  }
  const answer = await office.store.read(async (tables) => {
    const epoch = pushed.epoch ?? '';
    const [pulled, decided] = await Promise.all([
      pushed.isRevoked
        ? { streams: [], revoked: [], more: false }
        : pull(tables, pushed.author, {
            cursors: body.cur,
            isSameEpoch: body.epoch === epoch,
            wanted: body.want,
            snapshot: body.snap,
          }),
      decisionsFor(tables, office, viewer.user, body.dev, pushed.verdicts),
    ]);
    return {
      proto: 1,
      epoch,
      now: new Date(office.clock()).toISOString(),
      res: [...pushed.verdicts, ...decided],
      ackN: pushed.lastN,
      safeN: pushed.safeN,
      streams: pulled.streams,
      revoked: pulled.revoked,
      more: pulled.more,
    };
  });
  if (viewer.hasLeft && knowsEpoch && incoming.length === 0 && body.q.ops + body.q.photos === 0 && isEmpty(answer)) {
    // everything is handed in, and nothing is left to tell or to let go
    await office.store.write((tables) => tables.sessions.endOfDevice(body.dev));
    return problemResponse('right-ended', { headers: { 'Set-Cookie': clearCookie(cookieName(url, office.publicOrigin)) } });
  }
  const sum = body.sum && !pushed.isRevoked ? await giveSummaries(office, pushed.author, body.sum) : undefined;
  return jsonAnswer(request, { ...answer, ...(sum && { sum }) });
}

function isEmpty({ res, streams, revoked }: Readonly<Record<'res' | 'streams' | 'revoked', readonly unknown[]>>): boolean {
  return res.length + streams.length + revoked.length === 0;
}

/** @throws RequestProblem `bad-request` with `ops.N` for the first one whose id, number or stream cannot be read */
async function readOperations(ops: readonly unknown[]): Promise<readonly Incoming[]> {
  const incoming: Incoming[] = [];
  for (const [index, op] of ops.entries()) {
    const readable = Readable.safeParse(op);
    if (!readable.success) throw new RequestProblem('bad-request', { path: `ops.${index}` });
    // the object as it was sent, not the parser's copy: stored text and hash are the phone's own
    incoming.push(await toIncoming(op as Parameters<typeof toIncoming>[0]));
  }
  return incoming;
}

interface Pushed {
  /** with the rights of this write: nothing is delivered that ended while the batch was read */
  readonly author: Viewer;
  readonly verdicts: readonly Verdict[];
  readonly lastN: number;
  readonly safeN: number;
  readonly isRevoked: boolean;
  readonly epoch: string | undefined;
}

async function push(tables: Tables, office: Office, user: string, body: SyncRequest, incoming: readonly Incoming[]): Promise<Pushed> {
  const nowMs = office.clock();
  const [found, author, epoch] = await Promise.all([
    tables.devices.find(body.dev),
    viewerOf(tables, user, body.dev, nowMs),
    tables.office.setting('epoch'),
  ]);
  if (!found || found.user !== user || !author) throw new RequestProblem('signin-required');
  const device = { ...found, seenAt: nowMs, queue: JSON.stringify(body.q), app: body.app, streams: Object.keys(body.cur) };
  const [received] = await Promise.all([
    receive(tables, { author, dev: body.dev, nowMs, device }, incoming),
    tables.devices.setClockOffset(body.dev, body.ce, nowMs - Date.parse(body.now), nowMs),
  ]);
  await settleSamePerson(tables, office);
  return { ...received, author, isRevoked: device.revokedAt !== null, epoch };
}

/** What people decided lately about this device's held operations, beside the verdicts that were asked for. */
async function decisionsFor(
  tables: Tables,
  office: Office,
  user: string,
  dev: string,
  verdicts: readonly Verdict[],
): Promise<readonly Verdict[]> {
  const asked = new Set(verdicts.map((verdict) => ('id' in verdict ? verdict.id : '')));
  const told: Verdict[] = [];
  for (const held of await tables.held.decidedSince(user, office.clock() - tellDecisionsMs)) {
    if (held.dev !== dev || asked.has(held.id) || told.length >= mostDecisionsTold) continue;
    const applied = held.state === 'released' ? await tables.operations.find(held.id) : undefined;
    if (applied) told.push({ r: 'applied', id: held.id, n: held.n, h: held.hash, seq: applied.seq });
    else told.push(heldVerdict(held));
  }
  return told;
}

function countVerdicts({ metrics, log }: Office, verdicts: readonly Verdict[]): void {
  for (const verdict of verdicts) {
    metrics.add('sajja_operations_total', `verdict="${verdict.r}"`);
    if (verdict.r !== 'held') continue;
    metrics.add('sajja_operations_held_total', `why="${verdict.why}"`);
    if (verdict.why === 'fault') log('operation-fault', { op: verdict.id, code: verdict.code });
  }
}
