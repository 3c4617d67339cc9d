/**
 * Phones of a person, and blocking a lost one: its session, reminders and tokens end, what it held is written down, and at its next contact
 * it hands in its records as held and is told to forget everything (`sync.ts`).
 */
import type { GroupRow } from '../domain/row.ts';
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import { DeviceList, KnownRequest, RevokeRequest, RevokeResponse, type ListedDevice } from '../protocol/device.ts';
import type { QueueReport } from '../protocol/sync.ts';
import { streamsOf, viewerOf } from './access.ts';
import { emptyAnswer, jsonAnswer } from './answer.ts';
import type { Office } from './office.ts';
import { unlinkOpenId } from './openid.ts';
import { isWholePersonBelow } from './people-rights.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Route, SignedInCall } from './route.ts';
import type { DeviceRecord, LossRecord, Tables } from './store/store.ts';

/** PDPA section 37 (4): without delay and, where feasible, within 72 hours */
const noticeMs = 72 * 3_600_000;

export const deviceRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/devices', summary: 'The own phones', access: 'session', answer: DeviceList, handle: listOwn },
  {
    method: 'POST',
    path: '/v1/devices/known',
    summary: 'The caller knows of a newer phone of hers',
    access: 'session',
    body: KnownRequest,
    handle: knowOwn,
  },
  {
    method: 'POST',
    path: '/v1/devices/revoke',
    summary: 'Block an own phone that is lost, from another one',
    access: 'session',
    body: RevokeRequest,
    answer: RevokeResponse,
    handle: revokeOwn,
  },
  {
    method: 'POST',
    path: '/v1/people/revoke',
    summary: 'Block a lost phone of somebody of the own area',
    access: 'invite',
    body: RevokeRequest,
    answer: RevokeResponse,
    handle: revokeOfPerson,
  },
];

async function listOwn({ office, request, viewer }: SignedInCall): Promise<Response> {
  const devices = await office.store.read(async (tables) => {
    const own = await tables.devices.find(viewer.dev);
    const listed: DeviceList['devices'] = [];
    for (const device of await devicesOf(tables, viewer.user)) {
      const isNew =
        device.loss === null && isAfter(await tables.devices.find(device.dev), own) && !(await tables.devices.isKnown(device.dev));
      listed.push({ ...device, isThis: device.dev === viewer.dev, isNew });
    }
    return listed;
  });
  return jsonAnswer(request, { devices });
}

function isAfter(device: DeviceRecord | undefined, own: DeviceRecord | undefined): boolean {
  return device !== undefined && own !== undefined && device.createdAt > own.createdAt;
}

