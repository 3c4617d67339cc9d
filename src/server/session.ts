/**
 * Sign-in by invitation, who am I, silent renewal by the device's key, another device id, sign-out.
 *
 * A session is a reference token of 256 bits, stored hashed. It idles for 30 days (people of an office: 8 hours); after that the phone
 * renews it with its key, up to 180 days after a real sign-in. Recording never needs one.
 */
import {
  DeviceRequest,
  DeviceResponse,
  NonceResponse,
  RedeemRequest,
  RefreshRequest,
  SessionResponse,
  type DeviceKey,
} from '../protocol/session.ts';
import { viewerOf, type Viewer } from './access.ts';
import { emptyAnswer, jsonAnswer } from './answer.ts';
import { clearCookie, cookieName, readCookie, sessionDays, setCookie } from './cookie.ts';
import { isDeviceKey, isSignedBy, keyText } from './device-key.ts';
import { newId, newToken, readInvitationCode, sha256Hex } from './ids.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Call, Route, SignedInCall } from './route.ts';
import { isFreshNonce, newNonce, nonceMs, publicServerKey } from './secret.ts';
import type { InvitationRecord, Tables } from './store/store.ts';

const dayMs = 86_400_000;
const officeIdleMs = 8 * 3_600_000;
const signInDays = 180;
/** an answer lost on the line must not cost the officer the code: the same phone may ask again for so long */
const repeatRedeemMs = 15 * 60_000;
/** a session is marked as used at most this often */
const touchMs = 10 * 60_000;

export const sessionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/session/redeem',
    summary: 'An invitation becomes a session and a device id',
    access: 'open',
    body: RedeemRequest,
    answer: SessionResponse,
    handle: redeem,
  },
  {
    method: 'GET',
    path: '/v1/session/nonce',
    summary: 'A number used once, to be signed',
    access: 'open',
    answer: NonceResponse,
    handle: giveNonce,
  },
  {
    method: 'POST',
    path: '/v1/session/refresh',
    summary: 'Renew a session with the signature of the device key',
    access: 'open',
    body: RefreshRequest,
    answer: SessionResponse,
    handle: refresh,
  },
  { method: 'GET', path: '/v1/session', summary: 'Who am I', access: 'session', answer: SessionResponse, handle: whoAmI },
  { method: 'DELETE', path: '/v1/session', summary: 'Sign out', access: 'session', handle: signOut },
  {
    method: 'POST',
    path: '/v1/device',
    summary: 'A new device id after a fork or on a second phone',
    access: 'session',
    body: DeviceRequest,
    answer: DeviceResponse,
    handle: addDevice,
  },
];

export type FoundSession = { readonly state: 'valid' | 'expired' | 'revoked'; readonly user: string; readonly dev: string };

/** @returns `undefined` for a token nobody has */
export async function findSession(office: Office, token: string): Promise<FoundSession | undefined> {
  const now = office.clock();
  const tokenHash = sha256Hex(token);
  const found = await office.store.read(async (tables) => {
    const session = await tables.sessions.find(tokenHash);
    if (!session) return undefined;
    const device = await tables.devices.find(session.dev);
    const viewer = await viewerOf(tables, session.user, session.dev, now);
    const idleMs = viewer && isOfOffice(viewer) ? officeIdleMs : sessionDays * dayMs;
    const state = device?.revokedAt ? 'revoked' : now - session.seenAt > idleMs ? 'expired' : 'valid';
    return { state, user: session.user, dev: session.dev, seenAt: session.seenAt } as const;
  });
  if (found?.state === 'valid' && now - found.seenAt > touchMs) await office.store.write((tables) => tables.sessions.touch(tokenHash, now));
  return found;
}

async function redeem({ office, request, url }: Call): Promise<Response> {
  const { code, deviceName, deviceKey, waiting = 0 } = await readJson(request, RedeemRequest);
  const codeHash = sha256Hex(readInvitationCode(code));
  if (office.memory.codeTries.isExhausted(codeHash, office.clock())) throw new RequestProblem('too-many-tries', { retryAfter: 3600 });
  if (!isDeviceKey(deviceKey)) throw new RequestProblem('bad-request', { path: 'deviceKey' });
  const token = newToken(office.random);
  const viewer = await office.store.write(async (tables) => {
    const invitation = await tables.people.findInvitation(codeHash);
    const problem = problemOf(invitation, office.clock());
    const again = problem === 'already-used' && (await isSamePhone(tables, invitation, deviceKey, office.clock()));
    if (!invitation || (problem && !again)) return problem ?? 'invitation-wrong';
    if (waiting === 0 && (await viewerOf(tables, invitation.user, '', office.clock()))?.hasLeft) return 'right-ended';
    const dev =
      again && invitation.dev ? invitation.dev : await addDeviceRow(tables, office, invitation.user, deviceName, deviceKey, office.clock());
    if (!again) await tables.people.useInvitation(codeHash, office.clock(), dev);
    return startSession(tables, office, invitation.user, dev, token, 'sign-in');
  });
  if (typeof viewer === 'string') {
    office.memory.codeTries.count(codeHash, office.clock());
    office.log('sign-in-refused', { code: viewer });
    throw new RequestProblem(viewer);
  }
  return sessionAnswer(office, request, url, viewer, token);
}

function problemOf(
  invitation: InvitationRecord | undefined,
  nowMs: number,
): 'invitation-wrong' | 'already-used' | 'invitation-expired' | undefined {
  if (!invitation) return 'invitation-wrong';
  if (invitation.usedAt !== null) return 'already-used';
  return nowMs > invitation.expiresAt ? 'invitation-expired' : undefined;
}

