/** `/v1/board/people` and `/v1/people/…`: a chief or the province looks after the people of its own area, their rights and their groups. */
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import {
  AssignRequest,
  AssignResponse,
  BoardPeople,
  CodeRequest,
  CodeResponse,
  EndRequest,
  EndResponse,
  GrantRequest,
  GrantResponse,
  HandOverRequest,
  HandOverResponse,
  InviteRequest,
  InviteResponse,
  KeeperRequest,
  KeeperResponse,
} from '../protocol/people.ts';
import { jsonAnswer } from './answer.ts';
import { writeAsOffice, type OwnOperation } from './author.ts';
import { handOver, setKeeper } from './hand-over.ts';
import { inboxOf } from './invitation.ts';
import { endRight, giveCode, grantRight, invitePerson, isOfOwnPeople } from './people-rights.ts';
import { listPeople } from './people-view.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Route, SignedInCall } from './route.ts';

export const peopleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/board/people',
    summary: 'People of an area with rights, phones and groups (?area=)',
    access: 'people-see',
    answer: BoardPeople,
    handle: listPeople,
  },
  {
    method: 'POST',
    path: '/v1/people/invite',
    summary: 'Invite somebody into the own area',
    access: 'invite',
    body: InviteRequest,
    answer: InviteResponse,
    handle: invitePerson,
  },
  {
    method: 'POST',
    path: '/v1/people/code',
    summary: 'A code for one more phone of somebody of the own area',
    access: 'invite',
    body: CodeRequest,
    answer: CodeResponse,
    handle: giveCode,
  },
  {
    method: 'POST',
    path: '/v1/people/grant',
    summary: 'Give somebody of the own area a right',
    access: 'invite',
    body: GrantRequest,
    answer: GrantResponse,
    handle: grantRight,
  },
  {
    method: 'POST',
    path: '/v1/people/end',
    summary: 'End a right',
    access: 'invite',
    body: EndRequest,
    answer: EndResponse,
    handle: endRight,
  },
  {
    method: 'POST',
    path: '/v1/people/hand-over',
    summary: 'Somebody else answers for groups',
    access: 'hand-over',
    body: HandOverRequest,
    answer: HandOverResponse,
    handle: handOver,
  },
  {
    method: 'POST',
    path: '/v1/people/keeper',
    summary: 'Who keeps the books of a group: the officer, both, or its committee',
    access: 'hand-over',
    body: KeeperRequest,
    answer: KeeperResponse,
    handle: setKeeper,
  },
  {
    method: 'POST',
    path: '/v1/people/assign',
    summary: 'Ask people to study a page of the guide',
    access: 'people-see',
    body: AssignRequest,
    answer: AssignResponse,
    handle: assignGuide,
  },
];

async function assignGuide({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { users, page, dueOn } = await readJson(request, AssignRequest);
  const on = civilDateInThailand(office.clock());
  await office.store.write(async (tables) => {
    const own: OwnOperation<'guide.assign'>[] = [];
    for (const user of new Set(users)) {
      if (!(await isOfOwnPeople(tables, viewer, user))) throw new RequestProblem('not-found');
      own.push({
        g: await inboxOf(tables, user),
        k: 'guide.assign',
        p: { page, on, by: viewer.user, ...(dueOn !== undefined && { dueOn }) },
      });
    }
    await writeAsOffice(tables, office, own);
  });
  return jsonAnswer(request, { assigned: new Set(users).size });
}
