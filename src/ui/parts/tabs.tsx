/** Parts of one thing as real links, so that back, share and offline reload keep the place. Scrolls sideways when narrow. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface Tab {
  href: string;
  label: ComponentChildren;
  badge?: number;
  badgeLabel?: string;
}

export interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  currentHref: string;
}

export function Tabs({ label, tabs, currentHref }: TabsProps) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]')?.parentElement;
    if (!list.current || !current) return;
    const overshoot = current.offsetLeft + current.offsetWidth - list.current.clientWidth;
    if (overshoot > list.current.scrollLeft || current.offsetLeft < list.current.scrollLeft)
      list.current.scrollLeft = Math.max(0, overshoot);
  }, [currentHref]);
  return (
    <nav class="tabs no-print" aria-label={label}>
      <ul ref={list}>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.href === currentHref ? 'page' : undefined}>
              {tab.label}
              {tab.badge ? (
                <span class="badge">
                  <span aria-hidden={tab.badgeLabel ? 'true' : undefined}>{tab.badge}</span>
                  {tab.badgeLabel && <span class="hidden-text">{tab.badgeLabel}</span>}
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
