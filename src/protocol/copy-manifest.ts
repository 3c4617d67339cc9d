/** What a saved copy says of itself inside its seal (`copy.ts`). Read by the office only, so that no phone carries its schema. */
import * as z from 'zod/mini';

const Id = z.uuid();
const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const CopyManifest = z.object({
  dev: Id,
  /** in order of their numbers; each parsed alone, as in a sync */
  ops: z.array(z.unknown()),
  /** `sha` names the full picture in both parts, `hash` is of the very bytes */
  pictures: z.array(z.object({ group: Id, sha: Sha256, part: z.enum(['full', 'thumb']), hash: Sha256 })),
});
export type CopyManifest = z.infer<typeof CopyManifest>;
