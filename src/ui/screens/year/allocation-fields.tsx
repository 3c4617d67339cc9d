/** The parts of a profit in per cent, one field a use, with what each comes to once they are exactly 100. No part is proposed: members vote. */
import { allocate } from '../../../domain/closing.ts';
import { formatBaht, type Satang } from '../../../domain/money.ts';
import { formatPercent, parsePercent } from '../../../domain/percent-share.ts';
import { profitUses, type ProfitUse } from '../../../domain/vocabulary.ts';
import { findAllocationProblem } from '../../../domain/year-end.ts';
import { useText } from '../../app-context.ts';
import { FieldGroup } from '../../parts/field.tsx';
import { ProgressBar } from '../../parts/progress.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useProblemText } from '../../problem-text.ts';

/** per cent as typed */
export type PartTexts = Readonly<Partial<Record<ProfitUse, string>>>;

export interface AllocationPart {
  readonly use: ProfitUse;
  readonly basisPoints: number;
}

/** @returns undefined while a field cannot be read */
export function partsOf(texts: PartTexts): readonly AllocationPart[] | undefined {
  const parts: AllocationPart[] = [];
  for (const use of profitUses) {
    const reading = parsePercent(texts[use] ?? '');
    if (!reading.ok && reading.problem !== 'empty') return undefined;
    if (reading.ok && reading.basisPoints > 0) parts.push({ use, basisPoints: reading.basisPoints });
  }
  return parts;
}

export interface AllocationFieldsProps {
  profit: Satang;
  texts: PartTexts;
  onTexts: (texts: PartTexts) => void;
  tried: boolean;
}

export function AllocationFields({ profit, texts, onTexts, tried }: AllocationFieldsProps) {
  const t = useText();
  const problemText = useProblemText();
  const parts = partsOf(texts);
  const whole = (parts ?? []).reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  const amounts = new Map(allocate(profit, [...(parts ?? [])]).map(({ use, amount }) => [use, amount]));
  const problem = parts === undefined ? undefined : findAllocationProblem(profit, parts);
  const sentence =
    problem === undefined
      ? t('year.parts.whole')
      : problem.problem === 'sum-not-100-percent'
        ? t(problem.missingBasisPoints > 0 ? 'year.parts.missing' : 'year.parts.over', {
            percent: formatPercent(Math.abs(problem.missingBasisPoints)),
          })
        : t('year.parts.none');
  return (
    <FieldGroup label={t('year.parts')} hint={t('year.parts.hint')} error={tried && problem !== undefined ? sentence : undefined}>
      <div class="parts">
        {profitUses.map((use) => {
          const reading = parsePercent(texts[use] ?? '');
          return (
            <div key={use} class="part">
              <TextField
                label={t(`year.use.${use}`)}
                inputMode="text"
                maxLength={8}
                unit="%"
                value={texts[use] ?? ''}
                error={reading.ok || reading.problem === 'empty' ? undefined : problemText(reading.problem)}
                enterKeyHint="next"
                onText={(text) => onTexts({ ...texts, [use]: text })}
              />
              <p class="part-amount" aria-live="polite">
                {amounts.has(use) && (
                  <>
                    <b class="figure-text">{formatBaht(amounts.get(use) ?? 0)}</b> <span class="unit">{t('common.unit.baht')}</span>
                  </>
                )}
              </p>
            </div>
          );
        })}
      </div>
      <div class="parts-whole">
        <ProgressBar label={t('year.parts')} value={Math.min(whole, 10_000)} max={10_000} tone={whole === 10_000 ? 'done' : 'primary'} />
        <p role="status">
          <b class="figure-text">{formatPercent(whole)} %</b> {sentence}
        </p>
      </div>
    </FieldGroup>
  );
}
