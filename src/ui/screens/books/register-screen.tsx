/** The register of names and the savings control register, as they are or as they were on a day. */
import { useLocation, useRoute } from 'preact-iso';
import { useMemo, useState } from 'preact/hooks';
import { formatBaht } from '../../../domain/money.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { passbookYears } from '../../../domain/passbook.ts';
import { isCivilDate, monthOf } from '../../../domain/thai-calendar.ts';
import { matchesSearch } from '../../../domain/thai-text.ts';
import { useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Screen } from '../../screen.tsx';
import { ExportSheet } from '../../tables/export-sheet.tsx';
import { memberRegisterSheet, savingsRegisterSheet } from '../../tables/register-sheets.ts';
import type { Sheet } from '../../tables/sheet.ts';
import { SheetTable } from '../../tables/sheet-table.tsx';
import { useRow, useRows, useRowsUnderEach } from '../../use-store.ts';
import { memberSearchTexts } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { AsOfField } from './as-of-field.tsx';
import { shortNameOf } from '../group/in-words.ts';
import { NotFoundScreen } from '../not-found.tsx';
import '../../style/screens/books.css';

export function MemberRegisterScreen() {
  const { params } = useRoute();
  const group = useRow<'group'>(params['id'] ?? '', 'group');
  const members = useRows(params['id'] ?? '', 'member');
  const todayOn = useToday();
  const asOf = useAsOf(todayOn);
  const t = useText();
  const sheet = useMemo(() => members && memberRegisterSheet(members, asOf, t), [members, asOf, t]);
  if (group === null) return <NotFoundScreen />;
  return <Register kind="members" group={group} g={params['id'] ?? ''} members={members} sheet={sheet} asOf={asOf} />;
}

export function SavingsRegisterScreen() {
  const { params } = useRoute();
  const { id: g = '', year = '' } = params;
  const group = useRow<'group'>(g, 'group');
  const isYear = /^[12]\d{3}$/.test(year);
  if (group === null || !isYear) return <NotFoundScreen />;
  return <SavingsOfYear key={`${g}|${year}`} g={g} group={group} year={year} />;
}

function SavingsOfYear({ g, group, year }: { g: string; group: GroupRow | undefined; year: string }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const asOf = useAsOf(todayOn);
  const members = useRows(g, 'member');
  const months = useRows(g, 'month');
  const days = useRows(g, 'day');
  const years = useMemo(() => months && days && yearsOf(passbookYears(months, days), year, todayOn), [months, days, year, todayOn]);
  // what was paid late for an earlier year is missing from an earlier day's register too, so then all years are read
  const wanted = years?.filter((each) => asOf !== todayOn || each >= year);
  const passbooks = useRowsUnderEach<'passbook'>(g, (wanted ?? []).map((each) => `passbook:${each}:` as const)); // prettier-ignore
  const sheet = useMemo(
    () => (members && years && passbooks ? savingsRegisterSheet(members, passbooks, { year, asOf, today: todayOn }, words, t) : undefined),
    // the words follow the language, which `t` follows too
    [members, years, passbooks, year, asOf, todayOn, t],
  );
  return <Register kind="savings" g={g} group={group} members={members} sheet={sheet} asOf={asOf} year={year} years={years} />;
}

/** Years with something in them, newest first. */
function yearsOf(booked: readonly string[], year: string, todayOn: string): readonly string[] {
  return [...new Set([year, todayOn.slice(0, 4), ...booked])].sort().reverse();
}

/** The day in the address, never after today: nobody knows what will be paid. */
function useAsOf(todayOn: string): string {
  const asked = useLocation().query['asof'] ?? '';
  return isCivilDate(asked) && asked < todayOn ? asked : todayOn;
}

interface RegisterProps {
  kind: 'members' | 'savings';
  g: string;
  group: GroupRow | undefined;
  members: readonly MemberRow[] | undefined;
  sheet: Sheet | undefined;
  asOf: string;
  year?: string;
  years?: readonly string[] | undefined;
}

