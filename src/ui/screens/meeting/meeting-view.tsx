/** One meeting as a page of the minute book: who came, what was decided, what was written, the photos; and the next thing to write down. */
import type { ComponentChildren } from 'preact';
import { workflowItem } from '../../../content/workflow.ts';
import { canDo } from '../../../domain/gate.ts';
import type { MeetingNumber } from '../../../domain/meeting-number.ts';
import type { GroupRow, MeetingRow, SessionRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Screen } from '../../screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { PhotoAttach } from '../../photo-attach.tsx';
import { FieldConflicts } from '../group/conflict-card.tsx';
import { useTopOfPage } from '../member/top-of-page.ts';
import { AnnualChecklist } from './annual-checklist.tsx';
import { itemOfMeeting } from './meeting-item.ts';
import { numberInWords } from './minutes-text.ts';
import { ItemLines, Present, Reopened, Resolutions } from './meeting-parts.tsx';

export interface MeetingViewProps {
  group: GroupRow;
  meeting: MeetingRow;
  number: MeetingNumber | undefined;
  session: SessionRow | undefined;
  home: string;
}

export function MeetingView({ group, meeting, number, session, home }: MeetingViewProps) {
  const t = useText();
  const words = useWords();
  useTopOfPage(meeting.id);
  const isOpen = meeting.state === 'open';
  const item = itemOfMeeting(meeting.kind);
  const needsItem = item !== undefined && canDo(group, item).open && session?.state !== 'done';
  const print = `/print/${meeting.kind === 'founding' ? 'minutes' : 'meeting'}/${group.id}?meeting=${meeting.id}`;
  const line = [
    meeting.startedAt &&
      (meeting.endedAt === undefined
        ? t('meeting.time', { from: meeting.startedAt })
        : t('meeting.times', { from: meeting.startedAt, to: meeting.endedAt })),
    meeting.place,
  ].filter(Boolean);

  const next = (): { href: string; label: string } => {
    if (!isOpen) return { href: print, label: t('meeting.print') };
    if (meeting.kind === 'founding') return { href: `/groups/${group.id}/founding`, label: t('meeting.founding.go') };
    if (meeting.attendance === undefined || needsItem)
      return { href: `${home}?do=attend`, label: t(item === undefined ? 'meeting.attend.go' : 'meeting.attend.go-item') };
    if (meeting.minutes === undefined) return { href: `${home}?do=minutes`, label: t('meeting.minutes.write') };
    return { href: `${home}?do=close`, label: t('meeting.close') };
  };
  const primary = next();

  return (
    <Screen
      title={t(`group.meeting.${meeting.kind}`)}
      subtitle={[numberInWords(number, t), words.day(meeting.heldOn, { style: 'long', weekday: true })].filter(Boolean).join(' · ')}
      back={`/groups/${group.id}?tab=meetings`}
      focusKey={meeting.id}
      actionBar={
        <ActionBar
          primary={
            <LinkButton kind="primary" wide href={primary.href} icon={isOpen ? undefined : 'print'}>
              {primary.label}
            </LinkButton>
          }
        />
      }
    >
      <p class="meeting-standing">
        <Tag tone={isOpen ? 'waiting' : 'done'}>{t(isOpen ? 'meeting.state.open' : 'meeting.state.closed')}</Tag>
        <span class="quiet">{line.join(' · ')}</span>
        <LinkButton kind="quiet" icon="pen" href={`${home}?do=edit`}>
          {t('meeting.edit')}
        </LinkButton>
      </p>
      <FieldConflicts g={group.id} row={`meeting:${meeting.id}`} conflicts={meeting.conflicts} />
      {meeting.flags?.includes('vote-count-differs') === true && <Banner tone="attention">{t('group.flag.vote-count-differs')}</Banner>}
      {isOpen && meeting.kind === 'founding' && (
        <Banner tone="info" icon="meeting" title={t('meeting.founding')}>
          {t('meeting.founding.why')}
        </Banner>
      )}
      <ul class="card card-flush meeting-parts">
        <Part
          icon="users"
          title={t('meeting.part.attend')}
          href={isOpen ? `${home}?do=attend` : undefined}
          action={t(meeting.attendance === undefined ? 'meeting.write' : 'common.edit')}
          isDone={meeting.attendance !== undefined}
        >
          {meeting.attendance === undefined ? (
            <span class="quiet">{t('meeting.not-yet')}</span>
          ) : (
            <Present attendance={meeting.attendance} />
          )}
        </Part>
        {item !== undefined && (
          <Part
            icon="clipboard"
            title={`${t('meeting.item', { item })} ${words.say(workflowItem(item).short)}`}
            href={isOpen ? `${home}?do=attend` : undefined}
            action={t(session === undefined ? 'meeting.write' : 'common.edit')}
            isDone={session?.state === 'done'}
          >
            <ItemLines session={session} />
          </Part>
        )}
        <Part
          icon="vote"
          title={t('meeting.part.resolutions')}
          href={isOpen ? `${home}?do=resolve` : undefined}
          action={t('meeting.add')}
          isDone={meeting.resolutions.length > 0}
        >
          {meeting.resolutions.length === 0 ? (
            <span class="quiet">{t('meeting.no-resolution')}</span>
          ) : (
            <Resolutions meeting={meeting} home={home} />
          )}
        </Part>
        <Part
          icon="book"
          title={t('meeting.part.minutes')}
          href={isOpen ? `${home}?do=minutes` : undefined}
          action={t(meeting.minutes === undefined ? 'meeting.write' : 'common.edit')}
          isDone={meeting.minutes !== undefined}
        >
          {meeting.minutes === undefined ? (
            <span class="quiet">{t('meeting.not-yet')}</span>
          ) : (
            <span class="minutes-start">{meeting.minutes}</span>
          )}
        </Part>
      </ul>
      {meeting.kind === 'annual' && <AnnualChecklist group={group} meeting={meeting} />}
      {meeting.agenda.length > 0 && (
        <Section title={t('meeting.agenda')}>
          <ol class="card card-normal agenda-read">
            {meeting.agenda.map((each, index) => (
              <li key={index}>{each}</li>
            ))}
          </ol>
        </Section>
      )}
      <div class="card card-normal">
        <PhotoAttach g={group.id} for={{ kind: 'meeting', id: meeting.id }} label={t('meeting.photos')} hint={t('meeting.photos.hint')} />
      </div>
      {meeting.nextOn !== undefined && (
        <p class="side-note">
          <Icon name="calendar" size="small" /> {t('meeting.next.is', { day: words.day(meeting.nextOn, { style: 'long', weekday: true }) })}
        </p>
      )}
      <Reopened meeting={meeting} />
      <div class="quiet-end">
        {isOpen && meeting.attendance !== undefined && (
          <LinkButton kind="quiet" icon="print" href={print}>
            {t('meeting.print')}
          </LinkButton>
        )}
        {isOpen ? (
          primary.href !== `${home}?do=close` && (
            <LinkButton kind="quiet" icon="check" href={`${home}?do=close`}>
              {t('meeting.close')}
            </LinkButton>
          )
        ) : (
          <LinkButton kind="quiet" icon="undo" href={`${home}?do=reopen`}>
            {t('meeting.reopen')}
          </LinkButton>
        )}
      </div>
    </Screen>
  );
}

interface PartProps {
  icon: IconName;
  title: ComponentChildren;
  /** where it is written down; none once the meeting is closed */
  href: string | undefined;
  action: string;
  isDone: boolean;
  children: ComponentChildren;
}

function Part({ icon, title, href, action, isDone, children }: PartProps) {
  return (
    <li class="meeting-part">
      <span class={`icon-tile tile-${isDone ? 'done' : 'plain'}`}>
        <Icon name={isDone ? 'check' : icon} />
      </span>
      <h2>{title}</h2>
      {href !== undefined && (
        <LinkButton kind="quiet" href={href}>
          {action}
          <span class="hidden-text"> {title}</span>
        </LinkButton>
      )}
      <div class="meeting-part-body">{children}</div>
    </li>
  );
}
