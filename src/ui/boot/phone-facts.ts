/** What this browser says about itself, each answer optional: an old or private browser may know none of it (sync.md §0.15, §6). */

export interface PhoneFacts {
  /** opened from the home screen, with storage of its own */
  readonly isInstalled: () => boolean;
  /** iPhone or iPad: a Safari tab loses its storage after seven days (lesson R03) */
  readonly isAppleTouch: () => boolean;
  /** `undefined` when the browser cannot tell */
  readonly isPersisted: () => Promise<boolean | undefined>;
  readonly askToPersist: () => Promise<boolean | undefined>;
  /** bytes this app uses; how much is free no browser says truly */
  readonly usedBytes: () => Promise<number | undefined>;
  /** the make of the phone, to name it: `SM-A145F`; `undefined` when it does not tell */
  readonly model: () => Promise<string | undefined>;
  /** the browser offers to put the app on the home screen */
  readonly canInstall: () => boolean;
  readonly onCanInstall: (listener: () => void) => () => void;
  readonly install: () => Promise<void>;
  readonly showBadge: (count: number) => void;
  readonly reload: () => void;
}

/** Chromium's offer to install, held back until the person asks for it. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

interface MoreNavigator {
  readonly standalone?: boolean;
  readonly userAgentData?: { getHighEntropyValues?: (hints: readonly string[]) => Promise<{ readonly model?: string }> };
  readonly setAppBadge?: (count: number) => Promise<void>;
  readonly clearAppBadge?: () => Promise<void>;
}

export function readPhoneFacts(): PhoneFacts {
  const more = navigator as unknown as MoreNavigator;
  const storage = navigator.storage as StorageManager | undefined;
  const quietly = async <T>(ask: (() => Promise<T>) | undefined): Promise<T | undefined> => {
    try {
      return await ask?.();
    } catch {
      return undefined;
    }
  };
  let offer: InstallOffer | undefined;
  const listeners = new Set<() => void>();
  const setOffer = (next: InstallOffer | undefined) => {
    offer = next;
    for (const listener of listeners) listener();
  };
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    setOffer(event as InstallOffer);
  });
  addEventListener('appinstalled', () => setOffer(undefined));
  return {
    canInstall: () => offer !== undefined,
    onCanInstall: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    install: async () => {
      const asked = offer;
      setOffer(undefined);
      await quietly(asked?.prompt.bind(asked));
    },
    isInstalled: () => more.standalone === true || matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches,
    isAppleTouch: () =>
      /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1),
    isPersisted: () => quietly(storage?.persisted?.bind(storage)),
    askToPersist: () => quietly(storage?.persist?.bind(storage)),
    usedBytes: async () => (await quietly(storage?.estimate?.bind(storage)))?.usage,
    model: async () => {
      const told = (await quietly(async () => more.userAgentData?.getHighEntropyValues?.(['model'])))?.model;
      if (told !== undefined && told !== '') return told;
      return /iPhone|iPad/.exec(navigator.userAgent)?.[0] ?? /Android [^;]*; ([^;)]+?)(?: Build[^;)]*)?[;)]/.exec(navigator.userAgent)?.[1];
    },
    showBadge: (count) => void quietly(count > 0 ? more.setAppBadge?.bind(navigator, count) : more.clearAppBadge?.bind(navigator)),
    reload: () => location.reload(),
  };
}
