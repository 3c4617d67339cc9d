/** People of an area as the office knows them, and one request of this office about them. */
import { useRef, useState } from 'preact/hooks';
import type { TextKey } from '../../../../content/text.ts';
import type { BoardPeople, PeopleCalls } from '../../../../protocol/people.ts';
import { fetchPeople, lastPeople } from '../../../../sync/office-board.ts';
import { packJson, send, wallNet, type NetProblem } from '../../../../sync/transport.ts';
import { useApp, useText } from '../../../app-context.ts';
import { useThisPhone } from '../../../boot/this-phone.ts';
import { isSignedOut, useBoardView, type BoardView } from '../use-board-view.ts';

export function usePeople(area: string): BoardView<BoardPeople> {
  const { nowMs } = useApp();
  const { store } = useThisPhone();
  return useBoardView<BoardPeople>({
    key: area,
    last: async () => lastPeople(store, area),
    fetch: async () => fetchPeople({ ...wallNet, nowMs }, store, area),
  });
}

export interface OfficeAct {
  readonly busy: boolean;
  /** what happened and what to do; nothing was changed, and the form still has what was typed */
  readonly problem: string | undefined;
  /** @returns what the office answered, `undefined` when it refused or a request is still under way */
  ask<C extends keyof PeopleCalls>(call: C, body: PeopleCalls[C]['body']): Promise<PeopleCalls[C]['answer'] | undefined>;
}

export function useOfficeAct(): OfficeAct {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<NetProblem>();
  const running = useRef(false);
  return {
    busy,
    problem: failure && t(failedKey(failure)),
    ask: async (call, body) => {
      if (running.current) return undefined;
      running.current = true;
      setBusy(true);
      setFailure(undefined);
      const answer = await send(wallNet, `/v1/people/${call}`, { method: 'POST', ...(await packJson(body)) });
      running.current = false;
      setBusy(false);
      if (answer.ok) return JSON.parse(new TextDecoder().decode(answer.bytes)) as PeopleCalls[typeof call]['answer'];
      setFailure(answer.problem);
      return undefined;
    },
  };
}

function failedKey(problem: NetProblem): TextKey {
  if (problem === 'no-signal' || problem === 'portal') return 'people.failed.no-signal';
  if (problem === 'forbidden' || problem === 'not-found') return 'people.failed.not-yours';
  if (problem === 'bad-request') return 'people.failed.input';
  return isSignedOut(problem) ? 'people.failed.signin' : 'people.failed.other';
}
