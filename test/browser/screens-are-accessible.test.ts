/** Every screen of the demonstration under axe: WCAG 2.2 AA and what is good practice beside it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './support/axe.ts';
import { startDemo, type Demo } from './support/demo.ts';
import { settled, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';
import { kindOf, routeOf, routesOfApp, walk } from './support/walk.ts';

// as wide as a phone and taller than any screen: what a bar covers while scrolling is not too small to hit
const viewport = { width: 360, height: 6000 };

let demo: Demo;
const opened = new Set<string>();
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => demo.stop());

describe('a person who cannot see or aim well', { timeout: 600_000 }, () => {
  it('meets no serious fault on any screen of an officer', async () => {
    expect(await walkUnderAxe(demo.code.officer)).toEqual([]);
  });

  it('meets no serious fault on any screen of a district chief', async () => {
    expect(await walkUnderAxe(demo.code.chief)).toEqual([]);
  });

  it('meets no serious fault on any screen of the province', async () => {
    expect(await walkUnderAxe(demo.code.province, 3)).toEqual([]);
  });

  it('meets no serious fault on any screen of the department', async () => {
    expect(await walkUnderAxe(demo.code.department, 3)).toEqual([]);
  });

  it('was led past every screen that the app has', () => {
    expect(routesOfApp().filter((route) => !opened.has(route))).toEqual([]);
  });

  it('would have been heard: a button without a name is found', async () => {
    const phone = await openPhone({ viewport });
    const page = await phone.page();
    await page.goto(`${demo.origin}/signin`);
    await page.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
    expect((await faultsOf(page)).join()).toContain('button-name');
    await phone.close();
  });
});

async function walkUnderAxe(code: string, mostGroups = 12): Promise<readonly string[]> {
  const phone: Phone = await openPhone({ viewport });
  const page = await phone.page();
  await signIn(page, demo.origin, code);
  const faults: string[] = [];
  await walk({
    page,
    origin: demo.origin,
    // groups of every stage are drawn differently
    examples: (kind) =>
      /^\/(board\/)?groups\/:id(\?tab=(money|members))?$/.test(kind) ? mostGroups : kind.startsWith('/groups/:id/members/:id') ? 2 : 1,
    visit: async (path) => {
      opened.add(routeOf(path) ?? '');
      await showAll(page);
      for (const fault of await faultsOf(page)) faults.push(`${kindOf(path)}: ${fault}`);
    },
  });
  await phone.close();
  return [...new Set(faults)];
}

/** The long list of a large group too: at the end of a shorter window its bar would cover half a row. */
async function showAll(page: Page): Promise<void> {
  const height = Math.max(viewport.height, await page.evaluate(() => document.documentElement.scrollHeight + 100));
  if (height === page.viewportSize()?.height) return;
  await page.setViewportSize({ ...viewport, height });
  await settled(page);
}
