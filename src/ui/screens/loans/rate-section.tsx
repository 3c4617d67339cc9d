/** The rate and the method of a loan as they are written down, with what they really cost in a year. */
import type { LoanTerms } from '../../../domain/loan-terms.ts';
import { useText } from '../../app-context.ts';
import { Card, Section } from '../../parts/card.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { RateCard } from './rate-card.tsx';

export interface RateForm {
  /** as typed, percent a month */
  rate: string;
  method: LoanTerms['method'];
}

export interface RateSectionProps {
  form: RateForm;
  terms: Parameters<typeof RateCard>[0]['terms'];
  error: string | undefined;
  onChange: (change: Partial<RateForm>) => void;
}

export function RateSection({ form, terms, error, onChange }: RateSectionProps) {
  const t = useText();
  return (
    <Section title={t('loan.rate')}>
      <Card>
        <div class="stack">
          <TextField
            label={t('loan.rate.month')}
            inputMode="text"
            unit="%"
            value={form.rate}
            maxLength={8}
            onText={(rate) => onChange({ rate })}
            error={error}
          />
          <SegmentedControl
            label={t('loan.method')}
            value={form.method}
            onChoose={(method) => onChange({ method })}
            choices={(['reducing', 'flat'] as const).map((value) => ({ value, label: t(`loan.method.${value}`) }))}
          />
          <RateCard terms={terms} onReducing={() => onChange({ method: 'reducing' })} />
        </div>
      </Card>
    </Section>
  );
}
