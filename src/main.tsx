/** The page: joins storage, sync and the screens. It creates things and decides nothing. */
import './ui/boot/openid-answer.ts';
import { render } from 'preact';
import type { Workbox } from 'workbox-window';
import { createIds } from './domain/uuid.ts';
import { openDevice } from './storage/device.ts';
import { locksOf } from './storage/locks.ts';
import { openPhone, practiceUser } from './storage/open-phone.ts';
import { wallWait } from './storage/time-limit.ts';
import { trustedWorkerUrl } from './storage/trusted-url.ts';
import { appVersion } from './sync/app-version.ts';
import { Boot } from './ui/boot.tsx';
import { readChoice } from './ui/boot/choices.ts';
import { lateSending } from './ui/boot/late-sending.ts';
import type { BootParts } from './ui/boot/parts.ts';
import { readPhoneFacts } from './ui/boot/phone-facts.ts';
import { createUpdates, isPageCalm } from './ui/boot/updates.ts';
import './ui/style/index.css';

const kept = 'caches' in globalThis ? caches : undefined;
const device = openDevice({ indexedDB, caches: kept });
const locks = locksOf(navigator.locks);
const facts = readPhoneFacts();
const workers = 'serviceWorker' in navigator && import.meta.env.PROD ? navigator.serviceWorker : undefined;
/** Pieces that the first screen does not need come when the page has a moment. */
const moment = wallWait(600).then(
  () =>
    new Promise<void>((resolve) => {
      if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1_000 });
      else resolve();
    }),
);
// at hand before anybody has found the camera
const loadPhotos = async () => import('./storage/photo-file.ts');
void moment.then(loadPhotos).catch(() => undefined);
const workbox: Promise<Workbox | undefined> = moment.then(async () => {
  if (workers === undefined) return undefined;
  const { Workbox: Window } = await import('workbox-window');
  return new Window(trustedWorkerUrl('/sw.js'), { updateViaCache: 'none' });
});
const registration = async () => workers?.getRegistration();
/** held by each open page, so that one can see whether it is alone */
const pageLock = 'sajja-page';
let isSending = () => false;
// not `userActivation`: older iPhones lack it
let untouched = true;
for (const type of ['pointerdown', 'keydown', 'input']) addEventListener(type, () => (untouched = false), { capture: true, once: true });

const connection = () => (navigator as { connection?: { readonly type?: string } }).connection;
/** Background Sync, which TypeScript's library does not know */
interface SyncManager {
  readonly sync?: { register(tag: string): Promise<void> };
}

