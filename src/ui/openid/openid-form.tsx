/** The way in by an account elsewhere: name of this phone, to the provider; and what comes of it when the person is back. */
import { useEffect } from 'preact/hooks';
import { readChoice } from '../boot/choices.ts';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { DeviceNameField, keepDeviceName, useDeviceName } from '../screens/signin/device-name.tsx';
import type { InvitationFormProps } from '../screens/signin/invitation-form.tsx';
import { comeBack, leaveFor, openIdWords } from './openid-way.ts';
import { useOpenIdRun } from './use-openid-run.ts';

export function OpenIdForm({ t, name, facts, signIn, onSignedIn }: { name: string } & Omit<InvitationFormProps, 'code' | 'onCode'>) {
  const [deviceName, setDeviceName] = useDeviceName(t, facts);
  const { busy, problem, run } = useOpenIdRun();

  useEffect(() => {
    const back = comeBack('/signin');
    if (back !== undefined)
      void run(async () => {
        if (!back.ok) return back.problem;
        const answer = await signIn({ openId: back.proof, deviceName: keepDeviceName(readChoice('device-name') ?? '', t) });
        if (!answer.ok) return answer.problem;
        onSignedIn(answer.user);
        return undefined;
      });
  }, []);
  const go = () =>
    void run(async () => {
      keepDeviceName(deviceName, t);
      return leaveFor(name, '/signin');
    });

  return (
    <form
      class="signin-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <div class="signin-head">
        <h2>{t('openid.by', { name })}</h2>
        <p class="quiet">{t('openid.lead')}</p>
      </div>
      <DeviceNameField t={t} value={deviceName} onText={setDeviceName} onEnter={go} disabled={busy} />
      <div aria-live="assertive">
        {problem !== undefined && (
          <Banner tone="attention" icon={problem === 'no-signal' ? 'wifi-off' : 'warning'}>
            {openIdWords(t, problem, name)}
          </Banner>
        )}
      </div>
      <Button kind="primary" type="submit" wide busy={busy} busyLabel={t('signin.password.checking')}>
        {t('openid.go', { name })}
      </Button>
    </form>
  );
}
