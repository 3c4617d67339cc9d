/** Surfaces that hold things which belong together, and the quiet heading above them. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface CardProps {
  children: ComponentChildren;
  /** `flush` has no padding, for lists and tables. */
  padding?: 'normal' | 'flush';
  raised?: boolean;
}

export function Card({ children, padding = 'normal', raised = false }: CardProps) {
  return <div class={`card card-${padding}${raised ? ' raised' : ''}`}>{children}</div>;
}

export interface SectionProps {
  title: ComponentChildren;
  /** A quiet link or button at the end of the heading's line. */
  action?: ComponentChildren;
  children: ComponentChildren;
}

export function Section({ title, action, children }: SectionProps) {
  const headingId = useId();
  return (
    <section class="section" aria-labelledby={headingId}>
      <div class="section-head">
        <h2 id={headingId}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Two columns from 900 px, one below: the main thing and what stands beside it. */
export function Columns({ main, aside }: { main: ComponentChildren; aside: ComponentChildren }) {
  return (
    <div class="columns">
      <div class="stack">{main}</div>
      <div class="stack">{aside}</div>
    </div>
  );
}
