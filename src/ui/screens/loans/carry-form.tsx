/** A loan from the paper books of an old group, as it stood on the day of the books; the same form corrects one that was written down wrong. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { findCarriedLoanProblems, type CarriedLoan } from '../../../domain/carried-loan-check.ts';
import { canDo } from '../../../domain/gate.ts';
import { readTerms } from '../../../domain/loan-check.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import { openedOn } from '../../../domain/opening.ts';
import { formatPercent, parsePercent } from '../../../domain/percent-share.ts';
import { isRefused } from '../../../domain/problem.ts';
import type { CivilDate } from '../../../domain/thai-calendar.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { AmountField, NumberField } from '../../fields/number-field.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { useRows } from '../../use-store.ts';
import { ClosedGate } from '../founding/closed-gate.tsx';
import { shortNameOf } from '../group/in-words.ts';
import { TaskForm } from '../member/task-form.tsx';
import { chosenOf, GuarantorFields } from './guarantor-fields.tsx';
import { Hints } from './hints.tsx';
import { useProblemSentence } from './loan-words.ts';
import { MemberPicker } from './member-picker.tsx';
import { RateSection } from './rate-section.tsx';
import { acceptedOf, type Loans } from './use-loans.ts';

interface CarryDraft extends Omit<CarriedLoan, 'ratePerMonth'> {
  kind: LoanRow['kind'];
  /** as typed, percent a month */
  rate: string;
  /** the borrower's name is written instead of chosen */
  isNamed: boolean;
}

interface CarryProps {
  all: Loans;
  /** the one that is corrected */
  loan?: LoanRow;
}

export function CarryForm(props: CarryProps) {
  const t = useText();
  const g = props.all.group.id;
  const days = useRows(g, 'day');
  // its day proposes that of the loan, so the form waits for it
  if (days === undefined)
    return (
      <Screen title={t('loan.carry')} back={`/groups/${g}/loans`} focusKey="carry">
        <SkeletonRows count={5} label={t('common.loading')} />
      </Screen>
    );
  return <CarryFields {...props} loansOn={openedOn(days).loans} />;
}

