/** A group of 900 members with ten years of books: its money tab on a processor slowed down six times, and the registers behind it. */
import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo, type Demo } from './support/demo.ts';
import { openScreen, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';
import type { LargeGroup } from './support/large-group-page.ts';

const slowDown = 6;
const targetMs = 1_000;
/** times on a shared machine gate at three times their target */
const gate = 3;

let demo: Demo;
let phone: Phone;
let page: Page;
let g: string;
beforeAll(async () => {
  demo = await startDemo();
  phone = await openPhone();
  page = await phone.page();
  await signIn(page, demo.origin, demo.code.officer);
  await phone.context.setOffline(true);
  const filled = await fillLargeGroup(page, { members: 900, months: 120, lastMonth: '2026-11' });
  expect(filled).toMatchObject({ entries: 108_120 });
  g = filled.g;
}, 400_000);
afterAll(async () => {
  await phone.close();
  await demo.stop();
});

it('the money tab of 900 members and ten years is painted within a second of the tap, its warnings soon after', async () => {
  const painted: number[] = [];
  const checked: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await openScreen(page, `${demo.origin}/groups/${g}?tab=papers`);
    const times = await slowly(async () =>
      page.evaluate(async () => {
        const until = async (isTrue: () => boolean) => {
          while (!isTrue()) await new Promise((resolve) => requestAnimationFrame(resolve));
          return performance.now();
        };
        const begun = performance.now();
        document.querySelector<HTMLElement>('a[href$="?tab=money"]')?.click();
        const shown = await until(() => document.querySelectorAll('.chart').length >= 2 && document.querySelector('.bone') === null);
        const looked = await until(() => document.querySelector('.check-line .tag, .problem-lines') !== null);
        return [shown - begun, looked - begun] as const;
      }),
    );
    painted.push(times[0]);
    checked.push(times[1]);
  }
  const [tab, check] = [median(painted), median(checked)];
  process.stdout.write(`money tab of 900 members and 120 months at ${slowDown}×: painted ${tab} ms, warnings ${check} ms\n`);
  expect(tab).toBeLessThan(gate * targetMs);
});

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
  const devtools = await phone.context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  try {
    return await deed();
  } finally {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await devtools.detach();
  }
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}