async function isSamePhone(tables: Tables, invitation: InvitationRecord | undefined, key: DeviceKey, nowMs: number): Promise<boolean> {
  if (!invitation?.dev || invitation.usedAt === null || nowMs - invitation.usedAt > repeatRedeemMs) return false;
  const device = await tables.devices.find(invitation.dev);
  return device !== undefined && device.revokedAt === null && device.key === keyText(key);
}

async function giveNonce({ office, request }: Call): Promise<Response> {
  return jsonAnswer(request, { nonce: await newNonce(office) });
}

async function refresh({ office, request, url }: Call): Promise<Response> {
  const { dev, nonce, signature, waiting = 0 } = await readJson(request, RefreshRequest);
  const now = office.clock();
  if (office.memory.deviceTries.isExhausted(dev, now)) throw new RequestProblem('too-many-tries', { retryAfter: 3600 });
  const device = await office.store.read((tables) => tables.devices.find(dev));
  const isSigned = (await isFreshNonce(office, nonce)) && device !== undefined && isSignedBy(device.key, `${dev}.${nonce}`, signature);
  if (!device || !isSigned) {
    office.memory.deviceTries.count(dev, now);
    office.log('refresh-refused', { dev });
    throw new RequestProblem('signin-required');
  }
  for (const [used, at] of office.memory.usedNonces) if (now - at > nonceMs) office.memory.usedNonces.delete(used);
  office.memory.usedNonces.set(nonce, now);
  // a blocked phone is let in at any time, to hand in what it holds and to be told to forget it
  const isBlocked = device.revokedAt !== null;
  if (!isBlocked && now - device.signedInAt > signInDays * dayMs) throw new RequestProblem('signin-required');
  const token = newToken(office.random);
  const viewer = await office.store.write(async (tables) => {
    const known = await viewerOf(tables, device.user, dev, now);
    return known?.hasLeft && waiting === 0 && !isBlocked ? undefined : startSession(tables, office, device.user, dev, token, 'refresh');
  });
  if (!viewer) throw new RequestProblem('right-ended');
  return sessionAnswer(office, request, url, viewer, token);
}

async function startSession(
  tables: Tables,
  office: Office,
  user: string,
  dev: string,
  token: string,
  action: 'sign-in' | 'refresh',
): Promise<Viewer> {
  const now = office.clock();
  await tables.sessions.endOfDevice(dev);
  await tables.sessions.endUnusedSince(now - 2 * sessionDays * dayMs);
  await tables.sessions.add({ tokenHash: sha256Hex(token), user, dev, createdAt: now, seenAt: now });
  await tables.office.audit({ at: now, actor: user, action, subject: dev });
  const viewer = await viewerOf(tables, user, dev, now);
  if (!viewer) throw new RequestProblem('signin-required');
  return viewer;
}

async function whoAmI({ office, request, viewer }: SignedInCall): Promise<Response> {
  return jsonAnswer(request, await describe(office, viewer));
}

async function signOut({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const name = cookieName(url, office.publicOrigin);
  const token = readCookie(request.headers.get('Cookie'), name) ?? '';
  await office.store.write(async (tables) => {
    await tables.sessions.end(sha256Hex(token));
    // whoever works here next is not reminded of somebody else's reports
    await tables.pushes.remove(viewer.dev);
  });
  return emptyAnswer(204, { 'Set-Cookie': clearCookie(name) });
}

async function addDevice({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const { deviceName, deviceKey } = await readJson(request, DeviceRequest);
  if (!isDeviceKey(deviceKey)) throw new RequestProblem('bad-request', { path: 'deviceKey' });
  const token = readCookie(request.headers.get('Cookie'), cookieName(url, office.publicOrigin)) ?? '';
  const dev = await office.store.write(async (tables) => {
    // no real sign-in happened: the 180 days go on from the last one
    const signedInAt = (await tables.devices.find(viewer.dev))?.signedInAt ?? 0;
    const added = await addDeviceRow(tables, office, viewer.user, deviceName, deviceKey, signedInAt);
    await tables.sessions.rebind(sha256Hex(token), added);
    await tables.pushes.rebind(viewer.dev, added);
    await tables.office.audit({ at: office.clock(), actor: viewer.user, action: 'device-added', subject: added });
    return added;
  });
  return jsonAnswer(request, { dev });
}

async function addDeviceRow(
  tables: Tables,
  office: Office,
  user: string,
  name: string,
  key: DeviceKey,
  signedInAt: number,
): Promise<string> {
  const now = office.clock();
  const dev = newId(office.clock, office.random);
  await tables.devices.add({
    dev,
    user,
    name,
    key: keyText(key),
    lastN: 0,
    safeN: 0,
    createdAt: now,
    signedInAt,
    seenAt: now,
    revokedAt: null,
    queue: null,
    app: '',
  });
  return dev;
}

async function sessionAnswer(office: Office, request: Request, url: URL, viewer: Viewer, token: string): Promise<Response> {
  const headers = { 'Set-Cookie': setCookie(cookieName(url, office.publicOrigin), token) };
  return jsonAnswer(request, await describe(office, viewer), { headers });
}

async function describe(office: Office, viewer: Viewer): Promise<SessionResponse> {
  const grants = viewer.grants.map(({ role, areas, groups, from, until }) => ({
    role: role as SessionResponse['grants'][number]['role'],
    areas: [...areas],
    from,
    ...(groups.length > 0 && { groups: [...groups] }),
    ...(until !== null && { until }),
  }));
  return { dev: viewer.dev, user: viewer.user, name: viewer.name, grants, serverKey: await publicServerKey(office) };
}

/** People who sit at an office's computer; everybody else is in the field and may be away for weeks. */
function isOfOffice(viewer: Viewer): boolean {
  return viewer.grants.some((grant) => ['district-chief', 'province', 'department'].includes(grant.role));
}
