/** What the device's own pages and the camera need of this phone, beside the records every screen sees. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CopyResponse } from '../../protocol/copy.ts';
import type { KnownUser } from '../../storage/device.ts';
import type { PinAnswer } from '../../storage/pin.ts';
import type { Reminders } from '../../sync/reminders.ts';
import type { Failed } from '../../sync/transport.ts';
import type { BootParts, OpenStore } from './parts.ts';

export interface ThisPhone extends Pick<
  BootParts,
  'version' | 'signIn' | 'setPassword' | 'addPasskey' | 'vouch' | 'facts' | 'updates' | 'shrinkPhoto' | 'cutNetwork' | 'canStart'
> {
  readonly store: OpenStore;
  /** everybody who has signed in here, the one at work included */
  readonly users: () => Promise<readonly KnownUser[]>;
  /** after a renewed sign-in: opens the store again under the grants and the device number the office gave */
  readonly reopen: () => void;
  /** what has not reached the office, sealed as a file to hand on; `undefined`: nothing */
  readonly saveCopy: () => Promise<File | undefined>;
  readonly sendCopy: (file: File) => Promise<CopyResponse | Failed>;
  /** answers `undefined` where the browser cannot be reminded */
  readonly reminders: () => Promise<Reminders | undefined>;
  /** the six digits of the person at work */
  readonly pin: {
    readonly has: () => Promise<boolean>;
    /** @param before the digits that were there, when there were some */
    readonly try: (before: string) => Promise<PinAnswer>;
    readonly set: (pin: string) => Promise<void>;
    readonly drop: () => Promise<void>;
  };
  /** throws the practice records away, on request only, and leaves practice */
  readonly dropPractice: () => Promise<void>;
}

const Context = createContext<ThisPhone | undefined>(undefined);
export const ThisPhoneProvider = Context.Provider;

export function useThisPhone(): ThisPhone {
  const phone = useContext(Context);
  if (phone === undefined) throw new Error('useThisPhone outside ThisPhoneProvider');
  return phone;
}
