/** A real Chromium as an officer's phone: its own profile folder, the built app, the real server process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { provideChromium } from '../../support/find-chromium.ts';

export const chromiumFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface PhoneOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly profile?: string;
  readonly locale?: string;
  /** removes Background Sync before the app starts, as in WebKit */
  readonly withoutBackgroundSync?: boolean;
  /** lets another tool of this machine drive the same browser */
  readonly debuggingPort?: number;
}

export interface Phone {
  readonly context: BrowserContext;
  readonly profile: string;
  /** sentences of pages that failed: uncaught errors and console errors, network failures left out */
  readonly faults: string[];
  page(): Promise<Page>;
  close(): Promise<void>;
}

/** Opens a phone; give the same `profile` again to open the same phone after it was killed. */
export async function openPhone(options: PhoneOptions = {}): Promise<Phone> {
  const profile = options.profile ?? newProfile();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await provideChromium(),
    args: options.debuggingPort === undefined ? chromiumFlags : [...chromiumFlags, `--remote-debugging-port=${options.debuggingPort}`],
    headless: true,
    viewport: options.viewport ?? { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    locale: options.locale ?? 'th-TH',
    timezoneId: 'Asia/Bangkok',
  });
  if (options.withoutBackgroundSync === true)
    await context.addInitScript(() => {
      delete (globalThis as { SyncManager?: unknown }).SyncManager;
      // what the app really asks for
      delete (ServiceWorkerRegistration.prototype as { sync?: unknown }).sync;
    });
  context.setDefaultTimeout(120_000);
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|net::ERR_/.test(message.text())) faults.push(message.text());
  });
  return {
    context,
    profile,
    faults,
    page: async () => context.pages().find((page) => !page.isClosed()) ?? context.newPage(),
    close: () => context.close(),
  };
}

/** A folder that stays until the end of the test file, so that a phone can be opened again. */
function newProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'sajja-phone-'));
  process.once('exit', () => rmSync(profile, { recursive: true, force: true }));
  return profile;
}

/** Waits until the worker controls the page, so that the next load works without a network. */
export async function waitForWorker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null)
      await new Promise<void>((resolve) => navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true }));
  });
}
