/** The second way in, for whoever set a password before: name of the account, password, name of this phone. */
import { useState } from 'preact/hooks';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import type { SignInProblem } from '../../boot/parts.ts';
import { DeviceNameField, keepDeviceName, useDeviceName } from './device-name.tsx';
import type { InvitationFormProps } from './invitation-form.tsx';
import { signInWords } from './sign-in-words.ts';

type Shown = SignInProblem | 'missing' | 'phone';

export function PasswordForm({ t, facts, signIn, onSignedIn }: Omit<InvitationFormProps, 'code' | 'onCode'>) {
  const [deviceName, setDeviceName] = useDeviceName(t, facts);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Shown>();

  const submit = async () => {
    if (busy) return;
    if (name.trim() === '' || password === '') return setProblem('missing');
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await signIn({ account: { name: name.trim(), password }, deviceName: keepDeviceName(deviceName, t) });
      if (answer.ok) return onSignedIn(answer.user);
      setProblem(answer.problem);
    } catch {
      setProblem('phone');
    }
    setBusy(false);
  };
  const atField = problem === 'missing' || problem === 'password-wrong';

  return (
    <form
      class="signin-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label={t('signin.account.label')}
        value={name}
        onText={setName}
        autoComplete="username"
        inputMode="email"
        name="username"
        maxLength={100}
        disabled={busy}
      />
      <PasswordField
        label={t('signin.password.label')}
        error={atField ? t(problem === 'missing' ? 'signin.password.missing' : 'signin.password.wrong') : undefined}
        value={password}
        onText={setPassword}
        onEnter={() => void submit()}
        autoComplete="current-password"
        showLabel={t('signin.password.show')}
        hideLabel={t('signin.password.hide')}
        disabled={busy}
      />
      <DeviceNameField t={t} value={deviceName} onText={setDeviceName} onEnter={() => void submit()} disabled={busy} />
      <div aria-live="assertive">
        {problem !== undefined && !atField && (
          <Banner tone="attention" icon={problem === 'no-signal' ? 'wifi-off' : 'warning'}>
            {problem === 'too-many-tries' ? t('signin.password.tries') : signInWords(t, problem)}
          </Banner>
        )}
      </div>
      <Button kind="primary" type="submit" wide busy={busy} busyLabel={t('signin.password.checking')}>
        {t('signin.submit')}
      </Button>
    </form>
  );
}
