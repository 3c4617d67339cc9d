/** Choosing the tambon: one list when there are few, typing when there are many; every choice names district and code. */
import { useId, useState } from 'preact/hooks';
import { useApp, useText, useToday } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { FieldGroup } from '../../parts/field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { findGranted, grantedTambons, tambonInWords } from './area-choice.ts';

export interface TambonFieldProps {
  code: string | undefined;
  error: string | undefined;
  onCode: (code: string | undefined) => void;
}

const fewTambons = 8;

export function TambonField({ code, error, onCode }: TambonFieldProps) {
  const t = useText();
  const { me } = useApp();
  const granted = grantedTambons(me.grants, useToday());
  const [query, setQuery] = useState('');
  const statusId = useId();
  const chosen = granted.find((match) => match.tambon.code === code);
  const choicesOf = (matches: typeof granted) => matches.map((match) => ({ value: match.tambon.code, label: tambonInWords(match, t) }));

  if (granted.length <= fewTambons)
    return (
      <ChoiceGroup
        label={t('group.new.tambon')}
        hint={granted.length === 0 ? t('group.new.tambon.none') : undefined}
        choices={choicesOf(granted)}
        value={code}
        error={error}
        onChoose={onCode}
      />
    );
  if (chosen !== undefined)
    return (
      <FieldGroup label={t('group.new.tambon')}>
        <div class="chosen-line">
          <b>{tambonInWords(chosen, t)}</b>
          <Button kind="quiet" onPress={() => onCode(undefined)}>
            {t('group.new.tambon.change')}
          </Button>
        </div>
      </FieldGroup>
    );
  const found = findGranted(query, granted);
  return (
    <div class="stack tambon-search">
      <TextField label={t('group.new.tambon')} hint={t('group.new.tambon.hint')} value={query} error={error} onText={setQuery} />
      <p class="hidden-text" role="status" id={statusId}>
        {query === '' ? '' : t('group.new.tambon.found', { n: found.length })}
      </p>
      {query !== '' && found.length === 0 && <p class="quiet">{t('group.new.tambon.not-found')}</p>}
      {found.length > 0 && (
        <ChoiceGroup label={t('group.new.tambon.which')} choices={choicesOf(found.slice(0, 12))} value={undefined} onChoose={onCode} />
      )}
    </div>
  );
}
