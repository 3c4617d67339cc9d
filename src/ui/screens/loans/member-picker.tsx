/** One member out of the register, found by a few letters or the number; a list of nine hundred is never shown whole. */
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { MemberRow } from '../../../domain/row.ts';
import { matchesSearch } from '../../../domain/thai-text.ts';
import { useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { FieldGroup } from '../../parts/field.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { memberSearchTexts, nameParts, plainName } from '../../words/member-name.ts';
import { baht } from './loan-words.ts';

const mostShown = 6;

export interface MemberPickerProps {
  label: string;
  members: readonly MemberRow[];
  chosen: string | undefined;
  onChoose: (member: string | undefined) => void;
  error?: ComponentChildren;
  mark?: ComponentChildren;
}

export function MemberPicker({ label, members, chosen, onChoose, error, mark }: MemberPickerProps) {
  const t = useText();
  const id = useId();
  const [search, setSearch] = useState('');
  const member = members.find((each) => each.id === chosen);
  if (member !== undefined)
    return (
      <FieldGroup label={label} error={error} mark={mark}>
        <div class="picked-member">
          <span class="row-text">
            <span class="row-title">
              <PersonName parts={nameParts(member.person)} />
            </span>
            <span class="row-subtitle">{describe(member, t)}</span>
          </span>
          <Button onPress={() => onChoose(undefined)}>{t('loan.picker.change')}</Button>
        </div>
      </FieldGroup>
    );
  const found = members.filter((each) => matchesSearch(search, memberSearchTexts(each)));
  const shown = search.trim() === '' ? [] : found.slice(0, mostShown);
  return (
    <FieldGroup label={label} error={error} mark={mark}>
      <div class="stack" id={id}>
        <SearchField
          label={t('loan.picker.search')}
          value={search}
          onText={setSearch}
          clearLabel={t('loan.search.clear')}
          resultText={t('loan.search.found', { n: found.length })}
        />
        {shown.length > 0 && (
          <List label={label}>
            {shown.map((each) => (
              <ListRow
                key={each.id}
                leading={<span class="row-number">{each.no ?? '–'}</span>}
                title={plainName(each.person)}
                subtitle={describe(each, t)}
                chevron={false}
                onPress={() => {
                  setSearch('');
                  onChoose(each.id);
                }}
              />
            ))}
          </List>
        )}
        {search.trim() !== '' && found.length !== shown.length && (
          <p class="quiet small">{t('loan.picker.more', { n: found.length - shown.length })}</p>
        )}
        {search.trim() !== '' && found.length === 0 && <p class="quiet small">{t('loan.picker.none')}</p>}
      </div>
    </FieldGroup>
  );
}

function describe(member: MemberRow, t: ReturnType<typeof useText>): string {
  const saved = t('loan.picker.saved', { baht: baht(member.savedSatang) });
  return member.person.houseNo === undefined ? saved : `${t('group.members.house', { no: member.person.houseNo })} · ${saved}`;
}
