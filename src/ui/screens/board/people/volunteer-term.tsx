/** A volunteer's year runs from 1 October to 30 September, as the fiscal year does; and the field that asks for its last day. */
import { useText } from '../../../app-context.ts';
import { DateField } from '../../../fields/date-field.tsx';

/** @returns the 30 September on or after this day */
export function endOfTerm(todayOn: string): string {
  const year = todayOn.slice(0, 4);
  return todayOn <= `${year}-09-30` ? `${year}-09-30` : `${Number(year) + 1}-09-30`;
}

export interface UntilFieldProps {
  on: string | undefined;
  isMissing: boolean;
  onDay: (on: string | undefined) => void;
}

export function UntilField({ on, isMissing, onDay }: UntilFieldProps) {
  const t = useText();
  return (
    <DateField
      label={t('people.until')}
      hint={t('people.until.hint')}
      on={on}
      error={isMissing ? t('people.until.missing') : undefined}
      onDay={onDay}
    />
  );
}
