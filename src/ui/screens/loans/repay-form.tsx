/** A borrower pays back: principal and interest as the schedule says, to be changed by hand, always with a receipt (case 38). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { outstandingOf } from '../../../domain/loan.ts';
import { findRepaymentProblems } from '../../../domain/loan-check.ts';
import { lateOf, proposedPayment, settlement, type Payment } from '../../../domain/loan-due.ts';
import { isRefused } from '../../../domain/problem.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { AmountField } from '../../fields/number-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { showToast } from '../../parts/toast.tsx';
import { takeReceipts, useNextReceipt } from '../../money-receipts.ts';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { useWords } from '../../words/use-words.ts';
import { TaskForm } from '../member/task-form.tsx';
import { EntryFields, useDayError, useEntryBlank, type EntryDraft } from '../member/entry-parts.tsx';
import type { LoanPageProps } from './loan-screen.tsx';
import { baht, borrowerParts, useProblemSentence } from './loan-words.ts';

interface RepayDraft extends EntryDraft {
  principal: number | undefined;
  interest: number | undefined;
  fine: number | undefined;
}

export function RepayForm({ all, loan, borrower, home }: LoanPageProps) {
  const t = useText();
  const app = useApp();
  const words = useWords();
  const sentence = useProblemSentence();
  const { route } = useLocation();
  const todayOn = useToday();
  const { group } = all;
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const receipt = useNextReceipt(group.id);
  const [tried, setTried] = useState(false);
  const blank: RepayDraft = { ...useEntryBlank(), ...proposedPayment(loan, todayOn), fine: undefined };
  const draft = useDraft<RepayDraft>(`loan-repay:${loan.id}`, blank);
  const form = draft.value ?? blank;
  const { principal = 0, interest = 0, fine = 0 } = form;
  const owed = outstandingOf(loan);
  const late = lateOf(loan, form.paidOn ?? todayOn);
  const problems = findRepaymentProblems(loan, { ...form, receipt });
  const dayError = useDayError(
    form.paidOn,
    loan.paidOutOn === undefined ? undefined : { on: loan.paidOutOn, sentence: t('loan.repay.before') },
  );
  const errorAt = (field: string) => {
    const problem = problems.find((each) => each.field === field);
    const isShown = tried || problem?.code === 'pays-more-than-owed';
    return problem !== undefined && isShown ? sentence(problem) : undefined;
  };
  const propose = ({ principal: part, interest: months }: Payment) => draft.set({ principal: part, interest: months });

  const save = () => {
    setTried(true);
    const { paidOn, writtenBy } = form;
    if (isRefused(problems) || dayError !== undefined || paidOn === undefined) return false;
    const lines = [
      { e: draft.idOf('principal'), kind: 'loan-principal' as const, amount: principal },
      { e: draft.idOf('interest'), kind: 'loan-interest' as const, amount: interest },
      { e: draft.idOf('fine'), kind: 'fine' as const, amount: fine },
    ].filter(({ amount }) => amount > 0);
    void saving.run(async () => {
      const [no] = await takeReceipts(app, group.id, 1);
      if (no === undefined) return;
      await recorder.save([
        recorder.act('entry.record', { receipt: no, paidOn, writtenBy, rows: lines.map((line) => ({ ...line, member: loan.member, loan: loan.id })) }),
        ...(principal === owed ? [recorder.act('loan.close', { loan: loan.id, on: paidOn, reason: 'repaid' })] : []),
      ], draft); // prettier-ignore
      showToast({ text: t(principal === owed ? 'loan.repay.saved-all' : 'loan.repay.saved', { receipt: no }), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('loan.repay')}
      subtitle={<PersonName parts={borrowerParts(loan, borrower, t('loan.nobody'))} />}
      back={home}
      save={t('loan.repay.save', { baht: baht(principal + interest + fine) })}
      note={receipt === undefined ? undefined : t('loan.repay.receipt', { receipt })}
      saving={saving}
      disabled={receipt === undefined}
      onSave={save}
      draft={draft}
    >
      <p class="loan-owed">
        {t('loan.owed')} <b class="figure">{baht(owed)}</b> {t('common.unit.baht')}
      </p>
      {late.principal + late.interest > 0 && (
        <Banner tone="attention" title={t('loan.late', { baht: baht(late.principal + late.interest) })}>
          {late.since !== undefined && t('loan.late.since', { day: words.day(late.since) })}
        </Banner>
      )}
      <div class="chips">
        <Button onPress={() => propose(proposedPayment(loan, form.paidOn ?? todayOn))}>{t('loan.repay.by-schedule')}</Button>
        <Button onPress={() => propose(settlement(loan, form.paidOn ?? todayOn))}>{t('loan.repay.everything')}</Button>
      </div>
      <Card>
        <div class="stack">
          <AmountField
            label={t('loan.principal')}
            amountSatang={form.principal}
            onAmount={(amount) => draft.set({ principal: amount })}
            error={errorAt('principal')}
          />
          <AmountField label={t('loan.interest')} amountSatang={form.interest} onAmount={(amount) => draft.set({ interest: amount })} />
          <AmountField
            label={t('loan.fine')}
            mark={t('common.optional')}
            amountSatang={form.fine}
            onAmount={(amount) => draft.set({ fine: amount })}
          />
        </div>
      </Card>
      <p class="loan-owed">
        {t('loan.repay.left')} <b class="figure">{baht(Math.max(0, owed - principal))}</b> {t('common.unit.baht')}
      </p>
      <Card>
        <div class="stack">
          <EntryFields
            label={t('loan.repay.on')}
            form={form}
            onForm={(change) => draft.set(change)}
            dayError={tried ? dayError : undefined}
          />
        </div>
      </Card>
    </TaskForm>
  );
}
