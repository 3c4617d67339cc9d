/** Whether the office reminds this phone by web push: the browser's permission and subscription, and what the office knows of it. */
import { PushState } from '../protocol/push.ts';
import type { Device } from '../storage/device.ts';
import { withTimeLimit } from '../storage/time-limit.ts';
import { type Failed, type Net, packJson, send, sendJson, wallNet } from './transport.ts';

/** `blocked`: by the person, in the browser · `refused`: by the browser or its push service · `needs-signal`: the office was not reached */
export type ReminderState = 'blocked' | 'refused' | 'needs-signal' | 'on' | 'off';

export interface Reminders {
  state(): Promise<ReminderState>;
  /** on a tap only: the browser asks the person */
  turnOn(): Promise<ReminderState>;
  /** works without signal: the push service tells the office that nobody is there any more */
  turnOff(): Promise<ReminderState>;
  /** the worker has no page to ask for the language */
  speak(language: 'th' | 'en'): Promise<void>;
}

export interface ReminderParts {
  readonly net: Net;
  readonly device: Pick<Device, 'setLanguage'>;
  readonly registration: () => Promise<Pick<ServiceWorkerRegistration, 'pushManager'> | undefined>;
  readonly permission: Pick<typeof Notification, 'permission' | 'requestPermission'>;
  /** asks for a new session with the key of this phone, without a person */
  readonly renew: () => Promise<{ readonly ok: boolean }>;
}

const path = '/v1/push';
/** seen: a browser whose push service is out of reach answers for minutes neither yes nor no */
const subscribeLimitMs = 20_000;

/** @returns `undefined` where the browser cannot be reminded; an iPhone's can only from the home screen */
export function openReminders(parts: Omit<ReminderParts, 'net' | 'permission'>): Reminders | undefined {
  const canBe = 'PushManager' in globalThis && 'Notification' in globalThis;
  return canBe ? createReminders({ ...parts, net: wallNet, permission: Notification }) : undefined;
}

export function createReminders({ net, device, registration, permission, renew }: ReminderParts): Reminders {
  const withSession = async <T extends { readonly ok: true }>(call: () => Promise<T | Failed>): Promise<T | Failed> => {
    const answer = await call();
    const isOut = !answer.ok && (answer.problem === 'session-expired' || answer.problem === 'signin-required');
    return isOut && (await renew()).ok ? call() : answer;
  };
  const ask = async () => withSession(async () => sendJson(net, 'GET', path, undefined, PushState));
  const subscription = async () => (await (await registration())?.pushManager.getSubscription()) ?? undefined;
  return {
    state: async () => {
      if (permission.permission === 'denied') return 'blocked';
      if (permission.permission !== 'granted' || (await subscription()) === undefined) return 'off';
      const told = await ask();
      if (!told.ok) return 'needs-signal';
      return told.body.on ? 'on' : 'off';
    },
    turnOn: async () => {
      // first: some browsers ask only while the tap is fresh
      const answer = await permission.requestPermission();
      if (answer !== 'granted') return answer === 'denied' ? 'blocked' : 'off';
      const told = await ask();
      if (!told.ok) return 'needs-signal';
      const asked = subscribe((await registration())?.pushManager, told.body.key);
      const made = await withTimeLimit(asked, subscribeLimitMs, () => new Error('time limit'), net.wait).catch(() => undefined);
      if (made === undefined) return 'refused';
      const { endpoint, keys } = made.toJSON();
      const { body, headers } = await packJson({ endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'] });
      const kept = await withSession(async () => send(net, path, { method: 'POST', body, headers }));
      if (kept.ok) return 'on';
      await made.unsubscribe().catch(() => false);
      return kept.problem === 'bad-request' ? 'refused' : 'needs-signal';
    },
    turnOff: async () => {
      await (await subscription())?.unsubscribe();
      await withSession(async () => send(net, path, { method: 'DELETE' }));
      return 'off';
    },
    speak: async (language) => device.setLanguage(language),
  };
}

/** Anew, since one made for another key or before a restore is of no use. */
async function subscribe(manager: PushManager | undefined, applicationServerKey: string): Promise<PushSubscription | undefined> {
  await (await manager?.getSubscription())?.unsubscribe();
  return manager?.subscribe({ userVisibleOnly: true, applicationServerKey });
}
