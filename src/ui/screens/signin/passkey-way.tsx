/** For whoever added a passkey before: one tap, no name. Shown only where the browser has such a thing. */
import { useEffect, useState } from 'preact/hooks';
import type { SignInProblem } from '../../boot/parts.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { askPasskey, canUsePasskeys, whyNot } from '../../passkey.ts';
import { keepDeviceName, useDeviceName } from './device-name.tsx';
import type { InvitationFormProps } from './invitation-form.tsx';
import { signInWords } from './sign-in-words.ts';

type Shown = SignInProblem | 'cancelled' | 'cannot' | 'phone';

export function PasskeyWay({ t, facts, signIn, onSignedIn }: Omit<InvitationFormProps, 'code' | 'onCode'>) {
  const [deviceName] = useDeviceName(t, facts);
  const [canUse, setCanUse] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Shown>();
  useEffect(() => void canUsePasskeys().then(setCanUse), []);
  if (!canUse) return null;

  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await signIn({ passkey: askPasskey, deviceName: keepDeviceName(deviceName, t) });
      if (answer.ok) return onSignedIn(answer.user);
      setProblem(answer.problem);
    } catch (error) {
      const why = whyNot(error);
      setProblem(why === 'cancelled' || why === 'cannot' ? why : 'phone');
    }
    setBusy(false);
  };
  return (
    <>
      <Button kind="quiet" wide busy={busy} busyLabel={t('signin.password.checking')} onPress={() => void submit()}>
        {t('signin.by-passkey')}
      </Button>
      <div aria-live="assertive">
        {problem === 'cancelled' && <p class="quiet">{t('signin.passkey.cancelled')}</p>}
        {problem !== undefined && problem !== 'cancelled' && (
          <Banner tone="attention" icon={problem === 'no-signal' ? 'wifi-off' : 'warning'}>
            {problem === 'cannot' ? t('signin.passkey.cannot') : signInWords(t, problem)}
          </Banner>
        )}
      </div>
    </>
  );
}
