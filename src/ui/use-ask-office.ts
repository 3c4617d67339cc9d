/** Asking the office for something that is only there online; a session that ran out is renewed by this device's own key first. */
import type { NetProblem } from '../sync/transport.ts';
import { useApp } from './app-context.ts';

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

export function isSignedOut(problem: NetProblem): boolean {
  return problem === 'session-expired' || problem === 'signin-required';
}
