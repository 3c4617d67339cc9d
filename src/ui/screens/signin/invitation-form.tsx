/** Spends an invitation: the code, the name of this phone, one button. What went wrong stands where it can be put right. */
import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import type { Translate } from '../../../content/text.ts';
import type { KnownUser } from '../../../storage/device.ts';
import type { BootParts, SignInProblem } from '../../boot/parts.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { CodeField } from './code-field.tsx';
import { DeviceNameField, keepDeviceName, useDeviceName } from './device-name.tsx';
import { codeLength } from './invitation-code.ts';
import type { QrScannerProps } from './qr-scanner.tsx';

export interface InvitationFormProps {
  t: Translate;
  code: string;
  onCode: (code: string) => void;
  facts: BootParts['facts'];
  signIn: BootParts['signIn'];
  /** `way`: the office has let this person in now; a password, a passkey or an account may lie in the phone, whoever holds it */
  onSignedIn: (user: KnownUser, way?: 'by-invitation') => void;
}

/** problems of the code itself stand at its field, the others above the button */
const ofTheCode: ReadonlySet<SignInProblem> = new Set(['invitation-wrong', 'invitation-expired', 'already-used', 'bad-request']);
const ownWords = [
  'invitation-wrong',
  'invitation-expired',
  'already-used',
  'right-ended',
  'too-many-tries',
  'no-signal',
  'portal',
  'bad-request',
] as const;

export function InvitationForm({ t, code, onCode, facts, signIn, onSignedIn }: InvitationFormProps) {
  const [deviceName, setDeviceName] = useDeviceName(t, facts);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | 'too-short' | 'foreign' | 'phone'>();
  const Scanner = useScanner();

  const submit = async () => {
    if (busy) return;
    if (code.length < codeLength) {
      setProblem('too-short');
      document.querySelector<HTMLElement>('.code-input')?.focus();
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await signIn({ code, deviceName: keepDeviceName(deviceName, t) });
      if (answer.ok) {
        onSignedIn(answer.user, 'by-invitation');
        return;
      }
      setProblem(answer.problem);
      if (ofTheCode.has(answer.problem)) document.querySelector<HTMLElement>('.code-input')?.focus();
    } catch {
      setProblem('phone');
    }
    setBusy(false);
  };
  const change = (next: string, hasForeign: boolean) => {
    onCode(next);
    setProblem(hasForeign ? 'foreign' : undefined);
  };
  const atField =
    problem === 'too-short' || problem === 'foreign' || (problem !== undefined && problem !== 'phone' && ofTheCode.has(problem));

  return (
    <form
      class="signin-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <CodeField
        t={t}
        code={code}
        onCode={change}
        error={atField ? wordsFor(t, problem, codeLength - code.length) : undefined}
        disabled={busy}
      />
      {Scanner.canScan && (
        <Button wide icon="qr" onPress={Scanner.open} disabled={busy}>
          {t('signin.scan')}
        </Button>
      )}
      <DeviceNameField t={t} value={deviceName} onText={setDeviceName} onEnter={() => void submit()} disabled={busy} />
      <div aria-live="assertive">
        {problem !== undefined && !atField && (
          <Banner tone="attention" icon={problem === 'no-signal' ? 'wifi-off' : 'warning'} title={titleFor(t, problem)}>
            {wordsFor(t, problem, 0)}
          </Banner>
        )}
      </div>
      <Button kind="primary" type="submit" wide busy={busy} busyLabel={t('signin.checking')}>
        {t('signin.submit')}
      </Button>
      {Scanner.View && (
        <Scanner.View
          t={t}
          onClose={Scanner.close}
          onCode={(scanned) => {
            Scanner.close();
            change(scanned, false);
          }}
        />
      )}
    </form>
  );
}

type Shown = SignInProblem | 'too-short' | 'foreign' | 'phone';

function knownWord(problem: Shown): (typeof ownWords)[number] | 'too-short' | 'foreign' | 'phone' | 'other' {
  if (problem === 'too-short' || problem === 'foreign' || problem === 'phone') return problem;
  return ownWords.find((word) => word === problem) ?? 'other';
}

function titleFor(t: Translate, problem: Shown): string {
  const word = knownWord(problem);
  return word === 'no-signal' || word === 'portal' || word === 'too-many-tries' || word === 'phone'
    ? t(`signin.problem.${word}.title`)
    : t('signin.problem.other.title');
}

function wordsFor(t: Translate, problem: Shown | undefined, left: number): string {
  return problem === undefined ? '' : t(`signin.problem.${knownWord(problem)}`, { n: left });
}

/** The camera's piece is loaded on the tap; it lies on the phone already, or comes with the signal that sign-in needs anyway. */
function useScanner() {
  const [View, setView] = useState<ComponentType<QrScannerProps>>();
  return {
    canScan: 'mediaDevices' in navigator,
    View,
    open: () => void import('./qr-scanner.tsx').then((module) => setView(() => module.QrScanner)),
    close: () => setView(undefined),
  };
}
