/** Closing a month: what it freezes, what is still in doubt, who has seen it; and the months that are closed, with what came after. */
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { formatBaht } from '../../../domain/money.ts';
import type { MonthRow } from '../../../domain/money-row.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { shiftMonth, type Month } from '../../../domain/thai-calendar.ts';
import type { Office } from '../../../domain/vocabulary.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Tag } from '../../parts/tag.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useDraft } from '../../use-draft.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useRow, useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { BookProblems } from '../group/book-problems.tsx';
import { shortNameOf } from '../group/in-words.ts';
import { useBookCheck, useDaysOf } from '../group/use-book-check.ts';
import { NotFoundScreen } from '../not-found.tsx';
import { closableMonths, frozenBy } from './closing-months.ts';
import { ControlTotals } from './control-totals.tsx';
import '../../style/screens/books.css';
import '../../style/screens/money-tab.css';

export function ClosingScreen() {
  const t = useText();
  const g = useRoute().params['id'] ?? '';
  const group = useRow<'group'>(g, 'group');
  const months = useRows(g, 'month');
  if (group === null) return <NotFoundScreen />;
  if (group === undefined || months === undefined)
    return (
      <Screen title={t('books.close.title')} back={`/groups/${g}?tab=money`}>
        <SkeletonRows count={5} label={t('common.loading')} />
      </Screen>
    );
  return <Closing key={`${g}|${group.money.closedThrough}`} group={group} months={months} />;
}

interface Seen {
  readonly month: Month | undefined;
  readonly offices: readonly Office[];
}

const witnesses = ['chair', 'treasurer'] as const;

function Closing({ group, months }: { group: GroupRow; months: readonly MonthRow[] }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const open = closableMonths(months, group.money.closedThrough, todayOn);
  const draft = useDraft<Seen>(`month-close:${group.id}`, { month: undefined, offices: [] });
  const { offices = [] } = draft.value ?? {};
  const month = open.find((each) => each === draft.value?.month) ?? open.at(-1);
  const long = (of: Month) => words.month(of, { style: 'long' });
  const filled = witnesses.filter((office) => group.committee.filled[office] !== undefined);
  const lacking = filled.filter((office) => !offices.includes(office));
  const close = () =>
    void saving.run(async () => {
      if (month === undefined) return;
      const confirmedBy = offices.length === 0 ? {} : { confirmedBy: [...offices] };
      await recorder.save([recorder.act('month.close', { month, on: todayOn, ...confirmedBy })], draft);
      setAsking(false);
      showToast({ text: t('books.close.saved', { month: long(month) }), icon: 'check' });
    });
  return (
    <Screen
      title={t('books.close.title')}
      subtitle={shortNameOf(group, t)}
      back={`/groups/${group.id}?tab=money`}
      task
      actionBar={
        month !== undefined && (
          <ActionBar
            primary={
              <Button
                kind="primary"
                wide
                disabled={draft.value === undefined}
                onPress={() => {
                  setTried(true);
                  if (lacking.length === 0) setAsking(true);
                }}
              >
                {t('books.close.next', { month: long(month) })}
              </Button>
            }
          />
        )
      }
    >
      <SavingProblem saving={saving} />
      {month === undefined ? (
        <EmptyState icon="lock" title={t('books.close.none')}>
          {t('books.close.none.why')}
        </EmptyState>
      ) : (
        <>
          {open.length > 1 && (
            <SelectField
              label={t('books.close.month')}
              hint={t('books.close.month.hint')}
              value={month}
              options={open.map((value) => ({ value, label: long(value) }))}
              onChoose={(chosen) => draft.set({ month: chosen })}
            />
          )}
          <Freezing months={months} month={month} />
          <Doubts group={group} months={months} open={open.filter((each) => each <= month)} />
          <Card>
            {witnesses.map((office) => (
              <CheckRow
                key={office}
                label={t('books.close.seen', { office: t(`founding.office.${office}`) })}
                detail={filled.includes(office) ? undefined : t('books.close.vacant')}
                disabled={!filled.includes(office)}
                checked={offices.includes(office)}
                error={tried && lacking.includes(office) ? t('books.close.seen-first') : undefined}
                onCheck={(isSeen) => draft.set({ offices: isSeen ? [...offices, office] : offices.filter((each) => each !== office) })}
              />
            ))}
          </Card>
          <p class="quiet">{t('books.close.later', { month: long(shiftMonth(month, 1)) })}</p>
          <ConfirmSheet
            open={isAsking}
            title={t('books.close.ask', { month: long(month) })}
            confirmLabel={t('books.close.now')}
            cancelLabel={t('common.cancel')}
            busy={saving.busy}
            busyLabel={t('common.saving')}
            onConfirm={close}
            onCancel={() => setAsking(false)}
          >
            <Freezing months={months} month={month} />
            <p>{t('books.close.final', { month: long(shiftMonth(month, 1)) })}</p>
          </ConfirmSheet>
        </>
      )}
      <Closed group={group} months={months} />
    </Screen>
  );
}

