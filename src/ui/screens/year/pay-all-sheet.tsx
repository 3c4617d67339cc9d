/** The meeting decided that nobody is paid in cash: what is left of everybody's dividend is added to his savings. */
import { useState } from 'preact/hooks';
import type { DividendRow, SharedUse } from '../../../domain/dividend.ts';
import { formatBaht, sumSatang } from '../../../domain/money.ts';
import type { YearRow } from '../../../domain/money-row.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { showToast } from '../../parts/toast.tsx';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useWriter } from '../founding/writer-choice.tsx';
import { paymentsOfAll } from './dividend-payment.ts';

export interface PayAllSheetProps {
  group: GroupRow;
  year: YearRow;
  of: SharedUse;
  rows: readonly DividendRow[];
  onClose: () => void;
}

export function PayAllSheet({ group, year, of, rows, onClose }: PayAllSheetProps) {
  const t = useText();
  const { newId } = useApp();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const { writtenBy } = useWriter(year.id);
  const [way, setWay] = useState<'special-savings' | 'pledged-savings'>('special-savings');
  const open = rows.filter(({ left }) => left > 0);

  const pay = () =>
    saving.run(async () => {
      const records = paymentsOfAll(open, way, { year, of }, newId);
      await recorder.save(records.map((lines) => recorder.act('entry.record', { paidOn: todayOn, writtenBy, rows: lines })));
      showToast({ text: t('year.pay-all.saved', { n: open.length }), icon: 'check' });
      onClose();
    });

  return (
    <ConfirmSheet
      open
      title={t('year.pay-all', { n: open.length })}
      confirmLabel={t('year.pay-all.save', { n: open.length })}
      cancelLabel={t('common.cancel')}
      busy={saving.busy}
      busyLabel={t('common.saving')}
      onConfirm={() => void pay()}
      onCancel={onClose}
    >
      <SavingProblem saving={saving} />
      <p>
        {t('year.pay-all.sum')} <b class="figure-text">{formatBaht(sumSatang(open.map(({ left }) => left)))}</b> {t('common.unit.baht')}
      </p>
      <p>{t('year.pay-all.why')}</p>
      <ChoiceGroup
        label={t('year.pay.way')}
        value={way}
        onChoose={setWay}
        choices={(['special-savings', 'pledged-savings'] as const).map((value) => ({
          value,
          label: t(`year.way.${value}`),
          detail: t(`year.way.${value}.what`),
        }))}
      />
    </ConfirmSheet>
  );
}
