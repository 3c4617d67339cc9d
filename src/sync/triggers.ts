/** What wakes the sender in a page: start, coming to the front, network, a save, a timer, a tap; each alone is enough (lesson R27). */
import { type Wait, wallWait } from '../storage/time-limit.ts';
import type { DrainReason, DrainResult, Sender } from './sender.ts';

export interface TriggerOptions {
  readonly sender: Sender;
  readonly window: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  readonly document: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & { readonly visibilityState: DocumentVisibilityState };
  readonly wait?: Wait;
  /** asks the browser to wake the worker when there is a network (`sync.register`), where that exists; failing is fine */
  readonly registerSync?: () => Promise<unknown>;
  /** a small read of the store before a round on coming back: an iPhone may have dropped the connection */
  readonly probe?: () => Promise<void>;
}

export interface Triggers {
  /** after a save; never waited for */
  saved(): void;
  /** a tap always tries at once and tells when it has ended */
  tapped(): Promise<DrainResult>;
  stop(): void;
}

/** while the app is open and something waits, never longer than this between two tries */
const longestPauseMs = 300_000;
const shortestPauseMs = 1_000;
/** nothing failed and nothing waits: look for news of others */
const newsEveryMs = 300_000;

export function startTriggers(options: TriggerOptions): Triggers {
  const { sender, window, document, wait = wallWait } = options;
  let timer = new AbortController();
  let stopped = false;

  const schedule = () => {
    timer.abort();
    if (stopped) return;
    const mine = (timer = new AbortController());
    const delayMs = Math.max(shortestPauseMs, Math.min(sender.nextTryInMs() ?? newsEveryMs, longestPauseMs));
    const elapse = async () => {
      await wait(delayMs, mine.signal);
      if (mine.signal.aborted) return;
      // hidden pages are silent; coming back is a trigger of its own and sets the timer again
      if (document.visibilityState !== 'hidden') await go('timer');
    };
    void elapse();
  };
  const go = async (reason: DrainReason): Promise<DrainResult> => {
    let result: DrainResult = 'waiting';
    try {
      result = await sender.drain(reason);
    } catch {
      // the store said why to whoever asked it; the next trigger tries again
    }
    if (result === 'waiting') void options.registerSync?.().catch(() => undefined);
    schedule();
    return result;
  };
  const back = async () => {
    await options.probe?.().catch(() => undefined);
    await go('visible');
  };
  const onVisible = () => {
    if (document.visibilityState === 'visible') void back();
  };
  const onPageShow = () => void back();
  const onOnline = () => void go('online');

  document.addEventListener('visibilitychange', onVisible);
  window.addEventListener('pageshow', onPageShow);
  window.addEventListener('online', onOnline);
  void go('start');

  return {
    saved: () => {
      void options.registerSync?.().catch(() => undefined);
      void go('save');
    },
    tapped: async () => go('tap'),
    stop: () => {
      stopped = true;
      timer.abort();
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('pageshow', onPageShow);
      window.removeEventListener('online', onOnline);
    },
  };
}
