/** Pledge day of one group on one date: the roll-call, the end of the day, and what it came to. Where one is stands in the address. */
import { useLocation, useRoute } from 'preact-iso';
import { isDayClosed } from '../../../domain/ledger.ts';
import { canDo } from '../../../domain/gate.ts';
import { isCivilDate } from '../../../domain/thai-calendar.ts';
import { useText } from '../../app-context.ts';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Screen } from '../../screen.tsx';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { ClosedGate } from '../founding/closed-gate.tsx';
import { NotFoundScreen } from '../not-found.tsx';
import { CloseDay } from './close-day.tsx';
import { CollectionFrame } from './collection-frame.tsx';
import { DayResult } from './day-result.tsx';
import { RollCall } from './roll-call.tsx';
import { useCollection } from './use-collection.ts';
import '../../style/screens/collection.css';

export function CollectionScreen() {
  const { id = '', date = '' } = useRoute().params;
  if (!isCivilDate(date)) return <NotFoundScreen />;
  return <CollectionOf key={`${id} ${date}`} g={id} on={date} />;
}

function CollectionOf({ g, on }: { g: string; on: string }) {
  const t = useText();
  const { query } = useLocation();
  const saving = useSaving();
  const collection = useCollection(g, on, saving.fail);
  if (collection === null) return <NotFoundScreen />;
  if (collection === undefined)
    return (
      <Screen title={t('collection.title')} back={`/groups/${g}`} task>
        <SavingProblem saving={saving} />
        <SkeletonRows count={8} label={t('common.loading')} />
      </Screen>
    );
  const gate = canDo(collection.group, 'money');
  if (!gate.open)
    return (
      <CollectionFrame collection={collection}>
        <ClosedGate g={g} gate={gate} />
      </CollectionFrame>
    );
  const { day } = collection;
  const step = query['step'] ?? (day !== undefined && isDayClosed(day) ? 'result' : 'roll');
  if (step === 'close') return <CloseDay collection={collection} />;
  if (step === 'result') return <DayResult collection={collection} />;
  return <RollCall collection={collection} problem={saving} />;
}
