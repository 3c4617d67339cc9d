/** A group's way to keeping its own books: an account for its committee, months together, then the committee alone (scene E). */
import { useState } from 'preact/hooks';
import type { Keeper } from '../../../../domain/keeper-operation.ts';
import type { BoardPeople, PeopleGroup } from '../../../../protocol/people.ts';
import { useText } from '../../../app-context.ts';
import { Banner } from '../../../parts/banner.tsx';
import { Button } from '../../../parts/button.tsx';
import { ChoiceGroup } from '../../../parts/choice-group.tsx';
import { BottomSheet } from '../../../parts/dialog.tsx';
import { showToast } from '../../../parts/toast.tsx';
import { bareNameOf, useBoardWords } from '../in-words.ts';
import { Refusal } from './refusal.tsx';
import { useOfficeAct } from './use-people.ts';

export interface CommitteeSheetProps {
  board: BoardPeople;
  group: PeopleGroup;
  onInvite: () => void;
  onChanged: () => void;
  onClose: () => void;
}

export function CommitteeSheet({ board, group, onInvite, onChanged, onClose }: CommitteeSheetProps) {
  const t = useText();
  const words = useBoardWords();
  const office = useOfficeAct();
  const [keeper, setKeeper] = useState<Keeper>(group.keeper);
  const accounts = board.people.filter(({ user }) => group.committee.includes(user));
  const hasAccount = accounts.length > 0;
  const save = async () => {
    if ((await office.ask('keeper', { group: group.id, keeper })) === undefined) return;
    showToast({ text: t(`people.keeper.done.${keeper}`), icon: 'check' });
    onChanged();
  };
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={bareNameOf(group, t)}
      closeLabel={t('common.close')}
      actions={
        hasAccount ? (
          <Button
            kind="primary"
            wide
            disabled={keeper === group.keeper}
            busy={office.busy}
            busyLabel={t('people.asking')}
            onPress={() => void save()}
          >
            {t('people.keeper.action')}
          </Button>
        ) : (
          <Button kind="primary" wide icon="qr" onPress={onInvite}>
            {t('people.committee.open')}
          </Button>
        )
      }
    >
      <Refusal office={office} />
      <p>{t('people.keeper.why')}</p>
      {hasAccount ? (
        <>
          <p>
            {t('people.committee.accounts', { names: accounts.map(({ name }) => name).join(', ') })}{' '}
            <Button kind="quiet" icon="plus" onPress={onInvite}>
              {t('people.committee.another')}
            </Button>
          </p>
          <ChoiceGroup
            label={t('people.keeper')}
            hint={group.keeperSince === undefined ? undefined : t('people.keeper.since', { day: words.day(group.keeperSince) })}
            choices={(['officer', 'together', 'committee'] as const).map((value) => ({
              value,
              label: t(`people.keeper.${value}`),
              detail: t(`people.keeper.${value}.detail`),
            }))}
            value={keeper}
            onChoose={setKeeper}
          />
        </>
      ) : (
        <Banner tone="info">{t('people.committee.none')}</Banner>
      )}
    </BottomSheet>
  );
}
