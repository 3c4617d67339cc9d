/** The money of a group at a glance: what it has, what may be wrong, how it grew, and the way into its books. */
import type { Translate } from '../../../content/text.ts';
import { profitOf } from '../../../domain/account-column.ts';
import { hasOwnBooks, wordOf } from '../../../domain/group-figures.ts';
import { canDo } from '../../../domain/gate.ts';
import { formatBaht, type Satang } from '../../../domain/money.ts';
import { entryKinds } from '../../../domain/vocabulary.ts';
import type { MonthRow } from '../../../domain/money-row.ts';
import type { DayRow, GroupRow, MemberRow } from '../../../domain/row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { useClosedAddress } from '../../parts/closed-address.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { DateLeaf, List, ListRow } from '../../parts/list-row.tsx';
import { Icon } from '../../parts/icon.tsx';
import { MeterBar } from '../../parts/meter-bar.tsx';
import { MonthChart } from '../../parts/month-chart.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { BookProblems } from './book-problems.tsx';
import { nextPledgeOf } from './figures.ts';
import { LastCount } from './last-count.tsx';
import { balancesOver, paidByMonth } from './money-figures.ts';
import { useBookCheck, useDaysOf } from './use-book-check.ts';
import '../../style/screens/money-tab.css';

export function MoneyTab({ group }: { group: GroupRow }) {
  const t = useText();
  const { money, declared } = group;
  const isPaper = declared !== undefined && !hasOwnBooks(group);
  if (money.entries === 0 && !isPaper)
    return (
      <EmptyState icon="coins" title={t('group.money.none')}>
        {t('group.money.none.why')}
      </EmptyState>
    );
  return (
    <>
      {isPaper && <Paper group={group} asOf={declared.asOf} />}
      {money.entries > 0 && <Money group={group} />}
    </>
  );
}

/** An old group's balances as they were told, and the way to carry them into the books here. */
function Paper({ group, asOf }: { group: GroupRow; asOf: string }) {
  const t = useText();
  const words = useWords();
  const { savedSatang, month } = wordOf(group);
  return (
    <>
      <StatTiles tiles={[{ label: t('group.money.declared'), value: baht(savedSatang), unit: t('common.unit.baht') }]} />
      <p class="quiet">
        {month === undefined
          ? t('group.money.declared.why', { day: words.day(asOf, { style: 'long' }) })
          : t('group.money.declared.month', { month: words.month(month, { style: 'long' }) })}
      </p>
      <LinkButton href={`/groups/${group.id}/entry?do=opening`} icon="book">
        {t('books.opening.title')}
      </LinkButton>
    </>
  );
}

const baht = (satang: Satang): string => formatBaht(satang, { wholeBaht: 'short' });

function Money({ group }: { group: GroupRow }) {
  const t = useText();
  const months = useRows(group.id, 'month');
  const days = useDaysOf(group.id, months && lastMonths(months));
  const check = useBookCheck(group, months, days);
  const { columns, loansRunning } = group.money;
  const unit = t('common.unit.baht');
  return (
    <>
      <StatTiles
        tiles={[
          { label: t('group.money.cash'), value: baht(group.money.cash), unit, tone: group.money.cash < 0 ? 'attention' : 'normal' },
          { label: t('group.money.bank'), value: baht(group.money.bank), unit, tone: group.money.bank < 0 ? 'attention' : 'normal' },
          { label: t('books.hero.saved'), value: baht((columns.pledged ?? 0) + (columns.special ?? 0)), unit },
          ...(columns.loans === undefined && loansRunning === 0
            ? []
            : [{ label: t('books.hero.loans'), value: baht(columns.loans ?? 0), unit }]),
          { label: t(profitOf(columns) < 0 ? 'books.hero.loss' : 'books.hero.profit'), value: baht(Math.abs(profitOf(columns))), unit },
        ]}
      />
      <BookProblems g={group.id} problems={check?.problems} members={check?.members ?? []} />
      <Ways group={group} />
      {months === undefined || days === undefined ? (
        <SkeletonRows count={5} label={t('common.loading')} />
      ) : (
        <>
          <Charts months={months} members={check?.members} />
          <LastCount g={group.id} days={days} />
          <Days days={days} home={`/groups/${group.id}`} />
        </>
      )}
      <ByCommittee group={group} />
    </>
  );
}

/** The two latest months with lines in them. */
function lastMonths(months: readonly MonthRow[]): readonly string[] {
  return months
    .filter(({ columns }) => Object.keys(columns).length > 0)
    .map(({ month }) => month)
    .toSorted()
    .slice(-2);
}

