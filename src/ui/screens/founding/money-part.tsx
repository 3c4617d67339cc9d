/** The first collection: opens after committee and rules, may be passed over, ends with cash counted against receipts. */
import { useState } from 'preact/hooks';
import { canDo } from '../../../domain/gate.ts';
import { isDayClosed } from '../../../domain/ledger.ts';
import { formatBaht } from '../../../domain/money.ts';
import { useText } from '../../app-context.ts';
import { differenceInWords } from '../../fields/cash-count-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { DoneNote } from './done-note.tsx';
import { ClosedGate } from './closed-gate.tsx';
import { useWords } from '../../words/use-words.ts';
import { FoundingFrame } from './founding-frame.tsx';
import { MoneyCount } from './money-count.tsx';
import { MoneyRoll } from './money-roll.tsx';
import { NeedsMeeting } from './needs-meeting.tsx';
import { NextPartBar, SkipBar } from './part-actions.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import type { Founding } from './use-founding.ts';

export function MoneyPart({ founding }: { founding: Founding }) {
  const t = useText();
  const { g, group, meeting, day, days, on, actsOn } = founding;
  const [countedDay, setCountedDay] = useState<string>();
  const gate = canDo(group, 'money');
  if (meeting === undefined) return <NeedsMeeting founding={founding} part="money" />;
  if (!gate.open) {
    return (
      <FoundingFrame founding={founding} part="money" actionBar={<SkipBar g={g} part="money" label={t('money.skip')} />}>
        <ClosedGate g={g} gate={gate} />
        <p>{t('money.optional')}</p>
      </FoundingFrame>
    );
  }
  if (day !== undefined && isDayClosed(day)) return <MoneyClosed founding={founding} />;
  const counted = days.find((each) => each.on === countedDay);
  if (countedDay !== undefined && !(counted !== undefined && isDayClosed(counted))) {
    return <MoneyCount founding={founding} meeting={meeting.id} on={countedDay} onBack={() => setCountedDay(undefined)} />;
  }
  const uncounted = days.filter((each) => each.on >= on && each.on < actsOn && each.payers > 0 && !isDayClosed(each));
  return <MoneyRoll founding={founding} meeting={meeting.id} uncounted={uncounted} onCount={setCountedDay} />;
}

function MoneyClosed({ founding }: { founding: Founding }) {
  const t = useText();
  const dates = useWords();
  const { day } = founding;
  const count = founding.counts.find((each) => each.id === day?.count);
  const difference = count === undefined ? 0 : count.counted - count.expected;
  return (
    <FoundingFrame founding={founding} part="money" actionBar={<NextPartBar g={founding.g} part="money" />}>
      <DoneNote title={t('money.closed')}>{t('money.closed-so', { day: dates.day(day?.on ?? founding.on, { weekday: true }) })}</DoneNote>
      <StatTiles
        tiles={[
          { label: t('money.fees'), value: formatBaht(day?.byKind['entry-fee'] ?? 0), unit: t('common.unit.baht') },
          { label: t('money.pledges'), value: formatBaht(day?.byKind['pledged-savings'] ?? 0), unit: t('common.unit.baht') },
        ]}
      />
      <StatTiles
        tiles={[
          { label: t('money.counted'), value: formatBaht(count?.counted ?? day?.cash ?? 0), unit: t('common.unit.baht') },
          { label: t('money.payers'), value: day?.payers ?? 0, unit: t('common.unit.people', { n: day?.payers ?? 0 }) },
        ]}
      />
      {difference !== 0 && count?.reason !== undefined && (
        <Banner tone="attention" title={differenceInWords(difference, t)}>
          {count.reason}
        </Banner>
      )}
    </FoundingFrame>
  );
}
