/** A share as a bar with its number beside it. */
import { ProgressBar } from './progress.tsx';

export interface MeterBarProps {
  label: string;
  value: number;
  max: number;
  /** The number as shown, for example "92 %". */
  text: string;
}

export function MeterBar({ label, value, max, text }: MeterBarProps) {
  return (
    <span class="meter">
      <ProgressBar label={label} value={value} max={max} tone="primary" />
      <span class="meter-text" aria-hidden="true">
        {text}
      </span>
    </span>
  );
}
