/** The kinds of operation about one person: rights, notices from the office, studying the guide. Part of the vocabulary in `operation.ts`. */
import * as z from 'zod/mini';
import { Code, Day, Id, Text } from './payload-field.ts';
import { roles } from './vocabulary.ts';

export const personKinds = {
  'grant.give': {
    p: z.object({
      grant: Id,
      role: z.enum(roles),
      areas: z.array(z.string().check(z.regex(/^\d{2}(\d{2}(\d{2})?)?$/))),
      groups: z.optional(z.array(Id)),
      from: Day,
      until: z.optional(Day),
      reason: z.optional(Text),
    }),
  },
  /** `on`: the first day without the right */
  'grant.end': { p: z.object({ grant: Id, on: Day, reason: z.optional(Text) }) },
  /** What the office tells one person: groups that came or went with a change of officer, or whose committee keeps the books from now on. */
  'notice.post': {
    p: z.object({
      notice: Id,
      about: z.enum(['groups-received', 'groups-passed-on', 'books-with-committee']),
      on: Day,
      groups: z.array(Id).check(z.maxLength(300)),
    }),
  },
  /** A page of the guide that the office asks this person to study. */
  'guide.assign': { p: z.object({ page: Code, on: Day, dueOn: z.optional(Day), by: Id }) },
  'guide.read': { p: z.object({ page: Code }) },
};
