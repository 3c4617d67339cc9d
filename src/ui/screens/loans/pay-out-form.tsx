/** The money of a signed loan leaves the box; above 2,000 baht only when the picture of the signed contract is there (case 38). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { findPayOutProblems, needsPaper } from '../../../domain/loan-check.ts';
import { isRefused } from '../../../domain/problem.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { showToast } from '../../parts/toast.tsx';
import { PhotoAttach } from '../../photo-attach.tsx';
import { takeReceipts, useNextReceipt } from '../../money-receipts.ts';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { nameParts } from '../../words/member-name.ts';
import { TaskForm } from '../member/task-form.tsx';
import { EntryFields, FromBank, useDayError, useEntryBlank, type EntryDraft } from '../member/entry-parts.tsx';
import { Hints } from './hints.tsx';
import type { LoanPageProps } from './loan-screen.tsx';
import { baht, useProblemSentence } from './loan-words.ts';
import { useHasPaper } from './use-has-paper.ts';

interface PayOutDraft extends EntryDraft {
  takesFromBank: boolean;
}

export function PayOutForm({ all, loan, borrower, home }: LoanPageProps) {
  const t = useText();
  const app = useApp();
  const sentence = useProblemSentence();
  const { route } = useLocation();
  const { group } = all;
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const receipt = useNextReceipt(group.id);
  const hasPhoto = useHasPaper(group.id, loan.id);
  const [tried, setTried] = useState(false);
  const blank: PayOutDraft = { ...useEntryBlank(), takesFromBank: false };
  const draft = useDraft<PayOutDraft>(`loan-pay-out:${loan.id}`, blank);
  const form = draft.value ?? blank;
  const { cash, bank } = group.money;
  const amount = loan.contract?.principal ?? 0;
  const lacking = amount - cash;
  const takesFromBank = form.takesFromBank && lacking > 0 && bank >= lacking;
  const problems = findPayOutProblems(loan, { hasPhoto: hasPhoto === true, cash: takesFromBank ? amount : cash, paidOn: form.paidOn });
  const refused = problems.find(({ weight }) => weight === 'refused');
  const dayError = useDayError(form.paidOn, loan.contract && { on: loan.contract.signedOn, sentence: t('loan.pay-out.before-signing') });

  const save = () => {
    setTried(true);
    const { paidOn, writtenBy } = form;
    if (isRefused(problems) || dayError !== undefined || paidOn === undefined) return false;
    const [e, withdrawal] = [draft.idOf('loan-out'), draft.idOf('bank')];
    void saving.run(async () => {
      const [no] = await takeReceipts(app, group.id, 1);
      await recorder.save(
        [
          recorder.act('entry.record', {
            paidOn,
            writtenBy,
            rows: [
              ...(takesFromBank ? [{ e: withdrawal, kind: 'bank-withdrawal' as const, amount: lacking }] : []),
              { e, kind: 'loan-out' as const, member: loan.member, loan: loan.id, amount, ...(no === undefined ? {} : { receipt: no }) },
            ],
          }),
        ],
        draft,
      );
      showToast({ text: t('loan.pay-out.saved', { baht: baht(amount) }), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('loan.pay-out')}
      subtitle={borrower && <PersonName parts={nameParts(borrower.person)} />}
      back={home}
      save={t('loan.pay-out.save', { baht: baht(amount) })}
      saving={saving}
      disabled={hasPhoto === undefined || refused !== undefined}
      onSave={save}
      draft={draft}
    >
      <div class="rate-card">
        <p class="quiet">{t('loan.pay-out.amount', { no: loan.contract?.no ?? '' })}</p>
        <p class="rate-figure">
          <b class="figure">{baht(amount)}</b> <span class="unit">{t('common.unit.baht')}</span>
        </p>
        <p class="quiet">{t('loan.pay-out.cash', { baht: baht(cash), receipt: receipt ?? '' })}</p>
      </div>
      {needsPaper(loan) && (
        <Section title={t('loan.paper')}>
          <Card>
            <PhotoAttach
              g={group.id}
              for={{ kind: 'loan', id: loan.id }}
              beforeCamera={draft.flush}
              label={t('loan.paper.label')}
              hint={t('loan.paper.hint')}
            />
          </Card>
        </Section>
      )}
      {refused !== undefined && hasPhoto !== undefined && (
        <Banner tone="stop" icon="lock" title={t('loan.pay-out.blocked')}>
          {sentence(refused)}
        </Banner>
      )}
      <Hints problems={problems} />
      <FromBank lacking={lacking} bank={bank} checked={form.takesFromBank} onCheck={(takes) => draft.set({ takesFromBank: takes })} />
      <Card>
        <div class="stack">
          <EntryFields
            label={t('loan.pay-out.on')}
            form={form}
            onForm={(change) => draft.set(change)}
            dayError={tried ? dayError : undefined}
          />
        </div>
      </Card>
    </TaskForm>
  );
}
