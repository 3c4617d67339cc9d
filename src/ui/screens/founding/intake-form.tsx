/** One person at the table: three things asked, the rest folded, consent unfolds for a minor by itself. Enter goes on. */
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { thaiWords } from '../../../content/thai-words.ts';
import type { Intake, IntakeField, IntakeProblem } from '../../../domain/intake.ts';
import { ageOn } from '../../../domain/thai-calendar.ts';
import { useText } from '../../app-context.ts';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { Field, FieldRow } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { BirthQuestion } from './birth-question.tsx';
import { ConsentFields } from './consent-fields.tsx';
import { IntakeMore } from './intake-more.tsx';
import { otherTitle, type IntakeValues } from './intake-values.ts';
import { useProblemText } from '../../problem-text.ts';

export interface IntakeFormProps {
  values: IntakeValues;
  intake: Intake;
  appliedOn: string;
  interestOnly: boolean;
  /** the button was pressed with this person, so what is missing is said too */
  attempted: boolean;
  onChange: (change: Partial<IntakeValues>) => void;
  onSubmit: () => void;
  firstField: RefObject<HTMLSelectElement | null>;
}

const moreFields: readonly IntakeField[] = ['phone', 'nationalId', 'houseNo', 'moo', 'nickname', 'maritalStatus'];

export function IntakeForm(props: IntakeFormProps) {
  const { values, intake, appliedOn, interestOnly, attempted, onChange, onSubmit, firstField } = props;
  const t = useText();
  const words = useProblemText();
  const firstName = useRef<HTMLInputElement>(null);
  const lastName = useRef<HTMLInputElement>(null);
  const birthYear = useRef<HTMLInputElement>(null);
  const pledge = useRef<HTMLInputElement>(null);

  const at = (field: IntakeField, weight: IntakeProblem['weight']) =>
    intake.problems.find((problem) => problem.field === field && problem.weight === weight);
  const error = (field: IntakeField) => {
    const problem = at(field, 'refused');
    return problem !== undefined && attempted ? words(problem) : undefined;
  };
  const sameName = intake.problems.find((problem) => problem.code === 'same-name');
  const doubtOfAge = intake.problems.find((problem) => problem.field === 'birth' && problem.weight === 'hint');
  const isAsked = intake.birth?.kind === 'ask' || intake.birth?.kind === 'confirm';
  const bornOn = intake.birth?.kind === 'certain' ? intake.birth.birth.bornOn : undefined;
  const isMinor = intake.standing === 'minor' && !interestOnly;

  return (
    <div class="intake-form stack">
      <div class="intake-names">
        <SelectField
          label={t('founding.intake.title')}
          name="title"
          value={values.title === '' ? undefined : values.title}
          placeholder={t('founding.intake.title-choose')}
          error={attempted && values.title === '' ? t('founding.intake.title-missing') : undefined}
          selectRef={firstField}
          onChoose={(title) => onChange({ title })}
          options={[
            ...thaiWords.titles.map(({ full }) => ({ value: full, label: full })),
            { value: otherTitle, label: t('founding.intake.title-other') },
          ]}
        />
        <TextField
          label={t('founding.intake.first-name')}
          name="firstName"
          value={values.firstName}
          error={error('firstName')}
          enterKeyHint="next"
          inputRef={firstName}
          onText={(text) => onChange({ firstName: text })}
          onEnter={() => lastName.current?.focus()}
        />
      </div>
      {values.title === otherTitle && (
        <FieldRow>
          <TextField
            label={t('founding.intake.free-title')}
            value={values.freeTitle}
            enterKeyHint="next"
            onText={(text) => onChange({ freeTitle: text })}
            onEnter={() => firstName.current?.focus()}
          />
          <SegmentedControl
            label={t('founding.intake.gender')}
            value={values.gender}
            onChoose={(gender) => onChange({ gender })}
            choices={[
              { value: 'male', label: t('founding.attendance.male') },
              { value: 'female', label: t('founding.attendance.female') },
            ]}
          />
        </FieldRow>
      )}
      <div class="intake-names">
        <TextField
          label={t('founding.intake.last-name')}
          name="lastName"
          value={values.lastName}
          enterKeyHint="next"
          inputRef={lastName}
          onText={(text) => onChange({ lastName: text })}
          onEnter={() => (interestOnly ? onSubmit() : birthYear.current?.focus())}
        />
        {!interestOnly && (
          <TextField
            label={t('founding.intake.birth')}
            name="birthYear"
            value={values.birthYear}
            inputMode="numeric"
            maxLength={4}
            placeholder="2530"
            enterKeyHint="next"
            error={isAsked ? undefined : error('birth')}
            inputRef={birthYear}
            onText={(text) => onChange({ birthYear: text, birth: undefined })}
            onEnter={() => pledge.current?.focus()}
          />
        )}
      </div>
      {sameName !== undefined && <p class="intake-hint">{words(sameName)}</p>}
      <BirthQuestion
        intake={intake}
        typed={values.birthYear}
        appliedOn={appliedOn}
        onBirth={(birth) => {
          onChange({ birth });
          pledge.current?.focus();
        }}
      />
      {doubtOfAge !== undefined && <p class="intake-hint">{words(doubtOfAge)}</p>}
      {!interestOnly && <PledgeField values={values} error={error('pledge')} inputRef={pledge} onChange={onChange} onSubmit={onSubmit} />}
      {isMinor && (
        <section class="consent-box stack" aria-labelledby="minor-title">
          <h2 id="minor-title">
            <Icon name="child" />
            {t('founding.intake.minor', { age: bornOn === undefined ? '' : ageOn(bornOn, appliedOn) })}
          </h2>
          <SegmentedControl
            label={t('founding.intake.guardian-here')}
            value={values.guardianHere}
            error={attempted && values.guardianHere === undefined ? t('founding.intake.guardian-choose') : undefined}
            onChoose={(guardianHere) => onChange({ guardianHere })}
            choices={[
              { value: 'yes', label: t('founding.intake.guardian-yes') },
              { value: 'later', label: t('founding.intake.guardian-later') },
            ]}
          />
          {values.guardianHere === 'yes' && <Consent {...props} />}
          {values.guardianHere === 'later' && <p>{t('founding.intake.guardian-later-so')}</p>}
        </section>
      )}
      <Disclosure
        icon="plus"
        summary={t('founding.intake.more')}
        open={
          (attempted && intake.problems.some((problem) => problem.weight === 'refused' && moreFields.includes(problem.field!))) || undefined
        }
      >
        <IntakeMore
          values={values}
          intake={intake}
          attempted={attempted}
          appliedOn={appliedOn}
          interestOnly={interestOnly}
          onChange={onChange}
        />
      </Disclosure>
    </div>
  );
}

