/** The roll of the first collection: one tap is "entry fee and first pledge received"; anything else behind the number. */
import { useState } from 'preact/hooks';
import type { DayRow, MemberRow } from '../../../domain/row.ts';
import { formatBaht } from '../../../domain/money.ts';
import { matchesSearch } from '../../../domain/thai-text.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { useApp, useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { FilterChip } from '../../parts/chip.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { RollRow } from '../../parts/roll-row.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { TallyBar } from '../../parts/stat-tiles.tsx';
import { VirtualList } from '../../parts/virtual-list.tsx';
import { useRowsUnder } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { FoundingFrame } from './founding-frame.tsx';
import { nameParts, plainName } from '../../words/member-name.ts';
import { paymentsOf, type Payment } from './money-payments.ts';
import { useMoneySheet } from './money-sheet.ts';
import { PaymentSheet } from './payment-sheet.tsx';
import type { Founding } from './use-founding.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useWriter, WriterChoice } from './writer-choice.tsx';

export interface MoneyRollProps {
  founding: Founding;
  meeting: string;
  /** days before this one with money that was not counted */
  uncounted: readonly DayRow[];
  onCount: (on: string) => void;
}

export function MoneyRoll({ founding, meeting, uncounted, onCount }: MoneyRollProps) {
  const t = useText();
  const { newId } = useApp();
  const dates = useWords();
  const { g, group, members, actsOn: on } = founding;
  const saving = useSaving();
  const [query, setQuery] = useState('');
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [opened, setOpened] = useState<string>();
  const { writtenBy, setWriter } = useWriter(meeting);
  const books = useRowsUnder<'passbook'>(g, `passbook:${on.slice(0, 4)}:`);
  const sheet = useMoneySheet({ g, meeting, paidOn: on, writtenBy }, saving.fail);
  const fee = group.bylaws?.entryFee ?? 0;
  const month = monthOf(on);

  const roll = members.filter((member) => member.state === 'accepted' && member.no !== undefined).sort((a, b) => a.no! - b.no!);
  const payments = paymentsOf(sheet.rows ?? [], books ?? [], month);
  const pending = members.filter((member) => member.state === 'pending-consent');
  const unnumbered = members.filter((member) => member.state === 'accepted' && member.no === undefined).length;
  const hasMoneyOfDay = (sheet.rows ?? []).length > 0 || founding.days.some((day) => day.on === on && day.payers > 0);
  const paidCount = roll.filter((member) => payments.has(member.id)).length;
  const total = [...payments.values()].reduce((sum, payment) => sum + payment.fee + payment.pledge, 0);
  const rows = roll.filter(
    ({ id, no, person }) =>
      (!onlyOpen || !payments.has(id)) && matchesSearch(query, [person.firstName, person.lastName, person.nickname, no, person.houseNo]),
  );

  const dueOf = (member: MemberRow) => ({ fee: member.entryFeePaid ? 0 : fee, pledge: pledgeInMonth(member, month) ?? 0 });
  const put = (member: string, amounts: { fee: number; pledge: number }) =>
    saving.run(() =>
      sheet.put({
        member,
        lines: [
          ...(amounts.fee > 0 ? [{ e: newId(), kind: 'entry-fee' as const, amount: amounts.fee }] : []),
          ...(amounts.pledge > 0 ? [{ e: newId(), kind: 'pledged-savings' as const, amount: amounts.pledge, forMonth: month }] : []),
        ],
      }),
    );
  /** While it is not known who has paid, nobody can be taken as unpaid. */
  const whenRead = (act: () => unknown): unknown => {
    if (sheet.rows === undefined) return void saving.run(sheet.read);
    return books === undefined ? undefined : act();
  };
  const tap = (member: MemberRow): Promise<unknown> | undefined => {
    const payment = payments.get(member.id);
    const due = dueOf(member);
    // Somebody without a promise yet is asked; no amount is assumed (rule 3 of the letter).
    if (payment?.recorded === true || (payment === undefined && due.pledge === 0)) {
      setOpened(member.id);
      return undefined;
    }
    return payment === undefined ? put(member.id, due) : saving.run(() => sheet.remove(member.id));
  };

  const openedMember = members.find((member) => member.id === opened);
  const isEmpty = roll.length === 0;
  return (
    <FoundingFrame
      founding={founding}
      part="money"
      tally={
        <>
          <TallyBar
            tiles={[
              { label: t('money.paid'), value: paidCount, unit: `/${roll.length}` },
              { label: t('money.received'), value: formatBaht(total, { wholeBaht: 'short' }), unit: t('common.unit.baht') },
            ]}
            progress={{ value: paidCount, max: roll.length, label: t('money.paid') }}
          />
          <SearchField
            label={t('founding.committee.search')}
            value={query}
            onText={setQuery}
            clearLabel={t('money.clear-search')}
            resultText={t('founding.committee.found', { n: rows.length })}
          >
            <FilterChip pressed={onlyOpen} onPress={setOnlyOpen} count={roll.length - paidCount}>
              {t('money.not-yet')}
            </FilterChip>
          </SearchField>
        </>
      }
      actionBar={
        !hasMoneyOfDay ? (
          <ActionBar
            primary={
              <LinkButton wide href={`/groups/${g}/founding/photos`}>
                {t('money.skip')}
              </LinkButton>
            }
          />
        ) : (
          <ActionBar
            primary={
              <Button
                kind="primary"
                wide
                busy={saving.busy}
                busyLabel={t('common.saving')}
                onPress={() => void saving.run(sheet.record).then((saved) => saved && onCount(on))}
              >
                {t('money.count')}
              </Button>
            }
          />
        )
      }
    >
      <SavingProblem saving={saving} />
      {uncounted.map((day) => (
        <Banner
          key={day.on}
          tone="attention"
          title={t('money.uncounted', { day: dates.day(day.on, { weekday: true }), baht: formatBaht(day.cash) })}
          actions={<Button onPress={() => onCount(day.on)}>{t('money.count')}</Button>}
        />
      ))}
      {isEmpty ? (
        <EmptyState
          icon="users"
          title={t('money.nobody')}
          action={<LinkButton href={`/groups/${g}/founding/intake`}>{t('money.to-intake')}</LinkButton>}
        >
          {t('money.nobody-so')}
        </EmptyState>
      ) : (
        <>
          {payments.size === 0 && <p>{t(fee > 0 ? 'money.how' : 'money.how-no-fee', { fee: formatBaht(fee, { wholeBaht: 'short' }) })}</p>}
          {payments.size === 0 && <WriterChoice writtenBy={writtenBy} onChoose={setWriter} />}
          <VirtualList
            label={t('money.roll')}
            rows={rows}
            keyOf={(member) => member.id}
            renderRow={(member) => (
              <Line
                member={member}
                payment={payments.get(member.id)}
                due={dueOf(member)}
                onTap={() => whenRead(() => tap(member))}
                onOther={() => whenRead(() => setOpened(member.id))}
              />
            )}
          />
          {rows.length === 0 && <p>{t(onlyOpen && query === '' ? 'money.all-paid' : 'money.none-found')}</p>}
          {unnumbered > 0 && <p class="quiet small">{t('money.unnumbered', { n: unnumbered })}</p>}
          {pending.length > 0 && (
            <div class="money-pending">
              <p class="quiet small">{t('money.pending', { n: pending.length })}</p>
              <ul class="plain-list">
                {pending.map((member) => (
                  <li key={member.id}>{plainName(member.person)}</li>
                ))}
              </ul>
            </div>
          )}
          {payments.size > 0 && <WriterChoice writtenBy={writtenBy} onChoose={setWriter} />}
        </>
      )}
      {openedMember !== undefined && (
        <PaymentSheet
          g={g}
          member={openedMember}
          payment={payments.get(openedMember.id)}
          due={dueOf(openedMember)}
          onPut={(amounts) => put(openedMember.id, amounts)}
          onRemove={() => saving.run(() => sheet.remove(openedMember.id))}
          onClose={() => setOpened(undefined)}
        />
      )}
    </FoundingFrame>
  );
}

