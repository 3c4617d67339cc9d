/** What stands in the books for a member on this day or for its month; each line leads to its correction. */
import type { Paid } from '../../../domain/collection.ts';
import { formatBaht } from '../../../domain/money.ts';
import { useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { useWords } from '../../words/use-words.ts';

export interface RecordedLinesProps {
  lines: readonly Paid[];
  on: string;
  onCorrect: (line: Paid) => void;
}

export function RecordedLines({ lines, on, onCorrect }: RecordedLinesProps) {
  const t = useText();
  const words = useWords();
  return (
    <Section title={t('collection.recorded')}>
      <List label={t('collection.recorded')}>
        {lines.map((line) => (
          <ListRow
            key={line.e}
            title={[t(`group.entry.${line.kind}`), line.forMonth === undefined ? '' : words.month(line.forMonth)].filter(Boolean).join(' ')}
            subtitle={[
              line.receipt !== undefined && t('collection.line.receipt', { receipt: line.receipt }),
              line.paidOn !== on && t('collection.paid-on', { day: words.day(line.paidOn) }),
            ]
              .filter(Boolean)
              .join(' · ')}
            trailing={
              <span class="amount">
                <b class="figure">{formatBaht(line.amount, { wholeBaht: 'short' })}</b> <span class="unit">{t('common.unit.baht')}</span>
              </span>
            }
            onPress={() => onCorrect(line)}
          />
        ))}
      </List>
    </Section>
  );
}
