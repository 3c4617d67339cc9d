/** WebKit as an officer's phone: a window of 360 × 740 on a display of its own, and what a thumb does in it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { WebKitPaths } from '../../support/find-webkit.ts';
import { startSession, type WebDriver } from './web-driver.ts';

export interface WebKitPhone extends WebDriver {
  /** Waits for the text (or pattern) anywhere in the page, and gives the page's whole text. */
  see(text: string | RegExp, limitMs?: number): Promise<string>;
  /** Taps a button, link, tab or label by its name. */
  tap(name: string | RegExp): Promise<void>;
  /** Writes into the field of this label, as its only content. */
  fill(label: string | RegExp, text: string): Promise<void>;
  /** Waits until `find` (a page function that gives an element or null) finds one, and gives it. */
  find(find: string, ...args: readonly unknown[]): Promise<unknown>;
  /** The page as the Chromium helpers want it, for those that only evaluate. */
  readonly evaluating: Pick<Page, 'evaluate'>;
  /** Opens an address and waits until nothing on the screen is still on its way. */
  open(url: string): Promise<void>;
  close(): Promise<void>;
}

const width = 360;
const height = 740;
/** The browser's own bar would keep the window from being as narrow as a phone. */
const narrowBar = '* { padding: 0; margin: 0; min-width: 0; min-height: 0; border-width: 0; font-size: 1px; }';

/** Starts a display, a driver and its browser; the session is ephemeral: nothing of it stays on this machine. */
export async function openWebKitPhone(paths: WebKitPaths): Promise<WebKitPhone> {
  const home = mkdtempSync(join(tmpdir(), 'sajja-webkit-'));
  mkdirSync(join(home, 'gtk-3.0'));
  writeFileSync(join(home, 'gtk-3.0/gtk.css'), narrowBar);
  const running: ChildProcess[] = [];
  const endAll = () => {
    for (const child of running.splice(0).reverse()) endGroup(child);
    rmSync(home, { recursive: true, force: true });
  };
  process.once('exit', endAll);
  try {
    const display = spawn(paths.display, ['-displayfd', '3', '-screen', '0', '800x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      detached: true,
    });
    running.push(display);
    const displayNumber = await firstLine(display);
    const port = await freePort();
    running.push(
      spawn(paths.driver, [`--port=${port}`, '--host=127.0.0.1'], {
        env: { ...process.env, DISPLAY: `:${displayNumber}`, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, TZ: 'Asia/Bangkok' },
        stdio: 'ignore',
        detached: true,
      }),
    );
    const base = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${base}/status`)).ok);
    const driver = await startSession(base, { acceptInsecureCerts: true });
    await fitWindow(driver);
    const close = async () => {
      await driver.end().catch(() => undefined);
      process.removeListener('exit', endAll);
      endAll();
    };
    return { ...driver, ...thumb(driver), close };
  } catch (error) {
    endAll();
    throw error;
  }
}

/** Sets the view of the current window to a phone's size, whatever the browser puts around it. */
export async function fitWindow(driver: WebDriver): Promise<void> {
  await driver.setWindow({ width, height });
  const inner = async () => driver.call<number[]>('() => [innerWidth, innerHeight]');
  const [, shown = height] = await inner();
  await driver.setWindow({ width, height: 2 * height - shown });
  await until(async () => (await inner()).join() === `${width},${height}`);
}

/** In the page: the element in view whose name is, or matches, the words. */
const findByName = `(name, isPattern, selector) => {
  const matches = (text) => (isPattern ? new RegExp(name).test(text) : text === name);
  const words = (element) => (element?.getAttribute('aria-label') ?? element?.innerText ?? '').replaceAll(/\\s+/g, ' ').trim();
  const shown = [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0 && !element.disabled);
  return shown.find((element) => matches(words(element))) ?? null;
}`;

/** In the page: the field whose label begins with, or matches, the words. */
const findField = `(label, isPattern) => {
  const matches = (text) => (isPattern ? new RegExp(label).test(text) : text === label);
  const fields = [...document.querySelectorAll('input, select, textarea')].filter((field) => field.type !== 'hidden' && !field.disabled);
  return fields.find((field) =>
    [...(field.labels ?? [])].map((each) => each.innerText.replaceAll(/\\s+/g, ' ').trim())
      .concat(field.getAttribute('aria-label') ?? '').some(matches)) ?? null;
}`;

const isSettled = `async () => {
  const heading = document.querySelector('main h1');
  const done = heading !== null && heading.textContent !== '' && document.querySelector('.boot-blank, [aria-busy="true"], .bone') === null
    && !document.querySelector('main').textContent.includes('กำลังเปิด');
  if (done) {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }
  return done;
}`;

function thumb(driver: WebDriver): Pick<WebKitPhone, 'see' | 'tap' | 'fill' | 'find' | 'open' | 'evaluating'> {
  const asWords = (words: string | RegExp) => (typeof words === 'string' ? [words, false] : [words.source, true]);
  const find = async (how: string, ...args: readonly unknown[]): Promise<unknown> => {
    let found: unknown;
    await until(
      async () => (found = await driver.call(how, ...args)) !== null,
      15_000,
      () => `not found: ${JSON.stringify(args)}`,
    );
    return found;
  };
  const settled = async () => until(async () => driver.call<boolean>(isSettled), 30_000);
  return {
    find,
    evaluating: { evaluate: async (run: unknown, arg: unknown) => driver.call(String(run), arg) } as Pick<Page, 'evaluate'>,
    see: async (text, limitMs = 120_000) => {
      let all = '';
      const isThere = async () => {
        all = await driver.call<string>('() => document.body.innerText');
        return typeof text === 'string' ? all.includes(text) : text.test(all);
      };
      await until(isThere, limitMs, () => `${String(text)} is not in: ${all}`);
      return all;
    },
    tap: async (name) => {
      const press = async () => {
        const element = await driver.call(findByName, ...asWords(name), 'button, a, label, [role=tab], [role=button]');
        if (element === null) return false;
        // as a thumb does: to the middle, where no bar lies over it
        await driver.call(`(element) => element.scrollIntoView({ block: 'center' })`, element);
        await driver.click(element);
        return true;
      };
      await until(press, 15_000, () => `cannot be tapped: ${String(name)}`);
    },
    fill: async (label, text) => {
      const field = await find(findField, ...asWords(label));
      await driver.clear(field);
      await driver.type(field, text);
    },
    open: async (url) => {
      await driver.goTo(url);
      await settled();
    },
  };
}

/** Asks again until the answer is yes; a question that throws is a no. */
export async function until(isTrue: () => Promise<boolean>, limitMs = 120_000, why = () => isTrue.toString()): Promise<void> {
  const end = Date.now() + limitMs;
  let last: unknown;
  const ask = async () => isTrue().catch((error: unknown) => ((last = error), false));
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms: ${why()}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdio[3]?.once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', (code) => reject(new Error(`no display: ${code}`)));
    child.once('error', reject);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A process and what it started, by the number of their group. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
