/** How far along: a plain bar, and segments that show where we are in a guided run without locking anything. */
import type { ComponentChildren } from 'preact';

export interface ProgressBarProps {
  label: string;
  value: number;
  max: number;
  tone?: 'done' | 'primary';
}

export function ProgressBar({ label, value, max, tone = 'done' }: ProgressBarProps) {
  return <progress class={`bar bar-${tone}`} aria-label={label} value={Math.min(value, max)} max={max || 1} />;
}

export interface StepperStep {
  key: string;
  /** Read aloud, for example "3 of 7, intake: now". */
  label: string;
  state: 'done' | 'current' | 'todo';
}

export interface StepperBarProps {
  label: string;
  steps: readonly StepperStep[];
  /** Shown under the segments. */
  text?: ComponentChildren;
}

export function StepperBar({ label, steps, text }: StepperBarProps) {
  return (
    <div class="stepper">
      <ol aria-label={label}>
        {steps.map((step) => (
          <li key={step.key} class={`segment segment-${step.state}`} aria-current={step.state === 'current' ? 'step' : undefined}>
            <span class="hidden-text">{step.label}</span>
          </li>
        ))}
      </ol>
      {text && <p class="quiet small">{text}</p>}
    </div>
  );
}
