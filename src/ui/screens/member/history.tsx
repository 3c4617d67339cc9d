/** What happened with one member, the newest first: put together from the rows, so it is the same on every phone. */
import { formatBaht } from '../../../domain/money.ts';
import type { ConsentRow, MemberRow } from '../../../domain/row.ts';
import { civilDateInThailand, formatThaiMonth } from '../../../domain/thai-calendar.ts';
import { isTextKey, type Translate } from '../../../content/text.ts';
import { useApp, useText } from '../../app-context.ts';
import { clockTime } from '../../screen.tsx';
import { useWords, type Words } from '../../words/use-words.ts';

interface HappenedEvent {
  /** civil date */
  readonly on: string;
  /** instant of recording, when it is known */
  readonly at?: string | undefined;
  readonly by?: string | undefined;
  readonly what: string;
}

export function History({ member, consents }: { member: MemberRow; consents: readonly ConsentRow[] }) {
  const t = useText();
  const { me } = useApp();
  const words = useWords();
  return (
    <ol class="history">
      {eventsOf(member, consents, t, words).map((event, index) => (
        <li key={index}>
          <span class="history-day">{words.day(event.on)}</span>
          <span>
            {event.what}
            {event.by !== undefined && (
              <span class="quiet small history-by">
                {t(event.by === me.user ? 'member.history.you' : 'member.history.colleague')}
                {event.at !== undefined && ` ${clockTime(event.at)}`}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function eventsOf(member: MemberRow, consents: readonly ConsentRow[], t: Translate, words: Words): readonly HappenedEvent[] {
  const events: HappenedEvent[] = [
    {
      on: member.appliedOn,
      at: member.addedAt,
      by: member.addedBy,
      what: t(member.state === 'interested' ? 'member.history.interested' : 'member.history.applied'),
    },
  ];
  const firstOp = Object.entries(member.authors ?? {}).find(([, author]) => author.at === member.addedAt)?.[0];
  for (const [op, author] of Object.entries(member.authors ?? {})) {
    const fields = Object.entries(member.setBy ?? {})
      .filter(([field, by]) => by === op && field !== 'birthPrecision')
      .map(([field]) => (isTextKey(`group.field.${field}`) ? t(`group.field.${field}` as 'group.field.phone') : t('group.field.other')));
    if (op === firstOp || fields.length === 0) continue;
    const what = t('member.history.changed', { fields: [...new Set(fields)].join(' ') });
    events.push({ on: civilDateInThailand(Date.parse(author.at)), at: author.at, by: author.by, what });
  }
  for (const consent of consents) {
    const what = t('member.history.consent', { name: consent.guardianName ?? '' });
    events.push({ on: consent.signedOn, at: consent.at, what });
  }
  for (const pledge of member.pledges) {
    const facts = { baht: formatBaht(pledge.amount, { wholeBaht: 'short' }), month: formatThaiMonth(pledge.effectiveFrom, words.calendar) };
    events.push({ on: pledge.decidedOn, by: pledge.by, what: t(`member.history.pledge.${pledge.decidedBy}`, facts) });
  }
  if (member.joinedOn !== undefined && member.joinedOn !== member.appliedOn)
    events.push({ on: member.joinedOn, what: t('member.history.joined') });
  if (member.leftOn !== undefined && member.leftReason !== undefined) {
    events.push({ on: member.leftOn, what: t('member.history.left', { reason: t(`member.left.${member.leftReason}`) }) });
  }
  // within a day the application comes first, so it stands last
  return events.toReversed().toSorted((a, b) => b.on.localeCompare(a.on));
}