interface LineProps {
  member: MemberRow;
  payment: Payment | undefined;
  due: { fee: number; pledge: number };
  onTap: () => unknown;
  onOther: () => void;
}

function Line({ member, payment, due, onTap, onOther }: LineProps) {
  const t = useText();
  const promised = due.pledge;
  const whole = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });
  const sum = payment === undefined ? due.fee + due.pledge : payment.fee + payment.pledge;
  const asPromised = payment !== undefined && payment.pledge === promised;
  const detail =
    payment === undefined
      ? due.fee > 0
        ? t('money.line', { fee: whole(due.fee), pledge: whole(due.pledge) })
        : t('money.line-pledge', { pledge: whole(due.pledge) })
      : asPromised
        ? payment.fee > 0
          ? t('money.line', { fee: whole(payment.fee), pledge: whole(payment.pledge) })
          : t('money.line-pledge', { pledge: whole(payment.pledge) })
        : t('money.line-other', { pledge: whole(payment.pledge), promised: whole(promised), fee: whole(payment.fee) });
  return (
    <RollRow
      number={String(member.no ?? '–')}
      name={nameParts(member.person)}
      detail={
        payment === undefined || payment.receipts.length === 0
          ? detail
          : `${detail} · ${t('money.receipt', { receipt: payment.receipts.join(', ') })}`
      }
      amount={whole(sum)}
      state={payment === undefined ? 'open' : asPromised ? 'paid' : 'other-amount'}
      mark={payment !== undefined && !asPromised ? whole(payment.fee + payment.pledge) : undefined}
      stateLabel={t(payment === undefined ? 'money.state-open' : 'money.state-paid', { baht: whole(sum) })}
      onTap={onTap}
      onOther={onOther}
      otherLabel={t('money.other', { name: plainName(member.person) })}
    />
  );
}
