/** What start-up is made of: given by `main.tsx` from storage and sync, and by tests from fakes. Boot creates none of it. */
import type { CopyResponse } from '../../protocol/copy.ts';
import type { Device, KnownUser } from '../../storage/device.ts';
import type { Phone } from '../../storage/phone-internals.ts';
import type { Wait } from '../../storage/time-limit.ts';
import type { Reminders } from '../../sync/reminders.ts';
import type { Session, SessionResult, WayIn } from '../../sync/session.ts';
import type { SyncState } from '../../sync/sync-state.ts';
import type { Failed } from '../../sync/transport.ts';
import type { PinKeeper } from '../../storage/pin.ts';
import type { PreparedPhoto } from '../../storage/photo-shrink.ts';
import type { PhoneFacts } from './phone-facts.ts';
import type { Updates } from './updates.ts';

/** The store as boot and the device page use it: more than what every screen sees. */
export type OpenStore = Phone;

export interface Sending {
  readonly wake: (reason: 'save' | 'tap') => void;
  readonly sendNow: () => Promise<SyncState>;
  readonly state: () => SyncState;
  readonly onState: (listener: () => void) => () => void;
  readonly stop: () => void;
}

export interface OpenRequest {
  readonly user: KnownUser;
  readonly practice: boolean;
  readonly acceptLoss: boolean;
  /** another page with a newer version took the database */
  readonly onTakenOver: () => void;
}

export type SignInAsked = WayIn & {
  readonly deviceName: string;
  readonly waiting?: number;
};
export type SignInOutcome = SessionResult;
export type SignInProblem = Extract<SessionResult, { ok: false }>['problem'];

export interface BootParts {
  readonly version: string;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly wait: Wait;
  readonly device: Pick<Device, 'users' | 'lastUser' | 'setLastUser' | 'hasPin' | 'dropPin' | 'wasBlocked'>;
  /** the six digits that lock the app; a piece of its own, since a phone that is open seldom needs it */
  readonly pin: () => Promise<PinKeeper>;
  readonly openStore: (request: OpenRequest) => Promise<OpenStore>;
  /** never called for practice */
  readonly startSending: (store: OpenStore, user: KnownUser) => Sending;
  /** `waiting`: what of this phone the office has not, or must have back (`PhoneStore.owed`) */
  readonly signIn: (asked: SignInAsked) => Promise<SignInOutcome>;
  /** for the next sign-in; `before`: the one there was, where the office asks for it */
  readonly setPassword: Session['setPassword'];
  readonly addPasskey: Session['addPasskey'];
  /** for what a cookie alone must not do */
  readonly vouch: Session['vouch'];
  /** the cookie may be gone or another person's: renewed with the key of this phone when there is signal, without a person */
  readonly renewSession: (user: KnownUser) => Promise<boolean>;
  /** tells the office, when it can be reached, that the session has ended; deletes nothing on this phone and is not waited for */
  readonly endSession: () => void;
  /** what the office has not in its backup, also of a store that does not open, as a sealed file to hand on; `undefined`: nothing to read */
  readonly saveCopy: (user: string) => Promise<File | undefined>;
  /** brings such a file to the office, this phone's or a colleague's; the session is renewed without a person when it must be */
  readonly sendCopy: (user: string, file: File) => Promise<CopyResponse | Failed>;
  /** answers `undefined` where the browser cannot be reminded */
  readonly reminders: (user: KnownUser) => Promise<Reminders | undefined>;
  readonly facts: PhoneFacts;
  readonly updates: Updates;
  readonly shrinkPhoto: (file: File) => Promise<PreparedPhoto>;
  /** the worker answers every request with a network error for three seconds; `false` when there is no worker yet */
  readonly cutNetwork: () => Promise<boolean>;
  /** fetches the page that answers every address, and every file it begins with */
  readonly canStart: () => Promise<boolean>;
}
