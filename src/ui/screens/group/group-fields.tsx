/** Where a group is, what it is called and, for an old group, the totals of its paper books: asked when it is added and when it is corrected. */
import { workflow } from '../../../content/workflow.ts';
import { findVillageTypeProblems } from '../../../domain/group.ts';
import { useText } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { AmountField, NumberField } from '../../fields/number-field.tsx';
import { Section } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { FieldGroup, FieldRow } from '../../parts/field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useWords } from '../../words/use-words.ts';
import type { NewGroupField, NewGroupForm, NewGroupProblems } from './new-group-form.ts';
import { TambonField } from './tambon-field.tsx';

interface FieldsProps {
  form: NewGroupForm;
  problems: NewGroupProblems;
  onForm: (change: Partial<NewGroupForm>) => void;
}

/** @param suggestedName shown while the group's name follows the village's */
export function GroupFields({ form, problems, suggestedName, onForm }: FieldsProps & { suggestedName: string }) {
  const t = useText();
  const { say } = useWords();
  const errorOf = useErrors(problems);
  const optional = t('common.optional');
  return (
    <>
      <Section title={t('group.new.where')}>
        <div class="stack">
          <TambonField code={form.tambon} error={errorOf('tambon')} onCode={(tambon) => onForm({ tambon })} />
          <FieldRow split="wide-last">
            <NumberField
              label={t('group.new.moo')}
              count={form.moo}
              maxLength={2}
              error={errorOf('moo')}
              onCount={(moo) => onForm({ moo })}
            />
            <TextField
              label={t('group.new.village')}
              value={form.village}
              maxLength={120}
              error={errorOf('village')}
              onText={(village) => onForm({ village })}
            />
          </FieldRow>
        </div>
      </Section>
      <TextArea
        label={t('group.new.name')}
        hint={t('group.new.name.hint')}
        rows={1}
        maxLength={200}
        value={form.name === '' ? suggestedName : form.name}
        onText={(name) => onForm({ name: name === suggestedName ? '' : name.replaceAll('\n', ' ') })}
      />
      {form.isOld && <OldGroupFields form={form} problems={problems} onForm={onForm} />}
      <FieldGroup label={t('group.new.types')} mark={optional} hint={t('group.new.types.hint')}>
        <div class="choices">
          {workflow.villageTypes.map((type) => (
            <CheckRow
              key={type.value}
              label={say(type.label)}
              checked={form.villageTypes.includes(type.value)}
              onCheck={(checked) =>
                onForm({
                  villageTypes: checked ? [...form.villageTypes, type.value] : form.villageTypes.filter((value) => value !== type.value),
                })
              }
            />
          ))}
        </div>
      </FieldGroup>
      {form.villageTypes.includes('other') && (
        <TextArea
          label={t('group.new.other-note')}
          rows={2}
          maxLength={1000}
          value={form.villageTypeNote}
          onText={(villageTypeNote) => onForm({ villageTypeNote })}
          note={findVillageTypeProblems(form.villageTypes, form.villageTypeNote).length > 0 && t('group.new.other-note.missing')}
        />
      )}
    </>
  );
}

/** Totals of an old group whose books are paper: no member rows (case 50). */
function OldGroupFields({ form, problems, onForm }: FieldsProps) {
  const t = useText();
  const errorOf = useErrors(problems);
  return (
    <Section title={t('group.new.old')}>
      <div class="stack">
        <DateField
          label={t('group.new.founded')}
          mark={t('common.optional')}
          on={form.foundedOn}
          error={errorOf('foundedOn')}
          onDay={(foundedOn) => onForm({ foundedOn })}
        />
        <NumberField
          label={t('group.new.members')}
          count={form.members}
          unit={t('common.unit.people', { n: form.members ?? 0 })}
          error={errorOf('members')}
          onCount={(members) => onForm({ members })}
        />
        <AmountField
          label={t('group.new.saved-total')}
          amountSatang={form.savedSatang}
          error={errorOf('savedSatang')}
          onAmount={(savedSatang) => onForm({ savedSatang })}
        />
        <DateField label={t('group.new.as-of')} on={form.asOf} error={errorOf('asOf')} onDay={(asOf) => onForm({ asOf })} />
      </div>
    </Section>
  );
}

function useErrors(problems: NewGroupProblems): (field: NewGroupField) => string | undefined {
  const t = useText();
  return (field) => {
    const problem = problems.get(field);
    if (problem === undefined) return undefined;
    return problem === 'missing' ? t(`group.new.missing.${field}`) : t(`group.new.problem.${problem}`);
  };
}