function Consent({ values, intake, attempted, onChange }: IntakeFormProps) {
  const words = useProblemText();
  const error = (code: 'guardian-name-missing' | 'thumbprint-witnesses') => {
    const problem = intake.problems.find((each) => each.code === code);
    return problem !== undefined && attempted ? words(problem) : undefined;
  };
  return (
    <ConsentFields
      values={values}
      onChange={onChange}
      nameError={error('guardian-name-missing')}
      witnessError={error('thumbprint-witnesses')}
    />
  );
}

interface PledgeFieldProps {
  values: IntakeValues;
  error: string | undefined;
  inputRef: RefObject<HTMLInputElement | null>;
  onChange: (change: Partial<IntakeValues>) => void;
  onSubmit: () => void;
}

/** The amount exactly as typed; there is no default, the member says it (rule 3 of the letter). */
function PledgeField({ values, error, inputRef, onChange, onSubmit }: PledgeFieldProps) {
  const t = useText();
  return (
    <Field label={t('founding.intake.pledge')} note={t('founding.intake.pledge-note')} error={error}>
      {(wiring) => (
        <span class="input-box money-box">
          <input
            {...wiring}
            ref={inputRef}
            class="input"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            name="pledge"
            enterKeyHint="done"
            value={values.pledge}
            onInput={(event) => onChange({ pledge: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.isComposing) return;
              event.preventDefault();
              onSubmit();
            }}
          />
          <span class="input-unit">{t('common.unit.baht')}</span>
        </span>
      )}
    </Field>
  );
}
