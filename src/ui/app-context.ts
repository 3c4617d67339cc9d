/** What every screen may use: the store, the sender, the clock, ids and words. Screens get these here and create none of them. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language, Translate } from '../content/text.ts';
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import type { Kind, Operation, PayloadOf } from '../domain/operation.ts';
import type { Grant } from '../protocol/session.ts';
import type { Act, PhoneStore } from '../storage/phone-store.ts';
import type { SyncState } from '../sync/sync-state.ts';

/** Who is signed in on this phone; known offline from the last sign-in. */
export interface SignedIn {
  readonly user: string;
  readonly name: string;
  readonly dev: string;
  readonly grants: readonly Grant[];
}

/** Who may begin a group: field roles. An office looks at groups on its board, and a committee has one. */
export function startsGroups({ grants }: Pick<SignedIn, 'grants'>): boolean {
  return grants.some(({ role }) => role === 'field-officer' || role === 'volunteer');
}

export interface AppContext {
  readonly store: PhoneStore;
  readonly me: SignedIn;
  readonly practice: boolean;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly language: Language;
  readonly t: Translate;
  /** asks for a round of sending; never waits for it */
  readonly wake: (reason: 'save' | 'tap') => void;
  /** one round on a tap, told in the end: what was sent, what waits, why */
  readonly sendNow: () => Promise<SyncState>;
  readonly syncState: () => SyncState;
  readonly onSyncState: (listener: () => void) => () => void;
  readonly setLanguage: (language: Language) => void;
  readonly setPractice: (practice: boolean) => void;
  readonly signOut: () => Promise<void>;
}

const Context = createContext<AppContext | undefined>(undefined);
export const AppProvider = Context.Provider;

export function useApp(): AppContext {
  const app = useContext(Context);
  if (app === undefined) throw new Error('useApp outside AppProvider');
  return app;
}

/** The phone of a group's committee, whose only right is its own group: its books, none of the officer's work. */
export function isOfCommittee({ me }: Pick<AppContext, 'me'>): boolean {
  return me.grants.length > 0 && me.grants.every(({ role }) => role === 'committee');
}

export function useText(): Translate {
  return useApp().t;
}

/** Today as a civil date in Thailand, whatever zone the phone is set to. */
export function useToday(): string {
  return civilDateInThailand(useApp().nowMs());
}

/** The personal part of an act without its salt; `undefined` for kinds that have none. */
type Personal<K extends Kind> = Act<K>['s'];

/** What the recorder must know of a draft. */
interface Typed {
  readonly key: string;
  readonly flush: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

export interface Recorder {
  /** an act of the stream, born now; give it to `save` */
  act<K extends Kind>(k: K, p: PayloadOf<K>, s?: Personal<K>): Act<K>;
  /**
   * All or none; resolves after the commit on this phone, then sending is woken.
   *
   * @param draft the form they were typed in. On the disk it ends with the same commit: a page that was killed in between would find a form with
   *   the ids of what is recorded, and the next person typed over it would be taken for the same once more. The open form is empty after it.
   */
  save(acts: readonly Act[], draft?: Typed): Promise<readonly Operation[]>;
}

/** Records operations of one group (or person) from a screen. */
export function useRecorder(g: string): Recorder {
  const { store, newId, nowMs, wake } = useApp();
  return {
    act: (k, p, s) => ({ id: newId(), g, k, at: new Date(nowMs()).toISOString(), p, ...(s === undefined ? {} : { s }) }),
    save: async (acts, draft) => {
      // nothing of it may still be on its way to the disk, where it would come after the end
      await draft?.flush().catch(() => undefined);
      const recorded = await store.record(acts, draft?.key);
      wake('save');
      await draft?.drop();
      return recorded;
    },
  };
}
