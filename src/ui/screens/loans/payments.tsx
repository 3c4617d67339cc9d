/** What moved because of a loan, a receipt a line, the newest first; a wrong one is taken back with its reason, never deleted. */
import { useState } from 'preact/hooks';
import type { LoanRow, PassbookLine } from '../../../domain/money-row.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { normaliseThai } from '../../../domain/thai-text.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useProblemText } from '../../problem-text.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useWords } from '../../words/use-words.ts';
import { useReadsOnly } from '../group/books-gate.tsx';
import { baht } from './loan-words.ts';

export function Payments({ group, loan }: { group: GroupRow; loan: LoanRow }) {
  const t = useText();
  const words = useWords();
  const problem = useProblemText();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const readsOnly = useReadsOnly(group);
  const [chosen, setChosen] = useState<readonly PassbookLine[]>();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const receipts = receiptsOf(loan.payments);
  if (receipts.length === 0) return null;
  const end = () => {
    setChosen(undefined);
    setReason('');
    setTried(false);
  };
  const reverse = async () => {
    setTried(true);
    if (chosen === undefined || normaliseThai(reason) === '') return;
    const saved = await saving.run(() => recorder.save(chosen.map(({ e }) => recorder.act('entry.reverse', { e, reason: reason.trim() }))));
    if (!saved) return;
    end();
    showToast({ text: t('loan.reverse.saved'), icon: 'check' });
  };
  const titleOf = (lines: readonly PassbookLine[]) =>
    lines.map(({ kind, amount }) => `${t(`group.entry.${kind}`)} ${baht(amount)}`).join(' · ');
  return (
    <Section title={t('loan.payments')}>
      {!readsOnly && <p class="quiet small">{t('loan.payments.hint')}</p>}
      <List label={t('loan.payments')}>
        {receipts.map((lines) => {
          const [first] = lines;
          return (
            <ListRow
              key={first?.e}
              onPress={readsOnly ? undefined : () => setChosen(lines)}
              title={words.day(first?.paidOn ?? '')}
              subtitle={
                <>
                  {titleOf(lines)}
                  {first?.receipt !== undefined && <span class="loan-line">{t('loan.receipt', { no: first.receipt })}</span>}
                </>
              }
              trailing={
                <span class="amount">
                  <b class="figure">{baht(lines.reduce((sum, { amount }) => sum + amount, 0))}</b>{' '}
                  <span class="unit">{t('common.unit.baht')}</span>
                </span>
              }
            />
          );
        })}
      </List>
      <ConfirmSheet
        open={chosen !== undefined}
        title={t('loan.reverse.title')}
        confirmLabel={t('loan.reverse.confirm')}
        cancelLabel={t('common.cancel')}
        danger
        busy={saving.busy}
        busyLabel={t('common.saving')}
        onConfirm={() => void reverse()}
        onCancel={end}
      >
        <p>{chosen && titleOf(chosen)}</p>
        <p class="quiet">{t('loan.reverse.what')}</p>
        <SavingProblem saving={saving} />
        <TextArea
          label={t('loan.reverse.reason')}
          rows={2}
          maxLength={1000}
          value={reason}
          onText={setReason}
          error={tried && normaliseThai(reason) === '' ? problem('reason-missing') : undefined}
        />
      </ConfirmSheet>
    </Section>
  );
}

/** Lines under one receipt belong together; a line without one stands alone. */
function receiptsOf(payments: readonly PassbookLine[]): readonly (readonly PassbookLine[])[] {
  const byReceipt = new Map<string, PassbookLine[]>();
  for (const line of payments) {
    const key = line.receipt ?? line.e;
    byReceipt.set(key, [...(byReceipt.get(key) ?? []), line]);
  }
  return [...byReceipt.values()].toSorted((a, b) => ((a[0]?.paidOn ?? '') < (b[0]?.paidOn ?? '') ? 1 : -1));
}
