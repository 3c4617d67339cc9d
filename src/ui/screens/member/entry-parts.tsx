/** What an entry of money about one member asks beside its amounts: the day, who writes the books, and whether cash comes from the bank first. */
import { formatBaht } from '../../../domain/money.ts';
import type { CivilDate } from '../../../domain/thai-calendar.ts';
import type { Writer } from '../../money-sheets.ts';
import { useApp, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { WriterChoice } from '../founding/writer-choice.tsx';

export interface EntryDraft {
  paidOn: CivilDate | undefined;
  writtenBy: Writer;
}

/** Today, by whoever is signed in on this phone. */
export function useEntryBlank(): EntryDraft {
  const { me } = useApp();
  return { paidOn: useToday(), writtenBy: me.grants.some(({ role }) => role === 'committee') ? 'committee' : 'officer' };
}

/** @param notBefore the day before which it cannot have happened, with its sentence */
export function useDayError(
  paidOn: CivilDate | undefined,
  notBefore?: { readonly on: CivilDate; readonly sentence: string },
): string | undefined {
  const t = useText();
  const todayOn = useToday();
  if (paidOn === undefined) return t('step.problem.date-missing');
  if (paidOn > todayOn) return t('step.problem.in-the-future');
  return notBefore !== undefined && paidOn < notBefore.on ? notBefore.sentence : undefined;
}

export function EntryFields({
  label,
  form,
  onForm,
  dayError,
}: {
  label: string;
  form: EntryDraft;
  onForm: (change: Partial<EntryDraft>) => void;
  dayError: string | undefined;
}) {
  return (
    <>
      <DateField label={label} on={form.paidOn} onDay={(paidOn) => onForm({ paidOn })} error={dayError} />
      <WriterChoice writtenBy={form.writtenBy} onChoose={(writtenBy) => onForm({ writtenBy })} />
    </>
  );
}

/** Offers to take what the box lacks from the bank in the same entry. */
export function FromBank({
  lacking,
  bank,
  checked,
  onCheck,
}: {
  lacking: number;
  bank: number;
  checked: boolean;
  onCheck: (checked: boolean) => void;
}) {
  const t = useText();
  if (lacking <= 0 || bank < lacking) return null;
  return (
    <CheckRow
      label={t('loan.from-bank', { baht: baht(lacking) })}
      detail={t('loan.from-bank.why', { baht: baht(bank) })}
      checked={checked}
      onCheck={onCheck}
    />
  );
}

const baht = (satang: number): string => formatBaht(satang, { wholeBaht: 'short' });
