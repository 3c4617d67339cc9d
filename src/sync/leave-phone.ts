/** The end of a phone that the office has blocked: everything of this person goes, and of the app too where nobody else works with it. */
import type { Device } from '../storage/device.ts';
import type { Phone } from '../storage/phone-internals.ts';

/** The app's own files on this phone; absent where there is no browser around. */
export interface InstalledApp {
  readonly caches: Pick<CacheStorage, 'keys' | 'delete'> | undefined;
  readonly registration: () => Promise<Pick<ServiceWorkerRegistration, 'unregister'> | undefined>;
  /** only in the worker: how many pages are open */
  readonly pages?: () => Promise<number>;
}

/**
 * Does nothing while records wait that were saved after the office was asked: they are handed in first. The worker leaves it to a page that is
 * open, which asks the office itself and then says what happened.
 */
export async function leavePhone(phone: Phone, device: Device, app: InstalledApp | undefined): Promise<void> {
  if (((await app?.pages?.()) ?? 0) > 0) return;
  await phone.wipe();
  const users = await device.users();
  if (users.some(({ user }) => user === phone.user)) return;
  await device.noteBlocked();
  if (users.length > 0) return;
  for (const name of (await app?.caches?.keys()) ?? []) await app?.caches?.delete(name);
  await (await app?.registration())?.unregister();
}
