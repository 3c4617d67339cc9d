/** When and where a meeting is: asked when it is opened and when that is corrected. */
import { useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { TimeField } from '../../fields/time-field.tsx';
import { TextField } from '../../parts/text-field.tsx';

export interface MeetingTime {
  heldOn: string | undefined;
  /** empty when nobody noted it */
  startedAt: string;
  place: string;
}

export function useDayError(heldOn: string | undefined): string | undefined {
  const t = useText();
  const todayOn = useToday();
  if (heldOn === undefined) return t('step.problem.date-missing');
  return heldOn > todayOn ? t('meeting.day.future') : undefined;
}

export interface MeetingFieldsProps {
  values: MeetingTime;
  /** after a press on saving, what is missing is said too */
  tried: boolean;
  timeError?: string | undefined;
  onChange: (change: Partial<MeetingTime>) => void;
}

export function MeetingFields({ values, tried, timeError, onChange }: MeetingFieldsProps) {
  const t = useText();
  const todayOn = useToday();
  const { heldOn } = values;
  const dayError = useDayError(heldOn);
  return (
    <>
      <DateField
        label={t('meeting.day')}
        hint={heldOn === todayOn ? t('meeting.day.today') : undefined}
        on={heldOn}
        error={tried || heldOn !== undefined ? dayError : undefined}
        onDay={(on) => onChange({ heldOn: on })}
      />
      <TimeField label={t('meeting.started')} value={values.startedAt} onTime={(startedAt) => onChange({ startedAt })} />
      {timeError !== undefined && (
        <p class="error" role="alert">
          {timeError}
        </p>
      )}
      <TextField
        label={t('meeting.place')}
        mark={t('common.optional')}
        placeholder={t('meeting.place.example')}
        value={values.place}
        maxLength={400}
        onText={(place) => onChange({ place })}
      />
    </>
  );
}
