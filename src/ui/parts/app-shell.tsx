/** The frame around every screen: navigation (bottom bar on a phone, rail from 900 px), skip link, practice mode. It knows no route. */
import { createContext, type ComponentChildren } from 'preact';
import { Navigation, type Destination } from './navigation.tsx';
import { useRootMark } from './root-mark.ts';

/** The practice word shown in every header; `undefined` while the records are real. */
export const PracticeWord = createContext<string | undefined>(undefined);

export interface AppShellProps {
  brand: string;
  destinations: readonly Destination[];
  /** Path of the screen that is shown; the longest matching destination is marked. */
  currentPath: string;
  navLabel: string;
  skipLabel: string;
  /** When given, the whole frame turns violet and each header carries this word. */
  practiceWord?: string;
  /** Screens without navigation: sign-in, PIN, print. */
  bare?: boolean;
  children: ComponentChildren;
}

export function AppShell(props: AppShellProps) {
  const { brand, destinations, currentPath, navLabel, skipLabel, practiceWord, bare = false, children } = props;
  useRootMark('has-bare-shell', bare);
  return (
    <PracticeWord.Provider value={practiceWord}>
      <div class={`shell${bare ? ' shell-bare' : ''}`} data-mode={practiceWord === undefined ? undefined : 'practice'}>
        <a
          class="skip-link"
          href="#main"
          onClick={(event) => {
            event.preventDefault();
            document.querySelector<HTMLElement>('main')?.focus();
          }}
        >
          {skipLabel}
        </a>
        {!bare && <Navigation brand={brand} destinations={destinations} currentPath={currentPath} label={navLabel} />}
        {children}
      </div>
    </PracticeWord.Provider>
  );
}
