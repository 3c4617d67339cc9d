/** The end of a meeting: until when, when the next one is, and what is not written down yet. It can be opened again with a reason. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { nextPledgeDay } from '../../../domain/due-date.ts';
import type { GroupRow, MeetingRow } from '../../../domain/row.ts';
import { addDays } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { timeInThailand } from '../../words/time-of-day.ts';
import { TimeField } from '../../fields/time-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { DateField } from '../../fields/date-field.tsx';

interface Closing {
  endedAt: string;
  nextOn: string | undefined;
}

export interface MeetingTaskProps {
  group: GroupRow;
  meeting: MeetingRow;
  home: string;
}

export function CloseForm({ group, meeting, home }: MeetingTaskProps) {
  const t = useText();
  const words = useWords();
  const { nowMs } = useApp();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const followsPledgeDay = meeting.kind === 'monthly' && group.pledgeDay !== undefined;
  const blank: Closing = {
    endedAt: meeting.endedAt ?? (meeting.heldOn === todayOn ? timeInThailand(nowMs()) : ''),
    nextOn: meeting.nextOn ?? (followsPledgeDay ? nextPledgeDay(group.pledgeDay, addDays(meeting.heldOn, 1)) : undefined),
  };
  const draft = useDraft<Closing>(`meeting-close:${meeting.id}`, blank);
  const { endedAt, nextOn } = draft.value ?? blank;
  const dayError = nextOn !== undefined && nextOn <= meeting.heldOn ? t('meeting.next.too-early') : undefined;
  const timeError =
    endedAt !== '' && meeting.startedAt !== undefined && endedAt < meeting.startedAt ? t('meeting.ended.before-start') : undefined;
  const open = (['attendance', 'minutes'] as const).filter((part) => meeting[part] === undefined);

  const record = () => {
    setTried(true);
    if (dayError !== undefined || timeError !== undefined) return false;
    void saving.run(async () => {
      await recorder.save(
        [
          recorder.act('meeting.close', {
            meeting: meeting.id,
            ...(endedAt === '' ? {} : { endedAt }),
            ...(nextOn === undefined ? {} : { nextOn }),
          }),
        ],
        draft,
      );
      showToast({ text: t('meeting.closed.now'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('meeting.close')}
      subtitle={`${t(`group.meeting.${meeting.kind}`)} · ${words.day(meeting.heldOn)}`}
      back={home}
      save={t('meeting.close')}
      saving={saving}
      onSave={record}
      draft={draft}
    >
      {open.length > 0 && (
        <Banner tone="attention" title={t('meeting.close.open')}>
          <ul class="plain-lines">
            {open.map((part) => (
              <li key={part}>{t(`meeting.close.open.${part}`)}</li>
            ))}
          </ul>
          <p>{t('meeting.close.open.why')}</p>
        </Banner>
      )}
      <Card>
        <div class="stack">
          <TimeField label={t('meeting.ended')} value={endedAt} onTime={(next) => draft.set({ endedAt: next })} />
          {timeError !== undefined && (
            <p class="error" role="alert">
              {timeError}
            </p>
          )}
          <DateField
            label={t('meeting.next')}
            mark={t('common.optional')}
            hint={followsPledgeDay ? t('meeting.next.pledge-day') : undefined}
            on={nextOn}
            error={tried ? dayError : undefined}
            onDay={(on) => draft.set({ nextOn: on })}
          />
        </div>
      </Card>
      <p class="quiet">{t('meeting.close.so')}</p>
    </TaskForm>
  );
}

export function ReopenForm({ group, meeting, home }: MeetingTaskProps) {
  const t = useText();
  const words = useWords();
  const { route } = useLocation();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const draft = useDraft<{ reason: string }>(`meeting-reopen:${meeting.id}`, { reason: '' });
  const reason = (draft.value?.reason ?? '').trim();

  const record = () => {
    setTried(true);
    if (reason === '') return false;
    void saving.run(async () => {
      await recorder.save([recorder.act('meeting.reopen', { meeting: meeting.id, reason })], draft);
      showToast({ text: t('meeting.reopened.now'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('meeting.reopen')}
      subtitle={`${t(`group.meeting.${meeting.kind}`)} · ${words.day(meeting.heldOn)}`}
      back={home}
      save={t('meeting.reopen')}
      saving={saving}
      onSave={record}
      draft={draft}
    >
      <p>{t('meeting.reopen.why')}</p>
      <TextArea
        label={t('meeting.reopen.reason')}
        hint={t('meeting.reopen.reason.hint')}
        rows={2}
        maxLength={1000}
        value={draft.value?.reason ?? ''}
        error={tried && reason === '' ? t('meeting.reopen.reason-first') : undefined}
        onText={(text) => draft.set({ reason: text })}
      />
    </TaskForm>
  );
}
