/** The day, hour or place of a meeting that was written down wrong; only what was changed is recorded (`meeting.set`). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { useRecorder, useText } from '../../app-context.ts';
import { Card } from '../../parts/card.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import type { MeetingTaskProps } from './close-form.tsx';
import { MeetingFields, useDayError, type MeetingTime } from './meeting-fields.tsx';

/** Kept as the draft with what its author saw. */
interface TimeDraft {
  readonly values: MeetingTime;
  readonly opened: MeetingTime;
  readonly seen: Readonly<Record<string, string>>;
}

export function MeetingEdit({ group, meeting, home }: MeetingTaskProps) {
  const t = useText();
  const { route } = useLocation();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const now: MeetingTime = { heldOn: meeting.heldOn, startedAt: meeting.startedAt ?? '', place: meeting.place ?? '' };
  const blank: TimeDraft = { values: now, opened: now, seen: meeting.setBy ?? {} };
  const draft = useDraft<TimeDraft>(`meeting-set:${meeting.id}`, blank);
  const { values, opened, seen } = draft.value ?? blank;
  const dayError = useDayError(values.heldOn);
  const { heldOn, startedAt } = values;
  const place = values.place.trim();
  const timeError = startedAt !== '' && startedAt > (meeting.endedAt ?? startedAt) ? t('meeting.ended.before-start') : undefined;
  const fields = {
    ...(heldOn === opened.heldOn ? {} : { heldOn }),
    // an hour is only ever replaced
    ...(startedAt === opened.startedAt || startedAt === '' ? {} : { startedAt }),
    ...(place === opened.place ? {} : { place }),
  };
  const names = Object.keys(fields);

  const save = () => {
    setTried(true);
    if (dayError !== undefined || timeError !== undefined) return false;
    void saving.run(async () => {
      const base = Object.fromEntries(names.map((name) => [name, seen[name] ?? null]));
      if (names.length > 0) await recorder.save([recorder.act('meeting.set', { meeting: meeting.id, base, fields })], draft);
      showToast({ text: t(names.length > 0 ? 'member.edit.saved' : 'member.edit.nothing'), icon: 'check' });
      route(home);
    });
    return true;
  };

  if (draft.value === undefined)
    return (
      <Screen title={t('meeting.edit')} back={home} task focusKey="edit">
        <SkeletonRows count={3} label={t('common.loading')} />
      </Screen>
    );
  return (
    <TaskForm
      title={t('meeting.edit')}
      subtitle={t(`group.meeting.${meeting.kind}`)}
      back={home}
      save={names.length > 0 ? t('member.edit.save', { n: names.length }) : t('member.edit.save-none')}
      saving={saving}
      onSave={save}
      draft={draft}
    >
      <Card>
        <div class="stack">
          <MeetingFields
            values={values}
            tried={tried}
            timeError={timeError}
            onChange={(part) => draft.set({ values: { ...values, ...part } })}
          />
        </div>
      </Card>
    </TaskForm>
  );
}
