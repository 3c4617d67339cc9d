/** In front of everything: six digits, how long to wait after wrong ones, and the way in for whoever has forgotten them. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Translate } from '../../content/text.ts';
import { isWholePin } from '../../domain/pin.ts';
import type { PinAnswer } from '../../storage/pin.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { PinField } from './lock/pin-field.tsx';
import { pinWords } from './lock/pin-words.ts';
import '../style/screens/lock.css';

export interface LockScreenProps {
  t: Translate;
  name: string;
  nowMs: () => number;
  pin: { readonly look: () => Promise<PinAnswer>; readonly try: (pin: string) => Promise<PinAnswer> };
  onRight: () => void;
  /** to the invitation; the office lets in again */
  onSignIn: () => void;
}

export function LockScreen({ t, name, nowMs, pin, onRight, onSignIn }: LockScreenProps) {
  const element = useRef<HTMLDialogElement>(null);
  const [digits, setDigits] = useState('');
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<PinAnswer>();
  const [forgotten, setForgotten] = useState(false);
  const isWaiting = useWait(answer, nowMs, () => setAnswer(undefined));

  // a modal one: a sheet that was open when the app was left stays behind it
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  useEffect(() => {
    document.title = `${t('lock.title')} · ${t('common.brand')}`;
    void pin
      .look()
      .then((now) => now.is !== 'right' && setAnswer(now))
      .catch(() => undefined);
  }, []);

  const onDigits = async (next: string) => {
    setDigits(next);
    if (answer?.is === 'wrong') setAnswer(undefined);
    if (!isWholePin(next) || busy) return;
    setBusy(true);
    try {
      const now = await pin.try(next);
      if (now.is === 'right') {
        onRight();
        return;
      }
      setAnswer(now);
    } catch {
      setAnswer(undefined);
    }
    setDigits('');
    setBusy(false);
  };

  const onlyOffice = answer?.is === 'sign-in';
  return (
    <dialog ref={element} class="lock" aria-labelledby="lock-title" onCancel={(event) => event.preventDefault()}>
      <div class="lock-body">
        <span class="lock-mark">
          <Icon name="lock" size="large" />
        </span>
        <h1 id="lock-title">{t('lock.title')}</h1>
        <p class="lock-who">{name}</p>
        {onlyOffice ? (
          <p role="alert">{t('lock.sign-in')}</p>
        ) : (
          <PinField
            label={t('lock.label')}
            digits={digits}
            onDigits={(next) => void onDigits(next)}
            disabled={busy || isWaiting}
            autoFocus
            error={pinWords(answer, nowMs(), t)}
          />
        )}
        <p class="quiet small lock-safe">{t('lock.safe')}</p>
        {onlyOffice || forgotten ? (
          <div class="stack">
            {!onlyOffice && <p>{t('lock.forgotten.body')}</p>}
            <Button kind="primary" wide onPress={onSignIn}>
              {t('lock.with-invitation')}
            </Button>
          </div>
        ) : (
          <Button kind="quiet" wide onPress={() => setForgotten(true)}>
            {t('lock.forgotten')}
          </Button>
        )}
      </div>
    </dialog>
  );
}

/** Whether the next try must wait; drawn anew each second until it need not. */
function useWait(answer: PinAnswer | undefined, nowMs: () => number, onOver: () => void): boolean {
  const [, draw] = useState(0);
  const untilMs = answer !== undefined && 'nextAtMs' in answer ? answer.nextAtMs : 0;
  const isWaiting = untilMs > nowMs();
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => (untilMs > nowMs() ? draw((times) => times + 1) : onOver()), 1_000);
    return () => clearInterval(timer);
  }, [untilMs, isWaiting]);
  return isWaiting;
}
