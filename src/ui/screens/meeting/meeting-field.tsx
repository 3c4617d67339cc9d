/** The meeting that decided something: chosen among the latest, or opened first. */
import type { MeetingRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { LinkButton } from '../../parts/button.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';

const mostShown = 24;

export interface MeetingFieldProps {
  g: string;
  meeting: string | undefined;
  onMeeting: (meeting: MeetingRow) => void;
  error?: string | undefined;
  hint?: string | undefined;
  /** which meetings can decide this */
  canDecide?: (meeting: MeetingRow) => boolean;
}

export function MeetingField({ g, meeting, onMeeting, error, hint, canDecide = () => true }: MeetingFieldProps) {
  const t = useText();
  const words = useWords();
  const meetings = (useRows(g, 'meeting') ?? []).filter(canDecide).toSorted((a, b) => b.heldOn.localeCompare(a.heldOn)).slice(0, mostShown); // prettier-ignore
  return (
    <div class="stack">
      {meetings.length > 0 && (
        <SelectField
          label={t('meeting.field')}
          hint={hint}
          error={error}
          placeholder={t('meeting.field.choose')}
          value={meeting}
          options={meetings.map(({ id, kind, heldOn }) => ({ value: id, label: `${t(`group.meeting.${kind}`)} · ${words.day(heldOn)}` }))}
          onChoose={(id) => {
            const chosen = meetings.find((each) => each.id === id);
            if (chosen !== undefined) onMeeting(chosen);
          }}
        />
      )}
      {meetings.length === 0 && <p class={error === undefined ? 'quiet' : 'error'}>{error ?? t('meeting.field.none')}</p>}
      <LinkButton href={`/groups/${g}/meetings/new`} kind="quiet" icon="plus">
        {t('meeting.open')}
      </LinkButton>
    </div>
  );
}
