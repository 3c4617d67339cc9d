/** What leaves the office from the board: tables as files, and keys for programs that read totals. */
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { useBoardWords } from './in-words.ts';
import { TableSheet } from './table-sheet.tsx';
import { TokenSheet } from './token-sheet.tsx';

export function TakeOut({ area }: { area: string }) {
  const { t } = useApp();
  const words = useBoardWords();
  const [open, setOpen] = useState<'tables' | 'keys'>();
  const close = () => setOpen(undefined);
  return (
    <div class="no-print">
      <Section title={t('board.take')}>
        <p class="quiet small board-note">{t('board.take.note', { area: words.area(area) })}</p>
        <div class="board-take">
          <Button icon="download" onPress={() => setOpen('tables')}>
            {t('board.take.tables')}
          </Button>
          <Button kind="quiet" icon="key" onPress={() => setOpen('keys')}>
            {t('board.key')}
          </Button>
        </div>
      </Section>
      {open === 'tables' && <TableSheet area={area} onClose={close} />}
      {open === 'keys' && <TokenSheet onClose={close} />}
    </div>
  );
}
