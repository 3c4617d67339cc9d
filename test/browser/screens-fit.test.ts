/** Every screen on a small phone, a common phone and a PC: nothing hangs out or stays under the bar at the thumb, nothing is logged as wrong. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from './support/demo.ts';
import { settled, signIn } from './support/officer.ts';
import { openPhone } from './support/phone.ts';
import { someOfEach, walk } from './support/walk.ts';

const windows = [
  { width: 320, height: 740 },
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => demo.stop());

describe('every screen', { timeout: 600_000 }, () => {
  it('of an officer fits 320, 360 and 1280 pixels, clear of the bar at the thumb, without an error', async () => {
    expect(await walkThroughWidths(demo.code.officer)).toEqual([]);
  });

  it('of a district chief fits 320, 360 and 1280 pixels, clear of the bar at the thumb, without an error', async () => {
    expect(await walkThroughWidths(demo.code.chief)).toEqual([]);
  });

  it('of the province fits 320, 360 and 1280 pixels, clear of the bar at the thumb, without an error', async () => {
    expect(await walkThroughWidths(demo.code.province, () => 1)).toEqual([]);
  });

  it('of the department fits 320, 360 and 1280 pixels, clear of the bar at the thumb, without an error', async () => {
    expect(await walkThroughWidths(demo.code.department, () => 1)).toEqual([]);
  });

  it('would have been seen to hang out or to end under the bar, and an error to be logged', async () => {
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
    const endWithBar = async (overlapPx: number) =>
      page.evaluate((overlap) => {
        const content = document.createElement('div');
        content.className = 'content';
        const last = document.createElement('p');
        last.style.blockSize = '2000px';
        content.append(last);
        const bar = document.createElement('div');
        bar.className = 'action-bar';
        bar.style.blockSize = '300px';
        bar.style.marginTop = `${-overlap}px`;
        document.querySelector('main')?.replaceChildren(content, bar);
      }, overlapPx);
    await endWithBar(0);
    expect(await findUnderBar(page)).toContain('the bar takes');
    await endWithBar(200);
    expect(await findUnderBar(page)).toContain('under the bar at');
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
      for (const size of windows) {
        await page.setViewportSize(size);
        await settled(page);
        for (const misfit of [await findOverflow(page), await findUnderBar(page)])
          if (misfit !== undefined) misfits.push(`${path} at ${size.width}: ${misfit}`);
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

/** What the bar at the thumb hides: the last lines of the page that was scrolled to its end, or what gets the focus and is scrolled to. */
async function findUnderBar(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const bar = document.querySelector('.action-bar');
    const last = document.querySelector('.content')?.lastElementChild;
    if (bar === null || last === null || last === undefined) return undefined;
    window.scrollTo(0, document.documentElement.scrollHeight);
    const top = bar.getBoundingClientRect().top;
    const end = last.getBoundingClientRect().bottom;
    const kept = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom);
    window.scrollTo(0, 0);
    if (end > top) return `the page ends at ${Math.round(end)}, under the bar at ${Math.round(top)}`;
    const taken = window.innerHeight - top;
    return kept < taken ? `what gets the focus keeps ${Math.round(kept)} from below, the bar takes ${Math.round(taken)}` : undefined;
  });
}
