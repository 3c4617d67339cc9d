/** What a meeting's page shows of each thing that was written down: who came, the item's answers, the decisions, why it was opened again. */
import { workflowItem } from '../../../content/workflow.ts';
import type { MeetingRow, SessionRow } from '../../../domain/row.ts';
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';
import { useApp, useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Tag } from '../../parts/tag.tsx';
import { clockTime } from '../../screen.tsx';
import { useWords } from '../../words/use-words.ts';

export function Present({ attendance }: { attendance: NonNullable<MeetingRow['attendance']> }) {
  const t = useText();
  const { male, female, total } = attendance;
  return (
    <span>
      <b class="figure">{total}</b> {t('common.unit.people', { n: total })}
      {(male !== undefined || female !== undefined) && (
        <span class="quiet"> {t('meeting.split', { male: male ?? '–', female: female ?? '–' })}</span>
      )}
    </span>
  );
}

export function ItemLines({ session }: { session: SessionRow | undefined }) {
  const t = useText();
  const words = useWords();
  if (session === undefined) return <span class="quiet">{t('meeting.not-yet')}</span>;
  const item = workflowItem(session.step);
  const people = Object.values(session.people ?? {}).flat();
  const chosen = item.fields.flatMap((field) => {
    const value = session.fields[field.key];
    const wanted = Array.isArray(value) ? value : [value];
    const labels = (field.options ?? []).filter((option) => wanted.includes(option.value)).map((option) => words.say(option.label));
    return labels.length === 0 ? [] : [labels.join(' · ')];
  });
  return (
    <ul class="item-lines">
      {session.state === 'in-progress' && (
        <li>
          <Tag tone="waiting">{t('step.state.in-progress')}</Tag>
        </li>
      )}
      {people.length > 0 && (
        <li>
          {people.map((person, index) => (
            <span key={index} class="name">
              {index > 0 && ' · '}
              {person.name}
              {person.position !== undefined && <span class="quiet"> {person.position}</span>}
            </span>
          ))}
        </li>
      )}
      {chosen.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

export function Resolutions({ meeting, home }: { meeting: MeetingRow; home: string }) {
  const t = useText();
  return (
    <ol class="resolutions">
      {meeting.resolutions.map((resolution) => (
        <li key={resolution.resolution}>
          {meeting.state === 'open' ? (
            <a href={`${home}?do=resolve&resolution=${resolution.resolution}`}>
              <span>{resolution.motion}</span>
              <Icon name="pen" size="small" />
              <span class="hidden-text">{t('common.edit')}</span>
            </a>
          ) : (
            <p>{resolution.motion}</p>
          )}
          <p class="vote-line">
            <Tag tone={resolution.passed ? 'done' : 'plain'}>{t(resolution.passed ? 'meeting.passed' : 'meeting.failed')}</Tag>
            <span class="figure-text">
              {t('group.meetings.vote', { for: resolution.for, against: resolution.against, abstain: resolution.abstain })}
            </span>
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Every time it was opened again: why, who, when. */
export function Reopened({ meeting }: { meeting: MeetingRow }) {
  const t = useText();
  const words = useWords();
  const { me } = useApp();
  if (meeting.reopened.length === 0) return null;
  return (
    <Section title={t('meeting.history')}>
      <div class="card card-normal">
        <ol class="plain-lines">
          {meeting.reopened.map((each) => (
            <li key={each.at}>
              {t('meeting.reopened', { reason: each.reason })}
              <span class="quiet small">
                {' '}
                {t(each.by === me.user ? 'member.history.you' : 'member.history.colleague')} ·{' '}
                {words.day(civilDateInThailand(Date.parse(each.at)))} {clockTime(each.at)}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </Section>
  );
}
