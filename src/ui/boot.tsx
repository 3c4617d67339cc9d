/** From an empty page to the app: opening, sign-in, app or rescue. Everything it needs is given; it waits for no network. */
import { ErrorBoundary, lazy } from 'preact-iso';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { createTranslate, loadLaterText, loadText, type Language, type TextTable } from '../content/text.ts';
import type { StoreProblemCode } from '../storage/store-problem.ts';
import { App } from './app.tsx';
import type { AppContext } from './app-context.ts';
import { keepChoice, readChoice, readLanguage } from './boot/choices.ts';
import { findTrouble, useForeground } from './boot/foreground.ts';
import { forgetCameraPage, recallCameraPage } from './photo/camera-page.ts';
import { useSheetRecording } from './money-sheets.ts';
import { usePendingRecording } from './photo/pending-photos.ts';
import { Guard } from './boot/guard.tsx';
import { Opening } from './boot/opening.tsx';
import type { BootParts } from './boot/parts.ts';
import { Rescue } from './boot/rescue.tsx';
import { ThisPhoneProvider, type ThisPhone } from './boot/this-phone.ts';
import { Trouble } from './boot/trouble.tsx';
import { useBoot, type BootState } from './boot/use-boot.ts';
import { usePinGate } from './boot/use-pin-gate.ts';

/** A phone that knows its officer seldom needs these, so they come with their words when asked for. */
const SignIn = lazy(async () => (await Promise.all([import('./screens/signin.tsx').then((m) => m.SignIn), loadLaterText()]))[0]);
const LockScreen = lazy(async () => (await Promise.all([import('./screens/lock.tsx').then((m) => m.LockScreen), loadLaterText()]))[0]);

type AppState = Extract<BootState, { stage: 'app' }>;

