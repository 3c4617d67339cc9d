/** Walks the whole app as a curious person would: from the first screens along every link, one example of each kind of address. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openScreen, settled } from './officer.ts';

const appSource = fileURLToPath(new URL('../../../src/ui/app.tsx', import.meta.url));

/** The routes as the app itself lists them, so that a new one cannot be forgotten here. */
export function routesOfApp(): readonly string[] {
  return [...readFileSync(appSource, 'utf8').matchAll(/<Route path="([^"]+)"/g)].map((match) => match[1] ?? '');
}

/** The route of `app.tsx` that answers an address. */
export function routeOf(path: string): string | undefined {
  const parts = (path.split(/[?#]/)[0] ?? '').split('/');
  return routesOfApp().find((route) => {
    const wanted = route.split('/');
    return wanted.length === parts.length && wanted.every((part, index) => part.startsWith(':') || part === parts[index]);
  });
}

export interface Walk {
  readonly page: Page;
  readonly origin: string;
  /** how many addresses of one kind are opened; the kind of `/groups/<id>?tab=money` is `/groups/:id?tab=money` */
  readonly examples: (kind: string) => number;
  readonly visit: (path: string) => Promise<void>;
}

/** everybody has it, and no other address is drawn by the same screen */
const between = '/outbox';
const firstSteps = [
  '/',
  '/groups',
  '/groups/new',
  '/guide',
  between,
  '/me',
  '/me/ready',
  '/me/commitment',
  '/signin',
  '/board',
  '/board/targets',
  '/nowhere',
];
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** papers that are a head, one table and signatures, as the passbook is: one of them shows how all are drawn */
const tables =
  /^\/print\/(?:book|statements|special-savings|borrower-ledger|collection|dividends|deposit-slip|[a-z]+-register)\/(:id|blank)\S*/;

export function kindOf(path: string): string {
  // every month of every book looks alike
  return path
    .replaceAll(uuid, ':id')
    .replaceAll(/\b\d{4}(-\d\d){0,2}\b/g, ':date')
    .replace(/^\/guide\/.+/, '/guide/:page')
    .replace(tables, '/print/passbook/$1');
}

/** One of each kind of address; several groups, because only one at its founding leads to those screens, and not every one has members. */
export const someOfEach = (kind: string): number => (kind === '/groups/:id' ? 12 : kind === '/groups/:id?tab=members' ? 4 : 1);

/** @returns every address that was opened */
export async function walk({ page, origin, examples, visit }: Walk): Promise<readonly string[]> {
  const seen = new Map<string, number>();
  const opened: string[] = [];
  const waiting = [...firstSteps];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    const before = seen.get(kind) ?? 0;
    if (opened.includes(path) || before >= examples(kind)) continue;
    seen.set(kind, before + 1);
    opened.push(path);
    if (opened.length === 1 || path === between) await openScreen(page, origin + path);
    else await follow(page, path);
    await visit(path);
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    waiting.push(...links);
  }
  return opened;
}

/** A link of the running app. By way of another screen, so that what is seen afterwards is never the one before. */
async function follow(page: Page, path: string): Promise<void> {
  for (const address of [between, path]) {
    if (page.url().endsWith(address)) continue;
    await page.evaluate((href) => {
      document.querySelector('main h1')?.setAttribute('data-before', '');
      const link = document.createElement('a');
      link.href = href;
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
    await page.waitForFunction(() => document.querySelector('main h1') !== null && document.querySelector('[data-before]') === null);
  }
  await settled(page);
}
