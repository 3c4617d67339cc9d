/** What can be asked later: house, phone, national id, marriage, the whole day of birth. Nothing here stops an application when empty. */
import type { Intake, IntakeField } from '../../../domain/intake.ts';
import type { MaritalStatus } from '../../../domain/minor.ts';
import { formatNationalId, maskNationalId, parseNationalId } from '../../../domain/national-id.ts';
import { thaiDateParts } from '../../../domain/thai-calendar.ts';
import { useState } from 'preact/hooks';
import { useText } from '../../app-context.ts';
import { CheckRow } from '../../parts/check-row.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { BirthField, DateField } from '../../fields/date-field.tsx';
import type { IntakeValues } from './intake-values.ts';
import { useProblemText } from '../../problem-text.ts';

export interface IntakeMoreProps {
  values: IntakeValues;
  intake: Intake;
  attempted: boolean;
  appliedOn: string;
  interestOnly: boolean;
  onChange: (change: Partial<IntakeValues>) => void;
}

const maritalStatuses: readonly MaritalStatus[] = ['single', 'registered', 'customary', 'widowed', 'divorced', 'unknown'];
const marriedStatuses: readonly (MaritalStatus | undefined)[] = ['registered', 'widowed', 'divorced'];

export function IntakeMore({ values, intake, attempted, appliedOn, interestOnly, onChange }: IntakeMoreProps) {
  const t = useText();
  const words = useProblemText();
  const error = (field: IntakeField) => {
    const problem = intake.problems.find((each) => each.field === field && each.weight === 'refused');
    return problem !== undefined && attempted ? words(problem) : undefined;
  };
  const needsCourtOrder = values.courtOrderSeen || intake.problems.some((problem) => problem.code === 'needs-court-order');
  return (
    <div class="stack">
      <FieldRow>
        <TextField
          label={t('founding.intake.house')}
          value={values.houseNo}
          placeholder="123/4"
          onText={(houseNo) => onChange({ houseNo })}
        />
        <TextField
          label={t('founding.intake.moo')}
          value={values.moo}
          inputMode="numeric"
          maxLength={2}
          onText={(moo) => onChange({ moo })}
        />
      </FieldRow>
      <FieldRow>
        <TextField label={t('founding.intake.nickname')} value={values.nickname} onText={(nickname) => onChange({ nickname })} />
        <TextField
          label={t('founding.intake.phone')}
          type="tel"
          inputMode="tel"
          value={values.phone}
          error={error('phone')}
          onText={(phone) => onChange({ phone })}
        />
      </FieldRow>
      {!interestOnly && (
        <>
          <NationalIdField value={values.nationalId} error={error('nationalId')} onText={(nationalId) => onChange({ nationalId })} />
          <BirthField
            label={t('founding.intake.birth-full')}
            hint={t('founding.intake.birth-full-hint')}
            todayOn={appliedOn}
            birth={values.birth}
            onBirth={(birth) =>
              onChange(birth === undefined ? { birth } : { birth, birthYear: String(thaiDateParts(birth.bornOn).yearBE) })
            }
          />
          <SelectField
            label={t('founding.intake.marital')}
            placeholder={t('founding.intake.marital-unsaid')}
            value={values.maritalStatus}
            onChoose={(maritalStatus) => onChange({ maritalStatus })}
            options={maritalStatuses.map((value) => ({ value, label: t(`founding.marital.${value}`) }))}
          />
          {marriedStatuses.includes(values.maritalStatus) && intake.standing !== 'adult' && (
            <DateField
              label={t('founding.intake.married-on')}
              on={values.marriageRegisteredOn}
              onDay={(marriageRegisteredOn) => onChange({ marriageRegisteredOn })}
            />
          )}
          {needsCourtOrder && (
            <CheckRow
              label={t('founding.intake.court-order')}
              checked={values.courtOrderSeen}
              onCheck={(courtOrderSeen) => onChange({ courtOrderSeen })}
            />
          )}
        </>
      )}
    </div>
  );
}

/** Only the last digits stay readable once the box is left: the screen faces the queue. */
function NationalIdField({ value, error, onText }: { value: string; error: string | undefined; onText: (text: string) => void }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const reading = parseNationalId(value);
  const shown = isOpen || !reading.ok ? value : maskNationalId(reading.id);
  return (
    <div onFocusIn={() => setOpen(true)} onFocusOut={() => setOpen(false)}>
      <TextField
        label={t('founding.intake.national-id')}
        mark={t('common.optional')}
        hint={isOpen && reading.ok ? formatNationalId(reading.id) : t('founding.intake.national-id-hint')}
        inputMode="numeric"
        value={shown}
        error={error}
        onText={(text) => {
          if (isOpen) onText(text);
        }}
      />
    </div>
  );
}
