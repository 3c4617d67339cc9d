/** Who is at work and on which phone: safety of the records in words, readiness, choices, practice, blank papers, repair, leaving. */
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { useThisPhone } from '../boot/this-phone.ts';
import { Banner } from '../parts/banner.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { Columns, Section } from '../parts/card.tsx';
import { Icon } from '../parts/icon.tsx';
import { IconTile, List, ListRow } from '../parts/list-row.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { Screen } from '../screen.tsx';
import { useSyncState } from '../use-store.ts';
import { CareSection } from './me/care-section.tsx';
import { ChoicesSection } from './me/choices-section.tsx';
import { DeviceSection } from './me/device-section.tsx';
import { OfficeSection } from './me/office-section.tsx';
import { areaWords, nameParts, roleWords } from './me/person-words.ts';
import { PhonesSection } from './me/phones-section.tsx';
import { PracticeSection } from './me/practice-section.tsx';
import { useLastReadiness } from './ready/last-check.ts';
import '../style/screens/me.css';

const blankPapers = ['application', 'consent', 'attendance', 'cash-count', 'kit', 'notice'] as const;

export function MeScreen() {
  const { t, me, practice } = useApp();
  const { phase } = useSyncState();
  return (
    <Screen title={t('me.title')} size="hero">
      <UpdateBanner />
      {phase === 'signin-required' && (
        <Banner
          tone="attention"
          icon="key"
          title={t('me.signin.title')}
          actions={
            <LinkButton href="/signin" kind="primary">
              {t('me.signin.action')}
            </LinkButton>
          }
        >
          {t('me.signin.body')}
        </Banner>
      )}
      {phase === 'revoked' && (
        <Banner tone="stop" title={t('me.revoked.title')}>
          {t('me.revoked.body')}
        </Banner>
      )}
      {phase === 'ended' && (
        <Banner tone="attention" icon="key" title={t('me.ended.title')}>
          {t('me.ended.body')}
        </Banner>
      )}
      <Columns
        main={
          <>
            <div class="card me-card">
              <span class="me-face">
                <Icon name="person" size="large" />
              </span>
              <div>
                <h2>
                  <PersonName parts={nameParts(me.name)} />
                </h2>
                <p>{roleWords(me.grants, t)}</p>
                <p class="quiet">{areaWords(me.grants, t)}</p>
              </div>
            </div>
            <ReadyCard />
            <OfficeSection />
            <DeviceSection />
            {!practice && <PhonesSection />}
          </>
        }
        aside={
          <>
            <ChoicesSection />
            <PracticeSection />
            <Section title={t('me.papers')}>
              <p class="quiet small me-note">{t('me.papers.note')}</p>
              <List label={t('me.papers')}>
                {blankPapers.map((paper) => (
                  <ListRow key={paper} leading={<IconTile icon="print" />} title={t(`me.paper.${paper}`)} href={`/print/${paper}/blank`} />
                ))}
              </List>
            </Section>
            <CareSection />
          </>
        }
      />
    </Screen>
  );
}

function ReadyCard() {
  const { t } = useApp();
  const readiness = useLastReadiness();
  return (
    <div class="hero-card me-ready">
      <h2>{readiness?.title ?? t('common.loading')}</h2>
      <p class="hero-line">{readiness?.line}</p>
      <a class="button button-secondary wide" href="/me/ready">
        <span class="button-face">
          <Icon name="shield" />
          <span>{t(readiness?.isReady === true ? 'me.check.again' : 'me.check.run')}</span>
        </span>
      </a>
    </div>
  );
}

/** The one place where a new version is spoken of: it comes by itself at a safe moment, or now on a tap (lesson R22). */
function UpdateBanner() {
  const { t } = useApp();
  const { updates } = useThisPhone();
  const [ready, setReady] = useState(updates.isReady);
  const [busy, setBusy] = useState(false);
  const [otherPage, setOtherPage] = useState(false);
  useEffect(() => updates.onChange(() => setReady(updates.isReady())), [updates]);
  if (!ready) return null;
  const apply = async () => {
    setBusy(true);
    const outcome = await updates.apply();
    setOtherPage(outcome === 'other-page-open');
    setBusy(outcome === 'applying');
  };
  return (
    <Banner
      tone="info"
      icon="download"
      title={t('me.update.title')}
      actions={
        <Button kind="primary" busy={busy} onPress={() => void apply()}>
          {t('me.update.action')}
        </Button>
      }
    >
      {t(otherPage ? 'me.update.other-page-open' : 'me.update.body')}
    </Banner>
  );
}
