/** The three steps of one group in little room: a bar and a tally for each, a sentence for who cannot see them. */
import type { BoardGroup } from '../../../protocol/board.ts';
import { useText } from '../../app-context.ts';
import { ProgressBar } from '../../parts/progress.tsx';
import { stepSharesOf } from './figures.ts';

export function StepBars({ group }: { group: BoardGroup['group'] }) {
  const t = useText();
  return (
    <span class="step-bars">
      {stepSharesOf(group).map(({ number, settled, of }) => (
        <span key={number} class="step-bar">
          <ProgressBar
            label={t('board.step.label', { step: number, done: settled, of })}
            value={settled}
            max={of}
            tone={settled === of ? 'done' : 'primary'}
          />
          <span class="step-tally" aria-hidden="true">
            {settled}/{of}
          </span>
        </span>
      ))}
    </span>
  );
}
