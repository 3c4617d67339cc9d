/** The lines of a group's books beside pledge day: the list of a month, a new line, what an old group brings along, and the bank's own book. */
import { useLocation, useRoute } from 'preact-iso';
import type { GroupRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Screen } from '../../screen.tsx';
import { useRow } from '../../use-store.ts';
import { BankCheck } from './bank-check.tsx';
import { EntryList } from './entry-list.tsx';
import { EntryNew } from './entry-new.tsx';
import { Opening } from './opening.tsx';
import { NotFoundScreen } from '../not-found.tsx';
import '../../style/screens/books.css';

export function EntryScreen() {
  const t = useText();
  const g = useRoute().params['id'] ?? '';
  const group = useRow<'group'>(g, 'group');
  if (group === null) return <NotFoundScreen />;
  if (group === undefined)
    return (
      <Screen title={t('books.entries')} back={`/groups/${g}?tab=money`}>
        <SkeletonRows count={5} label={t('common.loading')} />
      </Screen>
    );
  return <Part key={g} group={group} />;
}

function Part({ group }: { group: GroupRow }) {
  const { query } = useLocation();
  const home = `/groups/${group.id}/entry`;
  switch (query['do']) {
    case 'new':
      return <EntryNew group={group} home={home} />;
    case 'opening':
      return <Opening group={group} home={home} />;
    case 'bank':
      return <BankCheck group={group} home={home} />;
    default:
      return <EntryList group={group} home={home} />;
  }
}
