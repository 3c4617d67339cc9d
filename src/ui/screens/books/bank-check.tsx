/** The bank's own book against ours: what it says on a day, what our book says, and which lines may explain the difference. */
import { useState } from 'preact/hooks';
import { bookPage } from '../../../domain/account-books.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { DateLeaf, List, ListRow } from '../../parts/list-row.tsx';
import { MoneyField } from '../../parts/money-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Tag } from '../../parts/tag.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useProblemText } from '../../problem-text.ts';
import { useDraft } from '../../use-draft.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useWords } from '../../words/use-words.ts';
import { shortNameOf } from '../group/in-words.ts';
import { bankAt, mayExplain, type BankLine } from './bank-book.ts';
import { useBookMonth } from './use-books.ts';

interface BankForm {
  readonly on: string | undefined;
  readonly balance: number | undefined;
}

export function BankCheck({ group, home }: { group: GroupRow; home: string }) {
  const t = useText();
  const problem = useProblemText();
  const todayOn = useToday();
  const { me } = useApp();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const draft = useDraft<BankForm>(`bank-check:${group.id}`, { on: todayOn, balance: undefined });
  const { on, balance } = draft.value ?? { on: todayOn, balance: undefined };
  const day = on === undefined || on > todayOn ? undefined : on;
  const read = useBookMonth(group.id, monthOf(day ?? todayOn));
  const page = read && bookPage('cash-bank', monthOf(day ?? todayOn), read.source);
  const ours = page && day !== undefined ? bankAt(page, day) : undefined;
  const difference = ours === undefined || balance === undefined ? undefined : balance - ours;
  const [isSaved, setSaved] = useState(false);

  const bookInterest = async () => {
    if (difference === undefined || difference <= 0 || day === undefined) return;
    const writtenBy = me.grants.some(({ role }) => role === 'committee') ? ('committee' as const) : ('officer' as const);
    const note = t('books.bank.note', { baht: formatBaht(balance ?? 0) });
    const rows = [{ e: draft.idOf('entry'), kind: 'bank-interest' as const, amount: difference, note }];
    if (!(await saving.run(() => recorder.save([recorder.act('entry.record', { paidOn: day, writtenBy, rows })], draft)))) return;
    draft.set({ on: day, balance });
    setSaved(true);
    showToast({ text: t('books.bank.booked', { baht: formatBaht(difference) }), icon: 'check' });
  };

  return (
    <Screen
      title={t('books.bank.title')}
      subtitle={shortNameOf(group, t)}
      back={home}
      task
      actionBar={
        <ActionBar
          primary={
            difference !== undefined && difference > 0 ? (
              <Button kind="primary" wide busy={saving.busy} busyLabel={t('common.saving')} onPress={() => void bookInterest()}>
                {t('books.bank.interest', { baht: formatBaht(difference) })}
              </Button>
            ) : (
              <LinkButton
                kind="primary"
                wide
                href={difference === undefined || difference === 0 ? home : `${home}?do=new&kind=bank-withdrawal`}
              >
                {t(difference === undefined || difference === 0 ? 'books.bank.back' : 'books.bank.missing')}
              </LinkButton>
            )
          }
        />
      }
    >
      <SavingProblem saving={saving} />
      <Card>
        <div class="stack">
          <DateField
            label={t('books.bank.on')}
            hint={t('books.bank.on.hint')}
            on={on}
            error={on !== undefined && on > todayOn ? t('books.gap.future') : undefined}
            onDay={(chosen) => draft.set({ on: chosen })}
          />
          <MoneyField
            label={t('books.bank.theirs')}
            amountSatang={balance}
            unit={t('common.unit.baht')}
            problemText={(code) => problem(code)}
            onAmount={(amount) => draft.set({ balance: amount })}
          />
        </div>
      </Card>
      {page === undefined ? (
        <SkeletonRows count={3} label={t('common.loading')} />
      ) : (
        ours !== undefined && (
          <Outcome
            ours={ours}
            difference={difference}
            isSaved={isSaved}
            lines={difference ? mayExplain(page, difference, day ?? todayOn) : []}
          />
        )
      )}
    </Screen>
  );
}

interface OutcomeProps {
  ours: number;
  difference: number | undefined;
  isSaved: boolean;
  lines: readonly BankLine[];
}

function Outcome({ ours, difference, isSaved, lines }: OutcomeProps) {
  const t = useText();
  const words = useWords();
  const amount = formatBaht(Math.abs(difference ?? 0));
  return (
    <>
      <p class="count-line">
        {t('books.bank.ours')} <b class="figure">{formatBaht(ours)}</b> <span class="unit">{t('common.unit.baht')}</span>
      </p>
      {difference === 0 && (
        <p>
          <Tag tone="done">{t('books.bank.fits')}</Tag> {isSaved ? t('books.bank.fits-now') : t('books.bank.nothing')}
        </p>
      )}
      {difference !== undefined && difference !== 0 && (
        <Banner tone="attention" icon="warning" title={t(difference > 0 ? 'books.bank.more' : 'books.bank.less', { baht: amount })}>
          {t(difference > 0 ? 'books.bank.more.why' : 'books.bank.less.why')}
        </Banner>
      )}
      {lines.length > 0 && (
        <Section title={t('books.bank.explain')}>
          <List label={t('books.bank.explain')}>
            {lines.map(({ line, why }) => (
              <ListRow
                key={`${line.entry?.id}${line.isReversal ? '-' : ''}`}
                leading={<DateLeaf {...words.leaf(line.on)} />}
                title={line.entry && t(`group.entry.${line.entry.kind}`)}
                subtitle={t(`books.bank.why.${why}`)}
                trailing={<b class="figure">{formatBaht(line.moves.bank ?? 0)}</b>}
              />
            ))}
          </List>
        </Section>
      )}
    </>
  );
}
