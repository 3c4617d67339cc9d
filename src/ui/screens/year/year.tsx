/** The closed years of a group, how one is closed, and the dividend of each: one address with three faces. */
import { useRoute } from 'preact-iso';
import type { GroupRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Screen } from '../../screen.tsx';
import { useRow, useRows } from '../../use-store.ts';
import { NotFoundScreen } from '../not-found.tsx';
import { CloseYear } from './close-year.tsx';
import { ClosedYear } from './closed-year.tsx';
import { YearList } from './year-list.tsx';
import '../../style/screens/founding.css';
import '../../style/screens/step.css';
import '../../style/screens/member.css';
import '../../style/screens/meeting.css';
import '../../style/screens/group.css';
import '../../style/screens/year.css';

export function YearScreen() {
  const { params } = useRoute();
  const g = params['id'] ?? '';
  const group = useRow<'group'>(g, 'group');
  if (group === null) return <NotFoundScreen />;
  return group === undefined ? <Opening g={g} /> : <Years group={group} closing={params['closing']} />;
}

function Years({ group, closing }: { group: GroupRow; closing: string | undefined }) {
  const years = useRows(group.id, 'year');
  const months = useRows(group.id, 'month');
  if (years === undefined || months === undefined) return <Opening g={group.id} />;
  if (closing === undefined) return <YearList group={group} years={years} months={months} />;
  if (closing === 'close') return <CloseYear group={group} years={years} months={months} />;
  const year = years.find(({ id }) => id === closing);
  return year === undefined ? <NotFoundScreen /> : <ClosedYear key={year.id} group={group} year={year} years={years} months={months} />;
}

function Opening({ g }: { g: string }) {
  const t = useText();
  return (
    <Screen title={t('year.title')} back={`/groups/${g}`} focusKey={g}>
      <SkeletonRows count={5} label={t('common.loading')} />
    </Screen>
  );
}