async function knowOwn({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { dev } = await readJson(request, KnownRequest);
  await office.store.write(async (tables) => {
    const found = await tables.devices.find(dev);
    if (found?.user !== viewer.user || !isAfter(found, await tables.devices.find(viewer.dev))) throw new RequestProblem('not-found');
    if (await tables.devices.isKnown(dev)) return;
    await tables.devices.markKnown(dev, office.clock());
    await tables.office.audit({ at: office.clock(), actor: viewer.user, action: 'device-known', subject: dev });
  });
  return emptyAnswer(204);
}

async function revokeOwn({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { dev, reason } = await readJson(request, RevokeRequest);
  // whoever holds the phone that is asked from has not lost it
  if (dev === viewer.dev) throw new RequestProblem('bad-request', { path: 'dev' });
  const device = await office.store.write(async (tables) => {
    const found = await tables.devices.find(dev);
    if (found?.user !== viewer.user) throw new RequestProblem('not-found');
    return block(tables, office, viewer.user, found, reason);
  });
  return jsonAnswer(request, device);
}

async function revokeOfPerson({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { dev, reason } = await readJson(request, RevokeRequest);
  const device = await office.store.write(async (tables) => {
    const found = await tables.devices.find(dev);
    // a phone is the whole person, as a code is: who has a right beyond the caller's reach is blocked by who is over both
    if (!found || !(await isWholePersonBelow(tables, viewer, found.user, civilDateInThailand(office.clock()))))
      throw new RequestProblem('not-found');
    return block(tables, office, viewer.user, found, reason);
  });
  return jsonAnswer(request, device);
}

/** It may hand in what it holds, and is then told to forget everything. */
export async function block(tables: Tables, office: Office, actor: string, device: DeviceRecord, reason: string): Promise<ListedDevice> {
  if ((await tables.devices.loss(device.dev)) === undefined) {
    const { dev, user, seenAt } = device;
    const at = office.clock();
    const groups = await groupsOn(tables, device, at);
    await tables.devices.save({ ...device, revokedAt: device.revokedAt ?? at });
    await tables.devices.setLoss(dev, { at, by: actor, reason, seenAt, groups });
    await tables.sessions.endOfDevice(dev);
    await tables.pushes.remove(dev);
    await tables.office.audit({ at, actor, action: 'device-revoked', subject: dev });
    for (const { id } of groups) await tables.office.audit({ at, actor, action: 'device-held', subject: `${dev} ${id}` });
    await endWaysIn(tables, user, actor, at);
    for (const token of await tables.tokens.ofUser(user)) {
      if (token.dev !== dev) continue;
      await tables.tokens.revoke(token.id, at);
      await tables.office.audit({ at, actor, action: 'token-revoked', subject: token.id });
    }
  }
  return describe(tables, device);
}

/**
 * What a lost phone may have kept of its person's ways in: the password, passkeys, an account signed in elsewhere. Which passkeys lie on it
 * nobody can tell: they travel with an account, and one phone has had several ids.
 */
export async function endWaysIn(tables: Tables, user: string, actor: string, at: number): Promise<void> {
  if (await tables.passwords.ofUser(user)) {
    await tables.passwords.remove(user);
    await tables.office.audit({ at, actor, action: 'password-removed', subject: user });
  }
  for (const passkey of await tables.passkeys.ofUser(user)) {
    await tables.passkeys.remove(passkey.id);
    await tables.office.audit({ at, actor, action: 'passkey-removed', subject: passkey.dev });
  }
  await unlinkOpenId(tables, actor, user, at);
}

/** What it said it has, also of rights that have ended since, and what it may have fetched by its rights of today. */
async function groupsOn(tables: Tables, { dev, user }: DeviceRecord, nowMs: number): Promise<LossRecord['groups']> {
  const viewer = await viewerOf(tables, user, dev, nowMs);
  const ids = new Set([...(await tables.devices.streams(dev)), ...(viewer ? await streamsOf(viewer, tables) : []).map(({ id }) => id)]);
  const groups: LossRecord['groups'][number][] = [];
  for (const id of ids) {
    const stream = await tables.streams.find(id);
    const body = stream?.kind === 'group' ? await tables.rows.get(id, 'group') : undefined;
    if (!stream || body === undefined) continue;
    const { name } = JSON.parse(body) as GroupRow;
    groups.push({ id, name, area: stream.area, members: (await tables.rows.list(id, 'member')).length });
  }
  const thaiOrder = new Intl.Collator('th');
  return groups.toSorted((a, b) => thaiOrder.compare(a.name, b.name));
}

/**
 * Those in use and those that were lost, the one last seen first.
 *
 * @param area of a lost phone's groups only those that lie here are told
 */
export async function devicesOf(tables: Tables, user: string, area = ''): Promise<readonly ListedDevice[]> {
  const all = await Promise.all(
    (await tables.devices.ofUser(user)).map(async (device) => ({ device, listed: await describe(tables, device, area) })),
  );
  return all
    .filter(({ device, listed }) => device.revokedAt === null || listed.loss !== null)
    .toSorted((a, b) => b.device.seenAt - a.device.seenAt)
    .map(({ listed }) => listed);
}

async function describe(tables: Tables, device: DeviceRecord, area = ''): Promise<ListedDevice> {
  const { dev, name, createdAt, seenAt, queue } = device;
  const loss = await tables.devices.loss(dev);
  return {
    dev,
    name,
    since: instant(createdAt),
    lastSeenAt: instant(seenAt),
    waiting: queue === null ? 0 : (JSON.parse(queue) as QueueReport).ops,
    loss: loss
      ? {
          at: instant(loss.at),
          reason: loss.reason,
          lastSeenAt: instant(loss.seenAt),
          toldAt: loss.toldAt === null ? null : instant(loss.toldAt),
          noticeBy: instant(loss.at + noticeMs),
          groups: loss.groups
            .filter((group) => group.area.startsWith(area))
            .map(({ id, name: called, area: tambon, members }) => ({ id, name: called, tambon, members })),
        }
      : null,
  };
}

const instant = (ms: number): string => new Date(ms).toISOString();
