/** One thing at a time towards the provider or the office, and what went wrong with it. */
import { useState } from 'preact/hooks';
import type { OpenIdProblem } from './openid-way.ts';

export function useOpenIdRun() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<OpenIdProblem>();
  const run = async (work: () => Promise<OpenIdProblem | undefined>) => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    setProblem(await work().catch(() => 'phone' as const));
    setBusy(false);
  };
  return { busy, problem, setProblem, run };
}
