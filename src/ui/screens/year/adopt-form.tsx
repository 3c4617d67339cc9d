/** Members voted for the draft: it is in force from the day of that meeting (`bylaws.adopt`). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { BylawsRow, GroupRow } from '../../../domain/row.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { useRows } from '../../use-store.ts';
import { TaskForm } from '../member/task-form.tsx';
import { MeetingChoice, votedMeetings } from './meeting-choice.tsx';
import { RuleList } from './rule-list.tsx';

export function AdoptForm({ group, draft }: { group: GroupRow; draft: BylawsRow }) {
  const t = useText();
  const { route } = useLocation();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const form = useDraft<{ meeting: string | undefined }>(`bylaws-adopt:${draft.id}`, { meeting: undefined });
  const meetings = useRows(group.id, 'meeting');
  const home = `/groups/${group.id}/bylaws`;
  // members may have voted on paper before the officer typed the rules
  const voted = votedMeetings(meetings ?? []);
  const chosen = voted.find(({ id }) => id === form.value?.meeting);

  const record = () => {
    setTried(true);
    if (chosen === undefined) return false;
    void saving.run(async () => {
      await recorder.save([recorder.act('bylaws.adopt', { bylaws: draft.id, meeting: chosen.id, adoptedOn: chosen.heldOn })], form);
      await form.drop();
      showToast({ text: t('year.bylaws.adopted.saved', { n: draft.version }), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('year.bylaws.adopt')}
      subtitle={t('year.bylaws.draft', { n: draft.version })}
      back={home}
      save={t('year.bylaws.adopt.save')}
      saving={saving}
      onSave={record}
      disabled={voted.length === 0}
    >
      {meetings === undefined ? (
        <SkeletonRows count={2} label={t('common.loading')} />
      ) : (
        <MeetingChoice
          group={group}
          label={t('year.bylaws.which')}
          hint={t('year.bylaws.which.hint')}
          meetings={voted}
          chosen={chosen?.id}
          onChoose={(meeting) => form.set({ meeting })}
          error={tried && chosen === undefined ? t('year.vote.choose') : undefined}
          opens="monthly"
        />
      )}
      <Section title={t('year.bylaws.draft', { n: draft.version })}>
        <RuleList rules={draft.rules} />
      </Section>
    </TaskForm>
  );
}
