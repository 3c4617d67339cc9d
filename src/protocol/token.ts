/**
 * Personal access tokens: `POST`, `GET /v1/tokens`, `DELETE /v1/tokens/{id}`. A program sends one as `Authorization: Bearer …`.
 *
 * A token reads aggregates and nothing else: no names of people, no pictures, no row of a member, and it changes nothing. At each use it may
 * see what its person may see on that day, never more. It is told once; the office keeps only its hash.
 */
import * as z from 'zod/mini';

export const tokenLimits = { days: 365, each: 10, usesPerHour: 600 } as const;

export const TokenRequest = z.object({
  /** what it is for, as its person will recognise it */
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  days: z.int().check(z.minimum(1), z.maximum(tokenLimits.days)),
});
export type TokenRequest = z.infer<typeof TokenRequest>;

export const TokenSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** to within ten minutes */
  lastUsedAt: z.nullable(z.iso.datetime()),
});
export type TokenSummary = z.infer<typeof TokenSummary>;

/** the only answer that ever holds the token itself */
export const TokenMade = z.extend(TokenSummary, { token: z.string() });
export type TokenMade = z.infer<typeof TokenMade>;

/** the caller's own, newest first; those that were revoked are gone, those that ran out are shown until they are revoked */
export const TokenList = z.object({ tokens: z.array(TokenSummary) });
export type TokenList = z.infer<typeof TokenList>;
