/** The kinds of operation that say what of people was taken out or looked at: a list as a file, one person's data, a national id. Part of the vocabulary in `operation.ts`. */
import * as z from 'zod/mini';
import { Count, Day, Id, Text } from './payload-field.ts';

export const exportedLists = ['member-register', 'savings-register', 'passbook', 'book', 'dividends'] as const;
export const exportReasons = ['meeting', 'committee', 'audit', 'member-asked', 'hand-over', 'other'] as const;
export const unmaskReasons = ['loan-papers', 'bank-papers', 'check-register', 'member-asked', 'other'] as const;

export const listExportKinds = {
  'list.export': {
    p: z.object({
      export: Id,
      list: z.enum(exportedLists),
      on: Day,
      /** people who are named in it */
      people: Count,
      reason: z.enum(exportReasons),
      /** in one's own words; always there with the reason `other` */
      note: z.optional(Text),
    }),
  },
  /** Everything that is kept about one person was taken out; the national id is whole only when the person asked. */
  'member.export': {
    p: z.object({ export: Id, member: Id, on: Day, reason: z.enum(exportReasons), note: z.optional(Text) }),
  },
  /** A national id was looked at by somebody else than who wrote it down. */
  'member.unmask': {
    p: z.object({ look: Id, member: Id, on: Day, reason: z.enum(unmaskReasons), note: z.optional(Text) }),
  },
} as const;
