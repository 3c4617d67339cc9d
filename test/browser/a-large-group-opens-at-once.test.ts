/** A group of 900 members with ten years of books: its money tab on a processor slowed down six times, and the registers behind it. */
import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo, type Demo } from './support/demo.ts';
import { openScreen, signIn } from './support/officer.ts';
import { lateness } from './support/page-tasks.ts';
import { openPhone, type Phone } from './support/phone.ts';
import type { LargeGroup } from './support/large-group-page.ts';

const slowDown = 6;
const targetMs = 1_000;
/** what is waited for gates at so many times its target: reading a disk that others use too */
const gate = 3;
const rounds = 3;

let demo: Demo;
let phone: Phone;
let page: Page;
let g: string;
let devtools: CDPSession;
beforeAll(async () => {
  demo = await startDemo();
  phone = await openPhone();
  page = await phone.page();
  await signIn(page, demo.origin, demo.code.officer);
  await phone.context.setOffline(true);
  const filled = await fillLargeGroup(page, { members: 900, months: 120, lastMonth: '2026-11' });
  expect(filled).toMatchObject({ entries: 108_120 });
  g = filled.g;
  devtools = await phone.context.newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
}, 400_000);
afterAll(async () => {
  await phone.close();
  await demo.stop();
});

it('the money tab of 900 members and ten years is painted within a second of the tap, its warnings soon after', async () => {
  const seen: Record<'work' | 'checkWork' | 'painted' | 'checked', number>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // read anew each time: nothing is unsealed yet
    await openScreen(page, `${demo.origin}/groups/${g}?tab=papers`);
    const work = await worked(tapMoney);
    const checkWork = await worked(waitForCheck);
    await openScreen(page, `${demo.origin}/groups/${g}?tab=papers`);
    const [painted, checked] = await slowly(async () => [await tapMoney(), await waitForCheck()]);
    seen.push({ work, checkWork, painted: painted ?? 0, checked: (painted ?? 0) + (checked ?? 0) });
  }
  const middle = (of: keyof (typeof seen)[number]) => median(seen.map((each) => each[of]));
  const busy = await slowly(async () => lateness(page, threadMs));
  const atSlowDown = slowDown * middle('work');
  process.stdout.write(
    `money tab of 900 members and 120 months: ${middle('work')} ms of work, ${atSlowDown} ms at ${slowDown}×, ${slowDown * middle('checkWork')} ms more for its warnings; ` +
      `on this machine, ${busy.toFixed(1)} times late, painted in ${middle('painted')} ms, warnings in ${middle('checked')} ms\n`,
  );
  // what the page's own thread computes on a phone six times slower: no neighbour on this machine changes it
  expect(atSlowDown).toBeLessThan(targetMs);
  // and what a finger waits here, reading the disk included
  expect(middle('painted')).toBeLessThan(gate * targetMs * busy);
});

const tapMoney = async () =>
  page.evaluate(async () => {
    const begun = performance.now();
    document.querySelector<HTMLElement>('a[href$="?tab=money"]')?.click();
    while (document.querySelectorAll('.chart').length < 2 || document.querySelector('.bone') !== null)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - begun;
  });
const waitForCheck = async () =>
  page.evaluate(async () => {
    const begun = performance.now();
    while (document.querySelector('.check-line .tag, .problem-lines') === null)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - begun;
  });

/** What the page's own thread computed meanwhile, ms of processor time at full speed. */
async function worked(deed: () => Promise<unknown>): Promise<number> {
  const before = await threadMs();
  await deed();
  return (await threadMs()) - before;
}

async function threadMs(): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

it('the cash book of a month with 901 lines and the register of 900 members open too', async () => {
  const times: string[] = [];
  for (const [what, path] of [
    ['cash book of 901 lines', `/groups/${g}/books/cash-bank/2026-11`],
    ['savings register of 900 members', `/groups/${g}/registers/savings/2026`],
  ] as const) {
    await openScreen(page, `${demo.origin}/groups/${g}?tab=money`);
    await page.locator('.check-line .tag, .problem-lines').waitFor();
    const ms = await slowly(async () =>
      page.evaluate(async (href) => {
        const begun = performance.now();
        const link = document.querySelector<HTMLAnchorElement>('.money-ways a');
        link?.setAttribute('href', href);
        link?.click();
        while (document.querySelectorAll('.sheet tbody tr').length < 50) await new Promise((resolve) => requestAnimationFrame(resolve));
        return performance.now() - begun;
      }, path),
    );
    times.push(`${what} ${Math.round(ms)} ms`);
    await expect.poll(() => page.locator('.sheet tfoot').innerText()).toContain('10');
  }
  process.stdout.write(`at ${slowDown}×: ${times.join(', ')}\n`);
  expect(phone.faults).toEqual([]);
});

async function fillLargeGroup(on: Page, size: LargeGroup): Promise<{ g: string; entries: number; rows: number }> {
  const entry = fileURLToPath(new URL('support/large-group-page.ts', import.meta.url));
  const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, format: 'iife', target: 'es2022', write: false });
  await on.evaluate(outputFiles[0]?.text ?? '');
  return on.evaluate(async (wanted) => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const user = names.find((each) => /^sajja-[0-9a-f-]{36}$/.test(each))?.slice('sajja-'.length) ?? '';
    const { fillLargeGroup: fill } = globalThis as unknown as {
      fillLargeGroup: (user: string, size: LargeGroup) => Promise<{ g: string; entries: number; rows: number }>;
    };
    return fill(user, wanted);
  }, size);
}

async function slowly<T>(deed: () => Promise<T>): Promise<T> {
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  try {
    return await deed();
  } finally {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  }
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}
