/** One page of the board: what was seen last at once, then the office asked; again every minute while somebody looks. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { AreaBoard } from '../../../protocol/area-board.ts';
import type { BoardGroupDetail, BoardGroups } from '../../../protocol/board.ts';
import { fetchAreaBoard, fetchBoard, fetchBoardGroup, lastAreaBoard, lastBoard, type BoardResult } from '../../../sync/office-board.ts';
import { wallNet, type NetProblem } from '../../../sync/transport.ts';
import { useApp } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { isSignedOut } from '../../use-ask-office.ts';
import { areasOf } from './area.ts';

export { isSignedOut };

const everyMs = 60_000;
/** what is on the screen now: a page shows several views, and somebody who asks for what is new means all of them */
const openViews = new Set<() => Promise<boolean>>();

/** @returns whether the office answered all of them */
export async function askAgain(): Promise<boolean> {
  return (await Promise.all([...openViews].map((ask) => ask()))).every((answered) => answered);
}

export interface Seen<T> {
  readonly board: T;
  /** instant it was fetched */
  readonly at: string;
}

/** One group as far as it is known here. */
export interface ShownGroupDetail extends Omit<BoardGroupDetail, 'meetings'> {
  /** absent while only the group's row on the board is known */
  readonly meetings?: BoardGroupDetail['meetings'] | undefined;
}

export interface BoardView<T> {
  readonly seen: Seen<T> | undefined;
  /** why the office could not be asked the last time */
  readonly problem: NetProblem | undefined;
  readonly isAsking: boolean;
  /** asks once more; tells whether the office answered */
  readonly ask: () => Promise<boolean>;
}

interface Source<T> {
  readonly key: string;
  readonly last: () => Promise<Seen<T> | undefined>;
  readonly fetch: () => Promise<BoardResult<T>>;
}

export function useBoard(area: string): BoardView<BoardGroups> {
  const { nowMs } = useApp();
  const { store } = useThisPhone();
  return useBoardView<BoardGroups>({
    key: area,
    last: async () => lastBoard(store, area),
    fetch: async () => fetchBoard({ ...wallNet, nowMs }, store, area),
  });
}

/** @param area empty for several provinces */
export function useAreaBoard(area: string): BoardView<AreaBoard> {
  const { nowMs } = useApp();
  const { store } = useThisPhone();
  return useBoardView<AreaBoard>({
    key: `areas ${area}`,
    last: async () => lastAreaBoard(store, area),
    fetch: async () => fetchAreaBoard({ ...wallNet, nowMs }, store, area),
  });
}

export function useBoardGroup(group: string): BoardView<ShownGroupDetail> {
  const { me, nowMs } = useApp();
  const { store } = useThisPhone();
  return useBoardView<ShownGroupDetail>({
    key: group,
    last: async () => {
      const kept = await store.view(`/v1/board/groups/${encodeURIComponent(group)}`);
      if (kept !== undefined) return { board: kept.value as ShownGroupDetail, at: kept.at };
      // never opened by itself: its row on the board says all but the meetings
      for (const area of areasOf(me.grants)) {
        const last = await lastBoard(store, area);
        const row = last?.board.groups.find((each) => each.group.id === group);
        if (last !== undefined && row !== undefined) return { board: { ...row, heldOperations: [] }, at: last.at };
      }
      return undefined;
    },
    fetch: async () => fetchBoardGroup({ ...wallNet, nowMs }, store, group),
  });
}

export function useBoardView<T>(source: Source<T>): BoardView<T> {
  const { sendNow } = useApp();
  const [state, setState] = useState<{
    readonly key: string;
    readonly seen: Seen<T> | undefined;
    readonly problem: NetProblem | undefined;
  }>();
  const [isAsking, setAsking] = useState(true);
  const key = useRef(source.key);
  key.current = source.key;
  const latest = useRef(source);
  latest.current = source;

  const ask = useCallback(async (): Promise<boolean> => {
    const { key: asked, fetch } = latest.current;
    setAsking(true);
    let answer = await fetch();
    // a round of sending renews the session by this phone's own key
    if (!answer.ok && isSignedOut(answer.problem) && (await sendNow().catch(() => undefined))?.phase !== 'signin-required')
      answer = await fetch();
    if (key.current !== asked) return answer.ok;
    setAsking(false);
    setState((before) => {
      const known = before?.key === asked ? before.seen : undefined;
      if (answer.ok) return { key: asked, seen: { board: answer.board, at: answer.at }, problem: undefined };
      return { key: asked, seen: known ?? answer.last, problem: answer.problem };
    });
    return answer.ok;
  }, [sendNow]);

  useEffect(() => {
    let current = true;
    let askedAtMs = performance.now();
    const again = () => {
      if (!current || document.visibilityState !== 'visible') return;
      askedAtMs = performance.now();
      void ask();
    };
    const showLast = async () => {
      const seen = await latest.current.last().catch(() => undefined);
      if (!current || seen === undefined) return;
      setState((before) =>
        before?.key === source.key && before.seen !== undefined
          ? before
          : { key: source.key, seen, problem: before?.key === source.key ? before.problem : undefined },
      );
    };
    openViews.add(ask);
    void showLast();
    void ask();
    const timer = setInterval(again, everyMs);
    const onShown = () => {
      if (performance.now() - askedAtMs > everyMs / 2) again();
    };
    document.addEventListener('visibilitychange', onShown);
    window.addEventListener('online', again);
    return () => {
      current = false;
      openViews.delete(ask);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onShown);
      window.removeEventListener('online', again);
    };
  }, [source.key, ask]);

  const own = state?.key === source.key ? state : undefined;
  return { seen: own?.seen, problem: own?.problem, isAsking, ask };
}
