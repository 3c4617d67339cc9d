/** The kind of operation that says a list of people left the phone as a file. Part of the vocabulary in `operation.ts`. */
import * as z from 'zod/mini';
import { Count, Day, Id, Text } from './payload-field.ts';

export const exportedLists = ['member-register', 'savings-register', 'passbook', 'book', 'dividends'] as const;
export const exportReasons = ['meeting', 'committee', 'audit', 'member-asked', 'hand-over', 'other'] as const;

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
} as const;
