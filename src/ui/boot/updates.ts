/**
 * When a new version may take over: silently at a safe moment, or on a tap; never while a form is open, a photo is worked on or something
 * is being sent (lessons R18, R21–R23). It decides the moment; the worker does the change.
 */
export interface UpdateDoor {
  /** a new worker is installed and waits; looked at afresh each time, because the event is sometimes missed (R18) */
  readonly hasWaiting: () => Promise<boolean>;
  /** asks the network for a newer worker; may fail without a word */
  readonly look: () => Promise<void>;
  /** lets the waiting worker take over */
  readonly letIn: () => void;
  readonly onWaiting: (listener: () => void) => void;
  /** another worker controls this page now: its pieces belong to the new version */
  readonly onTakenOver: (listener: () => void) => void;
}

export interface UpdateOptions {
  readonly door: UpdateDoor;
  readonly reload: () => void;
  /** nothing that could be lost is on this page */
  readonly isCalm: () => boolean;
  /** no other page of the app is open: a page that is, would lose its pieces */
  readonly isAlone: () => Promise<boolean>;
  /**
   * Resolves when the page has fetched what it starts with. Chromium ends the old worker to let the new one in; a piece that is asked for at that
   * moment wakes the old one, and the new one waits until that has been idle for half a minute.
   */
  readonly quiet: () => Promise<void>;
}

export type ApplyOutcome = 'applying' | 'other-page-open' | 'nothing-new';

export interface Updates {
  readonly isReady: () => boolean;
  readonly onChange: (listener: () => void) => () => void;
  /** at start and on each return to the foreground */
  readonly atSafeMoment: () => Promise<void>;
  /** on a tap of the person */
  readonly apply: () => Promise<ApplyOutcome>;
}

export function createUpdates({ door, reload, isCalm, isAlone, quiet }: UpdateOptions): Updates {
  const listeners = new Set<() => void>();
  let ready = false;
  let takenOver = false;
  let reloading = false;
  const reloadOnce = () => {
    if (reloading) return;
    reloading = true;
    reload();
  };
  const check = async () => {
    const now = await door.hasWaiting().catch(() => false);
    if (now === ready) return;
    ready = now;
    for (const listener of listeners) listener();
  };
  door.onWaiting(() => void check());
  door.onTakenOver(() => {
    takenOver = true;
    if (applying || isCalm()) reloadOnce();
  });
  let applying = false;
  return {
    isReady: () => ready,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    atSafeMoment: async () => {
      await check();
      if (takenOver && isCalm()) {
        reloadOnce();
        return;
      }
      if (!ready) {
        void door.look().catch(() => undefined);
        return;
      }
      // with a form open at the return the next return decides, not the link by which the form is left meanwhile
      if (!isCalm()) return;
      await quiet();
      if (isCalm() && (await isAlone()) && isCalm()) door.letIn();
    },
    apply: async () => {
      await check();
      if (takenOver) {
        reloadOnce();
        return 'applying';
      }
      if (!ready) return 'nothing-new';
      if (!(await isAlone())) return 'other-page-open';
      applying = true;
      door.letIn();
      return 'applying';
    },
  };
}

const holds = new Set<symbol>();

/** While held, no new version takes over: a photo is being worked on, a camera is open. */
export function holdUpdates(): () => void {
  const hold = Symbol('hold');
  holds.add(hold);
  return () => holds.delete(hold);
}

/** A page with a field on it may hold something typed; one without cannot. Choices that are kept at once lie in `data-kept-at-once`. */
export function isPageCalm(page: Document, isSending: () => boolean): boolean {
  if (holds.size > 0 || isSending()) return false;
  const fields = [...page.querySelectorAll('main :is(input:not([type="file"]), textarea, select), dialog[open]')];
  return fields.every((field) => field.closest('[data-kept-at-once]') !== null);
}