function Register({ kind, g, group, members, sheet, asOf, year, years }: RegisterProps) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const { route } = useLocation();
  const [query, setQuery] = useState('');
  const home = `/groups/${g}/registers`;
  const savingsYear = year ?? todayOn.slice(0, 4);
  const isPast = asOf !== todayOn;
  const addressOf = (of: RegisterProps['kind'], inYear = savingsYear) =>
    `${home}/${of === 'members' ? 'members' : `savings/${inYear}`}${isPast ? `?asof=${asOf}` : ''}`;
  const memberById = useMemo(() => new Map(members?.map((member) => [member.id, member])), [members]);
  const found = sheet && {
    ...sheet,
    rows: query === '' ? sheet.rows : sheet.rows.filter(({ key }) => matches(query, memberById.get(key))),
  };
  const printed = kind === 'members' ? `/print/member-register/${g}?asof=${asOf}` : `/print/savings-register/${g}?year=${savingsYear}&asof=${asOf}`; // prettier-ignore
  return (
    <Screen
      title={t(`books.register.${kind}`)}
      overline={kind === 'savings' ? t('books.year', { year: Number(savingsYear) + 543 }) : undefined}
      subtitle={group && shortNameOf(group, t)}
      back={`/groups/${g}?tab=money`}
      width="board"
      task
      focusKey={kind + savingsYear}
      actionBar={
        <ActionBar
          primary={
            <LinkButton href={printed} kind="primary" icon="print" wide>
              {t('books.print')}
            </LinkButton>
          }
        />
      }
    >
      <Tabs
        label={t('books.registers')}
        tabs={(['savings', 'members'] as const).map((name) => ({ href: addressOf(name), label: t(`books.register.${name}.tab`) }))}
        currentHref={addressOf(kind)}
      />
      <AsOfField asOf={asOf} onDay={(on) => route(`${addressOf(kind).split('?')[0] ?? ''}${on === todayOn ? '' : `?asof=${on}`}`)} />
      {isPast && <p class="as-of-line">{t('books.register.was', { day: words.day(asOf, { style: 'long' }) })}</p>}
      {found === undefined || sheet === undefined ? (
        <SkeletonRows count={6} label={t('common.loading')} />
      ) : sheet.rows.length === 0 ? (
        <EmptyState icon="users" title={t('books.register.nobody')}>
          {t('books.register.nobody.why')}
        </EmptyState>
      ) : (
        <>
          <div class={`register-tools${kind === 'members' ? ' is-whole' : ''}`}>
            {kind === 'savings' && years !== undefined && (
              <SelectField
                label={t('books.register.year')}
                hideLabel
                value={savingsYear}
                options={years.map((value) => ({ value, label: String(Number(value) + 543) }))}
                onChoose={(chosen) => route(addressOf('savings', chosen))}
              />
            )}
            <SearchField
              label={t('books.register.search')}
              value={query}
              onText={setQuery}
              clearLabel={t('money.clear-search')}
              resultText={t('books.register.found', { n: found.rows.length })}
            />
          </div>
          {kind === 'savings' && !isPast && group && savingsYear >= monthOf(todayOn).slice(0, 4) && (
            <FitsBook sheet={sheet} group={group} />
          )}
          <SheetTable
            key={`${kind}|${savingsYear}|${asOf}|${query}`}
            sheet={found}
            narrow={kind === 'savings' ? 'scroll' : 'cards'}
            hrefOf={({ key }) => `/groups/${g}/members/${key}${kind === 'savings' ? '/passbook' : ''}`}
          />
          <ExportSheet
            sheets={[sheet]}
            fileName={kind === 'members' ? `members-${asOf}` : `savings-${savingsYear}-${asOf}`}
            personal={{ g, list: kind === 'members' ? 'member-register' : 'savings-register', people: sheet.rows.length }}
          />
        </>
      )}
    </Screen>
  );
}

function matches(query: string, member: MemberRow | undefined): boolean {
  return member !== undefined && matchesSearch(query, memberSearchTexts(member));
}

/** What all members have together is what the book of income and liabilities owes them (domain.md 3.13, 3). */
function FitsBook({ sheet, group }: { sheet: Sheet; group: GroupRow }) {
  const t = useText();
  const together = Number(sheet.totals?.['balance'] ?? 0);
  const inBook = group.money.columns.pledged ?? 0;
  return (
    <p class="fits-book">
      {t('books.register.together', { baht: formatBaht(together) })}{' '}
      {together === inBook ? (
        <Tag tone="done">{t('books.register.fits')}</Tag>
      ) : (
        <Tag tone="stop">{t('books.register.differs', { baht: formatBaht(inBook) })}</Tag>
      )}
    </p>
  );
}
