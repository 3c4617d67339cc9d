/** The meetings of one group, the newest first, with their votes; and the way to begin another. */
import { useState } from 'preact/hooks';
import { meetingNumber, type MeetingNumber } from '../../../domain/meeting-number.ts';
import { meetingKinds } from '../../../domain/vocabulary.ts';
import type { GroupRow, MeetingRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { DateLeaf, List, ListRow } from '../../parts/list-row.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useReadsOnly } from './books-gate.tsx';

export function MeetingsTab({ group }: { group: GroupRow }) {
  const t = useText();
  const meetings = useRows(group.id, 'meeting');
  const [choosing, setChoosing] = useState(false);
  const readsOnly = useReadsOnly(group);
  if (meetings === undefined) return <SkeletonRows count={4} label={t('common.loading')} />;
  const newestFirst = [...meetings].sort((a, b) => b.heldOn.localeCompare(a.heldOn) || b.at.localeCompare(a.at));
  const add = readsOnly ? undefined : (
    <Button icon="plus" onPress={() => setChoosing(true)}>
      {t('group.meetings.add')}
    </Button>
  );
  return (
    <>
      {newestFirst.length === 0 ? (
        <EmptyState icon="meeting" title={t('group.meetings.none')} action={add}>
          {t('group.meetings.none.why')}
        </EmptyState>
      ) : (
        <>
          {add && <div class="list-tools">{add}</div>}
          <List label={t('group.tab.meetings')}>
            {newestFirst.map((meeting) => (
              <MeetingLine key={meeting.id} g={group.id} meeting={meeting} number={meetingNumber(meeting, meetings)} />
            ))}
          </List>
        </>
      )}
      <BottomSheet open={choosing} onClose={() => setChoosing(false)} title={t('group.meetings.kind')} closeLabel={t('common.close')}>
        <List>
          {meetingKinds.map((kind) => (
            <ListRow
              key={kind}
              href={kind === 'founding' ? `/groups/${group.id}/founding` : `/groups/${group.id}/meetings/new?kind=${kind}`}
              title={t(`group.meeting.${kind}`)}
            />
          ))}
        </List>
      </BottomSheet>
    </>
  );
}

function MeetingLine({ g, meeting, number }: { g: string; meeting: MeetingRow; number: MeetingNumber | undefined }) {
  const t = useText();
  const words = useWords();
  const leaf = words.leaf(meeting.heldOn);
  const vote = meeting.resolutions.at(-1);
  const line = [
    number && t('year.meeting.no', { no: number.no, year: number.yearBE }),
    meeting.place,
    meeting.attendance && t('group.meetings.present', { n: meeting.attendance.total }),
    vote && t('group.meetings.vote', { for: vote.for, against: vote.against, abstain: vote.abstain }),
    meeting.resolutions.length > 1 && t('group.meetings.votes', { n: meeting.resolutions.length }),
  ].filter(Boolean);
  return (
    <ListRow
      href={`/groups/${g}/meetings/${meeting.id}`}
      leading={<DateLeaf {...leaf} />}
      title={t(`group.meeting.${meeting.kind}`)}
      subtitle={
        <>
          {line.join(' · ')}
          {meeting.heldOn.slice(0, 4) !== meeting.at.slice(0, 4) && <span> · {words.day(meeting.heldOn)}</span>}
        </>
      }
      trailing={meeting.state === 'open' ? <Tag tone="waiting">{t('group.meetings.open')}</Tag> : undefined}
    />
  );
}
