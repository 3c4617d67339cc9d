/** How a member is called: title, given and family name, nickname; an organisation has one name. */
import { thaiWords } from '../../../content/thai-words.ts';
import type { IntakeField } from '../../../domain/intake.ts';
import { useText } from '../../app-context.ts';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { otherTitle } from '../founding/intake-values.ts';
import type { PersonalValues } from './personal-values.ts';

export interface NameFieldsProps {
  isPerson: boolean;
  values: PersonalValues;
  /** somebody else in the group has the name; a hint, no error (case 10) */
  sameName: string | undefined;
  onChange: (change: Partial<PersonalValues>) => void;
  error: (field: IntakeField) => string | undefined;
}

export function NameFields({ isPerson, values, sameName, onChange, error }: NameFieldsProps) {
  const t = useText();
  return isPerson ? (
    <>
      <div class="name-fields">
        <SelectField
          label={t('member.field.title')}
          name="title"
          value={values.title === '' ? undefined : values.title}
          placeholder={t('member.choose')}
          onChoose={(title) => onChange({ title })}
          options={[
            ...thaiWords.titles.map(({ full }) => ({ value: full, label: full })),
            { value: otherTitle, label: t('member.title.other') },
          ]}
        />
        <TextField
          label={t('member.field.firstName')}
          name="firstName"
          value={values.firstName}
          error={error('firstName')}
          onText={(firstName) => onChange({ firstName })}
        />
      </div>
      {values.title === otherTitle && (
        <TextField label={t('member.title.which')} value={values.freeTitle} onText={(freeTitle) => onChange({ freeTitle })} />
      )}
      <FieldRow split="wide-first">
        <TextField
          label={t('member.field.lastName')}
          name="lastName"
          value={values.lastName}
          error={error('lastName')}
          onText={(lastName) => onChange({ lastName })}
        />
        <TextField
          label={t('member.field.nickname')}
          value={values.nickname}
          error={error('nickname')}
          onText={(nickname) => onChange({ nickname })}
        />
      </FieldRow>
      {sameName !== undefined && <p class="hint">{sameName}</p>}
      {values.title === otherTitle && (
        <SegmentedControl
          label={t('member.field.gender')}
          value={values.gender}
          onChoose={(gender) => onChange({ gender })}
          choices={(['male', 'female'] as const).map((value) => ({ value, label: t(`member.gender.${value}`) }))}
        />
      )}
    </>
  ) : (
    <TextField
      label={t('member.field.organisation')}
      name="firstName"
      value={values.firstName}
      error={error('firstName')}
      onText={(firstName) => onChange({ firstName })}
    />
  );
}
