/** The last "ready to go" check on this phone, kept like a draft; today's screen and the device page show it. */
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useMoment } from '../../photo/moment.ts';
import type { CheckKey, CheckResult } from './checks.ts';

export const lastCheckDraft = 'ready-check';
export type BagKey = 'passbooks' | 'forms';

export interface LastCheck {
  /** instant of the check; absent while only the bag was ticked */
  readonly at?: string;
  readonly results: Partial<Readonly<Record<CheckKey, CheckResult>>>;
  readonly bag: readonly BagKey[];
}

export const noCheck: LastCheck = { results: {}, bag: [] };

/** How many lines somebody has to look at. */
export function countFailed({ results }: LastCheck): number {
  return Object.values(results).filter((result) => result.state === 'failed').length;
}

/** A phone that was ready a day ago has had a day to change. */
const freshMs = 24 * 3_600_000;

/** What the last check is worth now, for the words `today.ready.…`. */
export function readinessOf(last: LastCheck, nowMs: number): 'never' | 'failed' | 'old' | 'fresh' {
  if (last.at === undefined) return 'never';
  if (countFailed(last) > 0) return 'failed';
  return nowMs - Date.parse(last.at) > freshMs ? 'old' : 'fresh';
}

/** The check in two lines, and whether the phone is ready; `undefined` while it is being read. */
export function useLastReadiness(): { readonly isReady: boolean; readonly title: string; readonly line: string } | undefined {
  const { t, nowMs } = useApp();
  const moment = useMoment();
  const last = useLastCheck();
  if (last === undefined) return undefined;
  const state = readinessOf(last, nowMs());
  return {
    isReady: state === 'fresh',
    title: t(state === 'fresh' ? 'today.ready' : 'today.ready.check'),
    line: t(`today.ready.${state}`, { n: countFailed(last), time: last.at === undefined ? '' : moment(last.at) }),
  };
}

/** `undefined` while it is being read; without `at` when there was no check yet. */
export function useLastCheck(): LastCheck | undefined {
  const { store } = useApp();
  const [last, setLast] = useState<LastCheck>();
  useEffect(() => {
    let current = true;
    void (async () => {
      const kept = await store.draft(lastCheckDraft).catch(() => undefined);
      if (current) setLast({ ...noCheck, ...(kept as Partial<LastCheck> | undefined) });
    })();
    return () => {
      current = false;
    };
  }, [store]);
  return last;
}
