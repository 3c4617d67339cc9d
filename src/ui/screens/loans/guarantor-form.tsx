/** Other members answer for a loan: the contract is recorded again with everything else as it was (case 39). */
import { useLocation } from 'preact-iso';
import { findGuarantorProblems } from '../../../domain/loan-check.ts';
import { isRefused } from '../../../domain/problem.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { showToast } from '../../parts/toast.tsx';
import { PhotoAttach } from '../../photo-attach.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { chosenOf, emptyPlaces, GuarantorFields } from './guarantor-fields.tsx';
import { Hints } from './hints.tsx';
import type { LoanPageProps } from './loan-screen.tsx';
import { borrowerParts } from './loan-words.ts';
import { acceptedOf } from './use-loans.ts';

export function GuarantorForm({ all, loan, borrower, home }: LoanPageProps) {
  const t = useText();
  const { route } = useLocation();
  const todayOn = useToday();
  const { group, memberById, members, rules } = all;
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const { contract, witnesses } = loan;
  const places = contract === undefined || contract.guarantors.length === 0 ? emptyPlaces(rules?.loanGuarantors) : contract.guarantors;
  const draft = useDraft<{ guarantors: readonly string[] }>(`loan-guarantors:${loan.id}`, { guarantors: places });
  const guarantors = draft.value?.guarantors ?? places;
  const chosen = chosenOf(guarantors);
  const problems = findGuarantorProblems(chosen, { loan, memberById, rules }, todayOn);

  const save = () => {
    if (contract === undefined || isRefused(problems)) return false;
    void saving.run(async () => {
      await recorder.save(
        [recorder.act('loan.contract', { loan: loan.id, ...contract, guarantors: chosen }, { witnesses: [...witnesses] })],
        draft,
      );
      showToast({ text: t('loan.guarantors.saved'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('loan.guarantors.change')}
      subtitle={<PersonName parts={borrowerParts(loan, borrower, t('loan.nobody'))} />}
      back={home}
      save={t('loan.guarantors.save')}
      saving={saving}
      onSave={save}
      draft={draft}
    >
      <Banner tone="info" icon="pen" title={t('loan.guarantors.paper')}>
        {t('loan.guarantors.paper.why')}
      </Banner>
      <Card>
        <div class="stack">
          <GuarantorFields
            members={acceptedOf(members)}
            guarantors={guarantors}
            onGuarantors={(next) => draft.set({ guarantors: next })}
            problems={problems}
          />
          <PhotoAttach g={group.id} for={{ kind: 'loan', id: loan.id }} beforeCamera={draft.flush} label={t('loan.paper.label')} />
        </div>
      </Card>
      <Hints problems={problems} />
    </TaskForm>
  );
}
