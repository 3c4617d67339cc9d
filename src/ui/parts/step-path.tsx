/** The letter's three steps as a path of 5, 8 and 7 stones. Each state has its own shape, and a sentence for who cannot see it. */
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export type StoneState = 'done' | 'next' | 'waiting' | 'todo' | 'not-applicable';

export interface Stone {
  /** The letter's number, for example "2.7". */
  key: string;
  state: StoneState;
  /** Number, name and state in words. */
  label: string;
}

export interface PathStep {
  number: string;
  title: ComponentChildren;
  stones: readonly Stone[];
  /** Short tally at the end of the line, for example "6/8". */
  tally: string;
  /** The tally as a sentence. */
  tallyLabel: string;
  state: 'done' | 'next' | 'todo';
  href?: string;
}

export interface StepPathProps {
  label: string;
  steps: readonly PathStep[];
}

export function StepPath({ label, steps }: StepPathProps) {
  return (
    <ol class="step-path card" aria-label={label}>
      {steps.map((step) => (
        <li key={step.number} class={`path-step path-${step.state}`}>
          <span class="path-mark" aria-hidden="true">
            {step.state === 'done' ? <Icon name="check" /> : step.number}
          </span>
          <div class="path-text">
            <h2>{step.href === undefined ? step.title : <a href={step.href}>{step.title}</a>}</h2>
            <ol class="stones">
              {step.stones.map((stone) => (
                <li key={stone.key}>
                  <StoneMark state={stone.state} />
                  <span class="hidden-text">{stone.label}</span>
                </li>
              ))}
            </ol>
          </div>
          <p class="path-tally">
            <span aria-hidden="true">{step.tally}</span>
            <span class="hidden-text">{step.tallyLabel}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}

export interface StoneMarkProps {
  state: StoneState;
}

/** done: filled with a tick; next: thick ring with a dot; waiting: clock hands; not applicable: a bar in a square; todo: thin ring. */
export function StoneMark({ state }: StoneMarkProps) {
  return (
    <svg class={`stone stone-${state}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {state === 'done' && (
        <>
          <circle class="fill" cx="10" cy="10" r="9.5" />
          <path class="on-fill" d="M5.8 10.3l3 3 5.5-6" />
        </>
      )}
      {state === 'next' && (
        <>
          <circle class="ring" cx="10" cy="10" r="7.7" />
          <circle class="fill" cx="10" cy="10" r="3" />
        </>
      )}
      {state === 'waiting' && (
        <>
          <circle class="ring" cx="10" cy="10" r="8.5" />
          <path class="line" d="M10 5.5V10l3 2" />
        </>
      )}
      {state === 'todo' && <circle class="ring" cx="10" cy="10" r="8.5" />}
      {state === 'not-applicable' && (
        <>
          <rect class="fill" x="2.5" y="2.5" width="15" height="15" rx="3.5" />
          <path class="on-fill" d="M6.5 10h7" />
        </>
      )}
    </svg>
  );
}
