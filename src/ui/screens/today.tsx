/** The first screen of an officer: is everything safe, what is first today, which days come up, who waits. */
import { areaName } from '../../content/areas.ts';
import type { GroupRow } from '../../domain/row.ts';
import type { Translate } from '../../content/text.ts';
import type { Grant } from '../../protocol/session.ts';
import { afterPaint } from '../after-paint.tsx';
import { isOfCommittee, useApp, useText, useToday } from '../app-context.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { LinkButton } from '../parts/button.tsx';
import { Columns, Section } from '../parts/card.tsx';
import { CoachCard } from '../parts/coach-card.tsx';
import { IconTile, List, ListRow } from '../parts/list-row.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { Screen } from '../screen.tsx';
import { useGroups } from '../use-store.ts';
import { listNameOf } from './group/in-words.ts';
import { useWords } from '../words/use-words.ts';
import { useLastReadiness } from './ready/last-check.ts';
import { AtRiskCard } from './today/at-risk-card.tsx';
import { ClockBanner } from './today/clock-banner.tsx';
import { DueList } from './today/due-list.tsx';
import { findDues } from './today/dues.ts';
import { JobCard, jobInWords } from './today/job-card.tsx';
import { findJobs, type Job } from './today/jobs.ts';
import { useDays } from './today/use-days.ts';
import '../style/screens/today.css';

export function TodayScreen() {
  const app = useApp();
  const { t, me } = app;
  const words = useWords();
  const todayOn = useToday();
  const groups = useGroups();
  const isFresh = groups?.length === 0;
  return (
    <Screen
      size="hero"
      overline={[words.day(todayOn, { style: 'long', weekday: true }), areaOf(me.grants, t)].filter(Boolean).join(' · ')}
      // no string: the officer's name must not lie in the browser's history
      title={<>{t('today.hello', { name: me.name.split(' ')[0] ?? '' })}</>}
      actionBar={
        isFresh && !isOfCommittee(app) ? (
          <ActionBar
            primary={
              <LinkButton href="/groups/new" kind="primary" icon="plus" wide>
                {t('today.fresh.action')}
              </LinkButton>
            }
          />
        ) : undefined
      }
    >
      <ClockBanner />
      <AtRiskCard />
      {groups === undefined ? <SkeletonRows count={5} label={t('common.loading')} /> : isFresh ? <FreshStart /> : <Day groups={groups} />}
    </Screen>
  );
}

function Day({ groups }: { groups: readonly GroupRow[] }) {
  const app = useApp();
  const { t } = app;
  const todayOn = useToday();
  const ofCommittee = isOfCommittee(app);
  // the days in sessions, visits and reports are the officer's
  const { appointments, talks, later } = useDays(ofCommittee ? undefined : groups, todayOn);
  const [first, ...others] = findJobs(groups, appointments, todayOn, { ofCommittee, talks });
  const dues = findDues(groups, appointments, todayOn, later);
  return (
    <Columns
      main={
        <>
          <FromOffice />
          {first === undefined ? <NothingWaits /> : <JobCard job={first} />}
          <List>
            <ReadyRow />
            {!ofCommittee && <ListRow href="/reports" leading={<IconTile icon="send" />} title={t('today.reports')} />}
          </List>
          <DueList dues={ofCommittee ? dues.filter(({ kind }) => kind === 'pledge-day') : dues} />
        </>
      }
      aside={
        <>
          {others.length > 0 && <WaitingGroups jobs={others} />}
          <WhatsNewCard />
        </>
      }
    />
  );
}

const shownGroups = 6;

function WaitingGroups({ jobs }: { jobs: readonly Job[] }) {
  const t = useText();
  const todayOn = useToday();
  const words = useWords();
  return (
    <Section
      title={t('today.waiting')}
      action={
        jobs.length > shownGroups ? (
          <LinkButton href="/groups" kind="quiet">
            {t('today.waiting.all', { n: jobs.length })}
          </LinkButton>
        ) : undefined
      }
    >
      <List>
        {jobs.slice(0, shownGroups).map((job) => (
          <ListRow
            key={job.group.id}
            href={`/groups/${job.group.id}`}
            leading={<IconTile icon={job.kind === 'next' ? 'clipboard' : 'calendar'} tone={job.kind === 'next' ? 'plain' : 'waiting'} />}
            title={listNameOf(job.group, t)}
            subtitle={jobInWords(job, todayOn, t, words).title}
          />
        ))}
      </List>
    </Section>
  );
}

function NothingWaits() {
  const app = useApp();
  const { t } = app;
  return (
    <CoachCard
      overline={t('today.next')}
      title={t('today.nothing')}
      actions={
        <LinkButton href="/groups" kind="primary">
          {t('today.nothing.action')}
        </LinkButton>
      }
    >
      {!isOfCommittee(app) && <p>{t('today.nothing.why')}</p>}
    </CoachCard>
  );
}

/** Seen before leaving: when this phone was last tried without a network, and how that went. */
function ReadyRow() {
  const t = useText();
  const readiness = useLastReadiness();
  return (
    <ListRow
      href="/me/ready"
      leading={<IconTile icon="shield" tone={readiness === undefined ? 'plain' : readiness.isReady ? 'done' : 'waiting'} />}
      title={readiness?.title ?? t('common.loading')}
      subtitle={readiness?.line ?? '\u00a0'}
    />
  );
}

/** What the office asks or tells this person stands first: it is rare and does not wait. It comes after the first paint, which never waits for it. */
const FromOffice = afterPaint(async () => (await import('./today/from-office.tsx')).FromOffice);
/** The last on the page, and told once. */
const WhatsNewCard = afterPaint(async () => (await import('./today/whats-new-card.tsx')).WhatsNewCard);

/** No group yet: what to do first, and what the phone should have before leaving. */
function FreshStart() {
  const app = useApp();
  const { t } = app;
  if (isOfCommittee(app))
    return (
      <CoachCard overline={t('today.next')} title={t('today.fresh.committee')}>
        <p>{t('today.fresh.committee.why')}</p>
      </CoachCard>
    );
  return (
    <>
      <FromOffice />
      <CoachCard overline={t('today.next')} title={t('today.fresh')}>
        <p>{t('today.fresh.why')}</p>
      </CoachCard>
      <Section title={t('today.fresh.before')}>
        <List>
          <ListRow href="/guide" leading={<IconTile icon="book" />} title={t('today.fresh.guide')} subtitle={t('today.fresh.guide.why')} />
          <ReadyRow />
          <ListRow
            href="/me"
            leading={<IconTile icon="person" />}
            title={t('today.fresh.practice')}
            subtitle={t('today.fresh.practice.why')}
          />
        </List>
      </Section>
      <WhatsNewCard />
    </>
  );
}

/** The areas of the grants by their names; more than three are counted. */
function areaOf(grants: readonly Grant[], t: Translate): string {
  const names = [...new Set(grants.flatMap((grant) => grant.areas))].flatMap((code) => {
    const name = areaName(code);
    if (name === undefined) return [];
    return [t(code.length === 2 ? 'common.province' : code.length === 4 ? 'common.district' : 'common.tambon', { name })];
  });
  return names.length > 3 ? t('today.areas', { first: names[0] ?? '', n: names.length - 1 }) : names.join(' ');
}
