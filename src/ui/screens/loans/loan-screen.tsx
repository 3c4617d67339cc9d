/** One loan, an application at `loans/new`, one from an old book at `loans/old`, and the tasks of a loan (`?do=`), each on a page of its own and only while the loan is there. */
import { useLocation, useRoute } from 'preact-iso';
import type { ComponentType } from 'preact';
import type { LoanState } from '../../../domain/money-row.ts';
import type { MemberRow } from '../../../domain/row.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import { useText } from '../../app-context.ts';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Screen } from '../../screen.tsx';
import { NotFoundScreen } from '../not-found.tsx';
import { CarryForm } from './carry-form.tsx';
import { CloseForm } from './close-form.tsx';
import { ContractForm } from './contract-form.tsx';
import { DecideForm } from './decide-form.tsx';
import { GuarantorForm } from './guarantor-form.tsx';
import { LoanNew } from './loan-new.tsx';
import { LoanView } from './loan-view.tsx';
import { PayOutForm } from './pay-out-form.tsx';
import { RepayForm } from './repay-form.tsx';
import { borrowerOf, useLoans, type Loans } from './use-loans.ts';
import '../../style/screens/founding.css';
import '../../style/screens/member.css';
import '../../style/screens/group.css';
import '../../style/screens/loans.css';

export interface LoanPageProps {
  all: Loans;
  loan: LoanRow;
  borrower: MemberRow | undefined;
  /** address of the loan's own page */
  home: string;
}

interface Task {
  readonly Form: ComponentType<LoanPageProps>;
  /** states in which it can be done */
  readonly when: readonly LoanState[];
  /** of a carried loan alone, or of any other alone; of both when it does not say */
  readonly ofCarried?: boolean;
}

const taskByName: Readonly<Record<string, Task>> = {
  decide: { Form: DecideForm, when: ['applied', 'approved', 'refused'] },
  contract: { Form: ContractForm, when: ['approved', 'contracted'] },
  guarantors: { Form: GuarantorForm, when: ['contracted', 'running'] },
  'pay-out': { Form: PayOutForm, when: ['contracted'] },
  repay: { Form: RepayForm, when: ['running'] },
  cancel: { Form: CloseForm, when: ['applied', 'approved', 'contracted'] },
  'write-off': { Form: CloseForm, when: ['running'] },
  carry: { Form: CarryForm, when: ['running', 'repaid'], ofCarried: true },
  drop: { Form: CloseForm, when: ['running'], ofCarried: true },
};

export function LoanScreen() {
  const t = useText();
  const { params } = useRoute();
  const { query } = useLocation();
  const g = params['id'] ?? '';
  const id = params['loan'] ?? '';
  const all = useLoans(g);
  if (all === null) return <NotFoundScreen />;
  if (all === undefined)
    return (
      <Screen title={t('common.loading')} back={`/groups/${g}/loans`} focusKey={id}>
        <SkeletonRows count={5} label={t('common.loading')} />
      </Screen>
    );
  if (id === 'new') return <LoanNew all={all} />;
  if (id === 'old') return <CarryForm all={all} />;
  const loan = all.loans.find((each) => each.id === id);
  if (loan === undefined) return <NotFoundScreen />;
  const task = taskByName[query['do'] ?? ''];
  const isCarried = loan.carried !== undefined;
  const isOpen = task?.when.includes(loan.state) === true && (task.ofCarried ?? isCarried) === isCarried;
  const Page = isOpen ? task.Form : LoanView;
  return <Page key={id} all={all} loan={loan} borrower={borrowerOf(all, loan)} home={`/groups/${g}/loans/${id}`} />;
}
