/** A phone asks to be reminded, over the real server and a bad line; what it says about itself is what the office and the browser know. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReminders, type ReminderParts, type Reminders } from '../../src/sync/reminders.ts';
import { newFieldPhone, openTestOffice, type FieldPhone, type TestOffice } from '../support/phone-office.ts';
import { newPushBrowser } from '../support/push-service.ts';

interface FakeBrowser {
  permission: NotificationPermission;
  /** what the person answers when the browser asks */
  answer: NotificationPermission;
  asked: number;
  /** the browser's own push service cannot be reached, and the browser says so or does not */
  isAway: false | 'said' | 'silent';
  own: PushSubscription | null;
  readonly keys: unknown[];
}

let office: TestOffice;
let field: FieldPhone;
let browser: FakeBrowser;
let reminders: Reminders;

beforeEach(async () => {
  office = await openTestOffice();
  field = await newFieldPhone(office);
  browser = { permission: 'default', answer: 'granted', asked: 0, isAway: false, own: null, keys: [] };
  const pushManager = {
    getSubscription: async () => browser.own,
    subscribe: async ({ applicationServerKey }: PushSubscriptionOptionsInit) => {
      if (browser.isAway === 'silent') return new Promise<never>(() => undefined);
      if (browser.isAway) throw new DOMException('push service error', 'AbortError');
      browser.keys.push(applicationServerKey);
      const { endpoint, p256dh, auth } = newPushBrowser('https://push.example').subscription;
      const made = { toJSON: () => ({ endpoint, keys: { p256dh, auth } }), unsubscribe: async () => ((browser.own = null), true) };
      return (browser.own = made as unknown as PushSubscription);
    },
  } as unknown as PushManager;
  const permission = {
    get permission() {
      return browser.permission;
    },
    requestPermission: async () => {
      browser.asked += 1;
      return (browser.permission = browser.answer);
    },
  } as ReminderParts['permission'];
  reminders = createReminders({
    net: field.options.net,
    device: field.hardware.device,
    registration: async () => ({ pushManager }),
    permission,
    renew: async () => field.session.refresh(field.known.user, 0),
  });
});
afterEach(async () => office.close());

const atOffice = () => office.office.store.read((tables) => tables.pushes.find(field.known.dev));

describe('a phone that is to be reminded', () => {
  it('asks the person once, and gives the office what the browser made for the office’s key', async () => {
    expect(await reminders.state()).toBe('off');
    expect(browser.asked).toBe(0);
    expect(await reminders.turnOn()).toBe('on');
    expect(browser.asked).toBe(1);
    expect(Buffer.from(String(browser.keys[0]), 'base64url')).toHaveLength(65);
    expect(await atOffice()).toMatchObject({ user: field.known.user, endpoint: browser.own?.toJSON().endpoint });
    expect(await reminders.state()).toBe('on');
    expect(await reminders.turnOff()).toBe('off');
    expect([await atOffice(), browser.own, await reminders.state()]).toEqual([undefined, null, 'off']);
  });

  it('renews its session by itself', async () => {
    await office.clock.advance(31 * 24 * 3_600_000);
    expect(await reminders.turnOn()).toBe('on');
  });

  it('is off once the push service told the office that nobody is there', async () => {
    await reminders.turnOn();
    await office.office.store.write((tables) => tables.pushes.remove(field.known.dev));
    expect(await reminders.state()).toBe('off');
    expect(await reminders.turnOn()).toBe('on');
    expect(await atOffice()).toMatchObject({ endpoint: browser.own?.toJSON().endpoint });
  });

  it('keeps the language for the worker', async () => {
    expect(await field.hardware.device.language()).toBeUndefined();
    await reminders.speak('en');
    expect(await field.hardware.device.language()).toBe('en');
  });
});

describe('what stands in the way', () => {
  it.each([['denied', 'blocked'], ['default', 'off']] as const)('a person who answers %s', async (answer, state) => {
    browser.answer = answer;
    expect(await reminders.turnOn()).toBe(state);
    expect(await reminders.state()).toBe(state);
    expect([browser.own, await atOffice()]).toEqual([null, undefined]);
  }); // prettier-ignore

  it.each(['said', 'silent'] as const)('a browser without its push service (%s)', async (isAway) => {
    browser.isAway = isAway;
    let outcome: string | undefined;
    void reminders.turnOn().then((state) => (outcome = state));
    await expect.poll(async () => (await office.clock.advance(5_000), outcome)).toBe('refused');
    expect(await atOffice()).toBeUndefined();
  });

  it('no signal: nothing stays half on', async () => {
    field.network.rule = () => 'lose-request';
    expect(await reminders.turnOn()).toBe('needs-signal');
    field.network.rule = (request) => (request.method === 'POST' ? 'lose-request' : undefined);
    expect(await reminders.turnOn()).toBe('needs-signal');
    expect([browser.own, await atOffice()]).toEqual([null, undefined]);
  });

  it('no signal later: the phone does not pretend to know, and can be turned off all the same', async () => {
    await reminders.turnOn();
    field.network.rule = () => 'lose-request';
    expect(await reminders.state()).toBe('needs-signal');
    expect(await reminders.turnOff()).toBe('off');
    expect([browser.own, await reminders.state()]).toEqual([null, 'off']);
  });
});
