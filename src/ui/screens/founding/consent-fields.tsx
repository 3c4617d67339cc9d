/** Consent of a guardian as it stands on the signed paper: who, related how, signed or thumbprint, before whom. */
import { useText } from '../../app-context.ts';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import type { ConsentValues } from './intake-values.ts';

export interface ConsentFieldsProps {
  values: ConsentValues;
  onChange: (change: Partial<ConsentValues>) => void;
  nameError?: string | undefined;
  witnessError?: string | undefined;
}

export function ConsentFields({ values, onChange, nameError, witnessError }: ConsentFieldsProps) {
  const t = useText();
  const { guardianName, relation, signatureKind, witnesses } = values;
  const isThumbprint = signatureKind === 'thumbprint';
  return (
    <div class="stack">
      <FieldRow split="wide-first">
        <TextField
          label={t('founding.consent.guardian')}
          value={guardianName}
          error={nameError}
          name="guardianName"
          onText={(text) => onChange({ guardianName: text })}
        />
        <SelectField
          label={t('founding.consent.relation')}
          value={relation}
          onChoose={(next) => onChange({ relation: next })}
          options={(['mother', 'father', 'legal-guardian'] as const).map((value) => ({ value, label: t(`founding.consent.${value}`) }))}
        />
      </FieldRow>
      <SegmentedControl
        label={t('founding.consent.signed')}
        value={signatureKind}
        onChoose={(next) => onChange({ signatureKind: next })}
        choices={(['signature', 'thumbprint'] as const).map((value) => ({ value, label: t(`founding.consent.${value}`) }))}
      />
      <FieldRow>
        {([0, 1] as const).map((index) => (
          <TextField
            key={index}
            label={t('founding.consent.witness', { n: index + 1 })}
            mark={isThumbprint ? t('common.required') : t('common.optional')}
            value={witnesses[index]}
            error={index === 0 ? witnessError : undefined}
            onText={(text) => onChange({ witnesses: index === 0 ? [text, witnesses[1]] : [witnesses[0], text] })}
          />
        ))}
      </FieldRow>
    </div>
  );
}
