/** The beginning of the minutes, written from what was recorded; the officer goes on in own words, and the meeting signs it on paper. */
import type { Translate } from '../../../content/text.ts';
import type { MeetingNumber } from '../../../domain/meeting-number.ts';
import type { GroupRow, MeetingRow, SessionRow } from '../../../domain/row.ts';
import type { Words } from '../../words/use-words.ts';

/** as much as a meeting's minutes may hold */
export const longestMinutes = 4000;

export interface MinutesOf {
  readonly group: GroupRow;
  readonly meeting: MeetingRow;
  readonly number: MeetingNumber | undefined;
  readonly session: SessionRow | undefined;
}

export function writeMinutes({ group, meeting, number, session }: MinutesOf, t: Translate, words: Words): string {
  const { attendance } = meeting;
  const lines: string[] = [
    [t(`group.meeting.${meeting.kind}`), numberInWords(number, t)].filter(Boolean).join(' '),
    group.name,
    [
      words.day(meeting.heldOn, { style: 'long', weekday: true }),
      meeting.startedAt && t('meeting.minutes.from', { time: meeting.startedAt }),
      meeting.place && t('meeting.minutes.at', { place: meeting.place }),
    ]
      .filter(Boolean)
      .join(' '),
  ];
  if (attendance !== undefined) lines.push(presentLine(attendance, t));
  const leaders = Object.values(session?.people ?? {}).flat();
  if (leaders.length > 0)
    lines.push(
      t('meeting.minutes.named', { names: leaders.map(({ name, position }) => (position ? `${name} (${position})` : name)).join(', ') }),
    );
  meeting.agenda.forEach((line, index) => lines.push('', t('meeting.minutes.agenda', { n: index + 1, line })));
  if (session?.note !== undefined) lines.push('', session.note);
  if (meeting.resolutions.length > 0) lines.push('', t('meeting.minutes.resolutions'));
  meeting.resolutions.forEach((resolution, index) => {
    const { motion, present, for: yes, against, abstain, method, passed } = resolution;
    lines.push(
      t('meeting.minutes.resolution', { n: index + 1, motion, result: t(passed ? 'meeting.passed' : 'meeting.failed') }),
      t(`meeting.minutes.votes.${method}`, { present, for: yes, against, abstain }),
    );
  });
  if (meeting.nextOn !== undefined)
    lines.push('', t('meeting.minutes.next', { day: words.day(meeting.nextOn, { style: 'long', weekday: true }) }));
  if (meeting.endedAt !== undefined) lines.push('', t('meeting.minutes.until', { time: meeting.endedAt }));
  return lines.join('\n').slice(0, longestMinutes);
}

/** The number in its year as minute books write it; empty for meetings that happen once. */
export function numberInWords(number: MeetingNumber | undefined, t: Translate): string {
  return number === undefined ? '' : t('year.meeting.no', { no: number.no, year: number.yearBE });
}

function presentLine({ male, female, total }: NonNullable<MeetingRow['attendance']>, t: Translate): string {
  if (male === undefined && female === undefined) return t('meeting.minutes.present', { total });
  return t('meeting.minutes.present-split', { total, male: male ?? '–', female: female ?? '–' });
}
