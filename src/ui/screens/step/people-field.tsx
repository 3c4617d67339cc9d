/** Names with positions, one line each; a new empty line appears under the last, so nothing has to be "added". */
import { useText } from '../../app-context.ts';
import { IconButton } from '../../parts/button.tsx';
import { FieldGroup, FieldRow, type FieldTexts } from '../../parts/field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import type { PersonLine } from './step-form.ts';

export interface PeopleFieldProps extends FieldTexts {
  people: readonly PersonLine[];
  onPeople: (people: PersonLine[]) => void;
}

export function PeopleField({ people, onPeople, ...texts }: PeopleFieldProps) {
  const t = useText();
  const lines = [...people, { name: '', position: '' }];
  const change = (index: number, part: Partial<PersonLine>) => {
    const next = lines.map((line, at) => (at === index ? { ...line, ...part } : line));
    const last = next.at(-1);
    onPeople(last && last.name === '' && last.position === '' ? next.slice(0, -1) : next);
  };
  return (
    <FieldGroup {...texts} hint={texts.hint ?? t('step.people.hint')}>
      <ol class="people-lines">
        {lines.map((line, index) => (
          <li key={index}>
            <FieldRow split="wide-first">
              <TextField
                label={t('step.people.name', { n: index + 1 })}
                hideLabel
                placeholder={t('step.people.name-short')}
                value={line.name}
                maxLength={200}
                enterKeyHint="next"
                onText={(name) => change(index, { name })}
              />
              <TextField
                label={t('step.people.position', { n: index + 1 })}
                hideLabel
                placeholder={t('step.people.position-short')}
                value={line.position}
                maxLength={200}
                enterKeyHint="next"
                onText={(position) => change(index, { position })}
              />
            </FieldRow>
            {index < people.length ? (
              <IconButton
                icon="close"
                label={t('step.people.remove', { n: index + 1 })}
                onPress={() => onPeople(people.filter((_, at) => at !== index))}
              />
            ) : (
              <span class="people-blank" />
            )}
          </li>
        ))}
      </ol>
    </FieldGroup>
  );
}
