/** Start-up as stages, each with a limit and a way out: who is here, open the store, draw the app. Never waits for the network (R25). */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { KnownUser } from '../../storage/device.ts';
import { StoreProblem, type StoreProblemCode } from '../../storage/store-problem.ts';
import { withTimeLimit } from '../../storage/time-limit.ts';
import { keepChoice, readChoice } from './choices.ts';
import type { BootParts, OpenStore, Sending } from './parts.ts';

/** the limits inside storage are 5 s and say more; these are the net below them */
const usersLimitMs = 7_000;
const storeLimitMs = 9_000;

/** `fault`: something nobody foresaw */
export type RescueCode = StoreProblemCode | 'fault';

export type BootState =
  | { readonly stage: 'opening' }
  | { readonly stage: 'sign-in'; readonly users: readonly KnownUser[] }
  | { readonly stage: 'rescue'; readonly code: RescueCode; readonly detail: StoreProblem['detail']; readonly user: KnownUser | undefined }
  | { readonly stage: 'app'; readonly store: OpenStore; readonly user: KnownUser; readonly sending: Sending; readonly practice: boolean };

export interface BootActs {
  /** the whole start again; `acceptLoss` after the person has read which numbers are gone */
  readonly start: (options?: { acceptLoss?: boolean }) => void;
  /** `known`: chosen among the people of this phone, without an invitation */
  readonly enter: (user: KnownUser, known?: 'known') => void;
  readonly setPractice: (practice: boolean) => void;
  readonly dropPractice: () => Promise<void>;
  readonly leave: () => Promise<void>;
  readonly addUser: () => void;
}

export function useBoot(parts: BootParts, onTrouble: (code: StoreProblemCode) => void): { state: BootState; acts: BootActs } {
  const [state, setState] = useState<BootState>({ stage: 'opening' });
  const run = useRef(0);
  const open = useRef<{ store: OpenStore; sending: Sending }>(undefined);

  const close = () => {
    open.current?.sending.stop();
    open.current?.store.close();
    open.current = undefined;
  };
  /** A late answer of an earlier try changes nothing any more. */
  const begin = () => {
    close();
    run.current += 1;
    const mine = run.current;
    return () => mine === run.current;
  };
  const fail = (error: unknown, user: KnownUser | undefined) =>
    setState({
      stage: 'rescue',
      user,
      code: error instanceof StoreProblem ? error.code : 'fault',
      detail: error instanceof StoreProblem ? error.detail : {},
    });

  const openFor = async (user: KnownUser, isCurrent: () => boolean, acceptLoss: boolean) => {
    const practice = readChoice('practice') === 'on';
    try {
      const opening = parts.openStore({ user, practice, acceptLoss, onTakenOver: () => onTrouble('closed') });
      void opening.then((late) => !isCurrent() && late.close()).catch(() => undefined);
      const store = await withTimeLimit(opening, storeLimitMs, () => new StoreProblem('open-timeout'), parts.wait);
      if (!isCurrent()) return;
      const sending = practice ? nothingToSend : parts.startSending(store, user);
      open.current = { store, sending };
      // the office blocked this phone and the last of its queue has been taken: everything of this user is gone from here (sync.md §3.4)
      sending.onState(() => {
        if (sending.state().phase !== 'revoked') return;
        void (async () => {
          const users = await parts.device.users();
          if (isCurrent() && !users.some((known) => known.user === user.user)) start();
        })();
      });
      keepChoice('known', 'yes');
      setState({ stage: 'app', store, user, sending, practice });
    } catch (error) {
      if (isCurrent()) {
        run.current += 1;
        fail(error, user);
      }
    }
  };
  const start: BootActs['start'] = ({ acceptLoss = false } = {}) => {
    const isCurrent = begin();
    setState({ stage: 'opening' });
    void (async () => {
      try {
        const reading = Promise.all([parts.device.users(), parts.device.lastUser()]);
        const [users, last] = await withTimeLimit(reading, usersLimitMs, () => new StoreProblem('open-timeout'), parts.wait);
        if (!isCurrent()) return;
        if (last !== undefined) await openFor(last, isCurrent, acceptLoss);
        else {
          keepChoice('known', undefined);
          setState({ stage: 'sign-in', users });
        }
      } catch (error) {
        if (isCurrent()) fail(error, undefined);
      }
    })();
  };
  const reopenAs = (practice: boolean) => {
    keepChoice('practice', practice ? 'on' : undefined);
    start();
  };

  useEffect(() => {
    start();
    return () => {
      begin();
    };
    // one start per page
  }, [parts]);

  return {
    state,
    acts: {
      start,
      enter: (user, known) => {
        const isCurrent = begin();
        // never waited for: the work begins at once, the sending follows when the office knows who it is
        if (known !== undefined)
          void parts.renewSession(user).then((renewed) => renewed && isCurrent() && open.current?.sending.wake('tap'));
        setState({ stage: 'opening' });
        void parts.device
          .setLastUser(user.user)
          .then(() => openFor(user, isCurrent, false))
          .catch((error: unknown) => isCurrent() && fail(error, user));
      },
      setPractice: reopenAs,
      dropPractice: async () => {
        const now = open.current;
        if (now === undefined || !now.store.practice) return;
        await now.store.wipe();
        reopenAs(false);
      },
      leave: async () => {
        parts.endSession();
        // whoever takes the phone next, this person too, is asked
        keepChoice('seen', undefined);
        await parts.device.setLastUser(undefined);
        keepChoice('practice', undefined);
        start();
      },
      addUser: () => {
        begin();
        void parts.device.users().then((users) => setState({ stage: 'sign-in', users }));
      },
    },
  };
}

/** Practice has no sender at all: not a switched-off one (lesson R94). */
const idle = { phase: 'idle' } as ReturnType<Sending['state']>;
const nothingToSend: Sending = {
  wake: () => undefined,
  sendNow: async () => idle,
  state: () => idle,
  onState: () => () => undefined,
  stop: () => undefined,
};
