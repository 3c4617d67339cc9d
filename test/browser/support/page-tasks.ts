/** What the page's own thread did, task by task, by the processor time that each took: waiting for others on the machine is not in it. */
import type { CDPSession, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  /** microseconds of processor time */
  readonly tdur?: number;
}

const marks = { begin: 'sajja-begin', end: 'sajja-end' };

/** @returns processor time of each task of the page's thread while `act` ran, ms */
export async function tasksDuring(page: Page, devtools: CDPSession, act: () => Promise<unknown>): Promise<readonly number[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown[] }) => void events.push(...(value as TraceEvent[]));
  devtools.on('Tracing.dataCollected', collect);
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] },
  });
  await page.evaluate((name) => void performance.mark(name), marks.begin);
  await act();
  await page.evaluate((name) => void performance.mark(name), marks.end);
  const complete = new Promise<void>((resolve) => devtools.once('Tracing.tracingComplete', () => resolve()));
  await devtools.send('Tracing.end');
  await complete;
  devtools.off('Tracing.dataCollected', collect);
  const [begin, end] = [marks.begin, marks.end].map((mark) => events.find(({ name }) => name === mark));
  if (begin === undefined || end === undefined) throw new Error('the trace does not hold its own marks');
  const ofPage = events.filter(({ pid, tid, ts }) => pid === begin.pid && tid === begin.tid && ts >= begin.ts && ts <= end.ts);
  return ofPage.filter(({ name, ph }) => name === 'RunTask' && ph === 'X').map(({ tdur = 0 }) => tdur / 1_000);
}

/**
 * By how much this machine is late with a computation of known length: 1 when nobody else wants it.
 *
 * @param threadMs processor time of the page's thread so far, ms
 */
export async function lateness(page: Page, threadMs: () => Promise<number>): Promise<number> {
  const before = await threadMs();
  const waitedMs = await page.evaluate(() => {
    const begunMs = performance.now();
    let sum = 0;
    while (sum < 5e6 && performance.now() - begunMs < 5_000) sum += 1;
    return performance.now() - begunMs;
  });
  return Math.max(1, waitedMs / ((await threadMs()) - before));
}
