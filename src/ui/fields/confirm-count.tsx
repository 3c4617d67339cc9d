/** The last look before a day is closed: expected beside counted, the difference with its reason, and what closing means. */
import type { ComponentChildren } from 'preact';
import { cashDifference, totalCash } from '../../domain/cash-count.ts';
import { formatBaht, type Satang } from '../../domain/money.ts';
import { useText } from '../app-context.ts';
import { Banner } from '../parts/banner.tsx';
import { ConfirmSheet } from '../parts/confirm-sheet.tsx';
import { differenceInWords, type CashCountValues } from './cash-count-field.tsx';

export interface ConfirmCountProps {
  open: boolean;
  values: CashCountValues;
  expectedSatang: Satang;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  /** what else is recorded with the count */
  children?: ComponentChildren;
}

export function ConfirmCount({ open, values, expectedSatang, busy, onConfirm, onCancel, children }: ConfirmCountProps) {
  const t = useText();
  const counted = totalCash(values.pieces).satang;
  const difference = cashDifference(counted, expectedSatang);
  return (
    <ConfirmSheet
      open={open}
      title={t('money.close-title')}
      confirmLabel={t('money.close-now')}
      cancelLabel={t('common.cancel')}
      onConfirm={onConfirm}
      onCancel={onCancel}
      busy={busy}
      busyLabel={t('common.saving')}
    >
      <p>{t('money.close-what', { expected: formatBaht(expectedSatang), counted: formatBaht(counted) })}</p>
      <Banner
        tone={difference === 0 ? 'info' : 'attention'}
        icon={difference === 0 ? 'check' : 'warning'}
        title={differenceInWords(difference, t)}
      >
        {difference === 0 ? undefined : values.reason}
      </Banner>
      {children}
      <p class="quiet">{t('money.close-so')}</p>
    </ConfirmSheet>
  );
}
