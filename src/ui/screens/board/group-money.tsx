/** Money of one group by kind, what it holds, and whether cash and receipts agreed at the last count. */
import { wordOf } from '../../../domain/group-figures.ts';
import { formatBaht, type Satang } from '../../../domain/money.ts';
import { entryKinds } from '../../../domain/vocabulary.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Section } from '../../parts/card.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useBoardWords } from './in-words.ts';
import type { ShownGroupDetail } from './use-board-view.ts';

export function MoneySection({ shown }: { shown: ShownGroupDetail }) {
  const t = useText();
  const words = useBoardWords();
  const { money, declared } = shown.group;
  const first = shown.firstCollection;
  const word = wordOf(shown.group);
  return (
    <Section title={t('board.group.money')}>
      {declared !== undefined && (
        <Sums
          rows={[{ label: t('group.money.declared'), satang: word.savedSatang }]}
          note={
            word.month === undefined
              ? t('group.money.declared.why', { day: words.day(declared.asOf) })
              : t('group.money.declared.month', { month: words.month(word.month) })
          }
        />
      )}
      {money.entries === 0 && declared === undefined && <p class="quiet board-note">{t('board.group.money.none')}</p>}
      {money.entries > 0 && (
        <>
          <LastCount shown={shown} />
          <Sums
            rows={[
              ...(first ? [{ label: `${t('board.group.money.first')} ${words.day(first.on)}`, satang: first.satang }] : []),
              ...entryKinds
                .filter((kind) => (money.byKind[kind] ?? 0) !== 0)
                .map((kind) => ({ label: t(`group.entry.${kind}`), satang: money.byKind[kind] ?? 0 })),
            ]}
            holds={[
              { label: t('board.group.money.hand'), satang: money.cash },
              { label: t('board.group.money.bank'), satang: money.bank },
            ]}
          />
        </>
      )}
    </Section>
  );
}

interface Sum {
  readonly label: string;
  readonly satang: Satang;
}

function Sums({ rows, holds = [], note }: { rows: readonly Sum[]; holds?: readonly Sum[]; note?: string }) {
  const t = useText();
  const line = ({ label, satang }: Sum, className?: string) => (
    <div key={label} class={className}>
      <dt>{label}</dt>
      <dd>
        <span class="figure">{formatBaht(satang)}</span> <span class="unit small">{t('common.unit.baht')}</span>
      </dd>
    </div>
  );
  return (
    <div class="card">
      <dl class="board-sums">
        {rows.map((row) => line(row))}
        {holds.map((row, index) => line(row, index === 0 ? 'board-sum-total board-sum-first' : 'board-sum-total'))}
      </dl>
      {note !== undefined && <p class="quiet small">{note}</p>}
    </div>
  );
}

function LastCount({ shown: { lastCount, group } }: { shown: ShownGroupDetail }) {
  const t = useText();
  const words = useBoardWords();
  const { countedOn } = group.money;
  if (countedOn === undefined) return <p class="quiet small board-note">{t('board.group.money.not-counted')}</p>;
  if (!lastCount) return <p class="quiet small board-note">{t('board.group.money.counted', { day: words.day(countedOn) })}</p>;
  const difference = lastCount.counted - lastCount.expected;
  const day = words.day(lastCount.on);
  if (difference === 0)
    return (
      <p class="small board-note">
        <Tag tone="done">{t('group.money.count.fits')}</Tag> {t('group.money.count.day', { day, amount: formatBaht(lastCount.counted) })}
      </p>
    );
  return (
    <Banner
      tone="attention"
      icon="warning"
      title={t(difference < 0 ? 'group.money.count.short' : 'group.money.count.over', { amount: formatBaht(Math.abs(difference)) })}
    >
      <p>{t('group.money.count.compare', { day, counted: formatBaht(lastCount.counted), expected: formatBaht(lastCount.expected) })}</p>
      <p>{lastCount.reason ? t('group.money.count.reason', { reason: lastCount.reason }) : t('group.money.count.no-reason')}</p>
    </Banner>
  );
}
