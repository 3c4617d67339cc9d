/** The minutes as a page to write on, with a beginning made from what was recorded. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { MeetingNumber } from '../../../domain/meeting-number.ts';
import type { GroupRow, MeetingRow, SessionRow } from '../../../domain/row.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { useWords } from '../../words/use-words.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { longestMinutes, writeMinutes } from './minutes-text.ts';

export interface MinutesFormProps {
  group: GroupRow;
  meeting: MeetingRow;
  number: MeetingNumber | undefined;
  session: SessionRow | undefined;
  home: string;
}

export function MinutesForm({ group, meeting, number, session, home }: MinutesFormProps) {
  const t = useText();
  const words = useWords();
  const { route } = useLocation();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const [isReplacing, setReplacing] = useState(false);
  const written = writeMinutes({ group, meeting, number, session }, t, words);
  const draft = useDraft<{ text: string }>(`meeting-minutes:${meeting.id}`, { text: meeting.minutes ?? written });
  const text = draft.value?.text ?? '';
  const isEmpty = text.trim() === '';

  const record = () => {
    setTried(true);
    if (isEmpty) return false;
    void saving.run(async () => {
      await recorder.save([recorder.act('meeting.minutes', { meeting: meeting.id }, { text })], draft);
      showToast({ text: t('meeting.minutes.saved'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('meeting.minutes')}
      subtitle={`${t(`group.meeting.${meeting.kind}`)} · ${words.day(meeting.heldOn)}`}
      back={home}
      save={t('meeting.minutes.save')}
      saving={saving}
      onSave={record}
      draft={draft}
    >
      <TextArea
        label={t('meeting.minutes.text')}
        hint={t(meeting.minutes === undefined ? 'meeting.minutes.hint-new' : 'meeting.minutes.hint')}
        rows={14}
        maxLength={longestMinutes}
        value={text}
        error={tried && isEmpty ? t('meeting.minutes.empty') : undefined}
        onText={(next) => draft.set({ text: next })}
      />
      <div class="minutes-tools">
        <span class="quiet small">{t('meeting.minutes.room', { n: (longestMinutes - text.length).toLocaleString('en-US') })}</span>
        {text !== written && (
          <Button kind="quiet" icon="refresh" onPress={() => (isEmpty ? draft.set({ text: written }) : setReplacing(true))}>
            {t('meeting.minutes.again')}
          </Button>
        )}
      </div>
      <ConfirmSheet
        open={isReplacing}
        title={t('meeting.minutes.again')}
        confirmLabel={t('meeting.minutes.replace')}
        cancelLabel={t('meeting.minutes.keep')}
        onConfirm={() => {
          draft.set({ text: written });
          setReplacing(false);
        }}
        onCancel={() => setReplacing(false)}
      >
        <p>{t('meeting.minutes.replace.why')}</p>
      </ConfirmSheet>
    </TaskForm>
  );
}
