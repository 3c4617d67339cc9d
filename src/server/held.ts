/** `POST /v1/held/{op}`: a chief or the province decides about an operation that was set aside for its author's rights. */
import * as z from 'zod/mini';
import type { PayloadOf } from '../domain/operation.ts';
import { can, viewerOf, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { Desk } from './desk.ts';
import { giveGrant } from './invitation.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import { judgeAgain, releaseWaiting } from './receive.ts';
import { readJson } from './request-body.ts';
import type { Route, SignedInCall } from './route.ts';
import { settleSamePerson } from './same-person.ts';
import type { HeldRecord, StreamRecord, Tables } from './store/store.ts';

export const HeldDecision = z.object({
  decision: z.enum(['accept', 'reject']),
  /** needed to reject: the officer reads it */
  reason: z.optional(z.string().check(z.maxLength(4000))),
});
export const HeldDecided = z.object({ op: z.uuid(), state: z.enum(['waiting', 'released', 'rejected']), why: z.string() });

/** what a person can wave through; the rest waits for its cause to go away */
const acceptable: readonly string[] = ['scope-none', 'scope-ended', 'device-revoked', 'maybe-reported-twice'];

export const heldRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/held/:op',
    summary: 'Accept or reject a held operation',
    access: 'held-decide',
    body: HeldDecision,
    answer: HeldDecided,
    handle: decide,
  },
];

async function decide({ office, request, params, viewer }: SignedInCall): Promise<Response> {
  const { decision, reason = '' } = await readJson(request, HeldDecision);
  if (decision === 'reject' && reason.trim() === '') throw new RequestProblem('bad-request', { path: 'reason' });
  const decided = await office.store.write(async (tables) => {
    const held = await tables.held.find(params['op'] ?? '');
    if (!held || !(await mayDecide(tables, office, viewer, held, decision))) throw new RequestProblem('not-found');
    if (held.state !== 'waiting') return held; // decided already: the first decision stands, and is told
    if (decision === 'accept' && !acceptable.includes(held.why)) throw new RequestProblem('bad-request', { path: 'decision' });
    const nowMs = office.clock();
    const marked: HeldRecord = { ...held, decidedBy: viewer.user, decidedAt: nowMs, reason, accepted: decision === 'accept' };
    await tables.office.audit({ at: nowMs, actor: viewer.user, action: `held-${decision}`, subject: held.id });
    if (decision === 'reject') await tables.held.save({ ...marked, state: 'rejected' });
    else await release(tables, office, marked);
    return (await tables.held.find(held.id)) ?? marked;
  });
  return jsonAnswer(request, { op: decided.id, state: decided.state, why: decided.why });
}

async function release(tables: Tables, office: Office, held: HeldRecord): Promise<void> {
  const desk = new Desk(tables, office.clock());
  const judgement = await judgeAgain(desk, held);
  if (judgement.applied) {
    if (held.kind === 'group.create') await letGoOn(tables, office, held.actor, judgement.stream.stream);
    await releaseWaiting(desk, judgement.stream, judgement.provided);
  }
  await desk.writeBack();
  await settleSamePerson(tables, office);
}

/**
 * A founding without a right was accepted: with none to that group neither the author nor what waits could go on. The right is to this one
 * group; an area would bring back every other group that an officer who moved once kept there.
 */
async function letGoOn(tables: Tables, office: Office, author: string, group: StreamRecord): Promise<void> {
  const person = await viewerOf(tables, author, '', office.clock());
  if (person !== undefined && can(person, 'group-write', group)) return;
  await giveGrant(tables, office, author, { role: 'field-officer', areas: [], groups: [group.id] });
}

/** Late work is decided by who is over the group; what has no group yet, or none of its own, by who is over its author too. */
async function mayDecide(
  tables: Tables,
  office: Office,
  viewer: Viewer,
  held: HeldRecord,
  decision: 'accept' | 'reject',
): Promise<boolean> {
  const target = await areaOfTarget(tables, held);
  const isOverTarget = target !== undefined && can(viewer, 'held-decide', { area: target });
  if (held.why !== 'scope-none' && target !== undefined) return isOverTarget;
  const isOverAuthor = await worksUnder(tables, office, held.actor, viewer);
  return decision === 'accept' ? isOverTarget && isOverAuthor : isOverAuthor;
}

/** Tambon of the group an operation aims at; `undefined` while there is none. */
export async function areaOfTarget(tables: Tables, held: HeldRecord): Promise<string | undefined> {
  const stream = await tables.streams.find(held.stream);
  if (stream) return stream.kind === 'group' ? stream.area : undefined;
  if (held.kind !== 'group.create') return undefined;
  const { p } = JSON.parse(held.body) as { p?: Partial<PayloadOf<'group.create'>> };
  return p?.village?.tambon;
}

/** Whether one of the author's areas, now or before, lies within the viewer's. */
async function worksUnder(tables: Tables, office: Pick<Office, 'clock'>, author: string, viewer: Viewer): Promise<boolean> {
  const person = await viewerOf(tables, author, '', office.clock());
  const areas = [...(person?.grants ?? []), ...(person?.past ?? [])].flatMap((grant) => grant.areas);
  return areas.some((area) => can(viewer, 'held-decide', { area }));
}
