/** The agenda line by line; a new empty line appears under the last. The five usual lines are offered, not imposed. */
import { useText } from '../../app-context.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { FieldGroup } from '../../parts/field.tsx';
import { TextField } from '../../parts/text-field.tsx';

const standardLines = ['inform', 'approve', 'follow-up', 'consider', 'other'] as const;

export interface AgendaFieldProps {
  agenda: readonly string[];
  onAgenda: (agenda: readonly string[]) => void;
}

export function useStandardAgenda(): readonly string[] {
  const t = useText();
  return standardLines.map((line) => t(`meeting.agenda.${line}`));
}

export function AgendaField({ agenda, onAgenda }: AgendaFieldProps) {
  const t = useText();
  const standard = useStandardAgenda();
  const lines = [...agenda, ''];
  return (
    <FieldGroup label={t('meeting.agenda')} mark={t('common.optional')} hint={t('meeting.agenda.hint')}>
      <ol class="agenda-lines">
        {lines.map((line, index) => (
          <li key={index}>
            <span class="agenda-no">{index + 1}</span>
            <TextField
              label={t('meeting.agenda.line', { n: index + 1 })}
              hideLabel
              value={line}
              maxLength={400}
              placeholder={index === agenda.length ? t('meeting.agenda.next') : undefined}
              enterKeyHint="next"
              onText={(text) =>
                onAgenda(lines.map((each, at) => (at === index ? text : each)).filter((each, at) => each !== '' || at < agenda.length))
              }
            />
            {index < agenda.length ? (
              <IconButton
                icon="close"
                label={t('meeting.agenda.remove', { n: index + 1 })}
                onPress={() => onAgenda(agenda.filter((_, at) => at !== index))}
              />
            ) : (
              <span class="agenda-blank" />
            )}
          </li>
        ))}
      </ol>
      {agenda.length === 0 && (
        <Button kind="quiet" icon="plus" onPress={() => onAgenda(standard)}>
          {t('meeting.agenda.standard')}
        </Button>
      )}
    </FieldGroup>
  );
}
