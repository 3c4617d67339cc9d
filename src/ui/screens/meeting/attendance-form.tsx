/** Who came, and with leaders or the people what was found out: one form, recorded in one act, so that the item of the letter is done with the meeting. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { workflowItem } from '../../../content/workflow.ts';
import { canDo } from '../../../domain/gate.ts';
import type { GroupRow, MeetingRow, SessionRow } from '../../../domain/row.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { CountField } from '../../parts/count-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { useWords } from '../../words/use-words.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { EvidenceFields } from '../step/evidence-fields.tsx';
import { findFormProblems, formToPayload, type StepForm } from '../step/step-form.ts';
import { itemOfMeeting, recordFormOf } from './meeting-item.ts';

interface AttendanceDraft {
  form: StepForm;
  /** operation of the count its author saw; two counts that did not see each other become a card */
  seen: string | null;
}

export interface AttendanceFormProps {
  group: GroupRow;
  meeting: MeetingRow;
  session: SessionRow | undefined;
  home: string;
}

export function AttendanceForm({ group, meeting, session, home }: AttendanceFormProps) {
  const t = useText();
  const words = useWords();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const blank: AttendanceDraft = { form: recordFormOf(meeting, session), seen: meeting.setBy?.['attendance'] ?? null };
  const draft = useDraft<AttendanceDraft>(`meeting-attend:${meeting.id}`, blank);
  const { form, seen } = draft.value ?? blank;
  const set = (change: Partial<StepForm>) => draft.set({ form: { ...form, ...change } });

  const step = itemOfMeeting(meeting.kind);
  const gate = step === undefined ? undefined : canDo(group, step);
  const item = step !== undefined && gate?.open === true ? workflowItem(step) : undefined;
  const problems = item === undefined ? new Map() : findFormProblems(form, item.key, todayOn);
  const split = (form.male ?? 0) + (form.female ?? 0);
  const total = form.total ?? split;
  const isTooFew = total < split;
  const lacksPeople = total === 0;
  const lacksOnlyRequired = problems.size > 0 && [...problems.values()].every((problem) => problem === 'required');

  /** The total follows the two steppers until somebody types a larger one. */
  const setSplit = (change: { male?: number; female?: number }) => {
    const next = { male: form.male ?? 0, female: form.female ?? 0, ...change };
    set({ ...next, total: total <= split ? next.male + next.female : Math.max(total, next.male + next.female) });
  };

  const record = (state: StepForm['state']) => {
    setTried(true);
    const filled: StepForm = { ...form, state, total, ...(split > 0 ? {} : { male: undefined, female: undefined }) };
    if (isTooFew || lacksPeople || (item !== undefined && findFormProblems(filled, item.key, todayOn).size > 0)) return false;
    void saving.run(async () => {
      const count = split > 0 ? { male: form.male ?? 0, female: form.female ?? 0, total } : { total };
      const { attendance } = meeting;
      const isNewCount = attendance?.total !== total || attendance.male !== filled.male || attendance.female !== filled.female;
      const payload = item === undefined ? undefined : formToPayload(filled, item.key, todayOn);
      await recorder.save(
        [
          ...(isNewCount ? [recorder.act('meeting.attend', { meeting: meeting.id, ...count, base: seen })] : []),
          ...(payload === undefined
            ? []
            : [recorder.act('step.record', payload.p, payload.people === undefined ? undefined : { people: payload.people })]),
        ],
        draft,
      );
      const isDone = item !== undefined && state === 'done';
      showToast({
        text: isDone ? t('meeting.attend.saved-item', { item: item.key }) : t('meeting.attend.saved', { n: total }),
        icon: 'check',
      });
      route(home);
    });
    return true;
  };

  const counter = (part: 'male' | 'female', count: number) => (
    <CountField
      label={t(`meeting.${part}`)}
      unit={t('common.unit.people', { n: count })}
      count={count}
      onCount={(next) => setSplit({ [part]: next })}
      minusLabel={t('meeting.minus', { what: t(`meeting.${part}`) })}
      plusLabel={t('meeting.plus', { what: t(`meeting.${part}`) })}
    />
  );

  return (
    <TaskForm
      title={t(item === undefined ? 'meeting.attend' : 'meeting.attend.item')}
      subtitle={`${t(`group.meeting.${meeting.kind}`)} · ${words.day(meeting.heldOn)}`}
      back={home}
      save={item === undefined ? t('meeting.attend.save', { n: total }) : t('meeting.attend.save-item', { item: item.key })}
      saving={saving}
      onSave={() => record('done')}
      note={tried && lacksOnlyRequired ? t('step.unfinished.note', { n: problems.size }) : undefined}
      secondary={
        tried && lacksOnlyRequired ? <Button onPress={() => void record('in-progress')}>{t('step.unfinished.action')}</Button> : undefined
      }
      draft={draft}
    >
      {gate?.open === false && step !== undefined && (
        <Banner tone="attention" icon="lock" title={t('meeting.gate', { item: step })}>
          {gate.why.map((reason) => (
            <p key={reason}>{t(`step.gate.${reason}`)}</p>
          ))}
        </Banner>
      )}
      <Card>
        <div class="counts">
          {counter('male', form.male ?? 0)}
          {counter('female', form.female ?? 0)}
          <CountField
            label={t('meeting.total')}
            unit={t('common.unit.people', { n: total })}
            hint={total > split && split > 0 ? t('meeting.unsplit', { n: total - split }) : undefined}
            error={isTooFew ? t('step.problem.total-too-small') : tried && lacksPeople ? t('meeting.nobody') : undefined}
            count={total}
            onCount={(next) => set({ total: next })}
            minusLabel={t('meeting.minus', { what: t('meeting.total') })}
            plusLabel={t('meeting.plus', { what: t('meeting.total') })}
          />
        </div>
      </Card>
      {item !== undefined && (
        <Section title={`${item.key} ${words.say(item.short)}`}>
          <Card>
            <div class="stack">
              <EvidenceFields item={item} form={form} problems={tried ? problems : new Map()} onForm={set} />
            </div>
          </Card>
        </Section>
      )}
    </TaskForm>
  );
}