const updates = createUpdates({
  reload: facts.reload,
  // a page nobody has touched yet holds nothing new; what it shows of a draft is on the disk
  isCalm: () => untouched || isPageCalm(document, () => isSending()),
  isAlone: async () => {
    const held = (await (navigator.locks as LockManager | undefined)?.query())?.held ?? [];
    return held.filter(({ name }) => name === pageLock).length <= 1;
  },
  quiet: async () => moment.then(() => wallWait(2_000)),
  door: {
    hasWaiting: async () => {
      const now = await registration();
      return now !== undefined && now.active !== null && now.waiting !== null;
    },
    look: async () => void (await (await registration())?.update()),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    letIn: () => void registration().then((now) => now?.waiting?.postMessage({ type: 'SKIP_WAITING' })),
    onWaiting: (listener) => void workbox.then((window) => window?.addEventListener('waiting', listener)),
    // listened for at once: a worker that was let in on this very start may take over before later pieces have come
    onTakenOver: (listener) => {
      let isControlled = workers !== undefined && workers.controller !== null;
      workers?.addEventListener('controllerchange', () => {
        // none any more: the office has blocked this phone, and the page still has to say so
        if (isControlled && workers.controller !== null) listener();
        isControlled = true;
      });
      // one that took over while this page was on its way caused no event here: it is asked whether it knows this page's script
      workers?.addEventListener('message', ({ data }) => {
        if ((data as { readonly type?: unknown } | null)?.type === 'other-version') listener();
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      void moment.then(() => workers?.controller?.postMessage({ type: 'page-runs', script: import.meta.url }));
    },
  },
});

/** sign-in and renewal; a piece of its own, since a signed-in phone seldom needs it */
async function session(deviceName: string) {
  const [{ createSession }, { wallNet }] = await Promise.all([import('./sync/session.ts'), import('./sync/transport.ts')]);
  return createSession({ device, net: wallNet, deviceName });
}

const parts: BootParts = {
  version: appVersion,
  nowMs: () => Date.now(),
  newId: createIds(() => Date.now(), crypto.getRandomValues(new Uint8Array(10))),
  wait: wallWait,
  device,
  pin: async () => (await import('./storage/pin.ts')).openPin({ indexedDB, nowMs: () => Date.now() }),
  reminders: async ({ user }) =>
    (await import('./sync/reminders.ts')).openReminders({ device, registration, renew: async () => (await session('')).refresh(user, 0) }),
  facts,
  updates,
  shrinkPhoto: async (file) => (await loadPhotos()).preparePhoto(file),
  openStore: async ({ user, practice, acceptLoss, onTakenOver }) =>
    openPhone({ user: practice ? practiceUser : user.user, practice, device, locks, acceptLoss, onClosedByOtherVersion: onTakenOver }),
  startSending: (phone) =>
    lateSending(async () => {
      await moment;
      const [{ startSending }, { wallNet }] = await Promise.all([import('./sync/start-sending.ts'), import('./sync/transport.ts')]);
      const sending = startSending({
        sender: {
          phone,
          device,
          locks,
          net: wallNet,
          random: () => Math.random(),
          app: appVersion,
          deviceName: readChoice('device-name') ?? 'Sajja',
          isPersisted: async () => (await facts.isPersisted()) ?? false,
          isWifi: () => (connection()?.type === undefined ? undefined : connection()?.type === 'wifi'),
          isClearlyOffline: () => !navigator.onLine,
          installed: { caches: kept, registration },
        },
        triggers: {
          window,
          document,
          registerSync: async () => ((await registration()) as SyncManager | undefined)?.sync?.register('sajja-outbox'),
          probe: async () => phone.probe(),
        },
      });
      isSending = () => sending.state().phase === 'sending';
      return {
        ...sending,
        stop: () => {
          sending.stop();
          isSending = () => false;
        },
      };
    }),
  signIn: async ({ deviceName, waiting, ...by }) => (await session(deviceName)).signIn(by, waiting),
  setPassword: async (...asked) => (await session('')).setPassword(...asked),
  addPasskey: async (...asked) => (await session('')).addPasskey(...asked),
  vouch: async (...asked) => (await session('')).vouch(...asked),
  renewSession: async ({ user }) => (await (await session('')).refresh(user, 0)).ok,
  saveCopy: async (user) => (await import('./sync/copy.ts')).saveCopy(device, user),
  sendCopy: async (user, file) => {
    const { sendCopy } = await import('./sync/copy.ts');
    return sendCopy(file, async () => (await session('')).refresh(user, 1));
  },
  endSession: () => void import('./sync/transport.ts').then(({ send, wallNet }) => send(wallNet, '/v1/session', { method: 'DELETE' })),
  cutNetwork: async () => {
    const worker = workers?.controller ?? undefined;
    if (worker === undefined) return false;
    const channel = new MessageChannel();
    const cut = new Promise<boolean>((resolve) => {
      channel.port1.addEventListener('message', () => resolve(true), { once: true });
      channel.port1.start();
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage({ type: 'cut-network-3s' }, [channel.port2]);
    return Promise.race([cut, wallWait(1_500).then(() => false)]);
  },
  canStart: async () => {
    const page = await fetch('/index.html');
    const files = [...(await page.text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] ?? '');
    const answers = await Promise.all(files.map((file) => fetch(file)));
    return page.ok && files.length > 0 && answers.every(({ ok }) => ok);
  },
};

// a reminder was tapped: as if a link on this page had been
workers?.addEventListener('message', ({ data }) => {
  if ((data as { readonly type?: unknown } | null)?.type !== 'show-reports') return;
  history.pushState(null, '', '/reports');
  dispatchEvent(new PopStateEvent('popstate'));
});

const root = document.querySelector('#app');
if (root !== null) render(<Boot parts={parts} />, root);
void (navigator.locks as LockManager | undefined)?.request(pageLock, { mode: 'shared' }, () => new Promise(() => undefined));
void workbox.then((window) => window?.register()).catch(() => undefined);
