/** One act of saving from a screen: busy until it is on the phone's disk, and when it fails the sentence for it; the form stays as it was. */
import { useRef, useState } from 'preact/hooks';
import { useText } from './app-context.ts';
import { Banner } from './parts/banner.tsx';
import { problemText } from './problem-text.ts';

export interface Saving {
  readonly busy: boolean;
  /** what happened, that nothing was lost, what to do; `undefined` when all is well */
  readonly problem: string | undefined;
  /** @returns true after the commit; a second press while busy does nothing and is false */
  readonly run: (record: () => Promise<unknown>) => Promise<boolean>;
  /** says what went wrong in something that was saved by itself */
  readonly fail: (error: unknown) => void;
}

export function useSaving(): Saving {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown }>();
  const running = useRef(false);
  const fail = (error: unknown) => setFailure({ error });
  return {
    busy,
    problem: failure && problemText(t, failure.error),
    fail,
    run: async (record) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setFailure(undefined);
      try {
        await record();
        return true;
      } catch (error) {
        fail(error);
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
  };
}

/** Stands where the person pressed; read aloud when it appears. */
export function SavingProblem({ saving }: { saving: Pick<Saving, 'problem'> }) {
  const t = useText();
  if (saving.problem === undefined) return null;
  return (
    <Banner tone="stop" announce title={t('problem.save.title')}>
      {saving.problem}
    </Banner>
  );
}
