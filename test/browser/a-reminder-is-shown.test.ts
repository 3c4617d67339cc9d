/**
 * A reminder as a phone gets it: switched on by a tap, pushed by the browser to the worker, shown in the phone's language, tapped.
 *
 * Only the browser vendor's own push service is played: there is none without a network.
 */
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PushMessage, PushSubscribe } from '../../src/protocol/push.ts';
import { newPushBrowser } from '../support/push-service.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';
import { workerRegistration } from './support/worker-registration.ts';

let office: Office;
let phone: Phone;
let page: Page;
let devtools: CDPSession;
let registrationId: string;
beforeAll(async () => {
  office = await openOffice();
  phone = await openPhone();
  await phone.context.grantPermissions(['notifications'], { origin: office.origin });
  page = await phone.page();
  await signIn(page, office.origin, await office.inviteOfficer());
  devtools = await phone.context.newCDPSession(page);
  registrationId = await workerRegistration(devtools, office.origin);
});
afterAll(async () => {
  await phone.close();
  await office.close();
});

const push = async (data: string) => devtools.send('ServiceWorker.deliverPushMessage', { origin: office.origin, registrationId, data });
const message: PushMessage = { code: 'reports-due', due: 2, on: '2026-12-04', late: 1 };
const inThai = [['มีรายงานต้องส่ง 2 ฉบับ', 'กำหนด ศ. 4 ธ.ค. 2569 · เลยกำหนดแล้วอีก 1 ฉบับ', 'th']];

const shown = async () =>
  page.evaluate(async () =>
    (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, lang }) => [title, body, lang]),
  );

/** Pushed until it is shown: asked for the first time what it shows, Chromium forgets a message that it has not put on the screen yet. */
const expectShown = async (data: string, wanted: readonly (readonly string[])[]) =>
  expect
    .poll(async () => {
      await push(data);
      return shown();
    })
    .toEqual(wanted);

/** What a tap needs of the worker's own globals, which a page's types lack. */
interface WorkerScope extends EventTarget {
  readonly registration: ServiceWorkerRegistration;
  readonly NotificationEvent: new (type: string, init: { readonly notification: Notification }) => Event;
}

/** The browser's push service makes a subscription of these. */
async function playPushService({ endpoint, p256dh, auth }: PushSubscribe): Promise<void> {
  await phone.context.addInitScript(
    (json) => {
      let own: object | null = null;
      const subscription = { toJSON: () => json, unsubscribe: async () => ((own = null), true) };
      Object.assign(PushManager.prototype, { getSubscription: async () => own, subscribe: async () => (own = subscription) });
    },
    { endpoint, keys: { p256dh, auth } },
  );
}

describe('an officer', () => {
  it('reads what falls due on the locked phone, and one message takes the place of the one before', async () => {
    await expectShown(JSON.stringify(message), inThai);
    await expectShown(JSON.stringify({ ...message, due: 1, late: 0 }), [['มีรายงานต้องส่ง 1 ฉบับ', 'กำหนด ศ. 4 ธ.ค. 2569', 'th']]);
  });

  it.each(['', 'not json', '{"code":"another","due":"x"}'])('sees something also of a message that cannot be read: %j', async (data) => {
    await expectShown(data, [['ดูรายงานที่ต้องส่ง', '', 'th']]);
  });

  it('comes to the reports by a tap, on the page that is open and without loading it anew', async () => {
    await openScreen(page, `${office.origin}/guide`);
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    // not one of the messages before
    await expectShown(JSON.stringify(message), inThai);
    const [worker] = phone.context.serviceWorkers();
    await worker?.evaluate(async () => {
      const scope = globalThis as unknown as WorkerScope;
      const [notification] = await scope.registration.getNotifications();
      if (notification === undefined) throw new Error('nothing to tap');
      const tap = new scope.NotificationEvent('notificationclick', { notification });
      // nobody but the browser may keep a worker awake, nor bring a page to the front
      Object.defineProperty(tap, 'waitUntil', { value: (work: Promise<unknown>) => void work.catch(() => undefined) });
      scope.dispatchEvent(tap);
    });
    await page.waitForURL(`${office.origin}/reports`);
    await page.getByRole('heading', { name: 'รายงาน', exact: true }).waitFor();
    expect(await page.evaluate(() => (globalThis as { isSamePage?: boolean }).isSamePage)).toBe(true);
    await expect.poll(shown).toEqual([]);
  });

  it('whose browser has no push service is told so', async () => {
    await openScreen(page, `${office.origin}/me`);
    await page.getByRole('group', { name: 'เตือนก่อนถึงกำหนดส่ง' }).getByText('เปิด', { exact: true }).click();
    await page.getByText('เบราว์เซอร์ยังเปิดการเตือนให้ไม่ได้').waitFor();
  });

  it('switches it on with one tap, and reads the next one in the language that was chosen', async () => {
    await playPushService(newPushBrowser('https://push.example').subscription);
    await openScreen(page, `${office.origin}/me`);
    const choice = page.getByRole('group', { name: 'เตือนก่อนถึงกำหนดส่ง' });
    await choice.getByText('เปิด', { exact: true }).click();
    await expect.poll(async () => choice.getByRole('radio', { name: 'เปิด' }).isChecked()).toBe(true);
    const told = () => page.evaluate(async () => (await (await fetch('/v1/push')).json()) as { on: boolean });
    expect(await told()).toMatchObject({ on: true });
    await page.getByText('English', { exact: true }).click();
    await page.getByRole('group', { name: 'Remind me before a due day' }).waitFor();
    await expectShown(JSON.stringify(message), [['2 reports to send', 'Due Fri 4 Dec 2569 · 1 more is late', 'en']]);
    await page.getByRole('group', { name: 'Remind me before a due day' }).getByText('Off', { exact: true }).click();
    await expect.poll(told).toMatchObject({ on: false });
  });
});
