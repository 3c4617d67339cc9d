/** One list of destinations, shown as a bottom bar on a phone and as a side rail from 900 px: one element, so it is read once. */
import { Icon, type IconName } from './icon.tsx';

export interface Destination {
  href: string;
  label: string;
  icon: IconName;
  badge?: number;
  /** What the badge means, read instead of the bare number. */
  badgeLabel?: string;
  /** Only on the rail: the bottom bar has room for five. */
  railOnly?: boolean;
}

export interface NavigationProps {
  brand: string;
  destinations: readonly Destination[];
  currentPath: string;
  label: string;
}

export function Navigation({ brand, destinations, currentPath, label }: NavigationProps) {
  const currentHref = findCurrentHref(destinations, currentPath);
  return (
    <nav class="nav no-print" aria-label={label}>
      <p class="nav-brand" aria-hidden="true">
        {brand}
      </p>
      <ul>
        {destinations.map((destination) => (
          <li key={destination.href} class={destination.railOnly ? 'rail-only' : undefined}>
            <a href={destination.href} aria-current={destination.href === currentHref ? 'page' : undefined}>
              <Icon name={destination.icon} />
              <span class="nav-label">{destination.label}</span>
              {destination.badge ? (
                <span class="badge">
                  <span aria-hidden={destination.badgeLabel ? 'true' : undefined}>
                    {destination.badge > 99 ? '99+' : destination.badge}
                  </span>
                  {destination.badgeLabel && <span class="hidden-text">{destination.badgeLabel}</span>}
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function findCurrentHref(destinations: readonly Destination[], path: string): string | undefined {
  let best: string | undefined;
  for (const { href } of destinations) {
    const isMatch = href === path || (href !== '/' && path.startsWith(`${href}/`));
    if (isMatch && (best === undefined || href.length > best.length)) best = href;
  }
  return best;
}
