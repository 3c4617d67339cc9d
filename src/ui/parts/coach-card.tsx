/** What to do next and why, as a colleague would say it: the warm coach card, and the one big card of the day. */
import type { ComponentChildren } from 'preact';

export interface CoachCardProps {
  overline: ComponentChildren;
  title: ComponentChildren;
  children?: ComponentChildren;
  /** At most one primary and one quiet button. */
  actions?: ComponentChildren;
}

export function CoachCard({ overline, title, children, actions }: CoachCardProps) {
  return (
    <section class="coach-card">
      <p class="coach-overline">{overline}</p>
      <h2>{title}</h2>
      {children && <div class="coach-body">{children}</div>}
      {actions && <div class="coach-actions no-print">{actions}</div>}
    </section>
  );
}

export interface HeroCardProps {
  overline: ComponentChildren;
  title: ComponentChildren;
  detail?: ComponentChildren;
  chips?: ComponentChildren;
  /** One `Button` or `LinkButton` of kind `secondary`, `wide`. */
  action: ComponentChildren;
}

export function HeroCard({ overline, title, detail, chips, action }: HeroCardProps) {
  return (
    <section class="hero-card">
      <p class="hero-line">{overline}</p>
      <h2>{title}</h2>
      {detail && <p class="hero-line">{detail}</p>}
      {chips && <div class="hero-chips">{chips}</div>}
      {action}
    </section>
  );
}
