/** Who is in the hall, and what was explained before anybody is asked to vote (items 2.1). */
import { workflowItem } from '../../../content/workflow.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { CountField } from '../../parts/count-field.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { DoneNote } from './done-note.tsx';
import { FoundingFrame } from './founding-frame.tsx';
import { NeedsMeeting } from './needs-meeting.tsx';
import { NextPartBar } from './part-actions.tsx';
import { TimeField } from '../../fields/time-field.tsx';
import { latestSession, type Founding } from './use-founding.ts';
import { useRecordedForm } from './use-recorded-form.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

interface AttendanceValues {
  male: number;
  female: number;
  total: number;
  startedAt: string;
  explained: readonly string[];
}

export function AttendancePart({ founding }: { founding: Founding }) {
  return founding.meeting === undefined ? (
    <NeedsMeeting founding={founding} part="attendance" />
  ) : (
    <AttendanceForm founding={founding} meeting={founding.meeting} />
  );
}

function AttendanceForm({ founding, meeting }: { founding: Founding; meeting: NonNullable<Founding['meeting']> }) {
  const t = useText();
  const { language, newId } = useApp();
  const { g } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const session = latestSession(founding.sessions, '2.1');
  const recorded = founding.attendance;
  const draft = useRecordedForm<AttendanceValues>(`founding-attendance:${meeting.id}`, {
    male: recorded?.male ?? 0,
    female: recorded?.female ?? 0,
    total: recorded?.total ?? 0,
    startedAt: String(session?.fields['startedAt'] ?? meeting.startedAt ?? ''),
    explained: asList(session?.fields['explained']),
  });
  const form = draft.value;
  const topics = workflowItem('2.1').fields.find((field) => field.key === 'explained')?.options ?? [];
  if (form === undefined)
    return (
      <FoundingFrame founding={founding} part="attendance">
        {null}
      </FoundingFrame>
    );

  const split = form.male + form.female;
  const isTooFew = form.total < split;
  const isRecorded = recorded !== undefined && !draft.isChanged;
  const { set } = draft;
  /** The total follows the two steppers until somebody types a larger one. */
  const setSplit = (change: { male?: number; female?: number }) => {
    const next = { male: form.male, female: form.female, ...change };
    const follows = form.total <= split;
    set({ ...change, total: follows ? next.male + next.female : Math.max(form.total, next.male + next.female) });
  };

  const record = () =>
    saving.run(async () => {
      await recorder.save(
        [
          recorder.act('meeting.attend', {
            meeting: meeting.id,
            ...(split > 0 ? { male: form.male, female: form.female } : {}),
            total: form.total,
            base: meeting.setBy?.['attendance'] ?? null,
          }),
          recorder.act('step.record', {
            session: session?.id ?? newId(),
            step: '2.1',
            state: 'done',
            doneOn: meeting.heldOn,
            ...(meeting.place === undefined ? {} : { place: meeting.place }),
            participants: { ...(split > 0 ? { male: form.male, female: form.female } : {}), total: form.total },
            fields: { ...(form.startedAt === '' ? {} : { startedAt: form.startedAt }), explained: [...form.explained] },
          }),
        ],
        draft,
      );
    });

  return (
    <FoundingFrame
      founding={founding}
      part="attendance"
      actionBar={
        isRecorded ? (
          <NextPartBar g={g} part="attendance" />
        ) : (
          <ActionBar
            primary={
              <Button
                kind="primary"
                wide
                disabled={form.total === 0 || isTooFew}
                busy={saving.busy}
                busyLabel={t('common.saving')}
                onPress={() => void record()}
              >
                {t('founding.attendance.record', { n: form.total })}
              </Button>
            }
          />
        )
      }
    >
      <SavingProblem saving={saving} />
      {isRecorded && <DoneNote title={t('common.saved')}>{t('founding.attendance.recorded')}</DoneNote>}
      <Card>
        <div class="founding-counts">
          <CountField
            label={t('founding.attendance.male')}
            unit={t('common.unit.people', { n: form.male })}
            count={form.male}
            onCount={(male) => setSplit({ male })}
            minusLabel={t('founding.attendance.male-minus')}
            plusLabel={t('founding.attendance.male-plus')}
          />
          <CountField
            label={t('founding.attendance.female')}
            unit={t('common.unit.people', { n: form.female })}
            count={form.female}
            onCount={(female) => setSplit({ female })}
            minusLabel={t('founding.attendance.female-minus')}
            plusLabel={t('founding.attendance.female-plus')}
          />
          <CountField
            label={t('founding.attendance.total')}
            unit={t('common.unit.people', { n: form.total })}
            hint={form.total > split && split > 0 ? t('founding.attendance.unsplit', { n: form.total - split }) : undefined}
            error={isTooFew ? t('founding.attendance.too-few', { split }) : undefined}
            count={form.total}
            onCount={(total) => set({ total })}
            minusLabel={t('founding.attendance.total-minus')}
            plusLabel={t('founding.attendance.total-plus')}
          />
        </div>
      </Card>
      <TimeField label={t('founding.start.time')} value={form.startedAt} onTime={(startedAt) => set({ startedAt })} />
      <Disclosure
        summary={t('founding.attendance.explained', { n: form.explained.length, of: topics.length })}
        open={form.explained.length > 0 && !isRecorded}
      >
        <div class="choices">
          {topics.map((topic) => (
            <CheckRow
              key={topic.value}
              label={topic.label[language]}
              checked={form.explained.includes(topic.value)}
              onCheck={(checked) =>
                set({ explained: checked ? [...form.explained, topic.value] : form.explained.filter((each) => each !== topic.value) })
              }
            />
          ))}
        </div>
      </Disclosure>
    </FoundingFrame>
  );
}

function asList(value: string | number | boolean | readonly string[] | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
