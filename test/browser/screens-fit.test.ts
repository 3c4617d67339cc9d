/** Every screen at the width of a small phone, a common phone and a PC: nothing hangs out, nothing is logged as wrong. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from './support/demo.ts';
import { settled, signIn } from './support/officer.ts';
import { openPhone } from './support/phone.ts';
import { someOfEach, walk } from './support/walk.ts';

const widths = [320, 360, 1280];

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => demo.stop());

describe('every screen', { timeout: 600_000 }, () => {
  it('of an officer fits 320, 360 and 1280 pixels, without an error', async () => {
    expect(await walkThroughWidths(demo.code.officer)).toEqual([]);
  });

  it('of a district chief fits 320, 360 and 1280 pixels, without an error', async () => {
    expect(await walkThroughWidths(demo.code.chief)).toEqual([]);
  });

  it('of the province fits 320, 360 and 1280 pixels, without an error', async () => {
    expect(await walkThroughWidths(demo.code.province, () => 1)).toEqual([]);
  });

  it('would have been seen to hang out, and an error to be logged', async () => {
    const phone = await openPhone();
    const page = await phone.page();
    await page.goto(`${demo.origin}/signin`);
    await page.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }).waitFor();
    expect(await findOverflow(page)).toBeUndefined();
    await page.evaluate(() => {
      const wide = document.createElement('p');
      wide.className = 'too-wide';
      wide.textContent = 'too wide';
      wide.style.inlineSize = '500px';
      document.querySelector('main')?.append(wide);
      const blocked = document.createElement('img');
      blocked.src = 'https://elsewhere.example/picture.png';
      document.body.append(blocked);
    });
    expect(await findOverflow(page)).toContain('too-wide');
    await expect.poll(() => phone.faults.join()).toContain('Security Policy');
    await phone.close();
  });
});

async function walkThroughWidths(code: string, examples = someOfEach): Promise<readonly string[]> {
  const phone = await openPhone();
  const page = await phone.page();
  await signIn(page, demo.origin, code);
  const misfits: string[] = [];
  await walk({
    page,
    origin: demo.origin,
    examples,
    visit: async (path) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 740 });
        await settled(page);
        const overflow = await findOverflow(page);
        if (overflow !== undefined) misfits.push(`${path} at ${width}: ${overflow}`);
      }
      const title = await page.title();
      if (!title.includes('สัจจะ') || title.includes('กำลังเปิด')) misfits.push(`${path} is called ${title}`);
      await page.setViewportSize({ width: 360, height: 740 });
      misfits.push(...phone.faults.splice(0).map((fault) => `${path}: ${fault}`));
    },
  });
  await phone.close();
  return misfits;
}

/** What one cannot read or reach to the side: the page that scrolls, or words and controls cut off, unless they lie in a box that scrolls. */
async function findOverflow(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const isInScroller = (element: Element): boolean => {
      for (let parent = element.parentElement; parent !== null && parent !== document.body; parent = parent.parentElement)
        if (/auto|scroll/.test(getComputedStyle(parent).overflowX)) return true;
      return false;
    };
    const isContent = (element: Element): boolean =>
      element.matches('input, select, textarea, button, a, img') ||
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '');
    const out = [...document.body.querySelectorAll('*')]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.right > clientWidth + 1 || box.left < -1))
      .find(({ element }) => isContent(element) && !isInScroller(element) && element.closest('.skip-link, [aria-hidden="true"]') === null);
    if (out === undefined) return scrollWidth > clientWidth ? `the page scrolls sideways: ${scrollWidth} > ${clientWidth}` : undefined;
    return `${out.element.tagName}.${out.element.className} from ${Math.round(out.box.left)} to ${Math.round(out.box.right)} of ${clientWidth}`;
  });
}
