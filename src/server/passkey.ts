/**
 * Passkeys as a further way of signing in: no name is typed, the phone's own lock lets its person use them. A nonce is the challenge; it is
 * good for one answer within five minutes, whichever process gave it. What is unknown and what is signed wrongly are refused alike.
 */
import { mostPasskeys, PasskeyList, PasskeyRequest, passkeyText, PasskeySignIn } from '../protocol/passkey.ts';
import { SessionResponse } from '../protocol/session.ts';
import { emptyAnswer, jsonAnswer } from './answer.ts';
import { isDeviceKey, isSignedBy } from './device-key.ts';
import { newToken, sha256Hex } from './ids.ts';
import { readCredential, readCounter, siteOf } from './passkey-proof.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Call, Route, SignedInCall } from './route.ts';
import { isFreshNonce, useNonce } from './secret.ts';
import { countAddress, letIn, sessionAnswer } from './start-session.ts';

export const passkeyRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/session/passkey',
    summary: 'A passkey becomes a session and a device id',
    access: 'open',
    body: PasskeySignIn,
    answer: SessionResponse,
    handle: signIn,
  },
  { method: 'GET', path: '/v1/passkeys', summary: 'The own passkeys', access: 'session', answer: PasskeyList, handle: list },
  {
    method: 'POST',
    path: '/v1/passkeys',
    summary: 'Add a passkey, vouched for by the key of the phone',
    access: 'session',
    body: PasskeyRequest,
    handle: add,
  },
  { method: 'DELETE', path: '/v1/passkeys/:id', summary: 'Remove an own passkey', access: 'session', handle: remove },
];

async function signIn({ office, request, url, address }: Call): Promise<Response> {
  const { deviceName, deviceKey, waiting, nonce, ...used } = await readJson(request, PasskeySignIn);
  if (!isDeviceKey(deviceKey)) throw new RequestProblem('bad-request', { path: 'deviceKey' });
  await countAddress(office, address);
  const { id } = used;
  if (!(await isFreshNonce(office, nonce))) throw new RequestProblem('passkey-late');
  const kept = await office.store.read((tables) => tables.passkeys.find(id));
  const counter = kept && (await readCounter(siteOf(office, url), kept, nonce, used));
  if (counter === undefined) {
    office.log('sign-in-refused', { code: 'passkey-wrong' });
    throw new RequestProblem('passkey-wrong');
  }
  if (!(await useNonce(office, nonce, true))) throw new RequestProblem('passkey-late');
  const now = office.clock();
  const token = newToken(office.random);
  const viewer = await office.store.write(async (tables) => {
    // taken away while it was looked at
    const still = await tables.passkeys.find(id);
    if (!still) return 'passkey-wrong';
    const { user } = still;
    if ((counter > 0 || still.counter > 0) && counter <= still.counter) {
      // two of it exist, and one of them is not hers
      return 'passkey-counter-back';
    }
    await tables.passkeys.markUsed(id, counter, now);
    return letIn(tables, office, user, { deviceName, deviceKey, waiting }, token, 'passkey-sign-in');
  });
  if (viewer === 'passkey-counter-back') {
    office.log(viewer, { dev: kept?.dev ?? '' });
    throw new RequestProblem('passkey-wrong');
  }
  if (typeof viewer === 'string') throw new RequestProblem(viewer);
  return sessionAnswer(office, request, url, viewer, token);
}

async function list({ office, request, viewer }: SignedInCall): Promise<Response> {
  const passkeys = await office.store.read(async (tables) => {
    const devices = new Map((await tables.devices.ofUser(viewer.user)).map(({ dev, name }) => [dev, name]));
    return (await tables.passkeys.ofUser(viewer.user)).map(({ id, dev, createdAt, usedAt }) => ({
      id,
      madeOn: devices.get(dev) ?? '',
      since: new Date(createdAt).toISOString(),
      usedAt: usedAt === null ? null : new Date(usedAt).toISOString(),
    }));
  });
  return jsonAnswer(request, { passkeys });
}

async function add({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const { dev, nonce, signature, ...made } = await readJson(request, PasskeyRequest);
  // a nonce is as old as the question on the phone was open
  if (!(await isFreshNonce(office, nonce))) throw new RequestProblem('passkey-late');
  const device = await office.store.read((tables) => tables.devices.find(dev));
  const sha256 = sha256Hex(`${made.clientDataJSON}\n${made.attestationObject}`);
  const isOwn =
    device?.user === viewer.user && device.revokedAt === null && isSignedBy(device.key, passkeyText(dev, nonce, sha256), signature);
  if (!(await useNonce(office, nonce, isOwn))) {
    office.log('passkey-refused', { dev });
    throw new RequestProblem('signin-required');
  }
  const credential = await readCredential(siteOf(office, url), nonce, made);
  if (!credential) throw new RequestProblem('bad-request', { path: 'attestationObject' });
  await office.store.write(async (tables) => {
    // blocked while it was looked at
    if ((await tables.devices.find(dev))?.revokedAt !== null) throw new RequestProblem('signin-required');
    if ((await tables.passkeys.ofUser(viewer.user)).length >= mostPasskeys) throw new RequestProblem('too-many-passkeys');
    if (await tables.passkeys.find(credential.id)) throw new RequestProblem('bad-request', { path: 'id' });
    const at = office.clock();
    await tables.passkeys.add({ ...credential, user: viewer.user, dev, createdAt: at, usedAt: null });
    await tables.office.audit({ at, actor: viewer.user, action: 'passkey-added', subject: dev });
  });
  return emptyAnswer(204);
}

async function remove({ office, params, viewer }: SignedInCall): Promise<Response> {
  await office.store.write(async (tables) => {
    const found = await tables.passkeys.find(params['id'] ?? '');
    if (found?.user !== viewer.user) throw new RequestProblem('not-found');
    await tables.passkeys.remove(found.id);
    await tables.office.audit({ at: office.clock(), actor: viewer.user, action: 'passkey-removed', subject: found.dev });
  });
  return emptyAnswer(204);
}
