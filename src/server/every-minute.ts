/** Work that a running server looks for each minute, beside what it is asked. */
import { describeError } from './log.ts';
import type { Office } from './office.ts';

const minuteMs = 60_000;

/** Looks each minute; what `look` throws is its own matter. @returns a way to stop */
export function everyMinute(look: () => Promise<void>): () => void {
  const timer = setInterval(() => void look(), minuteMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** One at a time; a failure is logged under that name, and the next look tries again. */
export function oneLookAtATime(office: Pick<Office, 'log'>, failed: string, work: () => Promise<void>): () => Promise<void> {
  let isBusy = false;
  return async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await work();
    } catch (error) {
      office.log(failed, { error: describeError(error) });
    } finally {
      isBusy = false;
    }
  };
}

export function hourInThailand(nowMs: number): number {
  return (new Date(nowMs).getUTCHours() + 7) % 24;
}
