/** A member asks for a loan: who, how much, what for, over how many months; what the rules say about it is shown, and the meeting decides. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { findApplicationProblems } from '../../../domain/loan-check.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import { isRefused } from '../../../domain/problem.ts';
import { canDo } from '../../../domain/gate.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { AmountField, NumberField } from '../../fields/number-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { ClosedGate } from '../founding/closed-gate.tsx';
import { shortNameOf } from '../group/in-words.ts';
import { TaskForm } from '../member/task-form.tsx';
import { Hints } from './hints.tsx';
import { useProblemSentence } from './loan-words.ts';
import { MemberPicker } from './member-picker.tsx';
import { acceptedOf, type Loans } from './use-loans.ts';

interface ApplicationDraft {
  member: string | undefined;
  kind: PayloadOf<'loan.apply'>['kind'];
  amount: number | undefined;
  purpose: string;
  instalments: number | undefined;
  appliedOn: string | undefined;
}

export function LoanNew({ all }: { all: Loans }) {
  const t = useText();
  const sentence = useProblemSentence();
  const { route, query } = useLocation();
  const todayOn = useToday();
  const { group, memberById, members, rules } = all;
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const blank: ApplicationDraft = {
    member: query['member'],
    kind: 'ordinary',
    amount: undefined,
    purpose: '',
    instalments: undefined,
    appliedOn: todayOn,
  };
  // begun on a member's page it is that member's, whatever else lies half-written
  const draft = useDraft<ApplicationDraft>(`loan-new:${group.id}:${query['member'] ?? ''}`, blank);
  const form = draft.value ?? blank;
  const home = `/groups/${group.id}/loans`;
  const borrower = form.member === undefined ? undefined : memberById.get(form.member);
  const problems = findApplicationProblems({ ...form, member: borrower }, rules, todayOn);
  const lacksId = problems.find(({ code }) => code === 'loan-needs-national-id');
  const errorAt = (field: string) => {
    const problem = problems.find((each) => each.field === field && each.weight === 'refused' && each !== lacksId);
    return tried && problem !== undefined ? sentence(problem) : undefined;
  };
  const gate = canDo(group, 'money');

  const save = () => {
    setTried(true);
    const { kind, amount, instalments, appliedOn } = form;
    if (isRefused(problems) || borrower === undefined || amount === undefined || instalments === undefined || appliedOn === undefined)
      return false;
    const loan = draft.idOf('loan');
    void saving.run(async () => {
      await recorder.save(
        [recorder.act('loan.apply', { loan, member: borrower.id, kind, amount, purpose: form.purpose.trim(), appliedOn, instalments })],
        draft,
      );
      showToast({ text: t('loan.apply.saved'), icon: 'check' });
      route(`${home}/${loan}`, true);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('loan.apply')}
      subtitle={shortNameOf(group, t)}
      back={home}
      save={t('loan.apply.save')}
      saving={saving}
      disabled={!gate.open || lacksId !== undefined}
      onSave={save}
      draft={draft}
    >
      <ClosedGate g={group.id} gate={gate} />
      {group.stage === 'dissolving' && <Banner tone="attention" title={t('loan.apply.dissolving')} />}
      <Card>
        <div class="stack">
          <MemberPicker
            label={t('loan.borrower')}
            members={acceptedOf(members)}
            chosen={borrower?.id}
            onChoose={(member) => draft.set({ member })}
            error={errorAt('member')}
          />
          {lacksId !== undefined && borrower !== undefined && (
            <Banner
              tone="stop"
              icon="lock"
              title={t('loan.apply.id')}
              actions={
                <LinkButton href={`/groups/${group.id}/members/${borrower.id}?do=edit&field=nationalId`} kind="secondary" icon="pen">
                  {t('loan.apply.id.go')}
                </LinkButton>
              }
            >
              {sentence(lacksId)}
            </Banner>
          )}
          <SegmentedControl
            label={t('loan.kind')}
            value={form.kind}
            onChoose={(kind) => draft.set({ kind })}
            choices={(['ordinary', 'emergency'] as const).map((value) => ({ value, label: t(`loan.kind.${value}`) }))}
          />
          <AmountField
            label={t('loan.amount')}
            amountSatang={form.amount}
            onAmount={(amount) => draft.set({ amount })}
            error={errorAt('amount')}
          />
          <TextField
            label={t('loan.purpose')}
            hint={t('loan.purpose.hint')}
            value={form.purpose}
            maxLength={200}
            onText={(purpose) => draft.set({ purpose })}
            error={errorAt('purpose')}
          />
          <FieldRow>
            <NumberField
              label={t('loan.instalments')}
              unit={t('loan.unit.instalments')}
              maxLength={3}
              count={form.instalments}
              onCount={(instalments) => draft.set({ instalments })}
              error={errorAt('instalments')}
            />
          </FieldRow>
          <DateField
            label={t('loan.applied')}
            on={form.appliedOn}
            onDay={(appliedOn) => draft.set({ appliedOn })}
            error={errorAt('appliedOn')}
          />
        </div>
      </Card>
      <Hints problems={problems} />
    </TaskForm>
  );
}
