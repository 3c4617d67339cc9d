/** The largest card of the day: the one thing to do first, where, when, and the button that begins it. */
import { useText, useToday } from '../../app-context.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { HeroCard } from '../../parts/coach-card.tsx';
import type { Translate } from '../../../content/text.ts';
import { daysBetween } from '../../../domain/thai-calendar.ts';
import { membersOf } from '../../../domain/group-figures.ts';
import { placeOf, shortNameOf } from '../group/in-words.ts';
import { useWords, type Words } from '../../words/use-words.ts';
import { nextInWords } from '../group/next-words.ts';
import type { Job } from './jobs.ts';

export function JobCard({ job }: { job: Job }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const { group, kind } = job;
  const face = jobInWords(job, todayOn, t, words);
  return (
    <HeroCard
      overline={t('today.next')}
      title={face.title}
      detail={
        <>
          {shortNameOf(group, t)}
          <br />
          {placeOf(group.village, t)}
        </>
      }
      chips={
        <>
          {job.on !== undefined && (
            <Chip icon="calendar" tone="next">
              {dayFromToday(job.on, todayOn, t, words)}
              {job.time !== undefined && ` ${t('today.clock', { time: job.time })}`}
            </Chip>
          )}
          {kind === 'pledge-day' && (
            <Chip icon="users" tone="on-dark">
              {membersOf(group).toLocaleString('en-US')} {t('common.unit.people', { n: membersOf(group) })}
            </Chip>
          )}
          <Chip icon="wifi-off" tone="on-dark">
            {t('today.works-offline')}
          </Chip>
        </>
      }
      action={
        <LinkButton href={face.href} kind="secondary" wide>
          {t(kind === 'founding-open' ? 'today.go-on' : 'today.start')}
        </LinkButton>
      }
    />
  );
}

/** What a job is called and where it is done. */
export function jobInWords(job: Job, todayOn: string, t: Translate, words: Words): { title: string; href: string } {
  const home = `/groups/${job.group.id}`;
  if (job.kind === 'pledge-day') return { title: t('today.job.pledge-day'), href: `${home}/collection/${job.on ?? ''}` };
  if (job.kind !== 'next') return { title: t(`today.job.${job.kind}`), href: `${home}/founding` };
  const next = nextInWords(job.next, job.group, todayOn, t, words);
  if (next === undefined) return { title: shortNameOf(job.group, t), href: home };
  return { title: next.step === undefined ? next.title : `${next.step} ${next.title}`, href: next.href };
}

/** "today", "tomorrow", "in 3 days", else the date. */
export function dayFromToday(on: string, todayOn: string, t: Translate, words: Words): string {
  const days = daysBetween(todayOn, on);
  if (days === 0) return t('today.day.today');
  if (days === 1) return t('today.day.tomorrow');
  return days > 1 && days <= 7 ? t('today.day.in', { n: days }) : words.day(on);
}
