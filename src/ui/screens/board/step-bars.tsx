/** The three steps of one group in little room: a bar and a tally for each, a sentence for who cannot see them. */
import type { BoardGroup } from '../../../protocol/board.ts';
import { useText } from '../../app-context.ts';
import { ProgressBar } from '../../parts/progress.tsx';
import { stepSharesOf, type StepShare } from './figures.ts';

export function StepBars({ group }: { group: BoardGroup['group'] }) {
  return <ShareBars shares={stepSharesOf(group)} />;
}

export function ShareBars({ shares }: { shares: readonly StepShare[] }) {
  const t = useText();
  return (
    <span class="step-bars">
      {shares.map(({ number, settled, of }) => (
        <span key={number} class="step-bar">
          <ProgressBar
            label={t('board.step.label', { step: number, done: settled, of })}
            value={settled}
            max={of}
            tone={of > 0 && settled === of ? 'done' : 'primary'}
          />
          <span class="step-tally" aria-hidden="true">
            {settled}/{of}
          </span>
        </span>
      ))}
    </span>
  );
}
