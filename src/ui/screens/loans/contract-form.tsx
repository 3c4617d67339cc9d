/** The contract as it was signed: number, terms with what they really cost, who answers, who saw it, and a picture of the paper. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { nextPledgeDay } from '../../../domain/due-date.ts';
import { findContractProblems, nextContractNumber, readTerms, type Contract } from '../../../domain/loan-check.ts';
import type { LoanTerms } from '../../../domain/loan-terms.ts';
import { formatPercent, parsePercent } from '../../../domain/percent-share.ts';
import { isRefused } from '../../../domain/problem.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { addMonths, thaiDateParts } from '../../../domain/thai-calendar.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { AmountField, NumberField } from '../../fields/number-field.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { PhotoAttach } from '../../photo-attach.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { nameParts } from '../../words/member-name.ts';
import { TaskForm } from '../member/task-form.tsx';
import { chosenOf, emptyPlaces, GuarantorFields } from './guarantor-fields.tsx';
import { Hints } from './hints.tsx';
import type { LoanPageProps } from './loan-screen.tsx';
import { useProblemSentence } from './loan-words.ts';
import { RateSection } from './rate-section.tsx';
import { acceptedOf } from './use-loans.ts';

interface ContractDraft {
  no: string;
  signedOn: string | undefined;
  principal: number | undefined;
  /** as typed, percent a month */
  rate: string;
  method: LoanTerms['method'];
  instalments: number | undefined;
  firstDueOn: string | undefined;
  guarantors: readonly string[];
  witnesses: readonly string[];
}

export function ContractForm({ all, loan, borrower, home }: LoanPageProps) {
  const t = useText();
  const sentence = useProblemSentence();
  const { route } = useLocation();
  const todayOn = useToday();
  const { group, loans, memberById, members, rules } = all;
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const blank = blankOf({ all, loan }, todayOn);
  const draft = useDraft<ContractDraft>(`loan-contract:${loan.id}`, blank);
  const form = draft.value ?? blank;
  const reading = parsePercent(form.rate);
  const contract: Contract = { ...form, ratePerMonth: reading.ok ? reading.basisPoints : undefined, guarantors: chosenOf(form.guarantors) };
  const problems = findContractProblems(contract, { loan, loans, memberById, rules, todayOn });
  const errorAt = (field: string) => {
    const problem = problems.find((each) => each.field === field && each.weight === 'refused' && each.code !== 'rate-too-high');
    return tried && problem !== undefined ? sentence(problem) : undefined;
  };
  const rateError =
    !reading.ok && reading.problem !== 'empty' ? sentence({ code: reading.problem, weight: 'refused' }) : errorAt('ratePerMonth');
  const cannotAnswer = problems.filter(({ field }) => field === 'guarantors');

  const save = () => {
    setTried(true);
    const { signedOn, firstDueOn } = form;
    const terms = readTerms(contract);
    if (isRefused(problems) || terms === undefined || signedOn === undefined || firstDueOn === undefined) return false;
    const witnesses = form.witnesses.map((name) => name.trim()).filter((name) => name !== '');
    void saving.run(async () => {
      await recorder.save(
        [
          recorder.act(
            'loan.contract',
            { loan: loan.id, no: form.no.trim(), signedOn, ...terms, firstDueOn, guarantors: chosenOf(form.guarantors) },
            { witnesses },
          ),
        ],
        draft,
      );
      showToast({ text: t('loan.contract.saved', { no: form.no.trim() }), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('loan.contract')}
      subtitle={borrower && <PersonName parts={nameParts(borrower.person)} />}
      back={home}
      save={t('loan.contract.save')}
      saving={saving}
      onSave={save}
      draft={draft}
    >
      <Card>
        <div class="stack">
          <FieldRow>
            <TextField
              label={t('loan.contract.number')}
              value={form.no}
              maxLength={40}
              onText={(no) => draft.set({ no })}
              error={errorAt('no')}
            />
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
            label={t('loan.contract.signed-on')}
            on={form.signedOn}
            onDay={(signedOn) => draft.set({ signedOn, ...(signedOn === undefined ? {} : { firstDueOn: firstDueAfter(group, signedOn) }) })}
            error={errorAt('signedOn')}
          />
          <AmountField
            label={t('loan.contract.principal')}
            amountSatang={form.principal}
            onAmount={(principal) => draft.set({ principal })}
            error={errorAt('principal')}
          />
        </div>
      </Card>
      <RateSection form={form} terms={readTerms(contract)} error={rateError} onChange={draft.set} />
      <Card>
        <DateField
          label={t('loan.contract.first-due')}
          hint={t('loan.contract.first-due.hint')}
          on={form.firstDueOn}
          onDay={(firstDueOn) => draft.set({ firstDueOn })}
          error={errorAt('firstDueOn')}
        />
      </Card>
      <Section title={t('loan.guarantors')}>
        <Card>
          <div class="stack">
            <GuarantorFields
              members={acceptedOf(members)}
              guarantors={form.guarantors}
              onGuarantors={(guarantors) => draft.set({ guarantors })}
              problems={cannotAnswer}
            />
          </div>
        </Card>
      </Section>
      <Section title={t('loan.witnesses')}>
        <Card>
          <div class="stack">
            {[0, 1].map((index) => (
              <TextField
                key={index}
                label={t('loan.witness', { n: index + 1 })}
                value={form.witnesses[index] ?? ''}
                maxLength={100}
                onText={(name) => draft.set({ witnesses: [0, 1].map((at) => (at === index ? name : (form.witnesses[at] ?? ''))) })}
              />
            ))}
          </div>
        </Card>
      </Section>
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
      <Hints problems={tried ? problems : []} />
    </TaskForm>
  );
}

/** A whole month after the signing, on the group's own day: a shorter first month would cost more a year than it says. */
function firstDueAfter({ pledgeDay }: GroupRow, signedOn: string): string {
  const inAMonth = addMonths(signedOn, 1);
  return pledgeDay === undefined ? inAMonth : nextPledgeDay(pledgeDay, inAMonth);
}

function blankOf({ all, loan }: Pick<LoanPageProps, 'all' | 'loan'>, todayOn: string): ContractDraft {
  const { group, loans, rules } = all;
  const { contract } = loan;
  if (contract !== undefined) {
    const { ratePerMonth, guarantors, ...rest } = contract;
    return {
      ...rest,
      rate: formatPercent(ratePerMonth),
      guarantors: guarantors.length === 0 ? emptyPlaces(rules?.loanGuarantors) : guarantors,
      witnesses: loan.witnesses,
    };
  }
  return {
    no: nextContractNumber(loans, thaiDateParts(todayOn).yearBE),
    signedOn: todayOn,
    principal: loan.decision?.amount ?? loan.asked,
    rate: rules?.loanRatePerMonth === undefined ? '' : formatPercent(rules.loanRatePerMonth),
    method: 'reducing',
    instalments: loan.instalments,
    firstDueOn: firstDueAfter(group, todayOn),
    guarantors: emptyPlaces(rules?.loanGuarantors),
    witnesses: ['', ''],
  };
}
