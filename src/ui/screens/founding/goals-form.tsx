/** What the committee wants to reach (item 2.7): members, savings, by when. The officer proposes no number. */
import { canDo } from '../../../domain/gate.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { CountField } from '../../parts/count-field.tsx';
import { AmountField } from '../../fields/number-field.tsx';
import { Tag } from '../../parts/tag.tsx';
import { ClosedGate } from './closed-gate.tsx';
import { DateField } from '../../fields/date-field.tsx';
import { latestSession, type Founding } from './use-founding.ts';
import { useRecordedForm } from './use-recorded-form.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

interface GoalValues {
  members: number;
  savings: number | undefined;
  on: string | undefined;
}

export function GoalsForm({ founding }: { founding: Founding }) {
  const t = useText();
  const { newId } = useApp();
  const { g, group } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const session = latestSession(founding.sessions, '2.7');
  const form = useRecordedForm<GoalValues>(`founding-goals:${g}`, {
    members: Number(session?.fields['targetMembers'] ?? 0),
    savings: session === undefined ? undefined : Number(session.fields['targetSavings']),
    on: session === undefined ? undefined : String(session.fields['targetOn']),
  });
  const gate = canDo(group, '2.7');
  const goals = form.value;
  if (goals === undefined) return null;
  const { members, savings, on } = goals;
  const isComplete = members > 0 && savings !== undefined && savings > 0 && on !== undefined;

  const record = () =>
    saving.run(async () => {
      if (!isComplete) return;
      await recorder.save(
        [
          recorder.act('step.record', {
            session: session?.id ?? newId(),
            step: '2.7',
            state: 'done',
            doneOn: founding.on,
            fields: { targetMembers: members, targetSavings: savings, targetOn: on },
          }),
        ],
        form,
      );
      await form.drop();
    });

  return (
    <div class="stack">
      <SavingProblem saving={saving} />
      <ClosedGate g={g} gate={gate} />
      <CountField
        label={t('founding.goals.members')}
        unit={t('common.unit.people', { n: members })}
        count={members}
        onCount={(count) => form.set({ members: count })}
        minusLabel={t('founding.goals.fewer')}
        plusLabel={t('founding.goals.more')}
      />
      <AmountField label={t('founding.goals.savings')} amountSatang={savings} onAmount={(amount) => form.set({ savings: amount })} />
      <DateField label={t('founding.goals.by')} on={on} onDay={(day) => form.set({ on: day })} />
      <p class="founding-buttons">
        {session !== undefined && !form.isChanged ? (
          <Tag tone="done">{t('founding.goals.recorded')}</Tag>
        ) : (
          <Button
            icon="check"
            disabled={!isComplete || !gate.open}
            busy={saving.busy}
            busyLabel={t('common.saving')}
            onPress={() => void record()}
          >
            {t('founding.goals.record')}
          </Button>
        )}
      </p>
    </div>
  );
}
