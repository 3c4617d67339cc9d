/** The kinds of operation that a commitment makes, in the stream of its district. Part of the vocabulary in `operation.ts`. */
import * as z from 'zod/mini';
import { Code, Day, Id, Salt, Sha256, Short, Text } from './payload-field.ts';
import { villageTypes } from './vocabulary.ts';

/** Somebody who signs; the name is in the erasable part. Who signs with whom is data: the letter names two different pairs (domain.md §1.3). */
const Party = z.object({ user: z.optional(Id), position: Short });

export const commitmentKinds = {
  'commitment.prepare': {
    p: z.object({
      commitment: Id,
      campaign: Code,
      issuer: Party,
      acceptor: z.object({ user: Id, position: Short }),
      target: z.int().check(z.minimum(1), z.maximum(100)),
      villageTypes: z.array(z.enum(villageTypes)).check(z.maxLength(4)),
      villageTypeNote: z.optional(Text),
      from: Day,
      to: Day,
    }),
    s: z.object({ salt: Salt, issuer: Short, acceptor: Short }),
  },
  /**
   * One side signed: on the paper, of which `photo` shows the page, or on the screen of the own phone. The screen keeps no drawing of a signature:
   * the stream lies on every phone of the district, and a hand that can be copied proves less than who pressed, on which phone, and when.
   */
  'commitment.sign': {
    p: z.object({
      commitment: Id,
      side: z.enum(['issuer', 'acceptor']),
      how: z.enum(['paper', 'screen']),
      signedOn: Day,
      photo: z.optional(Sha256),
    }),
  },
  'commitment.withdraw': { p: z.object({ commitment: Id, reason: Text }) },
};
