/** The top of a screen: where am I. Holds the only `h1`, which takes the focus after navigation. */
import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { PracticeWord } from './app-shell.tsx';
import { Icon } from './icon.tsx';

export interface HeaderProps {
  title: ComponentChildren;
  subtitle?: ComponentChildren;
  /** A quiet line above the title, for example date and district. */
  overline?: ComponentChildren;
  /** `hero` is the large greeting of a first-level screen. */
  size?: 'normal' | 'hero';
  back?: { label: string; href: string } | { label: string; onPress: () => void };
  actions?: ComponentChildren;
}

export function Header({ title, subtitle, overline, size = 'normal', back, actions }: HeaderProps) {
  const practiceWord = useContext(PracticeWord);
  return (
    <header class={`header header-${size}`}>
      {back &&
        ('href' in back ? (
          <a class="icon-button" href={back.href} aria-label={back.label}>
            <Icon name="back" />
          </a>
        ) : (
          <button type="button" class="icon-button" aria-label={back.label} onClick={() => back.onPress()}>
            <Icon name="back" />
          </button>
        ))}
      <div class="header-text">
        {overline && <p class="header-line">{overline}</p>}
        <h1 tabIndex={-1}>{title}</h1>
        {subtitle && <p class="header-line">{subtitle}</p>}
      </div>
      {practiceWord !== undefined && <span class="practice-word">{practiceWord}</span>}
      {actions && <div class="header-actions no-print">{actions}</div>}
    </header>
  );
}
