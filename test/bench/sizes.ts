/** How much comes over the line: what the first screen asks for, and the whole app that is put on the phone. Brotli as the server packs it. */
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { signIn } from '../browser/support/officer.ts';
import { openPhone } from '../browser/support/phone.ts';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const packed = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg']);

/** Gates of the design, kilobytes of 1,000 bytes. */
export const firstScreenLimitKb = 90;
/** 350 for the officer’s day alone, 140 more with the group’s money: books, loans, years and their paper; 15 with old groups, the lock and lost phones */
export const wholeAppLimitKb = 516;

export interface Piece {
  readonly path: string;
  readonly bytes: number;
}
export interface AskedPiece extends Piece {
  /** had arrived when today was shown: the officer waited for it */
  readonly awaited: boolean;
}

/** 3G at the edge of a valley, for what is asked for early and may arrive late */
const weakLine = { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 };

export function totalKb(pieces: readonly Piece[]): number {
  return Math.round(pieces.reduce((sum, { bytes }) => sum + bytes, 0) / 100) / 10;
}

export function largestFirst(pieces: readonly Piece[]): readonly Piece[] {
  return [...pieces].sort((a, b) => b.bytes - a.bytes);
}

/** Every file that the built worker keeps on the phone, the worker itself left out. */
export function wholeApp(): readonly Piece[] {
  const worker = readFileSync(join(dist, 'service-worker.js'), 'utf8');
  const list = /\[\{"revision":.*?\}\]/s.exec(worker)?.[0] ?? '[]';
  return (JSON.parse(list) as readonly { readonly url: string }[]).map(({ url }) => weigh(url));
}

/** Scripts and styles that a signed-in phone asks for until today's screen is shown: on a weak line, without the worker, nothing cached. */
export async function firstScreen(origin: string, officerCode: string): Promise<readonly AskedPiece[]> {
  const phone = await openPhone();
  try {
    const page = await phone.page();
    await signIn(page, origin, officerCode);
    const devtools = await phone.context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.setBypassServiceWorker', { bypass: true });
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Network.emulateNetworkConditions', weakLine);
    await page.addInitScript(withoutNames);
    await page.addInitScript(() => {
      const look = () => {
        // today's cards or its first words, not their bones
        if (document.querySelector('main .content a') !== null && document.querySelector('.bone') === null)
          Object.assign(globalThis, { shownMs: performance.now() });
        else requestAnimationFrame(look);
      };
      look();
    });
    await page.goto(origin, { waitUntil: 'networkidle' });
    const asked = await page.evaluate(() => {
      const { shownMs } = globalThis as { shownMs?: number };
      if (shownMs === undefined) throw new Error('today was never shown');
      const begun = performance.getEntriesByType('resource').filter(({ startTime }) => startTime <= shownMs);
      return (begun as PerformanceResourceTiming[]).map(({ name, responseEnd }) => ({
        path: new URL(name).pathname,
        awaited: responseEnd <= shownMs,
      }));
    });
    const own = asked.filter(({ path }, index) => /\.(js|css)$/.test(path) && asked.findIndex((each) => each.path === path) === index);
    return own.map(({ path, awaited }) => ({ ...weigh(path.slice(1)), awaited }));
  } finally {
    await phone.close();
  }
}

/** tsx marks functions with their names, by a helper that a page does not have */
export const withoutNames = 'globalThis.__name ??= (run) => run;';

export function weigh(path: string): Piece {
  const content = readFileSync(join(dist, path));
  const bytes = packed.has(extname(path))
    ? brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
    : content.length;
  return { path, bytes };
}
