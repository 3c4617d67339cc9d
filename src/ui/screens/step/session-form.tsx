/** The form of one item: its state, day and place, who came, its own evidence, a note and photos. */
import type { WorkflowItem } from '../../../content/workflow.ts';
import { useText } from '../../app-context.ts';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { FieldGroup } from '../../parts/field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { PhotoAttach } from '../../photo-attach.tsx';
import { DateField } from '../../fields/date-field.tsx';
import { EvidenceFields, problemKey } from './evidence-fields.tsx';
import { NumberField } from '../../fields/number-field.tsx';
import type { FormProblems, StepForm } from './step-form.ts';

export interface SessionFormProps {
  g: string;
  item: WorkflowItem;
  form: StepForm;
  problems: FormProblems;
  onForm: (change: Partial<StepForm>) => void;
  beforeCamera: () => Promise<void>;
}

export function SessionForm({ g, item, form, problems, onForm, beforeCamera }: SessionFormProps) {
  const t = useText();
  const errorOf = (key: string) => {
    const problem = problems.get(key);
    return problem && t(problemKey(problem));
  };
  const isSkipped = form.state === 'not-applicable';
  const optional = t('common.optional');
  return (
    <>
      <SegmentedControl
        label={t('step.state.label')}
        choices={(['done', 'in-progress', 'not-applicable'] as const).map((state) => ({ value: state, label: t(`step.state.${state}`) }))}
        value={form.state}
        onChoose={(state) => onForm({ state })}
      />
      <DateField
        label={t(isSkipped ? 'step.day.decided' : 'step.day')}
        on={form.doneOn}
        onDay={(doneOn) => onForm({ doneOn })}
        error={errorOf('doneOn')}
      />
      {!isSkipped && (
        <>
          <EvidenceFields item={item} form={form} problems={problems} onForm={onForm} />
          <TextField label={t('step.place')} mark={optional} value={form.place} maxLength={400} onText={(place) => onForm({ place })} />
          <Participants form={form} error={errorOf('total')} onForm={onForm} />
        </>
      )}
      <TextArea
        label={t(isSkipped ? 'step.reason' : 'step.note')}
        mark={isSkipped ? undefined : optional}
        hint={isSkipped ? t('step.reason.hint') : t('step.note.hint')}
        value={form.note}
        maxLength={4000}
        error={errorOf('note')}
        onText={(note) => onForm({ note })}
      />
      {!isSkipped && <PhotoAttach g={g} for={{ kind: 'step', step: item.key, id: form.session }} beforeCamera={beforeCamera} />}
    </>
  );
}

/** The total follows men and women by itself until somebody types another. */
function Participants({ form, error, onForm }: { form: StepForm; error: string | undefined; onForm: SessionFormProps['onForm'] }) {
  const t = useText();
  const { male, female, total } = form;
  const sumOf = (men: number | undefined, women: number | undefined) =>
    men === undefined && women === undefined ? undefined : (men ?? 0) + (women ?? 0);
  const follows = total === undefined || total === sumOf(male, female);
  const change = (men: number | undefined, women: number | undefined) =>
    onForm({ male: men, female: women, total: follows ? sumOf(men, women) : total });
  return (
    <FieldGroup label={t('step.participants')} mark={t('common.optional')} error={error}>
      <div class="participants">
        <NumberField label={t('step.participants.male')} count={male} onCount={(men) => change(men, female)} />
        <NumberField label={t('step.participants.female')} count={female} onCount={(women) => change(male, women)} />
        <NumberField label={t('step.participants.total')} count={total} onCount={(sum) => onForm({ total: sum })} />
      </div>
    </FieldGroup>
  );
}