/** @param loansOn the day from which the sum of the loans was carried over */
function CarryFields({ all, loan, loansOn }: CarryProps & { loansOn: CivilDate | undefined }) {
  const t = useText();
  const sentence = useProblemSentence();
  const { route } = useLocation();
  const todayOn = useToday();
  const { group, loans, memberById, rules } = all;
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const blank = blankOf(all, loan, loansOn);
  const draft = useDraft<CarryDraft>(`loan-carry:${loan?.id ?? group.id}`, blank);
  const form = draft.value ?? blank;
  const members = all.members.filter(({ state }) => state === 'accepted' || state === 'left');
  const isNamed = form.isNamed || members.length === 0;
  const reading = parsePercent(form.rate);
  const carried: CarriedLoan = {
    ...form,
    ...(isNamed ? { member: undefined } : { borrower: '' }),
    ratePerMonth: reading.ok ? reading.basisPoints : undefined,
    guarantors: chosenOf(form.guarantors),
  };
  const problems = findCarriedLoanProblems(carried, { loan: loan?.id, loans, memberById, rules, todayOn });
  const errorAt = (field: keyof CarriedLoan) => {
    const problem = problems.find((each) => each.field === field && each.weight === 'refused');
    return tried && problem !== undefined ? sentence(problem) : undefined;
  };
  const rateError =
    !reading.ok && reading.problem !== 'empty' ? sentence({ code: reading.problem, weight: 'refused' }) : errorAt('ratePerMonth');
  const gate = canDo(group, 'money');
  const home = `/groups/${group.id}/loans`;

  const save = () => {
    setTried(true);
    const { on, signedOn, firstDueOn } = form;
    const terms = readTerms(carried);
    if (isRefused(problems) || terms === undefined || on === undefined || signedOn === undefined || firstDueOn === undefined) return false;
    const id = loan?.id ?? draft.idOf('loan');
    const no = form.no.trim();
    const { member, lent, guarantors } = carried;
    void saving.run(async () => {
      await recorder.save(
        [
          recorder.act(
            'loan.carry',
            { loan: id, member, kind: form.kind, no, signedOn, on, lent, ...terms, firstDueOn, guarantors: [...guarantors] },
            isNamed ? { borrower: form.borrower.trim() } : {},
          ),
        ],
        draft,
      );
      showToast({ text: t('loan.carry.saved', { no }), icon: 'check' });
      route(loan === undefined ? home : `${home}/${id}`, true);
    });
    return true;
  };

  return (
    <TaskForm
      title={t(loan === undefined ? 'loan.carry' : 'loan.carry.correct')}
      subtitle={shortNameOf(group, t)}
      back={loan === undefined ? home : `${home}/${loan.id}`}
      save={t('loan.carry.save')}
      saving={saving}
      disabled={!gate.open || draft.value === undefined}
      onSave={save}
      draft={draft}
    >
      <ClosedGate g={group.id} gate={gate} />
      <p class="quiet">{t('loan.carry.why')}</p>
      <Card>
        <div class="stack">
          {isNamed ? (
            <TextField
              label={t('loan.carry.name')}
              hint={t('loan.carry.name.hint')}
              value={form.borrower}
              maxLength={120}
              onText={(borrower) => draft.set({ borrower })}
              error={errorAt('member')}
            />
          ) : (
            <MemberPicker
              label={t('loan.borrower')}
              members={members}
              chosen={form.member}
              onChoose={(member) => draft.set({ member })}
              error={errorAt('member')}
            />
          )}
          {members.length > 0 && form.member === undefined && (
            <Button kind="quiet" onPress={() => draft.set({ isNamed: !isNamed })}>
              {t(isNamed ? 'loan.carry.from-register' : 'loan.carry.no-member')}
            </Button>
          )}
          <FieldRow>
            <TextField
              label={t('loan.contract.number')}
              value={form.no}
              maxLength={40}
              onText={(no) => draft.set({ no })}
              error={errorAt('no')}
            />
          </FieldRow>
          <DateField
            label={t('loan.contract.signed-on')}
            on={form.signedOn}
            onDay={(signedOn) => draft.set({ signedOn })}
            error={errorAt('signedOn')}
          />
          <AmountField
            label={t('loan.carry.lent')}
            mark={t('common.optional')}
            amountSatang={form.lent}
            onAmount={(lent) => draft.set({ lent })}
            error={errorAt('lent')}
          />
          <SegmentedControl
            label={t('loan.kind')}
            value={form.kind}
            onChoose={(kind) => draft.set({ kind })}
            choices={(['ordinary', 'emergency'] as const).map((value) => ({ value, label: t(`loan.kind.${value}`) }))}
          />
        </div>
      </Card>
      <Section title={t('loan.carry.rest')}>
        <Card>
          <div class="stack">
            <DateField
              label={t('books.opening.on')}
              hint={t('loan.carry.on.hint')}
              on={form.on}
              onDay={(on) => draft.set({ on })}
              error={errorAt('on')}
            />
            <AmountField
              label={t('loan.carry.left')}
              amountSatang={form.principal}
              onAmount={(principal) => draft.set({ principal })}
              error={errorAt('principal')}
            />
            <FieldRow>
              <NumberField
                label={t('loan.carry.instalments')}
                unit={t('loan.unit.instalments')}
                maxLength={3}
                count={form.instalments}
                onCount={(instalments) => draft.set({ instalments })}
                error={errorAt('instalments')}
              />
            </FieldRow>
            <DateField
              label={t('loan.carry.next-due')}
              hint={t('loan.carry.next-due.hint')}
              on={form.firstDueOn}
              onDay={(firstDueOn) => draft.set({ firstDueOn })}
              error={errorAt('firstDueOn')}
            />
          </div>
        </Card>
      </Section>
      <RateSection form={form} terms={readTerms(carried)} error={rateError} onChange={draft.set} />
      {members.length > 0 && (
        <Section title={t('loan.guarantors')} action={<span class="quiet small">{t('common.optional')}</span>}>
          <Card>
            <div class="stack">
              <GuarantorFields
                members={acceptedOf(members)}
                guarantors={form.guarantors}
                onGuarantors={(guarantors) => draft.set({ guarantors })}
                problems={problems}
              />
            </div>
          </Card>
        </Section>
      )}
      <Hints problems={problems.filter(({ code }) => code !== 'rate-too-high')} title={t('loan.carry.hints')} />
    </TaskForm>
  );
}

/** The loan as it is written, or an empty form with what the loans of one old book have in common. */
function blankOf({ group, loans, rules }: Loans, loan: LoanRow | undefined, loansOn: CivilDate | undefined): CarryDraft {
  const last = loan ?? loans.filter(({ carried }) => carried !== undefined).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
  const rate = last?.contract?.ratePerMonth ?? rules?.loanRatePerMonth;
  const shared = {
    on: last?.carried?.on ?? loansOn ?? group.declared?.asOf,
    rate: rate === undefined ? '' : formatPercent(rate),
    method: last?.contract?.method ?? 'reducing',
    kind: last?.kind ?? 'ordinary',
  };
  const { contract } = loan ?? {};
  if (loan === undefined || contract === undefined)
    return {
      ...shared, member: undefined, borrower: '', isNamed: false, no: '', signedOn: undefined, principal: undefined, lent: undefined,
      instalments: undefined, firstDueOn: undefined, guarantors: [],
    }; // prettier-ignore
  const { no, signedOn, principal, instalments, firstDueOn, guarantors } = contract;
  const { member, borrower = '', carried } = loan;
  return {
    ...shared, member, borrower, isNamed: member === undefined, no, signedOn, principal, lent: carried?.lent, instalments, firstDueOn, guarantors,
  }; // prettier-ignore
}
