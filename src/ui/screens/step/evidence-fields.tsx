/** The evidence of one item, drawn from the content: one control for each kind of field. */
import type { TextKey } from '../../../content/text.ts';
import type { EvidenceField, WorkflowItem } from '../../../content/workflow.ts';
import { useText } from '../../app-context.ts';
import { CheckRow } from '../../parts/check-row.tsx';
import { ChoiceGroup, SegmentedControl } from '../../parts/choice-group.tsx';
import { Field, FieldGroup, type FieldTexts } from '../../parts/field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { DateField } from '../../fields/date-field.tsx';
import { AmountField, NumberField } from '../../fields/number-field.tsx';
import { PeopleField } from './people-field.tsx';
import type { FieldValue, FormProblem, FormProblems, PersonLine, StepForm } from './step-form.ts';

export interface EvidenceFieldsProps {
  item: WorkflowItem;
  form: StepForm;
  problems: FormProblems;
  onForm: (change: Partial<StepForm>) => void;
}

export function EvidenceFields({ item, form, problems, onForm }: EvidenceFieldsProps) {
  return (
    <>
      {item.fields.map((field) => (
        <Evidence
          key={field.key}
          field={field}
          value={form.fields[field.key]}
          people={form.people[field.key] ?? []}
          problem={problems.get(field.key)}
          onValue={(value) => {
            const { [field.key]: _before, ...others } = form.fields;
            onForm({ fields: value === undefined ? others : { ...others, [field.key]: value } });
          }}
          onPeople={(people) => onForm({ people: { ...form.people, [field.key]: people } })}
        />
      ))}
    </>
  );
}

export const problemKey = (problem: FormProblem): TextKey => `step.problem.${problem}`;

interface EvidenceProps {
  field: EvidenceField;
  value: FieldValue | undefined;
  people: readonly PersonLine[];
  problem: FormProblem | undefined;
  onValue: (value: FieldValue | undefined) => void;
  onPeople: (people: PersonLine[]) => void;
}

const longestChoiceList = 5;

function Evidence({ field, value, people, problem, onValue, onPeople }: EvidenceProps) {
  const t = useText();
  const { say } = useWords();
  const texts: FieldTexts = {
    label: say(field.label),
    hint: field.hint && say(field.hint),
    mark: field.required ? undefined : t('common.optional'),
    error: problem && t(problemKey(problem), { min: boundInWords(field.min), max: boundInWords(field.max) }),
  };
  const text = typeof value === 'string' ? value : '';
  const number = typeof value === 'number' ? value : undefined;
  switch (field.kind) {
    case 'text':
    case 'place':
      return <TextField {...texts} value={text} maxLength={400} onText={onValue} />;
    case 'longText':
      return <TextArea {...texts} value={text} maxLength={4000} onText={onValue} />;
    case 'count':
      return <NumberField {...texts} count={number} onCount={onValue} />;
    case 'year':
      return <NumberField {...texts} count={number} onCount={onValue} maxLength={4} />;
    case 'money':
      return <AmountField {...texts} amountSatang={number} onAmount={onValue} />;
    case 'date':
      return <DateField {...texts} on={text || undefined} onDay={onValue} />;
    case 'time':
      return <TimeField {...texts} time={text} onTime={onValue} />;
    case 'people':
      return <PeopleField {...texts} people={people} onPeople={onPeople} />;
    case 'yesNo': {
      const choices = [
        { value: 'yes', label: t('common.yes') },
        { value: 'no', label: t('common.no') },
      ] as const;
      const chosen = value === undefined ? undefined : value === true ? 'yes' : 'no';
      return <SegmentedControl {...texts} choices={choices} value={chosen} onChoose={(answer) => onValue(answer === 'yes')} />;
    }
    case 'choice': {
      const options = (field.options ?? []).map((option) => ({ value: option.value, label: say(option.label) }));
      return options.length > longestChoiceList ? (
        <SelectField {...texts} options={options} value={text || undefined} placeholder={t('step.choose')} onChoose={onValue} />
      ) : (
        <ChoiceGroup {...texts} choices={options} value={text || undefined} onChoose={onValue} />
      );
    }
    default:
      return <Choices texts={texts} field={field} chosen={Array.isArray(value) ? value : []} onValue={onValue} />;
  }
}

const boundInWords = (bound: number | undefined): string => (bound === undefined ? '' : bound.toLocaleString('en-US'));

function Choices({
  texts,
  field,
  chosen,
  onValue,
}: {
  texts: FieldTexts;
  field: EvidenceField;
  chosen: readonly string[];
  onValue: (value: FieldValue) => void;
}) {
  const { say } = useWords();
  return (
    <FieldGroup {...texts}>
      <div class="choices">
        {(field.options ?? []).map((option) => (
          <CheckRow
            key={option.value}
            label={say(option.label)}
            checked={chosen.includes(option.value)}
            onCheck={(checked) => onValue(checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

function TimeField({ time, onTime, ...texts }: FieldTexts & { time: string; onTime: (time: string | undefined) => void }) {
  return (
    <Field {...texts}>
      {(wiring) => (
        <span class="input-box time-box">
          <input
            {...wiring}
            class="input"
            type="time"
            value={time}
            onInput={(event) => onTime(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
          />
        </span>
      )}
    </Field>
  );
}
