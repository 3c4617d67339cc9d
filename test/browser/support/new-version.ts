/** A start of the app after a new version was fetched: the page before is closed, and the browser may change the workers before the next one opens. */
import type { Page } from 'playwright-core';
import type { Phone } from './phone.ts';

const changeLimitMs = 30_000;

/** Fetches what the office serves now, and waits until it is installed and waits. */
export async function fetchNewVersion(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      // again each time: an update that the app itself began before the new files lay there answers this one too
      await registration?.update().catch(() => undefined);
      return (registration?.waiting ?? null) !== null;
    },
    undefined,
    { polling: 500 },
  );
}

/**
 * Closes the app's only page and gives an empty one on which no worker waits any more.
 *
 * A phone may be opened again at any moment. Not so a browser under a test: Chromium ends a worker that is to be replaced only when it has
 * nothing in hand, but one that a debugger looks at, as Playwright does, it ends at once, and the page that it was just fetching never comes.
 */
export async function closeForNewVersion(phone: Phone, before: Page): Promise<Page> {
  const page = await phone.context.newPage();
  const browser = await phone.context.newCDPSession(page);
  const statusById = new Map<string, string>();
  const changed = new Promise<void>((resolve) => {
    browser.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const { versionId, status } of versions) statusById.set(versionId, status);
      const isChanged = [...statusById.values()].every((status) => status === 'activated' || status === 'redundant');
      if (isChanged && statusById.size > 0) resolve();
    });
  });
  await browser.send('ServiceWorker.enable');
  await before.close();
  // where it does not change them, the next start asks for it
  await Promise.race([changed, new Promise((resolve) => setTimeout(resolve, changeLimitMs))]);
  await browser.detach();
  return page;
}
