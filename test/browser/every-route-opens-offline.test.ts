/** After one visit the whole app is on the phone: the office switched off and no network at all, every link and every address opens. */
import type { Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from './support/demo.ts';
import { openScreen, settled, signIn } from './support/officer.ts';
import { openPhone } from './support/phone.ts';
import { kindOf, routeOf, routesOfApp, someOfEach, walk } from './support/walk.ts';

let demo: Demo;
const opened = new Set<string>();
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => demo.stop());

describe('without the office and without a network', { timeout: 600_000 }, () => {
  it.each(['chief', 'officer'] as const)(
    'every screen of the %s opens, by a link and by its address when the app starts anew',
    async (role) => {
      const phone = await openPhone();
      const page = await phone.page();
      await signIn(page, demo.origin, demo.code[role]);
      // the chief's board was seen once, as everything else that only the office knows
      const { origin } = demo;
      if (role === 'chief') {
        await openScreen(page, `${origin}/board`);
        // the reports that wait for a word come after the board itself
        const review = page.locator('a[href^="/board/review/"]').first();
        await review.waitFor({ timeout: 60_000 });
        await openScreen(page, `${origin}${(await review.getAttribute('href')) ?? ''}`);
        for (const office of ['people', 'commitments', 'targets']) await openScreen(page, `${origin}/board/${office}`);
        await openScreen(page, `${origin}/board`);
        const group = await page.locator('a[href^="/board/groups/"]').first().getAttribute('href');
        await openScreen(page, `${origin}${group ?? ''}`);
      } else await demo.stop();
      await phone.context.setOffline(true);
      const asked: string[] = [];
      // a request that was under way before may still be answered
      const begun = new Set<Request>();
      phone.context.on('request', (request) => begun.add(request));
      phone.context.on('response', (response) => {
        const isAnswered = begun.has(response.request()) && !response.fromServiceWorker();
        if (isAnswered && response.url().startsWith(origin)) asked.push(response.url());
      });

      const blank: string[] = [];
      const paths = await walk({
        page,
        origin,
        // steps, parts and papers are one route with many faces: one of each is enough here
        examples: (kind) => (/\/(step|founding|print)\//.test(kind) && opened.has(routeOf(kind) ?? '') ? 0 : someOfEach(kind)),
        visit: async (path) => {
          opened.add(routeOf(path) ?? '');
          await page.reload({ waitUntil: 'domcontentloaded' });
          await settled(page);
          const words = await page.locator('main').innerText();
          if (words.trim().length < 20) blank.push(path);
          blank.push(...phone.faults.splice(0).map((fault) => `${kindOf(path)}: ${fault}`));
        },
      });
      expect(blank).toEqual([]);
      expect(paths.length).toBeGreaterThan(role === 'chief' ? 10 : 20);
      expect(asked).toEqual([]);

      const faces = await page.evaluate(async () => {
        await Promise.all(['400 16px Sarabun', '700 16px Sarabun'].map((face) => document.fonts.load(face, 'กลุ่ม Group')));
        return [...document.fonts].map(({ family, weight, status }) => `${family} ${weight} ${status}`);
      });
      expect(faces).toHaveLength(4);
      expect(faces.every((face) => face.endsWith(' loaded'))).toBe(true);
      await phone.close();
    },
  );

  it('every address that the app has was among them', () => {
    expect(routesOfApp().filter((route) => !opened.has(route))).toEqual([]);
  });
});
