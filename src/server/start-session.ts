/** How a session begins, whatever let its person in: a device's row, the token, and the answer that carries its cookie. */
import type { DeviceKey, SessionResponse } from '../protocol/session.ts';
import { viewerOf, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { cookieName, sessionDays, setCookie } from './cookie.ts';
import { keyText } from './device-key.ts';
import { newId, sha256Hex } from './ids.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import { publicServerKey } from './secret.ts';
import type { Tables } from './store/store.ts';
import { countTry } from './try-limit.ts';

const dayMs = 86_400_000;
/** an answer lost on the line must not leave a device that nobody has */
const repeatMs = 15 * 60_000;

export type SignInAction = 'sign-in' | 'password-sign-in' | 'passkey-sign-in' | 'openid-sign-in' | 'refresh' | 'device-added';

export async function addDeviceRow(
  tables: Tables,
  office: Office,
  user: string,
  name: string,
  key: DeviceKey,
  signedInAt: number,
): Promise<string> {
  const now = office.clock();
  const dev = newId(office.clock, office.random);
  const isOnly = (await tables.devices.ofUser(user)).every(({ revokedAt }) => revokedAt !== null);
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
  // the person has no other that could tell
  if (isOnly) await tables.devices.markKnown(dev, now);
  return dev;
}

/** @throws RequestProblem `too-many-tries` */
export async function countAddress(office: Office, address: string): Promise<void> {
  // a proxy's word may be of any length, and where somebody is belongs in no store
  if (address !== '') await countTry(office, 'address', sha256Hex(address));
}

/** By a proof that can be given again: each time a new device, unless the same phone asks once more soon after. */
export async function letIn(
  tables: Tables,
  office: Office,
  user: string,
  {
    deviceName,
    deviceKey,
    waiting = 0,
  }: { readonly deviceName: string; readonly deviceKey: DeviceKey; readonly waiting?: number | undefined },
  token: string,
  action: SignInAction,
): Promise<Viewer | 'right-ended'> {
  const now = office.clock();
  if (waiting === 0 && (await viewerOf(tables, user, '', now))?.hasLeft) return 'right-ended';
  const again = (await tables.devices.ofUser(user)).find(
    ({ key, revokedAt, createdAt }) => key === keyText(deviceKey) && revokedAt === null && now - createdAt <= repeatMs,
  );
  const dev = again?.dev ?? (await addDeviceRow(tables, office, user, deviceName, deviceKey, now));
  return startSession(tables, office, user, dev, token, action);
}

export async function startSession(
  tables: Tables,
  office: Office,
  user: string,
  dev: string,
  token: string,
  action: SignInAction,
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

export async function sessionAnswer(office: Office, request: Request, url: URL, viewer: Viewer, token: string): Promise<Response> {
  const headers = { 'Set-Cookie': setCookie(cookieName(url, office.publicOrigin), token) };
  return jsonAnswer(request, await describeSession(office, viewer), { headers });
}

export async function describeSession(office: Office, viewer: Viewer): Promise<SessionResponse> {
  const grants = viewer.grants.map(({ role, areas, groups, from, until }) => ({
    role: role as SessionResponse['grants'][number]['role'],
    areas: [...areas],
    from,
    ...(groups.length > 0 && { groups: [...groups] }),
    ...(until !== null && { until }),
  }));
  return { dev: viewer.dev, user: viewer.user, name: viewer.name, grants, serverKey: await publicServerKey(office) };
}