/** The one next step of this tab, at the thumb: the next pledge day, once money may be taken at all. */
export function PledgeDayAction({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const on = nextPledgeOf(group, todayOn);
  if (on === undefined || !canDo(group, 'money').open) return null;
  return (
    <ActionBar
      note={t(on === todayOn ? 'books.pledge.today' : 'books.pledge.next', { day: words.day(on, { style: 'long', weekday: true }) })}
      primary={
        <LinkButton href={`/groups/${group.id}/collection/${on}`} kind="primary" icon="coins" wide>
          {t('books.pledge.start')}
        </LinkButton>
      }
    />
  );
}

/** Books, registers, loans, closings: each by a real link. */
function Ways({ group }: { group: GroupRow }) {
  const t = useText();
  const todayOn = useToday();
  const isClosed = useClosedAddress();
  const home = `/groups/${group.id}`;
  const month = monthOf(todayOn);
  const ways = [
    { name: 'entries', href: `${home}/entry`, icon: 'pen' },
    { name: 'books', href: `${home}/books/cash-bank/${month}`, icon: 'book' },
    { name: 'registers', href: `${home}/registers/savings/${month.slice(0, 4)}`, icon: 'users' },
    { name: 'statements', href: `${home}/books/statements/${month}`, icon: 'overview' },
    { name: 'loans', href: `${home}/loans`, icon: 'coins' },
    { name: 'closing', href: `${home}/closing`, icon: 'lock' },
    { name: 'bank', href: `${home}/entry?do=bank`, icon: 'bank' },
    { name: 'year', href: `${home}/year`, icon: 'calendar' },
  ] as const;
  return (
    <Section title={t('books.ways')}>
      <ul class="money-ways card card-flush">
        {ways
          .filter(({ href }) => !isClosed(href))
          .map(({ name, href, icon }) => (
            <li key={name}>
              <a class="quick-action" href={href}>
                <Icon name={icon} />
                <span>{t(`books.way-to.${name}`)}</span>
              </a>
            </li>
          ))}
      </ul>
    </Section>
  );
}

function Charts({ months, members }: { months: readonly MonthRow[]; members: readonly MemberRow[] | undefined }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const saved = balancesOver(months, ['pledged', 'special'], todayOn);
  const loans = balancesOver(months, ['loans'], todayOn);
  const paid = paidByMonth(months, members, todayOn);
  const label = (month: string) => words.month(month);
  const course = (points: typeof saved) => ({
    from: baht(points[0]?.satang ?? 0),
    to: baht(points.at(-1)?.satang ?? 0),
    first: label(points[0]?.month ?? monthOf(todayOn)),
    last: label(points.at(-1)?.month ?? monthOf(todayOn)),
  });
  const balanceChart = (points: typeof saved, title: string) => (
    <MonthChart
      shape="line"
      title={title}
      summary={t('books.chart.course', { what: title, ...course(points) })}
      points={points.map(({ month, satang }) => ({ key: month, label: label(month), value: satang }))}
      heads={[t('books.chart.end'), t('table.amount')]}
      textOf={baht}
      tableLabel={t('books.chart.numbers')}
    />
  );
  return (
    <Section title={t('books.charts')}>
      <div class="charts">
        {saved.length > 0 && balanceChart(saved, t('books.chart.saved'))}
        {paid.length > 0 && (
          <MonthChart
            shape="bars"
            title={t('books.chart.paid')}
            summary={t('books.chart.paid.last', {
              month: label(paid.at(-1)?.month ?? ''),
              paid: paid.at(-1)?.paid ?? 0,
              missed: paid.at(-1)?.missed ?? 0,
            })}
            points={paid.map((each) => ({ key: each.month, label: label(each.month), value: each.paid, above: each.missed }))}
            heads={[t('books.month'), t('books.chart.did-pay'), t('books.chart.missed')]}
            textOf={(n) => n.toLocaleString('en-US')}
            tableLabel={t('books.chart.numbers')}
          />
        )}
        {loans.some(({ satang }) => satang !== 0) && balanceChart(loans, t('books.hero.loans'))}
      </div>
    </Section>
  );
}

function Days({ days, home }: { days: readonly DayRow[]; home: string }) {
  const t = useText();
  const words = useWords();
  return (
    <Section title={t('group.money.days')} action={<a href={`${home}/entry`}>{t('books.days.all')}</a>}>
      <List label={t('group.money.days')}>
        {[...days]
          .sort((a, b) => b.on.localeCompare(a.on))
          .map((day) => (
            <ListRow
              key={day.on}
              href={`${home}/entry?month=${monthOf(day.on)}`}
              leading={<DateLeaf {...words.leaf(day.on)} />}
              // money to or from the bank on a day when nobody paid is not "0 paid"
              title={
                day.payers > 0 ? t('group.money.day.payers', { n: day.payers }) : kindsOf(day, t) || t('group.money.day.payers', { n: 0 })
              }
              subtitle={[
                day.payers > 0 && t(day.closedAt === undefined ? 'group.money.day.open' : 'group.money.day.closed'),
                words.month(monthOf(day.on)),
              ]
                .filter(Boolean)
                .join(' · ')}
              trailing={
                <span class="amount">
                  <b class="figure">{baht(day.cash)}</b> <span class="unit">{t('common.unit.baht')}</span>
                </span>
              }
            />
          ))}
      </List>
    </Section>
  );
}

function kindsOf({ byKind }: DayRow, t: Translate): string {
  const kinds = entryKinds.filter((kind) => byKind[kind] !== undefined && byKind[kind] !== 0);
  return kinds.map((kind) => t(`group.entry.${kind}`)).join(' · ');
}

/** Rule 4 of the letter: the committee learns to write its own books. */
function ByCommittee({ group }: { group: GroupRow }) {
  const t = useText();
  const { entries, byCommittee } = group.money;
  return (
    <Section title={t('group.money.by-committee')}>
      <div class="card card-normal">
        <MeterBar
          label={t('group.money.by-committee')}
          value={byCommittee}
          max={entries}
          text={t('group.money.by-committee.text', { n: byCommittee.toLocaleString('en-US'), of: entries.toLocaleString('en-US') })}
        />
        <p class="quiet small">{t('group.money.by-committee.why')}</p>
      </div>
    </Section>
  );
}
