/** The rule of a group's pledge day: a day of the month, or one weekday of it. */
import type { PledgeDay } from '../../domain/due-date.ts';
import { useText } from '../app-context.ts';
import { SegmentedControl } from '../parts/choice-group.tsx';
import { CountField } from '../parts/count-field.tsx';
import { FieldRow } from '../parts/field.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useWords } from '../words/use-words.ts';

/** What stands in the fields; a kind not chosen now keeps its numbers. */
export interface PledgeDayValues {
  kind: PledgeDay['kind'] | undefined;
  day: number;
  nth: 1 | 2 | 3 | 4 | -1;
  weekday: number;
}

export interface PledgeDayFieldsProps {
  values: PledgeDayValues;
  onChange: (change: Partial<PledgeDayValues>) => void;
}

export function pledgeDayValuesOf(rule: PledgeDay | undefined): PledgeDayValues {
  return {
    kind: rule?.kind,
    day: rule?.kind === 'day-of-month' ? rule.day : 5,
    nth: rule?.kind === 'nth-weekday' ? rule.nth : 1,
    weekday: rule?.kind === 'nth-weekday' ? rule.weekday : 0,
  };
}

/** `undefined` until it was said which of the two kinds of rule it is. */
export function pledgeDayOf({ kind, day, nth, weekday }: PledgeDayValues): PledgeDay | undefined {
  if (kind === 'day-of-month') return { kind, day };
  return kind === 'nth-weekday' ? { kind, nth, weekday } : undefined;
}

export function PledgeDayFields({ values, onChange }: PledgeDayFieldsProps) {
  const t = useText();
  return (
    <>
      <SegmentedControl
        label={t('founding.rules.pledge-day')}
        value={values.kind}
        onChoose={(kind) => onChange({ kind })}
        choices={[
          { value: 'day-of-month', label: t('founding.rules.day-of-month') },
          { value: 'nth-weekday', label: t('founding.rules.nth-weekday') },
        ]}
      />
      <DayFields values={values} onChange={onChange} />
    </>
  );
}

function DayFields({ values, onChange }: PledgeDayFieldsProps) {
  const t = useText();
  const { calendar } = useWords();
  if (values.kind === 'day-of-month') {
    return (
      <CountField
        label={t('founding.rules.day')}
        hint={values.day > 28 ? t('founding.rules.day-short-month') : undefined}
        unit={t('founding.rules.each-month')}
        min={1}
        max={31}
        count={values.day}
        onCount={(day) => onChange({ day })}
        minusLabel={t('founding.rules.day-before')}
        plusLabel={t('founding.rules.day-after')}
      />
    );
  }
  if (values.kind !== 'nth-weekday') return null;
  return (
    <FieldRow>
      <SelectField
        label={t('founding.rules.nth')}
        value={String(values.nth)}
        onChoose={(nth) => onChange({ nth: Number(nth) as PledgeDayValues['nth'] })}
        options={(['1', '2', '3', '4', '-1'] as const).map((value) => ({
          value: value as string,
          label: t(`founding.rules.nth-${value}`),
        }))}
      />
      <SelectField
        label={t('founding.rules.weekday')}
        value={String(values.weekday)}
        onChoose={(weekday) => onChange({ weekday: Number(weekday) })}
        options={calendar.weekdaysLong.map((label, value) => ({ value: String(value), label }))}
      />
    </FieldRow>
  );
}
