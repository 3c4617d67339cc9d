/** The questions of a visit; a pledge day asks for its figures, every visit for the advice. */
import { useText } from '../../app-context.ts';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { DateField } from '../../fields/date-field.tsx';
import { AmountField, NumberField } from '../../fields/number-field.tsx';
import { PhotoAttach } from '../../photo-attach.tsx';
import { visitKinds, type VisitForm, type VisitProblem } from './visit-form.ts';

export interface VisitFieldsProps {
  g: string;
  form: VisitForm;
  problems: ReadonlySet<VisitProblem>;
  onForm: (change: Partial<VisitForm>) => void;
  beforeCamera: () => Promise<void>;
}

export function VisitFields({ g, form, problems, onForm, beforeCamera }: VisitFieldsProps) {
  const t = useText();
  const optional = t('common.optional');
  return (
    <>
      <SelectField
        label={t('group.visit.kind')}
        options={visitKinds.map((kind) => ({ value: kind, label: t(`group.visit.kind.${kind}`) }))}
        value={form.kind}
        onChoose={(kind) => onForm({ kind })}
      />
      <DateField
        label={t('group.visit.on')}
        on={form.on}
        error={problems.has('on') ? t('group.visit.problem.on') : undefined}
        onDay={(on) => onForm({ on })}
      />
      <SegmentedControl
        label={t('group.visit.attended')}
        choices={[
          { value: 'yes', label: t('group.visit.attended.yes') },
          { value: 'no', label: t('group.visit.attended.no') },
        ]}
        value={form.attended ? 'yes' : 'no'}
        onChoose={(answer) => onForm({ attended: answer === 'yes' })}
      />
      {form.attended ? (
        <>
          {form.kind === 'pledge-day' && <PledgeDayFigures form={form} onForm={onForm} />}
          <TextField
            label={t('group.visit.topic')}
            mark={optional}
            value={form.topic}
            maxLength={400}
            onText={(topic) => onForm({ topic })}
          />
          <SegmentedControl
            label={t('group.visit.to-whom')}
            mark={optional}
            choices={(['committee', 'members', 'leaders'] as const).map((who) => ({ value: who, label: t(`group.visit.to-whom.${who}`) }))}
            value={form.toWhom}
            onChoose={(toWhom) => onForm({ toWhom })}
          />
          <TextArea
            label={t('group.visit.advice')}
            mark={form.kind === 'advice' ? undefined : optional}
            value={form.advice}
            maxLength={4000}
            error={problems.has('advice') ? t('group.visit.problem.advice') : undefined}
            onText={(advice) => onForm({ advice })}
          />
        </>
      ) : (
        <TextArea
          label={t('group.visit.absent-reason')}
          rows={2}
          value={form.absentReason}
          maxLength={1000}
          error={problems.has('absentReason') ? t('group.visit.problem.reason') : undefined}
          onText={(absentReason) => onForm({ absentReason })}
        />
      )}
      <DateField
        label={t('group.visit.follow-up')}
        mark={optional}
        hint={t('group.visit.follow-up.hint')}
        on={form.followUpBy}
        error={problems.has('followUpBy') ? t('group.visit.problem.follow-up') : undefined}
        onDay={(followUpBy) => onForm({ followUpBy })}
      />
      {form.attended && <PhotoAttach g={g} for={{ kind: 'visit', id: form.visit }} beforeCamera={beforeCamera} />}
    </>
  );
}

function PledgeDayFigures({ form, onForm }: Pick<VisitFieldsProps, 'form' | 'onForm'>) {
  const t = useText();
  const optional = t('common.optional');
  const isOk = form.cashCountOk;
  return (
    <>
      <FieldRow>
        <NumberField label={t('group.visit.paid')} mark={optional} count={form.paid} onCount={(paid) => onForm({ paid })} />
        <NumberField label={t('group.visit.missed')} mark={optional} count={form.missed} onCount={(missed) => onForm({ missed })} />
      </FieldRow>
      <AmountField label={t('group.visit.total')} mark={optional} amountSatang={form.total} onAmount={(total) => onForm({ total })} />
      <SegmentedControl
        label={t('group.visit.cash')}
        mark={optional}
        choices={[
          { value: 'yes', label: t('group.visit.cash.yes') },
          { value: 'no', label: t('group.visit.cash.no') },
        ]}
        value={isOk === undefined ? undefined : isOk ? 'yes' : 'no'}
        onChoose={(answer) => onForm({ cashCountOk: answer === 'yes' })}
      />
    </>
  );
}
