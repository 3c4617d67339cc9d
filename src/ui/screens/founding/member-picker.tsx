/** Choosing one accepted member by name, number or house; the votes for him are optional. */
import { useState } from 'preact/hooks';
import { matchesSearch } from '../../../domain/thai-text.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { BottomSheet } from '../../parts/dialog.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { thaiDigitsToArabic } from '../../../domain/digits.ts';
import { inOrderOfComing, nameParts } from '../../words/member-name.ts';

export interface MemberPickerProps {
  title: string;
  members: readonly MemberRow[];
  /** the office somebody already holds, as a word */
  officeOf: (member: string) => string | undefined;
  onPick: (member: MemberRow, votes: number | undefined) => void;
  onClose: () => void;
  notFound: (query: string) => string;
  nameOf: (member: MemberRow) => string;
}

const shownAtOnce = 60;

export function MemberPicker({ title, members, officeOf, onPick, onClose, notFound, nameOf }: MemberPickerProps) {
  const t = useText();
  const [query, setQuery] = useState('');
  const [votes, setVotes] = useState('');
  const found = [...inOrderOfComing(members)]
    .sort((a, b) => (a.no ?? 99_999) - (b.no ?? 99_999))
    .filter(({ person, no }) => matchesSearch(query, [person.firstName, person.lastName, person.nickname, no, person.houseNo]));
  const digits = thaiDigitsToArabic(votes).replace(/\D/g, '');
  return (
    <BottomSheet open onClose={onClose} title={title} closeLabel={t('common.close')}>
      <TextField
        label={t('founding.committee.votes-for')}
        mark={t('common.optional')}
        inputMode="numeric"
        value={votes}
        unit={t('founding.vote.votes', { n: 2 })}
        onText={setVotes}
      />
      <SearchField
        label={t('founding.committee.search')}
        value={query}
        onText={setQuery}
        clearLabel={t('money.clear-search')}
        resultText={t('founding.committee.found', { n: found.length })}
      />
      {found.length === 0 && <p>{query === '' ? t('founding.committee.nobody') : notFound(query)}</p>}
      <ul class="picker-list">
        {found.slice(0, shownAtOnce).map((member) => {
          const office = officeOf(member.id);
          return (
            <li key={member.id}>
              <button type="button" class="picker-row" onClick={() => onPick(member, digits === '' ? undefined : Number(digits))}>
                <span class="intake-no figure">{member.no ?? '–'}</span>
                <span class="row-text">
                  <span class="row-title">
                    <PersonName parts={nameParts(member.person)} />
                  </span>
                  {(office !== undefined || member.person.houseNo !== undefined) && (
                    <span class="row-subtitle">
                      {[
                        office,
                        member.person.houseNo === undefined ? undefined : t('founding.intake.house-at', { house: member.person.houseNo }),
                      ]
                        .filter((part) => part !== undefined)
                        .join(' · ')}
                    </span>
                  )}
                </span>
                <span class="hidden-text">{t('founding.committee.pick', { name: nameOf(member) })}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {found.length > shownAtOnce && <p class="quiet small">{t('founding.committee.type-more', { n: found.length - shownAtOnce })}</p>}
    </BottomSheet>
  );
}
