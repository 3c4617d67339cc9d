/** What the meeting should look at before it decides: everything that is said and refuses nothing. */
import type { Problem } from '../../../domain/problem.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { useProblemSentence } from './loan-words.ts';

/** @param title what to do about them; for the meeting when it says nothing else */
export function Hints({ problems, title }: { problems: readonly Problem[]; title?: string }) {
  const t = useText();
  const sentence = useProblemSentence();
  const hints = problems.filter(({ weight }) => weight === 'hint');
  if (hints.length === 0) return null;
  return (
    <Banner tone="attention" title={title ?? t('loan.hints')}>
      <ul class="plain-lines">
        {hints.map((problem) => (
          <li key={problem.code}>{sentence(problem)}</li>
        ))}
      </ul>
    </Banner>
  );
}
