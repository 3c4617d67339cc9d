/** People of an area, their rights and groups, and what an office does about them (`/v1/board/people`, `/v1/people/…`); both directions. */
import * as z from 'zod/mini';
import { keepers } from '../domain/keeper-operation.ts';
import { roles } from '../domain/vocabulary.ts';
import { ListedDevice, type RevokeRequest, type RevokeResponse } from './device.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Instant = z.iso.datetime();
const Area = z.string().check(z.regex(/^\d{2}(\d{2}(\d{2})?)?$/));
const Areas = z.array(Area).check(z.maxLength(100));
const Groups = z.array(Id).check(z.maxLength(300));
const Reason = z.string().check(z.minLength(1), z.maxLength(1000));
const Page = z.string().check(z.maxLength(40), z.regex(/^[a-z0-9][a-z0-9.-]*$/i));

export const PersonGrant = z.object({
  id: Id,
  role: z.enum(roles),
  areas: z.array(Area),
  groups: z.array(Id),
  from: Day,
  until: z.nullable(Day),
  /** first day without it */
  endedOn: z.nullable(Day),
  state: z.enum(['in-force', 'to-begin', 'ended']),
});

export const BoardPerson = z.object({
  user: Id,
  name: z.string(),
  /** those that lie within the area asked for */
  grants: z.array(PersonGrant),
  devices: z.array(ListedDevice),
  lastSeenAt: z.nullable(Instant),
  /** an invitation that nobody has used yet can be used until then */
  invitedUntil: z.nullable(Instant),
  guide: z.object({
    read: z.array(z.object({ page: z.string(), at: z.string() })),
    assigned: z.array(z.object({ page: z.string(), on: Day, dueOn: z.optional(Day) })),
  }),
});
export type BoardPerson = z.infer<typeof BoardPerson>;

export const PeopleGroup = z.object({
  id: Id,
  name: z.string(),
  tambon: z.string(),
  /** who answers for it; the last one when nobody does */
  owner: Id,
  /** false: the owner's right has ended and nobody else of the office was given it */
  hasOfficer: z.boolean(),
  keeper: z.enum(keepers),
  keeperSince: z.optional(Day),
  /** users of its committee's own account, with a right in force */
  committee: z.array(Id),
  members: z.int(),
});
export type PeopleGroup = z.infer<typeof PeopleGroup>;

export const BoardPeople = z.object({ asOf: Instant, area: Area, people: z.array(BoardPerson), groups: z.array(PeopleGroup) });
export type BoardPeople = z.infer<typeof BoardPeople>;

export const InviteRequest = z.object({
  role: z.enum(roles),
  areas: Areas.check(z.minLength(1)),
  groups: z.optional(z.array(Id).check(z.maxLength(20))),
  until: z.optional(Day),
  name: z.string().check(z.minLength(1), z.maxLength(200)),
});
export const InviteResponse = z.object({ code: z.string(), role: z.enum(roles), areas: z.array(Area), expiresAt: Instant, user: Id });

/** A code for one more phone of somebody who is known. */
export const CodeRequest = z.object({ user: Id });
export const CodeResponse = z.object({ code: z.string(), expiresAt: Instant, user: Id });

/** `grant` is made by who asks, so that the same request twice is one right. */
export const GrantRequest = z.object({
  grant: Id,
  user: Id,
  role: z.enum(roles),
  areas: Areas.check(z.minLength(1)),
  groups: z.optional(Groups),
  from: z.optional(Day),
  until: z.optional(Day),
  reason: Reason,
});
export const GrantResponse = z.object({ grant: Id });

/** `on`: the first day without the right; today when absent. */
export const EndRequest = z.object({ grant: Id, on: z.optional(Day), reason: Reason });
export const EndResponse = z.object({ grant: Id, endedOn: Day });

/** Somebody else answers for these groups from now on; tambons that the successor does not have yet come along as a right. */
export const HandOverRequest = z.object({ groups: Groups.check(z.minLength(1)), to: Id, reason: Reason });
export const HandOverResponse = z.object({ groups: z.int(), areas: z.array(Area) });

export const KeeperRequest = z.object({ group: Id, keeper: z.enum(keepers), reason: z.optional(Reason) });
export const KeeperResponse = z.object({ group: Id, keeper: z.enum(keepers) });

export const AssignRequest = z.object({ users: z.array(Id).check(z.minLength(1), z.maxLength(300)), page: Page, dueOn: z.optional(Day) });
export const AssignResponse = z.object({ assigned: z.int() });

/** What is asked and answered under `/v1/people/<name>`. */
export interface PeopleCalls {
  readonly invite: { readonly body: z.infer<typeof InviteRequest>; readonly answer: z.infer<typeof InviteResponse> };
  readonly code: { readonly body: z.infer<typeof CodeRequest>; readonly answer: z.infer<typeof CodeResponse> };
  readonly grant: { readonly body: z.infer<typeof GrantRequest>; readonly answer: z.infer<typeof GrantResponse> };
  readonly end: { readonly body: z.infer<typeof EndRequest>; readonly answer: z.infer<typeof EndResponse> };
  readonly 'hand-over': { readonly body: z.infer<typeof HandOverRequest>; readonly answer: z.infer<typeof HandOverResponse> };
  readonly keeper: { readonly body: z.infer<typeof KeeperRequest>; readonly answer: z.infer<typeof KeeperResponse> };
  readonly revoke: { readonly body: z.infer<typeof RevokeRequest>; readonly answer: z.infer<typeof RevokeResponse> };
  readonly assign: { readonly body: z.infer<typeof AssignRequest>; readonly answer: z.infer<typeof AssignResponse> };
}
