/** The figures of a paper book: what everybody must know is in sight, the rest is folded away. */
import { formatBaht } from '../../../domain/money.ts';
import type { ReportProblem } from '../../../domain/report-check.ts';
import { expectedSaved } from '../../../domain/report-figures.ts';
import type { MonthFigures } from '../../../domain/report-operation.ts';
import { useText } from '../../app-context.ts';
import { AmountField, NumberField } from '../../fields/number-field.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { useProblemText } from '../../problem-text.ts';
import { isMoneyField, type MonthField } from '../../words/report-words.ts';

const shown = ['membersBefore', 'joined', 'left', 'members', 'paid', 'missed', 'savedBeforeSatang', 'pledgedSatang', 'withdrawnSatang', 'savedSatang'] as const; // prettier-ignore
const folded = [
  'specialSatang', 'specialWithdrawnSatang', 'specialSavedSatang', 'loans', 'loansSatang', 'repaidSatang', 'overdueSatang', 'cashSatang', 'bankSatang',
] as const; // prettier-ignore

export interface TypedFiguresProps {
  typed: MonthFigures;
  problems: readonly ReportProblem[];
  onTyped: (change: Partial<MonthFigures>) => void;
}

export function TypedFigures({ typed, problems, onTyped }: TypedFiguresProps) {
  const t = useText();
  const problemText = useProblemText();
  const expected = expectedSaved(typed);
  const field = (name: MonthField) => {
    const found = problems.find((problem) => problem.field === name);
    const shared = {
      label: t(`report.field.${name}`),
      error: found && problemText(found.code),
      hint:
        name === 'savedSatang' && expected !== undefined
          ? t('report.adds-up', { baht: formatBaht(expected, { wholeBaht: 'short' }) })
          : undefined,
    };
    return isMoneyField(name) ? (
      <AmountField key={name} {...shared} amountSatang={typed[name]} onAmount={(satang) => onTyped({ [name]: satang })} />
    ) : (
      <NumberField key={name} {...shared} count={typed[name]} onCount={(count) => onTyped({ [name]: count })} />
    );
  };
  const pairs = [shown.slice(0, 2), shown.slice(2, 4), shown.slice(4, 6)];
  return (
    <div class="stack">
      {pairs.map((pair) => (
        <FieldRow key={pair[0]}>{pair.map(field)}</FieldRow>
      ))}
      {shown.slice(6).map(field)}
      <Disclosure summary={t('report.more-figures')} icon="plus">
        <div class="stack">{folded.map(field)}</div>
      </Disclosure>
    </div>
  );
}