export function Boot({ parts }: { parts: BootParts }) {
  const { language, t, setLanguage } = useLanguage();
  const [trouble, setTrouble] = useState<StoreProblemCode>();
  const { state, acts } = useBoot(parts, setTrouble);
  const { facts, updates } = parts;
  const opened = state.stage === 'app' ? state : undefined;
  const gate = usePinGate(parts, opened?.user.user);
  /** behind the lock a screen stays as it was left, but one that was never shown is not drawn at all */
  const shownFor = useRef<AppState>(undefined);
  if (gate.state === 'open') shownFor.current = opened;

  useForeground(() => void updates.atSafeMoment(), [updates]);
  useForeground(() => {
    if (opened !== undefined) void findTrouble(opened.store, parts.wait).then((code) => setTrouble(code));
  }, [opened?.store]);
  useBadge(opened, parts);

  const context = useMemo(() => {
    if (opened === undefined) return undefined;
    const { store, user, sending, practice } = opened;
    const me = { user: user.user, name: user.name, dev: user.dev, grants: user.grants };
    const askToPersistOnce = () => {
      if (practice || readChoice('persist-asked') === 'saved') return;
      keepChoice('persist-asked', 'saved');
      void facts.askToPersist();
    };
    return {
      store,
      me,
      practice,
      nowMs: parts.nowMs,
      newId: parts.newId,
      language,
      t,
      wake: (reason) => {
        if (reason === 'save') askToPersistOnce();
        sending.wake(reason);
      },
      sendNow: sending.sendNow,
      syncState: sending.state,
      onSyncState: sending.onState,
      setLanguage,
      setPractice: acts.setPractice,
      signOut: async () => {
        history.replaceState(null, '', '/');
        await acts.leave();
      },
    } satisfies AppContext;
    // `acts` are new on each drawing but do the same
  }, [opened?.store, opened?.user, language, t]);

  usePendingRecording(context);
  useSheetRecording(context);

  const phone = useMemo((): ThisPhone | undefined => {
    if (opened === undefined) return undefined;
    const { version, shrinkPhoto, cutNetwork, canStart, signIn, setPassword, addPasskey, vouch, device } = parts;
    return {
      version,
      facts,
      updates,
      shrinkPhoto,
      cutNetwork,
      canStart,
      signIn,
      store: opened.store,
      users: () => device.users(),
      setPassword,
      addPasskey,
      vouch,
      reopen: () => acts.start(),
      saveCopy: async () => parts.saveCopy(opened.user.user),
      sendCopy: async (file) => parts.sendCopy(opened.user.user, file),
      reminders: async () => parts.reminders(opened.user),
      pin: {
        has: async () => device.hasPin(opened.user.user),
        try: async (before) => (await parts.pin()).try(opened.user.user, before),
        set: async (pin) => {
          await (await parts.pin()).set(opened.user.user, pin);
          gate.refresh();
        },
        drop: async () => {
          await device.dropPin(opened.user.user);
          gate.refresh();
        },
      },
      dropPractice: acts.dropPractice,
    };
  }, [opened?.store]);

  useMemo(() => {
    // an iPhone starts a killed app at its first page: go back to where the camera was opened (lesson R55)
    const from = recallCameraPage(parts.nowMs());
    forgetCameraPage();
    if (from !== undefined && location.pathname === '/') history.replaceState(null, '', from);
  }, []);
  const path = location.pathname;
  if (state.stage === 'rescue') {
    const { code, detail, user } = state;
    return (
      <Rescue
        t={t}
        code={code}
        detail={detail}
        isAppleTouch={facts.isAppleTouch()}
        onRetry={() => acts.start()}
        onReload={facts.reload}
        onAcceptLoss={() => acts.start({ acceptLoss: true })}
        {...(user !== undefined && { salvage: async () => parts.saveCopy(user.user) })}
      />
    );
  }
  if (state.stage === 'sign-in')
    return (
      <ErrorBoundary>
        <SignIn
          t={t}
          language={language}
          onLanguage={setLanguage}
          users={state.users}
          facts={facts}
          wasBlocked={parts.device.wasBlocked}
          signIn={parts.signIn}
          onChoose={(user) => acts.enter(user, 'known')}
          onSignedIn={(user, way) => {
            void facts.askToPersist();
            // the invitation stays neither in the address nor in the history
            history.replaceState(null, '', '/');
            // the office has let this person in: forgotten digits are over, but not for whoever found a phone that keeps another way in
            void (way ? parts.device.dropPin(user.user) : Promise.resolve()).finally(() => acts.enter(user));
          }}
        />
      </ErrorBoundary>
    );
  if (opened === undefined || context === undefined || phone === undefined || gate.state === 'unknown')
    return <Opening t={t} path={path} known={readChoice('known') === 'yes'} practice={readChoice('practice') === 'on'} />;
  return (
    <Guard
      fallback={() => (
        <Rescue
          t={t}
          code="fault"
          detail={{}}
          isAppleTouch={facts.isAppleTouch()}
          onRetry={() => location.assign('/')}
          onReload={facts.reload}
          onAcceptLoss={() => undefined}
          salvage={phone.saveCopy}
        />
      )}
    >
      <ThisPhoneProvider value={phone}>
        {gate.state === 'locked' && (
          <ErrorBoundary>
            <LockScreen
              t={t}
              name={opened.user.name}
              nowMs={parts.nowMs}
              pin={{
                look: async () => (await parts.pin()).look(opened.user.user),
                try: async (digits) => (await parts.pin()).try(opened.user.user, digits),
              }}
              onRight={gate.unlock}
              onSignIn={acts.addUser}
            />
          </ErrorBoundary>
        )}
        {shownFor.current === opened && (
          <div hidden={gate.state === 'locked'}>
            <App key={context.store.user} context={context} />
          </div>
        )}
        <Trouble
          t={t}
          code={trouble}
          isAppleTouch={facts.isAppleTouch()}
          onReload={facts.reload}
          onRetry={() => void findTrouble(phone.store, parts.wait).then((code) => setTrouble(code))}
        />
      </ThisPhoneProvider>
    </Guard>
  );
}

/** Thai is at hand in the first frame; English comes as its own piece and takes over when it is there. */
function useLanguage() {
  const [language, setLanguage] = useState<Language>(readLanguage);
  const [table, setTable] = useState<TextTable>({});
  useEffect(() => {
    let current = true;
    document.documentElement.lang = language;
    void (async () => {
      const next = await loadText(language).catch(() => undefined);
      if (current && next !== undefined) setTable(next);
    })();
    return () => {
      current = false;
    };
  }, [language]);
  const t = useMemo(() => createTranslate(table), [table]);
  return {
    language,
    t,
    setLanguage: (next: Language) => {
      keepChoice('language', next);
      setLanguage(next);
    },
  };
}

/** What has not been sent, as a number on the app's icon, where the phone has such a thing. */
function useBadge(opened: AppState | undefined, { facts }: BootParts): void {
  useEffect(() => {
    if (opened === undefined || opened.practice) return undefined;
    let current = true;
    const show = () =>
      void opened.store
        .queue()
        .then((queue) => current && facts.showBadge(queue.waiting + queue.photosWaiting + queue.photosFailed + queue.held + queue.rejected))
        .catch(() => undefined);
    show();
    const stop = opened.store.onQueueChange(show);
    return () => {
      current = false;
      stop();
    };
  }, [opened?.store]);
}
