/** The kind of operation by which a group's books pass to its committee. Part of the vocabulary in `operation.ts`. */
import * as z from 'zod/mini';
import { Day, Text } from './payload-field.ts';

/** Who writes a group's books: the officer, both for the supervised months, or the committee alone (domain.md §7, scene E). */
export const keepers = ['officer', 'together', 'committee'] as const;
export type Keeper = (typeof keepers)[number];

export const keeperKinds = {
  'group.keeper': { p: z.object({ keeper: z.enum(keepers), on: Day, reason: z.optional(Text) }) },
};
