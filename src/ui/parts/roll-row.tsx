/** One line of the roll-call: a tap means "paid as pledged"; the number (or a long press) opens everything else. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { PersonName } from './person-name.tsx';

export type RollState = 'open' | 'paid' | 'other-amount' | 'absent';

export interface RollRowProps {
  number: string;
  name: readonly string[];
  detail?: ComponentChildren;
  /** The pledged amount, formatted. */
  amount: string;
  state: RollState;
  /** Inside the box: the amount that came instead, or a short word for absent. */
  mark?: string;
  /** Amount with unit and state in words, for example "100 baht, paid". */
  stateLabel: string;
  /** a promise it gives back ends when the tap is on the disk; until then the tick is drawn hollow */
  onTap: () => unknown;
  /** Another amount, arrears, advance, absent. */
  onOther: () => void;
  otherLabel: string;
}

export function RollRow({ number, name, detail, amount, state, mark, stateLabel, onTap, onOther, otherLabel }: RollRowProps) {
  const [isWriting, setWriting] = useState(false);
  const tap = () => {
    const written = onTap();
    if (!(written instanceof Promise)) return;
    setWriting(true);
    void written.finally(() => setWriting(false));
  };
  return (
    <div class={`roll-row roll-${state}${isWriting ? ' roll-writing' : ''}`}>
      <button type="button" class="roll-other" aria-label={otherLabel} onClick={() => onOther()}>
        <span>{number}</span>
        <Icon name="more" size="small" />
      </button>
      <button
        type="button"
        class="roll-tap"
        aria-pressed={state === 'paid'}
        aria-busy={isWriting}
        onClick={tap}
        onContextMenu={(event) => {
          event.preventDefault();
          onOther();
        }}
      >
        <span class="row-text">
          <span class="row-title">
            <PersonName parts={name} />
          </span>
          {detail && <span class="row-subtitle">{detail}</span>}
        </span>
        <span class="roll-amount figure" aria-hidden="true">
          {amount}
        </span>
        <span class="roll-box" aria-hidden="true">
          {state === 'paid' || isWriting ? <Icon name="check" /> : mark}
        </span>
        <span class="hidden-text">{stateLabel}</span>
      </button>
    </div>
  );
}
