/** A line that is wrong: another amount, or taken back altogether. The old line stays to be seen, and its receipt number is not used again. */
import { useState } from 'preact/hooks';
import { correctedLine } from '../../../domain/entry-correction.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { EntryRow } from '../../../domain/row.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { MoneyField } from '../../parts/money-field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useProblemText } from '../../problem-text.ts';
import { useDraft } from '../../use-draft.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useWords } from '../../words/use-words.ts';

interface Fix {
  readonly way: 'amount' | 'all';
  readonly amount: number | undefined;
  readonly reason: string;
}

export interface EntryFixProps {
  g: string;
  entry: EntryRow;
  name: string | undefined;
  onClose: () => void;
}

export function EntryFix({ g, entry, name, onClose }: EntryFixProps) {
  const t = useText();
  const words = useWords();
  const facts = [
    words.day(entry.paidOn, { style: 'long' }),
    name,
    entry.receipt && t('books.entries.receipt', { no: entry.receipt }),
    entry.forMonth && t('books.entries.for-month', { month: words.month(entry.forMonth) }),
    entry.note,
  ].filter(Boolean);
  const title = `${t(`group.entry.${entry.kind}`)} ${formatBaht(entry.amount)} ${t('common.unit.baht')}`;
  if (entry.reversed !== undefined)
    return (
      <BottomSheet open title={title} closeLabel={t('common.close')} onClose={onClose}>
        <p>{facts.join(' · ')}</p>
        <p>{t('books.reversal.why', { reason: entry.reversed.reason })}</p>
      </BottomSheet>
    );
  return <FixSheet g={g} entry={entry} title={title} facts={facts.join(' · ')} onClose={onClose} />;
}

function FixSheet({ g, entry, title, facts, onClose }: { g: string; entry: EntryRow; title: string; facts: string; onClose: () => void }) {
  const t = useText();
  const problem = useProblemText();
  const recorder = useRecorder(g);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const blank: Fix = { way: 'amount', amount: undefined, reason: '' };
  const draft = useDraft<Fix>(`entry-fix:${entry.id}`, blank);
  const fix = draft.value ?? blank;
  const reason = fix.reason.trim();
  const lacksAmount = fix.way === 'amount' && (fix.amount === undefined || fix.amount === 0 || fix.amount === entry.amount);
  const save = async () => {
    setTried(true);
    if (reason === '' || lacksAmount) return;
    const act =
      fix.way === 'all'
        ? recorder.act('entry.reverse', { e: entry.id, reason })
        : recorder.act('entry.correct', { e: entry.id, reason, row: correctedLine(entry, draft.idOf('entry'), fix.amount ?? 0) });
    if (!(await saving.run(() => recorder.save([act], draft)))) return;
    showToast({ text: t(fix.way === 'all' ? 'books.fix.reversed' : 'books.fix.corrected'), icon: 'check' });
    onClose();
  };
  return (
    <BottomSheet
      open
      title={title}
      closeLabel={t('common.close')}
      onClose={onClose}
      actions={
        <Button
          kind={fix.way === 'all' ? 'danger' : 'primary'}
          wide
          busy={saving.busy}
          busyLabel={t('common.saving')}
          onPress={() => void save()}
        >
          {t(fix.way === 'all' ? 'books.fix.reverse' : 'books.fix.correct')}
        </Button>
      }
    >
      <p class="quiet">{facts}</p>
      <SavingProblem saving={saving} />
      <SegmentedControl
        label={t('books.fix.what')}
        value={fix.way}
        onChoose={(way) => draft.set({ way })}
        choices={[
          { value: 'amount', label: t('books.fix.amount') },
          { value: 'all', label: t('books.fix.all') },
        ]}
      />
      {fix.way === 'amount' && (
        <MoneyField
          label={t('books.fix.right')}
          amountSatang={fix.amount}
          unit={t('common.unit.baht')}
          error={tried && lacksAmount ? t('books.fix.right.missing') : undefined}
          problemText={(code) => problem(code)}
          onAmount={(amount) => draft.set({ amount })}
        />
      )}
      <TextArea
        label={t('books.fix.reason')}
        rows={2}
        maxLength={1000}
        value={fix.reason}
        error={tried && reason === '' ? t('books.fix.reason.missing') : undefined}
        onText={(text) => draft.set({ reason: text })}
      />
      <p class="quiet small">{t('books.fix.so')}</p>
    </BottomSheet>
  );
}
