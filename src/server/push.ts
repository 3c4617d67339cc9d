/** Which device is to be reminded (`protocol/push.ts`): told, asked for and taken back by the device itself. */
import { PushState, PushSubscribe } from '../protocol/push.ts';
import { emptyAnswer, jsonAnswer } from './answer.ts';
import { isDeviceKey } from './device-key.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Route, SignedInCall } from './route.ts';
import { pushKeys } from './secret.ts';

const path = '/v1/push';

export const pushRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    summary: 'The key for reminders, and whether this device gets them',
    access: 'session',
    answer: PushState,
    handle: tell,
  },
  { method: 'POST', path, summary: 'Remind this device by web push', access: 'session', body: PushSubscribe, handle: subscribe },
  { method: 'DELETE', path, summary: 'Remind this device no more', access: 'session', handle: unsubscribe },
];

async function tell({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { publicKey } = await pushKeys(office);
  const push = await office.store.read((tables) => tables.pushes.find(viewer.dev));
  return jsonAnswer(request, { key: publicKey, on: push !== undefined } satisfies PushState);
}

async function subscribe({ office, request, viewer }: SignedInCall): Promise<Response> {
  const asked = await readJson(request, PushSubscribe);
  if (!office.pushDoor.admits(asked.endpoint)) throw new RequestProblem('bad-request', { path: 'endpoint' });
  if (!isPoint(asked.p256dh)) throw new RequestProblem('bad-request', { path: 'p256dh' });
  await office.store.write((tables) => tables.pushes.put({ dev: viewer.dev, user: viewer.user, ...asked, createdAt: office.clock() }));
  return emptyAnswer(204);
}

async function unsubscribe({ office, viewer }: SignedInCall): Promise<Response> {
  await office.store.write((tables) => tables.pushes.remove(viewer.dev));
  return emptyAnswer(204);
}

/** Uncompressed, and on the curve. */
function isPoint(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url');
  const [x, y] = [bytes.subarray(1, 33).toString('base64url'), bytes.subarray(33).toString('base64url')];
  return bytes[0] === 4 && isDeviceKey({ kty: 'EC', crv: 'P-256', x, y });
}
