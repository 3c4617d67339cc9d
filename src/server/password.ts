/**
 * A password as a second way of signing in, after the invitation. Tries are counted before anything is compared and an account that nobody
 * has costs as much as one that somebody has, so that neither answer nor time tells them apart. Whoever forgot it asks for an invitation.
 */
import { passwordProblem, readAccountName, readPassword } from '../domain/password.ts';
import { PasswordRequest, PasswordSignIn, PasswordState, passwordText } from '../protocol/password.ts';
import { SessionResponse } from '../protocol/session.ts';
import { emptyAnswer, jsonAnswer } from './answer.ts';
import { isDeviceKey, isSignedBy } from './device-key.ts';
import { newToken, sha256Hex } from './ids.ts';
import type { Office } from './office.ts';
import { hashPassword, isPassword, type PasswordHash } from './password-hash.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Call, Route, SignedInCall } from './route.ts';
import { useNonce } from './secret.ts';
import type { DeviceRecord } from './store/store.ts';
import { countAddress, letIn, sessionAnswer } from './start-session.ts';
import { countTry } from './try-limit.ts';

/** who was let in just now has proven more than the old password would */
const freshMs = 3_600_000;

export const passwordRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/session/password',
    summary: 'A password becomes a session and a device id',
    access: 'open',
    body: PasswordSignIn,
    answer: SessionResponse,
    handle: signIn,
  },
  {
    method: 'GET',
    path: '/v1/password',
    summary: 'Whether the caller has a password',
    access: 'session',
    answer: PasswordState,
    handle: look,
  },
  {
    method: 'POST',
    path: '/v1/password',
    summary: 'Set or change the own password, vouched for by the key of the phone',
    access: 'session',
    body: PasswordRequest,
    handle: setPassword,
  },
  { method: 'DELETE', path: '/v1/password', summary: 'Sign in by invitation alone again', access: 'session', handle: removePassword },
];

async function signIn({ office, request, url, address }: Call): Promise<Response> {
  const { name: typed, password, ...phone } = await readJson(request, PasswordSignIn);
  if (!isDeviceKey(phone.deviceKey)) throw new RequestProblem('bad-request', { path: 'deviceKey' });
  const name = readAccountName(typed) ?? typed;
  await countAddress(office, address);
  const kept = await office.store.read((tables) => tables.passwords.find(name));
  if (!(await isRight(office, name, password, kept))) {
    office.log('sign-in-refused', { code: 'password-wrong' });
    throw new RequestProblem('password-wrong');
  }
  const token = newToken(office.random);
  const viewer = await office.store.write(async (tables) => {
    // changed or taken away while it was compared
    const still = await tables.passwords.find(name);
    if (still?.hash !== kept?.hash || !still) return 'password-wrong';
    return letIn(tables, office, still.user, phone, token, 'password-sign-in');
  });
  if (typeof viewer === 'string') throw new RequestProblem(viewer);
  return sessionAnswer(office, request, url, viewer, token);
}

/** @throws RequestProblem `too-many-tries`, `busy` */
async function isRight(office: Office, name: string, password: string, kept: PasswordHash | undefined): Promise<boolean> {
  const account = sha256Hex(name);
  await countTry(office, 'account', account);
  const isOne = await isPassword(office, readPassword(password), kept);
  if (isOne) await office.store.write((tables) => tables.tries.forget('account', account));
  return isOne;
}

async function look({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { kept, device } = await office.store.read(async (tables) => ({
    kept: await tables.passwords.ofUser(viewer.user),
    device: await tables.devices.find(viewer.dev),
  }));
  const asksBefore = kept !== undefined && !isFresh(office, device);
  return jsonAnswer(request, { name: kept?.name ?? null, changedAt: kept ? new Date(kept.changedAt).toISOString() : null, asksBefore });
}

async function setPassword({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { name: typed, password, before, dev, nonce, signature } = await readJson(request, PasswordRequest);
  const name = readAccountName(typed);
  if (name === undefined) throw new RequestProblem('bad-request', { path: 'name' });
  if (passwordProblem(password, name) !== undefined) throw new RequestProblem('bad-request', { path: 'password' });
  const found = await office.store.read(async (tables) => ({
    device: await tables.devices.find(dev),
    kept: await tables.passwords.ofUser(viewer.user),
  }));
  const { device, kept } = found;
  const isOwn =
    device?.user === viewer.user &&
    device.revokedAt === null &&
    isSignedBy(device.key, passwordText(dev, nonce, sha256Hex(`${typed}\n${password}`)), signature);
  if (!(await useNonce(office, nonce, isOwn))) {
    office.log('password-refused', { dev });
    throw new RequestProblem('signin-required');
  }
  if (kept && !isFresh(office, device) && !(await isRight(office, kept.name, before ?? '', kept)))
    throw new RequestProblem('password-wrong');
  const made = await hashPassword(office, readPassword(password));
  await office.store.write(async (tables) => {
    // blocked while it was made
    if ((await tables.devices.find(dev))?.revokedAt !== null) throw new RequestProblem('signin-required');
    const taken = await tables.passwords.find(name);
    if (taken && taken.user !== viewer.user) throw new RequestProblem('name-taken');
    const at = office.clock();
    await tables.passwords.put({ user: viewer.user, name, ...made, changedAt: at });
    await tables.office.audit({ at, actor: viewer.user, action: 'password-set', subject: dev });
  });
  return emptyAnswer(204);
}

function isFresh({ clock }: Office, device: DeviceRecord | undefined): boolean {
  return device !== undefined && clock() - device.signedInAt <= freshMs;
}

async function removePassword({ office, viewer }: SignedInCall): Promise<Response> {
  await office.store.write(async (tables) => {
    if (!(await tables.passwords.ofUser(viewer.user))) return;
    await tables.passwords.remove(viewer.user);
    await tables.office.audit({ at: office.clock(), actor: viewer.user, action: 'password-removed', subject: viewer.user });
  });
  return emptyAnswer(204);
}
