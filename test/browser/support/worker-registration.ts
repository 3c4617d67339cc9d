/** The number under which the browser's tools know the app's worker: to wake it as the browser would. */
import type { CDPSession } from 'playwright-core';

/** Turns the tools for workers on. The worker is awake by then: one that is still being installed would never hear what it is given. */
export async function workerRegistration(devtools: CDPSession, origin: string): Promise<string> {
  const found = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const ours = versions.find(({ scriptURL, status }) => scriptURL.startsWith(`${origin}/`) && status === 'activated');
      if (ours !== undefined) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  return found;
}
