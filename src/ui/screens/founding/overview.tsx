/** The first page of the run: where we are in the three hours, all parts, and one button to go on. */
import { useApp, useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Screen } from '../../screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { FoundingSegments, FoundingTally } from './founding-frame.tsx';
import { nextPart } from './founding-parts.ts';
import { TwoMeetings } from './two-meetings.tsx';
import { PartList } from './part-list.tsx';
import type { Founding } from './use-founding.ts';

export function FoundingOverview({ founding }: { founding: Founding }) {
  const t = useText();
  const { nowMs } = useApp();
  const { day } = useWords();
  const { g, group, meeting } = founding;
  const next = nextPart(founding);
  const isOver = meeting?.state === 'closed' && next === 'finish';
  return (
    <Screen
      title={t('founding.title')}
      subtitle={group.name}
      back={`/groups/${g}`}
      task
      summary={
        <div class="founding-top">
          <FoundingSegments founding={founding} part={isOver ? undefined : next} />
          <FoundingTally founding={founding} />
        </div>
      }
      actionBar={
        <ActionBar
          primary={
            <LinkButton kind="primary" wide href={`/groups/${g}/founding/${next}`}>
              {isOver ? t('founding.overview.look') : t('founding.overview.go', { part: t(`founding.part.${next}`) })}
            </LinkButton>
          }
        />
      }
    >
      <div class="founding stack">
        <p class="founding-hours">
          <b>{day(founding.on, { weekday: true, style: 'long' })}</b>
          <br />
          {hoursText(founding, nowMs(), t)}
        </p>
        <TwoMeetings founding={founding} />
        <nav aria-label={t('founding.parts')}>
          <PartList founding={founding} next={next} />
        </nav>
        <p class="quiet small">{t('founding.overview.resume')}</p>
      </div>
    </Screen>
  );
}

function hoursText({ meeting }: Founding, nowMs: number, t: ReturnType<typeof useText>): string {
  if (meeting === undefined) return t('founding.hours.before');
  const startedMs =
    meeting.startedAt === undefined ? Date.parse(meeting.at) : Date.parse(`${meeting.heldOn}T${meeting.startedAt}:00+07:00`);
  const start = meeting.startedAt ?? '';
  if (meeting.state === 'closed') return t('founding.hours.closed', { start, end: meeting.endedAt ?? '' });
  const minutes = Math.floor((nowMs - startedMs) / 60_000);
  if (minutes < 0 || minutes > 12 * 60) return t('founding.hours.start', { start });
  return t('founding.hours.passed', { start, h: Math.floor(minutes / 60), m: minutes % 60 });
}
