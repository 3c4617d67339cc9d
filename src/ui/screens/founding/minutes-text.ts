/** The beginning of the minutes, written from the records; an officer edits it and the meeting signs it on paper. */
import type { Language, Translate } from '../../../content/text.ts';
import { workflow } from '../../../content/workflow.ts';
import { formatBaht } from '../../../domain/money.ts';
import { pledgedInMonth } from '../../../domain/pledge.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { offices } from '../../../domain/vocabulary.ts';
import type { Words } from '../../words/use-words.ts';
import { plainName } from '../../words/member-name.ts';
import { pledgeDayInWords } from '../../words/pledge-day-words.ts';
import { latestSession, type Founding } from './use-founding.ts';

/** At most 4,000 characters, as a meeting's minutes may be. */
export function writeMinutes(founding: Founding, t: Translate, dates: Words, language: Language): string {
  const { group, meeting, attendance, resolution, bylaws } = founding;
  const lines: string[] = [
    t('founding.minutes.head', { group: group.name }),
    t('founding.minutes.when', {
      day: dates.day(founding.on, { style: 'long', weekday: true }),
      time: meeting?.startedAt ?? '',
      place: meeting?.place ?? '',
    }),
  ];
  if (attendance)
    lines.push(t('founding.minutes.present', { total: attendance.total, male: attendance.male ?? '–', female: attendance.female ?? '–' }));
  lines.push('', t('founding.minutes.item-1'), t('founding.minutes.opened'));
  const explained = latestSession(founding.sessions, '2.1')?.fields['explained'];
  if (Array.isArray(explained) && explained.length > 0)
    lines.push(t('founding.minutes.explained', { topics: topicNames(explained as string[], language) }));
  lines.push('', t('founding.minutes.item-2'));
  if (resolution) {
    const counts = { present: resolution.present, for: resolution.for, against: resolution.against, abstain: resolution.abstain };
    lines.push(
      resolution.motion,
      t(resolution.passed ? 'founding.minutes.passed' : 'founding.minutes.failed', counts),
      t(`founding.minutes.by-${resolution.method}`),
    );
  }
  const { accepted, pending, male, female, minors } = group.members;
  if (accepted + pending > 0) {
    lines.push('', t('founding.minutes.item-3'), t('founding.minutes.members', { accepted, male, female, minors }));
    if (pending > 0) lines.push(t('founding.minutes.pending', { n: pending }));
    lines.push(t('founding.minutes.pledged', { baht: formatBaht(pledgedInMonth(group, monthOf(founding.on)), { wholeBaht: 'short' }) }));
  }
  lines.push(...committeeLines(founding, t));
  if (bylaws) {
    lines.push(
      '',
      t('founding.minutes.item-5'),
      t('founding.minutes.pledge-day', { day: pledgeDayInWords(bylaws.rules.pledgeDay, t, dates) }),
      t('founding.minutes.fee', { baht: formatBaht(bylaws.rules.entryFee, { wholeBaht: 'short' }) }),
      t('founding.minutes.later'),
    );
  }
  lines.push('', t('founding.minutes.item-6'), t('founding.minutes.other'));
  return lines.join('\n').slice(0, 4000);
}

function committeeLines(founding: Founding, t: Translate): string[] {
  const live = founding.terms
    .filter((term) => term.branch === 'board' && term.endedOn === undefined)
    .sort((a, b) => offices.indexOf(a.office) - offices.indexOf(b.office));
  if (live.length === 0) return [];
  const memberById = new Map(founding.members.map((member) => [member.id, member]));
  return [
    '',
    t('founding.minutes.item-4'),
    ...live.map((term, index) => {
      const member = memberById.get(term.member);
      const name = member === undefined ? '' : plainName(member.person);
      const votes = term.votes === undefined ? '' : ` (${t('founding.committee.votes', { n: term.votes })})`;
      return `${index + 1}. ${name} – ${t(`founding.office.${term.office}`)}${votes}`;
    }),
  ];
}

function topicNames(values: readonly string[], language: Language): string {
  const options = workflow.items.find((item) => item.key === '2.1')?.fields.find((field) => field.key === 'explained')?.options ?? [];
  return options
    .filter((option) => values.includes(option.value))
    .map((option) => option.label[language])
    .join(', ');
}
