/** Asking the office for something that is only there online; a session that ran out is renewed by this device's own key first. */
import type { NetProblem } from '../../../sync/transport.ts';
import type { Translate } from '../../../content/text.ts';
import { useApp } from '../../app-context.ts';
import { problemText } from '../../problem-text.ts';
import { isSignedOut } from './use-board-view.ts';

type Outcome = { readonly ok: true } | { readonly ok: false; readonly problem: NetProblem };

export function useAskOffice(): <T extends Outcome>(ask: () => Promise<T>) => Promise<T> {
  const { sendNow } = useApp();
  return async (ask) => {
    const first = await ask();
    if (first.ok || !isSignedOut(first.problem)) return first;
    const sent = await sendNow().catch(() => undefined);
    return sent === undefined || sent.phase === 'signin-required' ? first : ask();
  };
}

/** The usual sentences speak of records that wait on the phone; here nothing waits. */
export function failureText(t: Translate, problem: NetProblem): string {
  if (problem === 'no-signal' || problem === 'portal') return t('board.take.failed.no-signal');
  if (problem === 'busy' || problem === 'fault') return t('board.take.failed.busy');
  return isSignedOut(problem) ? t('board.take.failed.signin') : problemText(t, `wire.${problem}`);
}
