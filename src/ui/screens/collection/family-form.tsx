/** One person pays for several members: who they are, each as promised, and one receipt for all of them (case 21). */
import { useState } from 'preact/hooks';
import { formatBaht, sumSatang } from '../../../domain/money.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { sameName, matchesSearch } from '../../../domain/thai-text.ts';
import { useApp, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { useDraft } from '../../use-draft.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { memberSearchTexts, plainName } from '../../words/member-name.ts';
import { seenOf } from './seen.ts';
import type { Collection } from './use-collection.ts';

export interface FamilyFormProps {
  collection: Collection;
  payer: MemberRow;
  onDone: () => void;
  onBack: () => void;
  /** somebody else took money of theirs meanwhile; nothing was written */
  onChanged: () => void;
}

const shownAtOnce = 12;
const whole = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });

export function FamilyForm({ collection, payer, onDone, onBack, onChanged }: FamilyFormProps) {
  const t = useText();
  const { newId } = useApp();
  const saving = useSaving();
  const { g, on, month, members, standings, sheet } = collection;
  const [query, setQuery] = useState('');
  const isUnpaid = ({ id }: MemberRow) => {
    const standing = standings.get(id);
    return standing !== undefined && standing.paid === 0 && standing.promised > 0;
  };
  const draft = useDraft<{ chosen: readonly string[] }>(`collection-family:${g}:${on}:${payer.id}`, {
    chosen: isUnpaid(payer) ? [payer.id] : [],
  });
  if (draft.value === undefined) return null;

  const { chosen } = draft.value;
  const unpaid = members.filter(isUnpaid);
  const paying = unpaid.filter(({ id }) => chosen.includes(id));
  const sum = sumSatang(paying.map(({ id }) => standings.get(id)?.promised ?? 0));
  // the payer, who is chosen, the same house, the same family name, the rest by number
  const nearness = (member: MemberRow) =>
    member.id === payer.id ? 0 : chosen.includes(member.id) ? 1 : isOfHouse(member, payer) ? 2 : isOfFamily(member, payer) ? 3 : 4;
  const found = unpaid
    .filter((member) => chosen.includes(member.id) || matchesSearch(query, memberSearchTexts(member)))
    .sort((a, b) => nearness(a) - nearness(b) || (a.no ?? 0) - (b.no ?? 0));

  const put = () =>
    void saving.run(async () => {
      const payments = paying.map(({ id }) => ({
        member: id,
        lines: [{ e: newId(), kind: 'pledged-savings' as const, amount: standings.get(id)?.promised ?? 0, forMonth: month }],
      }));
      const taking = await sheet.put(
        payments,
        seenOf(
          collection,
          paying.map(({ id }) => id),
        ),
        payer.id,
      );
      if (taking === 'changed') return onChanged();
      await draft.drop();
      onDone();
    });

  return (
    <>
      <SavingProblem saving={saving} />
      <p class="quiet">{t('collection.family-so')}</p>
      <SearchField
        label={t('collection.search')}
        value={query}
        onText={setQuery}
        clearLabel={t('money.clear-search')}
        resultText={t('collection.found', { n: found.length })}
      />
      <div class="choices">
        {found.slice(0, shownAtOnce + chosen.length).map((member) => (
          <CheckRow
            key={member.id}
            label={`${member.no ?? ''} ${plainName(member.person)}`}
            detail={[
              `${whole(standings.get(member.id)?.promised ?? 0)} ${t('common.unit.baht')}`,
              member.person.houseNo !== undefined && t('collection.line.house', { house: member.person.houseNo }),
            ]
              .filter(Boolean)
              .join(' · ')}
            checked={chosen.includes(member.id)}
            onCheck={(checked) => draft.set({ chosen: checked ? [...chosen, member.id] : chosen.filter((id) => id !== member.id) })}
          />
        ))}
      </div>
      {found.length > shownAtOnce + chosen.length && (
        <p class="quiet small">{t('collection.family-more', { n: found.length - shownAtOnce - chosen.length })}</p>
      )}
      <div class="payment-actions family-actions">
        <Button onPress={onBack}>{t('common.back')}</Button>
        <Button kind="primary" wide busy={saving.busy} busyLabel={t('common.saving')} disabled={paying.length === 0} onPress={put}>
          {t('collection.family-receive', { n: paying.length, baht: whole(sum) })}
        </Button>
      </div>
    </>
  );
}

function isOfHouse(member: MemberRow, payer: MemberRow): boolean {
  return member.person.houseNo !== undefined && member.person.houseNo === payer.person.houseNo && member.person.moo === payer.person.moo;
}

function isOfFamily(member: MemberRow, payer: MemberRow): boolean {
  const [one, other] = [member.person.lastName, payer.person.lastName];
  return one !== undefined && other !== undefined && sameName(one, other);
}
