/** The kinds that the office's boards record: talks with the bank, the agenda announced in a district, notes of supervision. */
import * as z from 'zod/mini';
import { Day, Id, Salt, Short, Text } from './payload-field.ts';

const District = z.string().check(z.regex(/^\d{4}$/));

export const boardKinds = {
  /**
   * How far the account at a bank is: asked for, a branch and a person found, opened. In the group's stream, so that officer, committee
   * and chief see the same; a later one adds to what was known.
   */
  'bank.liaise': {
    p: z.object({
      state: z.enum(['requested', 'contacted', 'opened']),
      on: Day,
      bank: z.optional(Short),
      branch: z.optional(Short),
      note: z.optional(Text),
    }),
    /** whom to ask for at the bank, and how */
    s: z.object({ salt: Salt, contact: z.optional(Short) }),
  },
  /** A district told its people about the campaign; in the stream of the district. */
  'agenda.announce': {
    p: z.object({ announcement: Id, district: District, on: Day, place: z.optional(Text), note: z.optional(Text) }),
  },
  /** What a chief saw and advised; said again under the same id it replaces what was said, also to note that it was followed up. In a stream of
   * its own beside the district's, since officers read that. */
  'supervision.note': {
    p: z.object({
      note: Id,
      district: District,
      on: Day,
      /** user whom it is about; absent when it is about the district's work as a whole */
      officer: z.optional(Id),
      group: z.optional(Id),
      text: Text,
      followUpOn: z.optional(Day),
      followedUpOn: z.optional(Day),
      result: z.optional(Text),
    }),
  },
} as const;
