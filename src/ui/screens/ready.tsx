/** "Ready to go": a real trial of this phone before the way to a village, and what must be in the bag. */
import { useState } from 'preact/hooks';
import { isTextKey, type Translate } from '../../content/text.ts';
import { useApp } from '../app-context.ts';
import { useThisPhone } from '../boot/this-phone.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { Section } from '../parts/card.tsx';
import { CheckRow } from '../parts/check-row.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { ProgressBar } from '../parts/progress.tsx';
import { useMoment } from '../photo/moment.ts';
import { Screen } from '../screen.tsx';
import { checkKeys, runCheck, type CheckKey, type CheckResult } from './ready/checks.ts';
import { type BagKey, countFailed, type LastCheck, lastCheckDraft, noCheck, useLastCheck } from './ready/last-check.ts';
import { hasCameraInput, loadFont, makePicture } from './ready/trial-tools.ts';
import '../style/screens/me.css';

type Shown = CheckResult | { readonly state: 'waiting' | 'running' };

const iconByState: Record<Shown['state'], IconName> = {
  waiting: 'clock',
  running: 'refresh',
  ok: 'check',
  note: 'info',
  failed: 'warning',
};
const bagKeys: readonly BagKey[] = ['passbooks', 'forms'];

export function ReadyScreen() {
  const { t } = useApp();
  const moment = useMoment();
  const kept = useLastCheck();
  const { check, running, start, setBag } = useCheck(kept);
  const failed = countFailed(check);
  const done = check.at !== undefined && running === undefined;

  return (
    <Screen
      title={t('me.check.title')}
      back="/me"
      task
      actionBar={
        <ActionBar
          primary={
            <Button kind="primary" wide icon="shield" busy={running !== undefined} busyLabel={t('me.check.running')} onPress={start}>
              {t(check.at === undefined ? 'me.check.run' : 'me.check.again')}
            </Button>
          }
        />
      }
    >
      <div aria-live="polite">
        {done ? (
          <div class={`ready-verdict ${failed === 0 ? 'ready-yes' : 'ready-no'}`}>
            <Icon name={failed === 0 ? 'shield' : 'warning'} size="large" />
            <div>
              <h2>{failed === 0 ? t('me.check.passed') : t('me.check.failed', { n: failed })}</h2>
              <p>{t(failed === 0 ? 'me.check.passed.body' : 'me.check.failed.body', { time: moment(check.at ?? '') })}</p>
            </div>
          </div>
        ) : (
          <p>{t('me.check.lead')}</p>
        )}
      </div>
      {running !== undefined && <ProgressBar label={t('me.check.running')} value={running} max={checkKeys.length} />}
      <Section title={t('me.check.machine')}>
        <ul class="list card card-flush checks" aria-label={t('me.check.machine')}>
          {checkKeys.map((key, index) => (
            <CheckLine key={key} name={key} shown={shownFor(check, key, running, index)} t={t} />
          ))}
        </ul>
      </Section>
      <Section title={t('me.check.bag')}>
        <div class="bag" data-kept-at-once>
          {bagKeys.map((key) => (
            <CheckRow
              key={key}
              label={t(`me.check.bag.${key}`)}
              checked={check.bag.includes(key)}
              onCheck={(packed) => setBag(key, packed)}
            />
          ))}
        </div>
      </Section>
      {kept === undefined && <Banner tone="info">{t('common.loading')}</Banner>}
    </Screen>
  );
}

function shownFor(check: LastCheck, key: CheckKey, running: number | undefined, index: number): Shown {
  if (running === index) return { state: 'running' };
  return check.results[key] ?? { state: 'waiting' };
}

function CheckLine({ name, shown, t }: { name: CheckKey; shown: Shown; t: Translate }) {
  return (
    <li class={`row check-line check-${shown.state}`}>
      <div class="row-face">
        <span class="check-mark">
          <Icon name={iconByState[shown.state]} />
        </span>
        <span class="row-text">
          <span class="row-title">{t(`me.check.${name}`)}</span>
          <span class="row-subtitle">{lineWords(name, shown, t)}</span>
        </span>
        <span class="hidden-text">{t(`me.check.state.${shown.state}`)}</span>
      </div>
    </li>
  );
}

function lineWords(name: CheckKey, shown: Shown, t: Translate): string {
  if (!('word' in shown)) return t(`me.check.state.${shown.state}`);
  const key = `me.check.${name}.${shown.word}`;
  return t(isTextKey(key) ? key : `me.check.state.${shown.state}`, shown.values);
}

/** Runs the lines one after the other, so that each is seen; what came out stays on this phone with its time. */
function useCheck(kept: LastCheck | undefined) {
  const { store, nowMs, t } = useApp();
  const phone = useThisPhone();
  const [own, setOwn] = useState<LastCheck>();
  const [running, setRunning] = useState<number>();
  const check = own ?? kept ?? noCheck;
  const keep = (next: LastCheck) => {
    setOwn(next);
    void store.saveDraft(lastCheckDraft, next).catch(() => undefined);
  };
  const start = async () => {
    if (running !== undefined) return;
    let next: LastCheck = { results: {}, bag: check.bag };
    setOwn(next);
    for (const [index, key] of checkKeys.entries()) {
      setRunning(index);
      const result = await runCheck(key, { phone, makePicture, loadFont, hasCameraInput, t });
      next = { ...next, results: { ...next.results, [key]: result } };
      setOwn((before) => ({ ...next, bag: before?.bag ?? next.bag }));
    }
    setRunning(undefined);
    scrollTo({ top: 0 });
    setOwn((before) => {
      const ended = { ...next, bag: before?.bag ?? next.bag, at: new Date(nowMs()).toISOString() };
      void store.saveDraft(lastCheckDraft, ended).catch(() => undefined);
      return ended;
    });
  };
  return {
    check,
    running,
    start: () => void start(),
    setBag: (key: BagKey, packed: boolean) =>
      keep({ ...check, bag: packed ? [...check.bag.filter((one) => one !== key), key] : check.bag.filter((one) => one !== key) }),
  };
}
