/** Lighthouse on the screens an officer and a chief use most: at least 95 of 100 for accessibility and for best practices. */
import { createServer, type AddressInfo } from 'node:net';
import lighthouse from 'lighthouse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo, type Demo } from './support/demo.ts';
import { openScreen, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const atLeast = 95;

let demo: Demo;
let phone: Phone;
let port: number;
beforeAll(async () => {
  demo = await startDemo();
  port = await freePort();
  phone = await openPhone({ debuggingPort: port });
});
afterAll(async () => {
  await phone.close();
  await demo.stop();
});

it(`gives every one of them ${atLeast} or more`, async () => {
  const page = await phone.page();
  const marks = [await judge('/')];
  await signIn(page, demo.origin, demo.code.officer);
  await openScreen(page, `${demo.origin}/groups`);
  const group = await page.locator('main a[href^="/groups/0"]').first().getAttribute('href');
  for (const path of ['/', `${group ?? ''}?tab=members`, '/groups/new', '/guide', '/outbox', '/me']) marks.push(await judge(path));
  process.stdout.write(`${marks.map(({ path, accessibility, practice }) => `${accessibility} ${practice} ${path}`).join('\n')}\n`);
  expect(marks.filter(({ accessibility, practice }) => Math.min(accessibility, practice) < atLeast)).toEqual([]);
});

interface Marks {
  readonly path: string;
  readonly accessibility: number;
  readonly practice: number;
  /** what cost marks */
  readonly faults: readonly string[];
}

/** Opens one address in the signed-in browser and lets Lighthouse look at it as on a phone. */
async function judge(path: string): Promise<Marks> {
  const result = await lighthouse(demo.origin + path, {
    port,
    onlyCategories: ['accessibility', 'best-practices'],
    // the officer stays signed in
    disableStorageReset: true,
    logLevel: 'error',
  });
  const { categories = {}, audits = {}, runtimeError, finalDisplayedUrl } = result?.lhr ?? {};
  if (runtimeError !== undefined) throw new Error(`${path}: ${runtimeError.message}`);
  expect(finalDisplayedUrl).toBe(demo.origin + path);
  const marksOf = (category: string) => Math.round((categories[category]?.score ?? 0) * 100);
  const faults = Object.values(audits).filter(
    ({ score, scoreDisplayMode }) => score !== null && score < 1 && scoreDisplayMode === 'binary',
  );
  return {
    path,
    accessibility: marksOf('accessibility'),
    practice: marksOf('best-practices'),
    faults: faults.map(({ id }) => id),
  };
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}
