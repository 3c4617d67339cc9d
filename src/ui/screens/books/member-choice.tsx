/** Whose money it is: one member by name, number or house. */
import { useState } from 'preact/hooks';
import type { MemberRow } from '../../../domain/row.ts';
import { matchesSearch } from '../../../domain/thai-text.ts';
import { useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { FieldGroup } from '../../parts/field.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { registerOrder } from '../../tables/register-sheets.ts';
import { memberSearchTexts, nameParts } from '../../words/member-name.ts';

export interface MemberChoiceProps {
  label: string;
  members: readonly MemberRow[];
  member: string | undefined;
  error?: string | undefined;
  onMember: (member: string) => void;
}

const shownAtOnce = 40;

export function MemberChoice({ label, members, member, error, onMember }: MemberChoiceProps) {
  const t = useText();
  const [query, setQuery] = useState<string>();
  const chosen = members.find(({ id }) => id === member);
  const found = registerOrder(members).filter((each) => matchesSearch(query ?? '', memberSearchTexts(each)));
  return (
    <FieldGroup label={label} error={error}>
      <div class="chosen-line">
        {chosen && (
          <b>
            {chosen.no} · <PersonName parts={nameParts(chosen.person)} />
          </b>
        )}
        <Button icon="search" onPress={() => setQuery('')}>
          {t(chosen === undefined ? 'books.member.choose' : 'books.member.other')}
        </Button>
      </div>
      <BottomSheet open={query !== undefined} onClose={() => setQuery(undefined)} title={label} closeLabel={t('common.close')}>
        <SearchField
          label={t('books.register.search')}
          value={query ?? ''}
          onText={setQuery}
          clearLabel={t('money.clear-search')}
          resultText={t('books.register.found', { n: found.length })}
        />
        <List label={label}>
          {found.slice(0, shownAtOnce).map((each) => (
            <ListRow
              key={each.id}
              leading={<span class="figure">{each.no}</span>}
              title={<PersonName parts={nameParts(each.person)} />}
              onPress={() => {
                onMember(each.id);
                setQuery(undefined);
              }}
            />
          ))}
        </List>
        {found.length > shownAtOnce && <p class="quiet small">{t('books.member.more', { n: found.length - shownAtOnce })}</p>}
      </BottomSheet>
    </FieldGroup>
  );
}
