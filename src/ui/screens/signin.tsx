/** The first screen of all: who you are, once, with signal. And the same again inside the app when the office asks for it. */
import { useEffect, useState } from 'preact/hooks';
import type { Language, Translate } from '../../content/text.ts';
import type { KnownUser } from '../../storage/device.ts';
import { useApp } from '../app-context.ts';
import { keepChoice } from '../boot/choices.ts';
import { hasOpenIdAnswer } from '../boot/openid-answer.ts';
import type { BootParts } from '../boot/parts.ts';
import { useThisPhone } from '../boot/this-phone.ts';
import { AppShell } from '../parts/app-shell.tsx';
import { Banner } from '../parts/banner.tsx';
import { Card } from '../parts/card.tsx';
import { Icon } from '../parts/icon.tsx';
import { showToast } from '../parts/toast.tsx';
import { Screen } from '../screen.tsx';
import { ChooseUser } from './signin/choose-user.tsx';
import { InstallFirst } from './signin/install-first.tsx';
import { findCode } from './signin/invitation-code.ts';
import { Landscape } from './signin/landscape.tsx';
import { WayIn, type WayInKind, type WayInProps } from './signin/way-in.tsx';
import '../style/screens/signin.css';

export interface SignInProps {
  t: Translate;
  language: Language;
  onLanguage: (language: Language) => void;
  /** everybody who has signed in on this phone before */
  users: readonly KnownUser[];
  facts: BootParts['facts'];
  /** the office ended somebody's work on this phone, and nobody has signed in since */
  wasBlocked: BootParts['device']['wasBlocked'];
  signIn: BootParts['signIn'];
  onChoose: (user: KnownUser) => void;
  onSignedIn: WayInProps['onSignedIn'];
}

export function SignIn({ t, language, onLanguage, users, facts, wasBlocked, signIn, onChoose, onSignedIn }: SignInProps) {
  const [code, setCode] = useInvitedCode();
  const [adding, setAdding] = useState(users.length === 0 || code !== '' || hasOpenIdAnswer());
  const [installFirst, setInstallFirst] = useState(() => facts.isAppleTouch() && !facts.isInstalled() && !hasOpenIdAnswer());

  const [way, setWay] = useState<WayInKind>(hasOpenIdAnswer() ? 'openid' : 'code');
  const [isBlocked, setBlocked] = useState(false);

  useEffect(() => {
    if (code === '') return;
    setAdding(true);
    setWay('code');
  }, [code]);

  useEffect(() => void wasBlocked().then(setBlocked, () => undefined), []);
  useEffect(() => {
    document.title = `${t('signin.title')} · ${t('common.brand')}`;
  }, [t]);

  return (
    <AppShell brand="" destinations={[]} currentPath="/signin" navLabel="" skipLabel={t('common.nav.skip')} bare>
      <main class="signin" id="main" tabIndex={-1}>
        <div class="signin-hero">
          <div class="signin-brand">
            <img src="/icons/icon.svg" alt="" width="52" height="52" />
            <div>
              <h1>{t('common.brand')}</h1>
              <p>{t('signin.tagline')}</p>
            </div>
          </div>
          <button
            type="button"
            class="signin-language"
            lang={language === 'th' ? 'en' : 'th'}
            onClick={() => onLanguage(language === 'th' ? 'en' : 'th')}
          >
            {t('signin.other-language')}
          </button>
          <Landscape />
        </div>
        <div class="signin-body">
          {isBlocked && (
            <Banner tone="stop" icon="lock" title={t('signin.blocked.title')} announce>
              <div class="stack">
                <p>{t('signin.blocked.what')}</p>
                <p>{t('signin.blocked.do')}</p>
                <p>{t('signin.blocked.found')}</p>
              </div>
            </Banner>
          )}
          {installFirst ? (
            <InstallFirst t={t} code={code} onGoOn={() => setInstallFirst(false)} />
          ) : adding ? (
            <>
              <Card raised>
                {way !== 'openid' && (
                  <div class="signin-head">
                    <h2>{t(way === 'password' ? 'signin.password.title' : 'signin.title')}</h2>
                    <p class="quiet">{t(way === 'password' ? 'signin.password.lead' : 'signin.lead')}</p>
                  </div>
                )}
                <WayIn t={t} code={code} onCode={setCode} facts={facts} signIn={signIn} onSignedIn={onSignedIn} way={way} onWay={setWay} />
              </Card>
              <p class="signin-signal">
                <Icon name="wifi-off" size="small" />
                <span>{t('signin.signal')}</span>
              </p>
              {users.length > 0 && (
                <button type="button" class="button button-quiet wide" onClick={() => setAdding(false)}>
                  {t('signin.choose.back')}
                </button>
              )}
            </>
          ) : (
            <ChooseUser t={t} users={users} onChoose={onChoose} onAdd={() => setAdding(true)} />
          )}
        </div>
      </main>
    </AppShell>
  );
}

/** Inside the app, when the office asks who this is: recording goes on, nothing is cleared, the new code renews the sending (lesson R61). */
export function SignInAgainScreen() {
  const { t, me, store } = useApp();
  const phone = useThisPhone();
  const [code, setCode] = useInvitedCode();
  const [way, setWay] = useState<WayInKind>(hasOpenIdAnswer() ? 'openid' : 'code');
  return (
    <Screen title={t('signin.again.title')} back="/me" task>
      <p>{t('signin.again.lead')}</p>
      <Card>
        <WayIn
          t={t}
          code={code}
          onCode={setCode}
          facts={phone.facts}
          way={way}
          onWay={setWay}
          signIn={async (asked) => phone.signIn({ ...asked, waiting: await store.owed() })}
          onSignedIn={(user) => {
            if (user.user !== me.user) keepChoice('practice', undefined);
            history.replaceState(null, '', '/');
            showToast({ text: t('signin.again.done'), icon: 'check' });
            phone.reopen();
          }}
        />
      </Card>
    </Screen>
  );
}

/** A code that came with the address fills the field and is never sent by itself; it is taken out of the address at once. */
function useInvitedCode(): [string, (code: string) => void] {
  const [code, setCode] = useState(() => findCode(location.href) ?? '');
  useEffect(() => {
    const take = () => {
      const found = findCode(location.href);
      if (found !== undefined) setCode(found);
      if (/[?#]/.test(location.href)) history.replaceState(null, '', location.pathname);
    };
    take();
    // an invitation that is opened while this page is there already does not load it again
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return [code, setCode];
}
