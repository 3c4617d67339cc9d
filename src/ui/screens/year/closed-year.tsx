/** A closed year: what was earned and put aside, and the dividend, to be paid member by member or added to everybody's savings. */
import { useState } from 'preact/hooks';
import { dividendPool, sharedUses, type DividendRow, type SharedUse } from '../../../domain/dividend.ts';
import { formatBaht, sumSatang, type Satang } from '../../../domain/money.ts';
import { formatPercent } from '../../../domain/percent-share.ts';
import type { YearRow } from '../../../domain/money-row.ts';
import { matchesSearch } from '../../../domain/thai-text.ts';
import { earnedIn } from '../../../domain/year-end.ts';
import { useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { FilterChip } from '../../parts/chip.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { MeterBar } from '../../parts/meter-bar.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { VirtualList } from '../../parts/virtual-list.tsx';
import { Screen } from '../../screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { memberSearchTexts, nameParts } from '../../words/member-name.ts';
import { useTopOfPage } from '../member/top-of-page.ts';
import { useReadsOnly } from '../group/books-gate.tsx';
import { PayAllSheet } from './pay-all-sheet.tsx';
import { PaySheet } from './pay-sheet.tsx';
import { dividendSheet } from '../../tables/dividend-sheet.ts';
import { ExportSheet } from '../../tables/export-sheet.tsx';
import { Statement } from './statement.tsx';
import { useDividends } from './use-dividends.ts';
import type { YearsProps } from './year-list.tsx';

const baht = (satang: Satang) => formatBaht(satang, { wholeBaht: 'short' });

export function ClosedYear({ group, years, months, year }: YearsProps & { year: YearRow }) {
  const t = useText();
  const words = useWords();
  useTopOfPage(year.id);
  const rows = useDividends({ group, year, years, months });
  const [opened, setOpened] = useState<{ readonly of: SharedUse; readonly member: string }>();
  const [payingAll, setPayingAll] = useState<SharedUse>();
  const readsOnly = useReadsOnly(group);
  const pool = dividendPool(year);
  const shared = sharedUses.filter((of) => dividendPool(year, of) > 0);
  const openedRow = opened && rows?.[opened.of].find(({ member }) => member.id === opened.member);
  const period = t('year.period', { from: words.day(year.from), to: words.day(year.to) });
  return (
    <Screen
      title={t('year.closed')}
      subtitle={period}
      back={`/groups/${group.id}/year`}
      focusKey={year.id}
      actionBar={
        shared.length > 0 ? (
          <ActionBar
            primary={
              <LinkButton kind="primary" wide icon="print" href={`/print/dividends/${group.id}?closing=${year.id}`}>
                {t('year.print')}
              </LinkButton>
            }
          />
        ) : undefined
      }
    >
      {year.isTwice === true && (
        <Banner tone="attention" title={t('year.twice.title')}>
          {t('year.twice.why')}
        </Banner>
      )}
      <StatTiles
        tiles={[
          {
            label: t(year.profit < 0 ? 'table.loss' : 'table.profit'),
            value: formatBaht(Math.abs(year.profit)),
            unit: t('common.unit.baht'),
          },
          { label: t('year.pool'), value: formatBaht(pool), unit: t('common.unit.baht') },
        ]}
      />
      <p class="quiet">
        {t('year.closed-on', { day: words.day(year.on, { style: 'long' }) })}{' '}
        {year.meeting !== undefined && <a href={`/groups/${group.id}/meetings/${year.meeting}`}>{t('year.closed.meeting')}</a>}
      </p>
      <div class="card card-flush folds">
        <Disclosure summary={<b>{t('year.parts')}</b>}>
          {year.allocation.length === 0 ? (
            <p class="fold-body">{t(year.profit < 0 ? 'year.closed.loss' : 'year.closed.kept')}</p>
          ) : (
            <dl class="statement">
              {year.allocation.map(({ use, basisPoints, amount }) => (
                <div key={use}>
                  <dt>
                    {t(`year.use.${use}`)} <span class="quiet">{formatPercent(basisPoints)} %</span>
                  </dt>
                  <dd>
                    <span class="figure-text">{formatBaht(amount)}</span> <span class="unit">{t('common.unit.baht')}</span>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </Disclosure>
        <Disclosure summary={<b>{t('year.close.statement')}</b>}>
          <Statement sums={earnedIn(year)} />
        </Disclosure>
      </div>
      {shared.map((of) =>
        rows === undefined ? (
          <SkeletonRows key={of} count={6} label={t('common.loading')} />
        ) : (
          <Dividends
            key={of}
            g={group.id}
            year={year}
            of={of}
            rows={rows[of]}
            {...(!readsOnly && { onOpen: (member: string) => setOpened({ of, member }), onPayAll: () => setPayingAll(of) })}
          />
        ),
      )}
      {opened !== undefined && openedRow !== undefined && (
        <PaySheet
          key={`${opened.of} ${opened.member}`}
          group={group}
          year={year}
          of={opened.of}
          row={openedRow}
          onClose={() => setOpened(undefined)}
        />
      )}
      {payingAll !== undefined && rows !== undefined && (
        <PayAllSheet group={group} year={year} of={payingAll} rows={rows[payingAll]} onClose={() => setPayingAll(undefined)} />
      )}
    </Screen>
  );
}

interface DividendsProps {
  g: string;
  year: YearRow;
  of: SharedUse;
  rows: readonly DividendRow[];
  /** absent where one only reads */
  onOpen?: (member: string) => void;
  onPayAll?: () => void;
}

function Dividends({ g, year, of, rows, onOpen, onPayAll }: DividendsProps) {
  const t = useText();
  const [query, setQuery] = useState('');
  const [onlyOpen, setOnlyOpen] = useState(false);
  const open = rows.filter(({ left }) => left > 0);
  const shown = rows.filter((row) => (!onlyOpen || row.left > 0) && matchesSearch(query, memberSearchTexts(row.member)));
  const paid = sumSatang(rows.map((row) => row.paid));
  const pool = dividendPool(year, of);
  return (
    <Section title={t(`year.shared.${of}`)}>
      <div class="stack">
        <div class="card card-normal">
          <MeterBar
            label={t('year.paid')}
            value={paid}
            max={pool}
            text={t('year.paid.of', { paid: formatBaht(paid), pool: formatBaht(pool) })}
          />
          <p class="quiet small">
            {t(of === 'dividend' ? `year.basis.${year.basis}` : 'year.basis.interest')} · {t('year.who')}
          </p>
        </div>
        <SearchField
          label={t('group.members.search')}
          value={query}
          onText={setQuery}
          clearLabel={t('group.search.clear')}
          resultText={t('group.members.found', { n: shown.length })}
        />
        <div class="chips">
          <FilterChip pressed={onlyOpen} count={open.length} onPress={setOnlyOpen}>
            {t('year.only-open')}
          </FilterChip>
        </div>
        {shown.length === 0 ? (
          <p class="quiet">
            {t(rows.length === 0 ? `year.shared.${of}.none` : onlyOpen && query === '' ? 'year.all-paid' : 'group.members.none-found')}
          </p>
        ) : (
          <VirtualList
            label={t(`year.shared.${of}`)}
            rows={shown}
            keyOf={({ member }) => member.id}
            renderRow={(row) => <DividendFace row={row} onOpen={onOpen} />}
          />
        )}
        <div class="quiet-end">
          {onPayAll !== undefined && open.length > 1 && (
            <Button icon="coins" onPress={onPayAll}>
              {t('year.pay-all', { n: open.length })}
            </Button>
          )}
          <ExportSheet
            sheets={[dividendSheet(year, rows, t, of)]}
            fileName={`${of === 'dividend' ? 'dividends' : of}-${year.to}`}
            personal={{ g, list: 'dividends', people: rows.length }}
          />
        </div>
      </div>
    </Section>
  );
}

function DividendFace({ row, onOpen }: { row: DividendRow; onOpen: DividendsProps['onOpen'] }) {
  const t = useText();
  const { member, due, paid, left } = row;
  const state = left === 0 ? 'paid' : left < 0 ? 'over' : paid > 0 ? 'part' : 'open';
  const face = (
    <>
      <span class="row-leading">
        <span class="row-number">{member.no ?? '–'}</span>
      </span>
      <span class="row-text">
        <span class="row-title">
          <PersonName parts={nameParts(member.person)} />
        </span>
        <span class={`row-subtitle dividend-${state}`}>
          {state === 'paid' && <Icon name="check" size="small" />}
          {t(`year.row.${state}`, { paid: baht(paid), left: baht(Math.abs(left)) })}
        </span>
      </span>
      <span class="row-end amount">
        <b class="figure">{formatBaht(due)}</b> <span class="unit">{t('common.unit.baht')}</span>
      </span>
    </>
  );
  if (onOpen === undefined) return <div class="row-face dividend-row">{face}</div>;
  return (
    <button type="button" class="row-face dividend-row" onClick={() => onOpen(member.id)}>
      {face}
    </button>
  );
}
