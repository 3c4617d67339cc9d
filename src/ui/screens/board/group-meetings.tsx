/** Meetings of one group with what was voted, the newest first. */
import type { BoardGroupDetail } from '../../../protocol/board.ts';
import { useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useBoardWords } from './in-words.ts';

type Meeting = BoardGroupDetail['meetings'][number];

/** @param meetings `undefined` while only the group's row is known */
export function MeetingSection({ meetings }: { meetings: readonly Meeting[] | undefined }) {
  const t = useText();
  const newestFirst = [...(meetings ?? [])].sort((a, b) => b.heldOn.localeCompare(a.heldOn) || b.at.localeCompare(a.at));
  return (
    <Section title={t('board.group.meetings')}>
      {newestFirst.length === 0 ? (
        <p class="quiet board-note">{t(meetings === undefined ? 'board.group.meetings.unknown' : 'board.group.meetings.none')}</p>
      ) : (
        <ul class="card card-flush list">
          {newestFirst.map((meeting) => (
            <MeetingItem key={meeting.id} meeting={meeting} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function MeetingItem({ meeting }: { meeting: Meeting }) {
  const t = useText();
  const words = useBoardWords();
  const line = [
    words.day(meeting.heldOn),
    meeting.place,
    meeting.attendance && t('group.meetings.present', { n: meeting.attendance.total }),
  ].filter(Boolean);
  return (
    <li class="row board-meeting">
      <p class="board-meeting-head">
        <b>{t(`group.meeting.${meeting.kind}`)}</b>
        {meeting.state === 'open' && <Tag tone="waiting">{t('group.meetings.open')}</Tag>}
      </p>
      <p class="quiet small">{line.join(' · ')}</p>
      {meeting.resolutions.map((vote) => (
        <div key={vote.resolution} class="board-vote">
          <Tag tone={vote.passed ? 'done' : 'plain'}>{t(vote.passed ? 'board.group.vote.passed' : 'board.group.vote.failed')}</Tag>
          <div>
            <p>{vote.motion}</p>
            <p class="quiet small figure-line">
              {t('board.group.vote.counts', { for: vote.for, against: vote.against, abstain: vote.abstain, present: vote.present })}
            </p>
          </div>
        </div>
      ))}
    </li>
  );
}
