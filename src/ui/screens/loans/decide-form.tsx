/** What the meeting decided about an application: an amount, or a refusal with its reason. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { findBorrowerDoubts, findDecisionProblems } from '../../../domain/loan-check.ts';
import { isRefused } from '../../../domain/problem.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { AmountField } from '../../fields/number-field.tsx';
import { Card } from '../../parts/card.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { nameParts } from '../../words/member-name.ts';
import { TaskForm } from '../member/task-form.tsx';
import { Hints } from './hints.tsx';
import type { LoanPageProps } from './loan-screen.tsx';
import { baht, useProblemSentence } from './loan-words.ts';
import { MeetingField } from '../meeting/meeting-field.tsx';

interface DecisionDraft {
  meeting: string | undefined;
  heldOn: string | undefined;
  approved: boolean | undefined;
  amount: number | undefined;
  reason: string;
}

export function DecideForm({ all, loan, borrower, home }: LoanPageProps) {
  const t = useText();
  const sentence = useProblemSentence();
  const { route } = useLocation();
  const recorder = useRecorder(all.group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const blank: DecisionDraft = { meeting: undefined, heldOn: undefined, approved: undefined, amount: loan.asked, reason: '' };
  const draft = useDraft<DecisionDraft>(`loan-decide:${loan.id}`, blank);
  const form = draft.value ?? blank;
  const problems = findDecisionProblems(form, loan.asked);
  const doubts = borrower === undefined ? [] : findBorrowerDoubts(borrower, form.amount, all.rules, loan.appliedOn);
  const errorAt = (field: string) => {
    const problem = problems.find((each) => each.field === field && each.weight === 'refused');
    return tried && problem !== undefined ? sentence(problem) : undefined;
  };

  const save = () => {
    setTried(true);
    const { meeting, heldOn, approved, amount } = form;
    if (isRefused(problems) || meeting === undefined || heldOn === undefined || approved === undefined) return false;
    const reason = form.reason.trim();
    void saving.run(async () => {
      await recorder.save([
        recorder.act('loan.decide', {
          loan: loan.id, meeting, decidedOn: heldOn, approved,
          ...(approved && amount !== undefined ? { amount } : {}),
          ...(reason === '' ? {} : { reason }),
        }),
      ], draft); // prettier-ignore
      showToast({ text: t(approved ? 'loan.decide.saved' : 'loan.decide.saved-refused'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('loan.decide')}
      subtitle={borrower && <PersonName parts={nameParts(borrower.person)} />}
      back={home}
      save={t(form.approved === false ? 'loan.decide.save-refused' : 'loan.decide.save')}
      saving={saving}
      onSave={save}
      draft={draft}
    >
      <p>{t('loan.decide.asked', { baht: baht(loan.asked), n: loan.instalments, purpose: loan.purpose ?? '' })}</p>
      <Hints problems={doubts} />
      <Card>
        <div class="stack">
          <MeetingField
            g={all.group.id}
            meeting={form.meeting}
            onMeeting={({ id, heldOn }) => draft.set({ meeting: id, heldOn })}
            error={errorAt('meeting')}
          />
          <SegmentedControl
            label={t('loan.decide.result')}
            value={form.approved === undefined ? undefined : form.approved ? 'yes' : 'no'}
            error={errorAt('approved')}
            onChoose={(result) => draft.set({ approved: result === 'yes' })}
            choices={[
              { value: 'yes', label: t('loan.decide.yes') },
              { value: 'no', label: t('loan.decide.no') },
            ]}
          />
          {form.approved !== false && (
            <AmountField
              label={t('loan.decide.amount')}
              amountSatang={form.amount}
              onAmount={(amount) => draft.set({ amount })}
              error={errorAt('amount')}
            />
          )}
          {form.approved !== undefined && (
            <TextArea
              label={t(form.approved ? 'loan.decide.note' : 'loan.decide.reason')}
              mark={form.approved ? t('common.optional') : undefined}
              rows={2}
              maxLength={1000}
              value={form.reason}
              onText={(reason) => draft.set({ reason })}
              error={errorAt('reason')}
            />
          )}
        </div>
      </Card>
      <Hints problems={problems} />
    </TaskForm>
  );
}
