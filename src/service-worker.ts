/**
 * The worker, emitted as /sw.js: the app's files offline, and one round of sending when the browser wakes it. It holds no records.
 *
 * It never takes a running page over: a new version waits until the page asks (lessons R21, R23). Only the very first one claims its page.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, getCacheKeyForURL, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
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

const outboxTag = 'sajja-outbox';
const cutMs = 3_000;
let cutUntilMs = 0;
let isFirstInstall = false;

self.addEventListener('install', () => {
  isFirstInstall = self.registration.active === null;
});
self.addEventListener('activate', (event) => {
  if (isFirstInstall) event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  const type = (event.data as { readonly type?: unknown } | null)?.type;
  if (type === 'SKIP_WAITING') void self.skipWaiting();
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

// the name is Workbox's, replaced by the list of files at build time
// oxlint-disable-next-line no-underscore-dangle
precacheAndRoute([...self.__WB_MANIFEST]);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(v1|healthz|readyz|metrics)(\/|$)/] }));

// pieces left out of the precache stay on the phone once they were fetched; their names change with their content
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  async ({ request }) => {
    const kept = await self.caches.open('sajja-asked-for');
    const known = await kept.match(request);
    if (known !== undefined) return known;
    const fresh = await fetch(request);
    if (fresh.ok) await kept.put(request, fresh.clone());
    return fresh;
  },
);

self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent;
  if (tag === outboxTag) (event as SyncEvent).waitUntil(sendAll());
});

async function fromPhoneAlone(request: Request): Promise<Response> {
  const wanted = request.mode === 'navigate' ? '/index.html' : request.url;
  const kept = getCacheKeyForURL(wanted) === undefined ? undefined : await matchPrecache(wanted);
  return kept ?? Response.error();
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
