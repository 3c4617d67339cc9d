/** `POST /v1/people/invite`: a chief or the province invites somebody into its own area. */
import * as z from 'zod/mini';
import { roles } from '../domain/vocabulary.ts';
import { can } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { invite } from './invitation.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Route, SignedInCall } from './route.ts';

const Area = z.string().check(z.regex(/^\d{2}(\d{2}(\d{2})?)?$/));

export const InviteRequest = z.object({
  role: z.enum(roles),
  areas: z.array(Area).check(z.minLength(1), z.maxLength(100)),
  groups: z.optional(z.array(z.uuid()).check(z.maxLength(20))),
  until: z.optional(z.iso.date()),
  name: z.string().check(z.minLength(1), z.maxLength(200)),
});
export const InviteResponse = z.object({
  code: z.string(),
  role: z.enum(roles),
  areas: z.array(Area),
  expiresAt: z.string(),
  user: z.uuid(),
});

export const peopleRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/people/invite',
    summary: 'Invite somebody into the own area',
    access: 'invite',
    body: InviteRequest,
    answer: InviteResponse,
    handle: invitePerson,
  },
];

async function invitePerson({ office, request, viewer }: SignedInCall): Promise<Response> {
  const asked = await readJson(request, InviteRequest);
  if (asked.role === 'volunteer' && asked.until === undefined) throw new RequestProblem('bad-request', { path: 'until' });
  if (asked.role === 'committee' && (asked.groups ?? []).length === 0) throw new RequestProblem('bad-request', { path: 'groups' });
  if (!can(viewer, 'invite', asked)) throw new RequestProblem('forbidden');
  for (const group of asked.groups ?? []) {
    const stream = await office.store.read((tables) => tables.streams.find(group));
    // a group of another area and one that does not exist are the same to the caller
    if (stream?.kind !== 'group' || !can(viewer, 'invite', { role: asked.role, areas: [stream.area] }))
      throw new RequestProblem('forbidden');
  }
  return jsonAnswer(request, await invite(office, asked, viewer.user));
}
