/** The few choices of a device that must be known before any database opens. They name nobody; losing them costs a tap. */
import type { Language } from '../../content/text.ts';

type Choice =
  | 'language'
  | 'practice'
  /** somebody is signed in here: the first frame is drawn as the app, not as the sign-in */
  | 'known'
  | 'device-name'
  | 'persist-asked'
  /** the address where the camera was opened, and when */
  | 'camera-page'
  /** the version that was last opened, for what is new */
  | 'version'
  /** who last had the app open before the eyes, and when: `user ms` (`use-pin-gate.ts`) */
  | 'seen';

export function readChoice(choice: Choice): string | undefined {
  try {
    return localStorage.getItem(`sajja-${choice}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepChoice(choice: Choice, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`sajja-${choice}`);
    else localStorage.setItem(`sajja-${choice}`, value);
  } catch {
    // a phone that refuses this still works; the choice is asked again
  }
}

export function readLanguage(): Language {
  return readChoice('language') === 'en' ? 'en' : 'th';
}
