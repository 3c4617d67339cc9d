/** A leaving as records, all or none: his debt and his savings in the books, the loans that end with it, and then the member himself. */
import type { Leaving, LeavingLine } from '../../../domain/leave-check.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { MemberRow } from '../../../domain/row.ts';
import type { Act } from '../../../storage/phone-store.ts';
import type { Recorder } from '../../app-context.ts';
import type { Writer } from '../../money-sheets.ts';

export interface Leave {
  reason: PayloadOf<'member.close'>['reason'] | undefined;
  leftOn: string | undefined;
  note: string;
  /** the money was handed over */
  isPaid: boolean;
  /** his debt is taken out of his savings */
  deducts: boolean;
  takesFromBank: boolean;
  writtenBy: Writer;
}

interface LeavingFacts {
  readonly recorder: Recorder;
  /** gives each line the same id at every press */
  readonly draft: { readonly idOf: (what: string) => string };
  readonly member: MemberRow;
  readonly form: Leave;
  readonly leaving: Leaving;
  readonly lines: readonly LeavingLine[];
  /** one for each who signs, the settled debt first */
  readonly receipts: readonly string[];
  readonly cash: number;
}

export function actsOfLeaving({ recorder, draft, member, form, leaving, lines, receipts, cash }: LeavingFacts): readonly Act[] {
  const { reason, leftOn, writtenBy } = form;
  if (reason === undefined || leftOn === undefined) return [];
  const note = form.note.trim();
  const signers = [...new Set(lines.map(({ receiver }) => receiver))];
  const lacking = form.takesFromBank ? Math.max(0, leaving.net - cash) : 0;
  const rows: PayloadOf<'entry.record'>['rows'] = [
    ...(lacking > 0 ? [{ e: draft.idOf('bank'), kind: 'bank-withdrawal' as const, amount: lacking }] : []),
    ...lines.map(({ kind, amount, loan, receiver }, index) => {
      const receipt = receipts[signers.indexOf(receiver)];
      return {
        e: draft.idOf(`line-${index}`),
        kind,
        amount,
        member: member.id,
        ...(loan === undefined ? {} : { loan }),
        ...(receipt === undefined ? {} : { receipt }),
      };
    }),
  ];
  return [
    ...(rows.length === 0 ? [] : [recorder.act('entry.record', { paidOn: leftOn, writtenBy, rows })]),
    ...leaving.debts.map(({ loan }) => recorder.act('loan.close', { loan: loan.id, on: leftOn, reason: 'repaid' })),
    recorder.act('member.close', { member: member.id, leftOn, reason, ...(note === '' ? {} : { note }) }),
  ];
}
