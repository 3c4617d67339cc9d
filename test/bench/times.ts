/** Waiting times of the installed app without a network, on a processor slowed down six times; medians of a few rounds in one run. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { foundingDay, sceneApplicants, until } from '../browser/support/founding.ts';
import { openScreen, signIn, startGroup } from '../browser/support/officer.ts';
import { openPhone, type Phone } from '../browser/support/phone.ts';
import { withoutNames } from './sizes.ts';

const rounds = 5;
const slowDown = 6;

export interface Time {
  readonly what: string;
  readonly targetMs: number | undefined;
  readonly measuredMs: number;
}

/** The village whose group has 268 members in the demonstration. */
function largestVillage(): string {
  const path = fileURLToPath(new URL('../../src/server/demo/story.json', import.meta.url));
  const { groups } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly groups: readonly { readonly key: string; readonly village: string }[];
  };
  return groups.find((group) => group.key === 'mature')?.village ?? '';
}

export async function measureTimes(origin: string, code: string): Promise<readonly Time[]> {
  const phone = await openPhone();
  try {
    const page = await phone.page();
    await signIn(page, origin, code);
    await openScreen(page, `${origin}/groups`);
    const link = page.locator('a[href^="/groups/"]').filter({ hasText: largestVillage() }).first();
    const largest = origin + ((await link.getAttribute('href')) ?? '');
    await phone.context.setOffline(true);
    await page.addInitScript(withoutNames);
    await page.addInitScript(watch);
    const slow = async (rate: number) => setSpeed(phone, page, rate);

    const starts: number[] = [];
    const taps: number[] = [];
    const startTasks: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await slow(slowDown);
      await page.goto(origin, { waitUntil: 'commit' });
      const start = await page.evaluate(async () => {
        const { sajjaBench } = globalThis as unknown as { sajjaBench: Bench };
        const shownMs = await sajjaBench.until(
          () => document.querySelector('main .content a') !== null && document.querySelector('.bone') === null,
        );
        const link = document.querySelector<HTMLElement>('nav a[href="/groups"]');
        const tapMs = await sajjaBench.after(link, () => location.pathname === '/groups');
        return { shownMs, tapMs, longestMs: sajjaBench.longestTaskMs() };
      });
      starts.push(start.shownMs + start.tapMs);
      taps.push(start.tapMs);
      startTasks.push(start.longestMs);
      await slow(1);
    }

    const registers: number[] = [];
    const registerTasks: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await openScreen(page, largest);
      await slow(slowDown);
      const opened = await page.evaluate(async () => {
        const { sajjaBench } = globalThis as unknown as { sajjaBench: Bench };
        sajjaBench.forgetTasks();
        const tab = document.querySelector<HTMLElement>('a[href$="?tab=members"]');
        const ms = await sajjaBench.after(tab, () => document.querySelectorAll('main a[href*="/members/"]:not([href$="/new"])').length > 5);
        return { ms, longestMs: sajjaBench.longestTaskMs() };
      });
      registers.push(opened.ms);
      registerTasks.push(opened.longestMs);
      await slow(1);
    }

    const saves: number[] = [];
    const group = await startGroup(page, origin, 'ป่าแฝกวัดเวลา', 9, '560701');
    const day = foundingDay(page, () => group);
    await day.startMeeting();
    await day.countPeople(24, 36);
    await day.vote({ for: 50, against: 5, abstain: 5 });
    await day.readNotice();
    for (const applicant of sceneApplicants().slice(0, 10)) await day.take(applicant);
    for (let round = 0; round < rounds; round += 1) {
      await page.getByLabel('คำนำหน้า').selectOption({ label: 'นาง' });
      await page.getByLabel('ชื่อ', { exact: true }).fill(`วัดเวลา${'กขคงจ'.charAt(round)}`);
      await page.getByLabel('นามสกุล').fill('สมมุติ');
      await page.getByLabel('เกิด พ.ศ.').fill('2520');
      await page.getByLabel(/สัจจะต่อเดือน/).fill('50');
      // a thumb needs longer from the keyboard to the button
      await page.waitForTimeout(300);
      await slow(slowDown);
      saves.push(
        await page.evaluate(async () => {
          const { sajjaBench } = globalThis as unknown as { sajjaBench: Bench };
          const rows = document.querySelectorAll('.intake-row').length;
          const save = [...document.querySelectorAll<HTMLElement>('.action-bar .button-primary')].at(-1) ?? null;
          return sajjaBench.after(save, () => document.querySelectorAll('.intake-row').length > rows);
        }),
      );
      await slow(1);
      await until(async () => (await page.getByLabel('ชื่อ', { exact: true }).inputValue()) === '');
    }
    return [
      { what: 'start offline, today painted and a tap answered', targetMs: 1_000, measuredMs: median(starts) },
      { what: '  of it from the tap to the next screen', targetMs: undefined, measuredMs: median(taps) },
      { what: '  longest task of the start', targetMs: undefined, measuredMs: median(startTasks) },
      { what: 'register of 268 members, tap to rows painted', targetMs: 300, measuredMs: median(registers) },
      { what: '  longest task of it', targetMs: undefined, measuredMs: median(registerTasks) },
      { what: 'intake saved, list grown', targetMs: 300, measuredMs: median(saves) },
    ];
  } finally {
    await phone.close();
  }
}

/** What the page itself is asked, so that the way to it and back is not measured. */
interface Bench {
  /** since the navigation began, until it is true and painted */
  until(isTrue: () => boolean): Promise<number>;
  /** from the tap until it is true and painted */
  after(element: HTMLElement | null, isTrue: () => boolean): Promise<number>;
  forgetTasks(): void;
  longestTaskMs(): number;
}

function watch(): void {
  let longestMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
  }).observe({ type: 'longtask', buffered: true });
  const painted = async () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  // looked at when the page changes: asking at every frame keeps a slowed processor from anything else
  const wait = async (isTrue: () => boolean) => {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`never: ${isTrue.toString()}`)), 30_000);
      const look = () => {
        if (!isTrue()) return;
        observer.disconnect();
        clearTimeout(late);
        resolve();
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true, attributes: true });
      look();
    });
    await painted();
    return performance.now();
  };
  const bench: Bench = {
    until: wait,
    after: async (element, isTrue) => {
      if (element === null) throw new Error(`nothing to tap: ${isTrue.toString()}`);
      const beginMs = performance.now();
      element.click();
      return (await wait(isTrue)) - beginMs;
    },
    forgetTasks: () => {
      longestMs = 0;
    },
    longestTaskMs: () => Math.round(longestMs),
  };
  Object.assign(globalThis, { sajjaBench: bench });
}

let devtools: Awaited<ReturnType<Phone['context']['newCDPSession']>> | undefined;

async function setSpeed(phone: Phone, page: Page, rate: number): Promise<void> {
  devtools ??= await phone.context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}
