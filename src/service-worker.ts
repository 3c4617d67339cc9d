/**
 * The worker, emitted as /sw.js: the app's files offline, one round of sending when the browser wakes it, and the office's reminders.
 * It holds no records.
 *
 * It never takes a running page over: a new version waits until the page asks (lessons R21, R23). Only the very first one claims its page.
 * A page of the version before may still be on its way or open when it takes over: that page's files stay until one of this version says it runs.
 */
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { reminderWords } from './content/reminder-words.ts';
import { PushMessage } from './protocol/push.ts';
import { openDevice } from './storage/device.ts';
import { locksOf } from './storage/locks.ts';
import { openPhone } from './storage/open-phone.ts';
import { appVersion } from './sync/app-version.ts';
import { createSender } from './sync/sender.ts';
import { wallNet } from './sync/transport.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly ({ readonly url: string; readonly revision: string | null } | string)[];
};
/** Background Sync, which TypeScript's library does not know; absent on iPhones and in Firefox. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

const files = new PrecacheController();
// the name is Workbox's, replaced by the list of files at build time
// oxlint-disable-next-line no-underscore-dangle
files.addToCacheList([...self.__WB_MANIFEST]);

const outboxTag = 'sajja-outbox';
const cutMs = 3_000;
let cutUntilMs = 0;
let isFirstInstall = false;

self.addEventListener('install', (event) => {
  isFirstInstall = self.registration.active === null;
  void files.install(event);
});
// nothing long: the page that starts meanwhile waits for the end of it
self.addEventListener('activate', (event) => {
  if (isFirstInstall) event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  const { type, script } = (event.data ?? {}) as { readonly type?: unknown; readonly script?: unknown };
  if (type === 'SKIP_WAITING') void self.skipWaiting();
  if (type === 'page-runs')
    event.waitUntil(files.getCacheKeyForURL(String(script)) === undefined ? tellOtherVersion(event.source) : dropOlderFiles());
  if (type === 'cut-network-3s') {
    cutUntilMs = Date.now() + cutMs;
    event.ports[0]?.postMessage({ type: 'network-cut', untilMs: cutUntilMs });
  }
});

// before Workbox, which would mend a missing file from the network: the ready-to-go check must see what is really on the phone (I01)
self.addEventListener('fetch', (event) => {
  if (Date.now() >= cutUntilMs) return;
  event.stopImmediatePropagation();
  event.respondWith(fromPhoneAlone(event.request));
});

registerRoute(new PrecacheRoute(files));
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(files.createHandlerBoundToURL('/index.html'), { denylist: [/^\/(v1|healthz|readyz|metrics)(\/|$)/] }));

// what this version's list does not name: pieces of the version before, and pieces left out of the list, which stay on the phone once they were
// fetched; their names change with their content
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  async ({ request }) => {
    const known = await self.caches.match(request);
    if (known !== undefined) return known;
    const fresh = await fetch(request);
    if (fresh.ok) await (await self.caches.open('sajja-asked-for')).put(request, fresh.clone());
    return fresh;
  },
);

self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent;
  if (tag === outboxTag) (event as SyncEvent).waitUntil(sendAll());
});

// always shown: a browser takes the permission back from whoever is silent
self.addEventListener('push', (event) => event.waitUntil(remind(event.data?.text())));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(showReports());
});

async function remind(text = ''): Promise<void> {
  const language = await openDevice({ indexedDB: self.indexedDB })
    .language()
    .catch(() => undefined);
  const { title, body } = reminderWords(readReminder(text), language ?? 'th');
  await self.registration.showNotification(title, { body, lang: language ?? 'th', tag: 'reports-due', icon: '/icons/apple-touch.png' });
}

function readReminder(text: string): PushMessage | undefined {
  try {
    return PushMessage.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The open page goes there itself, so that it keeps what is typed in it. */
async function showReports(): Promise<void> {
  const [page] = await self.clients.matchAll({ type: 'window' });
  if (page === undefined) return void (await self.clients.openWindow('/reports'));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  page.postMessage({ type: 'show-reports' });
  await page.focus();
}

async function fromPhoneAlone(request: Request): Promise<Response> {
  const wanted = request.mode === 'navigate' ? '/index.html' : request.url;
  return (await files.matchPrecache(wanted)) ?? Response.error();
}

/** The page came before this worker took over, and too early to notice. It may start anew, but only if that gives it this worker's own page. */
async function tellOtherVersion(page: ExtendableMessageEvent['source']): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  if ((await files.matchPrecache('/index.html')) !== undefined) page?.postMessage({ type: 'other-version' });
}

/** Only while a page of this version is the only one: another may be of the version before. */
async function dropOlderFiles(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length > 1) return;
  const kept = await self.caches.open(files.strategy.cacheName);
  const named = new Set(files.getURLsToCacheKeys().values());
  for (const request of await kept.keys()) {
    // the next version keeps its files in the same place
    if (self.registration.installing !== null || self.registration.waiting !== null) return;
    if (!named.has(request.url)) await kept.delete(request);
  }
}

/** @throws while anything waits, so that the browser wakes the worker again */
async function sendAll(): Promise<void> {
  const device = openDevice({ indexedDB: self.indexedDB, caches: self.caches });
  const user = await device.lastUser();
  if (user === undefined) return;
  const locks = locksOf(self.navigator.locks);
  const phone = await openPhone({ user: user.user, device, locks });
  const sender = createSender({
    phone,
    device,
    locks,
    net: wallNet,
    random: () => Math.random(),
    app: appVersion,
    deviceName: 'Sajja',
    installed: {
      caches: self.caches,
      registration: async () => self.registration,
      pages: async () => (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).length,
    },
  });
  try {
    const result = await sender.drain('worker');
    const { waiting, photosWaiting } = await phone.queue();
    const mayWait = (await phone.photoChoice()) !== 'always';
    if (result !== 'done' || waiting > 0 || (photosWaiting > 0 && !mayWait)) throw new Error('not everything has left yet');
  } finally {
    sender.close();
    phone.close();
  }
}
