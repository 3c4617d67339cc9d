/**
 * Sign-in by invitation, who am I, silent renewal by the device's key, sign-out.
 *
 * A session is a reference token of 256 bits, stored hashed. It idles for 30 days (people of an office: 8 hours); after that the phone
 * renews it with its key, up to 180 days after a real sign-in. Recording never needs one.
 */
import { NonceResponse, RedeemRequest, RefreshRequest, SessionResponse, type DeviceKey } from '../protocol/session.ts';
import { viewerOf, type Viewer } from './access.ts';
import { emptyAnswer, jsonAnswer } from './answer.ts';
import { clearCookie, cookieName, readCookie, sessionDays } from './cookie.ts';
import { isDeviceKey, isSignedBy, keyText } from './device-key.ts';
import { newToken, readInvitationCode, sha256Hex } from './ids.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Call, Route, SignedInCall } from './route.ts';
import { newNonce, useNonce } from './secret.ts';
import { addDeviceRow, describeSession, sessionAnswer, startSession } from './start-session.ts';
import type { InvitationRecord, Tables } from './store/store.ts';
import { addTry, countTry, refuseExhausted } from './try-limit.ts';

const dayMs = 86_400_000;
const officeIdleMs = 8 * 3_600_000;
/** so long a device renews its session by its key alone */
export const signInDays = 180;
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
];

export type FoundSession = { readonly state: 'valid' | 'expired' | 'revoked'; readonly viewer: Viewer | undefined };

/** @returns `undefined` for a token nobody has */
export async function findSession(office: Office, token: string): Promise<FoundSession | undefined> {
  const now = office.clock();
  const tokenHash = sha256Hex(token);
  const found = await office.store.read(async (tables) => {
    const session = await tables.sessions.find(tokenHash);
    if (!session) return undefined;
    const [device, viewer] = await Promise.all([tables.devices.find(session.dev), viewerOf(tables, session.user, session.dev, now)]);
    const idleMs = viewer && isOfOffice(viewer) ? officeIdleMs : sessionDays * dayMs;
    const state = device?.revokedAt ? 'revoked' : now - session.seenAt > idleMs ? 'expired' : 'valid';
    return { state, viewer, seenAt: session.seenAt } as const;
  });
  if (found?.state === 'valid' && now - found.seenAt > touchMs) await office.store.write((tables) => tables.sessions.touch(tokenHash, now));
  return found;
}

async function redeem({ office, request, url }: Call): Promise<Response> {
  const { code, deviceName, deviceKey, waiting = 0 } = await readJson(request, RedeemRequest);
  const codeHash = sha256Hex(readInvitationCode(code));
  if (!isDeviceKey(deviceKey)) throw new RequestProblem('bad-request', { path: 'deviceKey' });
  const token = newToken(office.random);
  const use = async (tables: Tables) => {
    const invitation = await tables.people.findInvitation(codeHash);
    const problem = problemOf(invitation, office.clock());
    const again = problem === 'already-used' && (await isSamePhone(tables, invitation, deviceKey, office.clock()));
    if (!invitation || (problem && !again)) return problem ?? 'invitation-wrong';
    if (waiting === 0 && (await viewerOf(tables, invitation.user, '', office.clock()))?.hasLeft) return 'right-ended';
    const dev =
      again && invitation.dev ? invitation.dev : await addDeviceRow(tables, office, invitation.user, deviceName, deviceKey, office.clock());
    if (!again) await tables.people.useInvitation(codeHash, office.clock(), dev);
    return startSession(tables, office, invitation.user, dev, token, 'sign-in');
  };
  const viewer = await office.store.write(async (tables) => {
    await refuseExhausted(tables, 'code', codeHash, office.clock());
    const used = await use(tables);
    if (typeof used === 'string') await addTry(tables, 'code', codeHash, office.clock());
    return used;
  });
  if (typeof viewer === 'string') {
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
  const device = await office.store.read(async (tables) => {
    await refuseExhausted(tables, 'device', dev, now);
    return tables.devices.find(dev);
  });
  const isSigned = device !== undefined && isSignedBy(device.key, `${dev}.${nonce}`, signature);
  if (!device || !(await useNonce(office, nonce, isSigned))) {
    await countTry(office, 'device', dev);
    office.log('refresh-refused', { dev });
    throw new RequestProblem('signin-required');
  }
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

async function whoAmI({ office, request, viewer }: SignedInCall): Promise<Response> {
  return jsonAnswer(request, await describeSession(office, viewer));
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

/** People who sit at an office's computer; everybody else is in the field and may be away for weeks. */
function isOfOffice(viewer: Viewer): boolean {
  return viewer.grants.some((grant) => ['district-chief', 'province', 'department'].includes(grant.role));
}
