/**
 * Whether the app asks for six digits before it shows anything: after five minutes away, after it was killed and opened later, and always for
 * another person of the same phone. It stands in front of the screens only: store and sending go on behind it.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { isAway } from '../../domain/pin.ts';
import { keepChoice, readChoice } from './choices.ts';
import type { BootParts } from './parts.ts';

/** a page that is killed while open was seen no longer ago than this */
const seenEveryMs = 30_000;

export interface PinGate {
  /** `unknown`: the phone has not said yet whether there are digits */
  readonly state: 'unknown' | 'open' | 'locked';
  readonly unlock: () => void;
  /** digits were set or taken away */
  readonly refresh: () => void;
}

export function usePinGate({ device, nowMs }: Pick<BootParts, 'device' | 'nowMs'>, user: string | undefined): PinGate {
  const [gate, setGate] = useState<{ readonly user: string; readonly state: 'open' | 'locked' }>();
  const [asked, setAsked] = useState(0);
  const hasPin = useRef(false);
  const state = gate === undefined || gate.user !== user ? 'unknown' : gate.state;

  useEffect(() => {
    if (user === undefined) {
      // nobody is in: whoever comes back, with an invitation perhaps, is judged anew
      setGate(undefined);
      return undefined;
    }
    let current = true;
    void device
      .hasPin(user)
      .catch(() => false)
      .then((has) => {
        if (!current) return;
        hasPin.current = has;
        setGate((before) => {
          if (before?.user === user) return before;
          return { user, state: has && isAway(seenAtMs(user), nowMs()) ? locked() : 'open' };
        });
      });
    return () => {
      current = false;
    };
  }, [user, asked]);

  useEffect(() => {
    if (user === undefined || state !== 'open') return undefined;
    const see = () => {
      if (document.visibilityState === 'visible') keepChoice('seen', `${user} ${nowMs()}`);
    };
    const onChange = () => {
      // hidden now: seen until now. Visible again: how long was it?
      if (document.visibilityState === 'hidden') keepChoice('seen', `${user} ${nowMs()}`);
      else if (hasPin.current && isAway(seenAtMs(user), nowMs())) setGate({ user, state: locked() });
      else see();
    };
    see();
    const timer = setInterval(see, seenEveryMs);
    document.addEventListener('visibilitychange', onChange);
    addEventListener('pageshow', onChange);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onChange);
      removeEventListener('pageshow', onChange);
    };
  }, [user, state]);

  return {
    state,
    unlock: () => user !== undefined && setGate({ user, state: 'open' }),
    refresh: () => setAsked((times) => times + 1),
  };
}

/** Locked stays locked: a clock that is set back must not make the absence short again. */
function locked(): 'locked' {
  keepChoice('seen', undefined);
  return 'locked';
}

/** When this person last had the app open before the eyes. */
function seenAtMs(user: string): number | undefined {
  const [who, at] = readChoice('seen')?.split(' ') ?? [];
  return who === user ? Number(at) : undefined;
}