function Freezing({ months, month }: { months: readonly MonthRow[]; month: Month }) {
  const t = useText();
  const { sums, paidMembers, adjustments } = frozenBy(months, month);
  const facts = [
    [t('table.column.cash'), formatBaht(sums.cash ?? 0)],
    [t('table.column.bank'), formatBaht(sums.bank ?? 0)],
    [t('table.column.pledged'), formatBaht(sums.pledged ?? 0)],
    [t('books.close.paid'), t('books.close.people', { n: paidMembers })],
    ...(adjustments === 0 ? [] : [[t('books.adjustment'), t('books.close.lines', { n: adjustments })]]),
  ];
  return (
    <>
      <dl class="closing-sums card">
        {facts.map(([label, value]) => (
          <>
            <dt>{label}</dt>
            <dd class="figure">{value}</dd>
          </>
        ))}
      </dl>
      <ControlTotals sums={sums} />
    </>
  );
}

/** Only what belongs to the months that would be closed, and what concerns the whole group. */
function Doubts({ group, months, open }: { group: GroupRow; months: readonly MonthRow[]; open: readonly Month[] }) {
  const days = useDaysOf(group.id, open);
  const check = useBookCheck(group, months, days);
  return <BookProblems g={group.id} problems={check?.problems} members={check?.members ?? []} />;
}

function Closed({ group, months }: { group: GroupRow; months: readonly MonthRow[] }) {
  const t = useText();
  const words = useWords();
  const closed = months.filter(({ closedOn }) => closedOn !== undefined).toSorted((a, b) => (a.month < b.month ? 1 : -1));
  if (closed.length === 0) return null;
  const late = months.filter(({ adjustments }) => adjustments > 0);
  return (
    <>
      {late.length > 0 && (
        <Section title={t('books.close.adjusted')}>
          <List label={t('books.close.adjusted')}>
            {late.map(({ month, adjustments }) => (
              <ListRow
                key={month}
                href={`/groups/${group.id}/books/cash-bank/${month}`}
                title={words.month(month, { style: 'long' })}
                subtitle={t('books.close.adjusted.lines', { n: adjustments })}
              />
            ))}
          </List>
        </Section>
      )}
      <Section title={t('books.close.closed')}>
        <List label={t('books.close.closed')}>
          {closed.map(({ month, closedOn }) => (
            <ListRow
              key={month}
              href={`/groups/${group.id}/books/cash-bank/${month}`}
              title={words.month(month, { style: 'long' })}
              subtitle={closedOn && t('books.close.on', { day: words.day(closedOn) })}
              trailing={<Tag tone="done">{t('books.close.is-closed')}</Tag>}
            />
          ))}
        </List>
      </Section>
    </>
  );
}
