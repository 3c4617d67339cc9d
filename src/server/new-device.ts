/** Another device id for a phone that is signed in, when it turned out to be a copy of another: its own key vouches for the new one. */
import { DeviceRequest, DeviceResponse, newDeviceText } from '../protocol/session.ts';
import { jsonAnswer } from './answer.ts';
import { cookieName, setCookie } from './cookie.ts';
import { isDeviceKey, isSignedBy } from './device-key.ts';
import { newToken } from './ids.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Route, SignedInCall } from './route.ts';
import { useNonce } from './secret.ts';
import { addDeviceRow, startSession } from './start-session.ts';

export const newDeviceRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/device',
    summary: 'A new device id after a fork, vouched for by the key of the old one',
    access: 'session',
    body: DeviceRequest,
    answer: DeviceResponse,
    handle: addDevice,
  },
];

async function addDevice({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const { deviceName, deviceKey, dev, nonce, signature } = await readJson(request, DeviceRequest);
  if (!isDeviceKey(deviceKey)) throw new RequestProblem('bad-request', { path: 'deviceKey' });
  if (dev === undefined || nonce === undefined || signature === undefined) throw new RequestProblem('app-too-old');
  // not the device of the session: a copy goes on with the number of both, after the session has gone to the first that asked
  const old = await office.store.read((tables) => tables.devices.find(dev));
  const isOwn = old?.user === viewer.user && isSignedBy(old.key, newDeviceText(dev, nonce, deviceKey), signature);
  if (!(await useNonce(office, nonce, isOwn))) {
    office.log('new-device-refused', { dev });
    throw new RequestProblem('signin-required');
  }
  const token = newToken(office.random);
  const added = await office.store.write(async (tables) => {
    const before = await tables.devices.find(dev);
    if (before?.revokedAt !== null) throw new RequestProblem('device-revoked');
    // no real sign-in happened: the 180 days go on from the last one
    const made = await addDeviceRow(tables, office, viewer.user, deviceName, deviceKey, before.signedInAt);
    // a session of its own: the one it asked with is the other copy's too, which goes on under the old number
    await startSession(tables, office, viewer.user, made, token, 'device-added');
    await tables.pushes.rebind(dev, made);
    return made;
  });
  return jsonAnswer(request, { dev: added }, { headers: { 'Set-Cookie': setCookie(cookieName(url, office.publicOrigin), token) } });
}
