/**
 * An account elsewhere as one more way of signing in, where the office names a provider. Nobody is let in by an e-mail address or a name: the
 * account is linked once by somebody who is signed in, vouched for by the key of the phone. The page keeps what belongs to a way there and
 * back; the office keeps nothing of it.
 */
import { OpenIdBegun, OpenIdLink, openIdLinkText, OpenIdOffer, OpenIdSignIn, OpenIdState } from '../protocol/openid.ts';
import { SessionResponse } from '../protocol/session.ts';
import { emptyAnswer, jsonAnswer } from './answer.ts';
import { isDeviceKey, isSignedBy } from './device-key.ts';
import { newToken } from './ids.ts';
import type { Office } from './office.ts';
import type { OpenIdDoor } from './openid-door.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Call, Route, SignedInCall } from './route.ts';
import { useNonce } from './secret.ts';
import { countAddress, letIn, sessionAnswer } from './start-session.ts';
import type { Tables } from './store/store.ts';

export const openIdRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/openid',
    summary: 'Whether people may sign in with an account elsewhere',
    access: 'open',
    answer: OpenIdOffer,
    handle: offer,
  },
  {
    method: 'POST',
    path: '/v1/openid',
    summary: 'Where a person goes to prove such an account, and what the page keeps meanwhile',
    access: 'open',
    answer: OpenIdBegun,
    handle: begin,
  },
  {
    method: 'POST',
    path: '/v1/session/openid',
    summary: 'A linked account becomes a session and a device id',
    access: 'open',
    body: OpenIdSignIn,
    answer: SessionResponse,
    handle: signIn,
  },
  {
    method: 'GET',
    path: '/v1/openid/link',
    summary: 'Whether the caller has linked an account',
    access: 'session',
    answer: OpenIdState,
    handle: look,
  },
  {
    method: 'POST',
    path: '/v1/openid/link',
    summary: 'Link an account, vouched for by the key of the phone',
    access: 'session',
    body: OpenIdLink,
    handle: link,
  },
  { method: 'DELETE', path: '/v1/openid/link', summary: 'Sign in without that account again', access: 'session', handle: unlink },
];

async function offer({ office, request }: Call): Promise<Response> {
  return jsonAnswer(request, { name: office.openId?.name ?? null });
}

async function begin({ office, request, url }: Call): Promise<Response> {
  return jsonAnswer(request, await doorOf(office).begin(originOf(office, url)));
}

async function signIn({ office, request, url, address }: Call): Promise<Response> {
  const door = doorOf(office);
  const { proof, ...phone } = await readJson(request, OpenIdSignIn);
  if (!isDeviceKey(phone.deviceKey)) throw new RequestProblem('bad-request', { path: 'deviceKey' });
  await countAddress(office, address);
  const account = await door.accountOf(proof, originOf(office, url));
  const token = newToken(office.random);
  const viewer = await office.store.write(async (tables) => {
    const linked = await tables.openIds.find(account);
    return linked ? letIn(tables, office, linked.user, phone, token, 'openid-sign-in') : 'openid-not-linked';
  });
  if (typeof viewer === 'string') {
    office.log('sign-in-refused', { code: viewer });
    throw new RequestProblem(viewer);
  }
  return sessionAnswer(office, request, url, viewer, token);
}

async function look({ office, request, viewer }: SignedInCall): Promise<Response> {
  const linked = await office.store.read((tables) => tables.openIds.ofUser(viewer.user));
  return jsonAnswer(request, { linkedAt: linked ? new Date(linked.linkedAt).toISOString() : null });
}

async function link({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const door = doorOf(office);
  const { proof, dev, nonce, signature } = await readJson(request, OpenIdLink);
  const device = await office.store.read((tables) => tables.devices.find(dev));
  const isOwn =
    device?.user === viewer.user && device.revokedAt === null && isSignedBy(device.key, openIdLinkText(dev, nonce, proof.code), signature);
  if (!(await useNonce(office, nonce, isOwn))) {
    office.log('openid-link-refused', { dev });
    throw new RequestProblem('signin-required');
  }
  const account = await door.accountOf(proof, originOf(office, url));
  await office.store.write(async (tables) => {
    // blocked while the provider was asked
    if ((await tables.devices.find(dev))?.revokedAt !== null) throw new RequestProblem('signin-required');
    const taken = await tables.openIds.find(account);
    if (taken && taken.user !== viewer.user) throw new RequestProblem('openid-taken');
    const at = office.clock();
    await tables.openIds.put({ user: viewer.user, account, linkedAt: at });
    await tables.office.audit({ at, actor: viewer.user, action: 'openid-linked', subject: dev });
  });
  return emptyAnswer(204);
}

async function unlink({ office, viewer }: SignedInCall): Promise<Response> {
  await office.store.write((tables) => unlinkOpenId(tables, viewer.user, viewer.user, office.clock()));
  return emptyAnswer(204);
}

export async function unlinkOpenId(tables: Tables, actor: string, user: string, at: number): Promise<void> {
  if (!(await tables.openIds.ofUser(user))) return;
  await tables.openIds.remove(user);
  await tables.office.audit({ at, actor, action: 'openid-removed', subject: user });
}

/** @throws RequestProblem `not-found` where the office names no provider */
function doorOf({ openId }: Office): OpenIdDoor {
  if (openId === undefined) throw new RequestProblem('not-found');
  return openId;
}

function originOf({ publicOrigin }: Office, url: URL): string {
  return publicOrigin ?? url.origin;
}
