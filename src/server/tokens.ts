/** Personal access tokens (`protocol/token.ts`): made, listed and revoked by their person; found again by whoever sends one. */
import { TokenList, TokenMade, TokenRequest, tokenLimits, type TokenSummary } from '../protocol/token.ts';
import { viewerOf, type Viewer } from './access.ts';
import { emptyAnswer, jsonAnswer } from './answer.ts';
import { newId, newToken, sha256Hex } from './ids.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Route, SignedInCall } from './route.ts';
import type { TokenRecord } from './store/ways-in.ts';
import { addTry } from './try-limit.ts';

const dayMs = 86_400_000;
/** a token is marked as used at most this often */
const touchMs = 10 * 60_000;
/** so that one that was left in a file can be found and told from other secrets */
const prefix = 'sajja_';

export const tokenRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/tokens',
    summary: 'A token for a program that reads aggregates',
    access: 'token-make',
    body: TokenRequest,
    answer: TokenMade,
    done: 201,
    handle: makeToken,
  },
  { method: 'GET', path: '/v1/tokens', summary: 'The own tokens', access: 'token-make', answer: TokenList, handle: listTokens },
  { method: 'DELETE', path: '/v1/tokens/:id', summary: 'Revoke an own token', access: 'session', handle: revokeToken },
];

async function makeToken({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { name, days } = await readJson(request, TokenRequest);
  const nowMs = office.clock();
  const secret = `${prefix}${newToken(office.random)}`;
  const token: TokenRecord = {
    id: newId(office.clock, office.random),
    tokenHash: sha256Hex(secret),
    user: viewer.user,
    dev: viewer.dev,
    name,
    createdAt: nowMs,
    expiresAt: nowMs + days * dayMs,
    usedAt: null,
    revokedAt: null,
  };
  await office.store.write(async (tables) => {
    const living = (await tables.tokens.ofUser(viewer.user)).filter(({ expiresAt }) => expiresAt > nowMs);
    if (living.length >= tokenLimits.each) throw new RequestProblem('too-many-tokens');
    await tables.tokens.add(token);
    await tables.office.audit({ at: nowMs, actor: viewer.user, action: 'token-made', subject: token.id });
  });
  return jsonAnswer(request, { ...summaryOf(token), token: secret }, { status: 201 });
}

async function listTokens({ office, request, viewer }: SignedInCall): Promise<Response> {
  const tokens = await office.store.read((tables) => tables.tokens.ofUser(viewer.user));
  return jsonAnswer(request, { tokens: tokens.map((token) => summaryOf(token)) });
}

/** Also for somebody who may make none any more; of somebody else's there is none. */
async function revokeToken({ office, params, viewer }: SignedInCall): Promise<Response> {
  const { id = '' } = params;
  await office.store.write(async (tables) => {
    if (!(await tables.tokens.ofUser(viewer.user)).some((token) => token.id === id)) throw new RequestProblem('not-found');
    await tables.tokens.revoke(id, office.clock());
    await tables.office.audit({ at: office.clock(), actor: viewer.user, action: 'token-revoked', subject: id });
  });
  return emptyAnswer(204);
}

function summaryOf({ id, name, createdAt, expiresAt, usedAt }: TokenRecord): TokenSummary {
  const instant = (ms: number) => new Date(ms).toISOString();
  return { id, name, createdAt: instant(createdAt), expiresAt: instant(expiresAt), lastUsedAt: usedAt === null ? null : instant(usedAt) };
}

/** @returns `undefined` when the request carries none */
export function readBearer(request: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
}

/**
 * Who a token speaks for, with that person's rights of this day. It dies with the device it was made on: whoever had a computer that was
 * reported lost may have made one there.
 *
 * @throws RequestProblem `token-invalid` (unknown, revoked, run out: all the same), `too-many-tries`
 */
export async function viewerByToken(office: Office, secret: string): Promise<Viewer> {
  const nowMs = office.clock();
  const found = await office.store.read(async (tables) => {
    const token = secret.startsWith(prefix) ? await tables.tokens.find(sha256Hex(secret)) : undefined;
    if (!token || token.revokedAt !== null || token.expiresAt <= nowMs) return undefined;
    const device = await tables.devices.find(token.dev);
    const viewer = device?.revokedAt === null ? await viewerOf(tables, token.user, token.dev, nowMs) : undefined;
    return viewer && { token, viewer };
  });
  if (!found) throw new RequestProblem('token-invalid', { headers: { 'WWW-Authenticate': 'Bearer' } });
  const { token, viewer } = found;
  await office.store.write(async (tables) => {
    await addTry(tables, 'token', token.id, nowMs);
    if (token.usedAt === null || nowMs - token.usedAt > touchMs) await tables.tokens.touch(token.id, nowMs);
  });
  return { ...viewer, token: { id: token.id, name: token.name } };
}
