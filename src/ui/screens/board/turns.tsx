/** Where reports wait for somebody who oversees several areas: each area leads to its own board, where they are listed. */
import { useState } from 'preact/hooks';
import type { AreaPart } from '../../../protocol/area-board.ts';
import type { Grant } from '../../../protocol/session.ts';
import { useApp } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { levelsIn } from './board-review-queue.tsx';
import { useBoardWords } from './in-words.ts';

/** Reports of an area that wait for the word of this person; an older office does not say. */
export function turnsFor(grants: readonly Grant[], { area, turns }: Pick<AreaPart, 'area' | 'turns'>): number {
  return levelsIn(grants, area).reduce((sum, level) => sum + (turns?.[level] ?? 0), 0);
}

const shownAtFirst = 5;

export function ReviewByArea({ parts }: { parts: readonly AreaPart[] }) {
  const { t, me } = useApp();
  const words = useBoardWords();
  const [isAll, setAll] = useState(false);
  const waiting = parts.map((part) => ({ area: part.area, n: turnsFor(me.grants, part) })).filter(({ n }) => n > 0);
  if (waiting.length === 0) return null;
  const title = t('board.review.queue', { n: waiting.reduce((sum, { n }) => sum + n, 0).toLocaleString('en-US') });
  const shown = isAll ? waiting : waiting.slice(0, shownAtFirst);
  return (
    <Section title={title}>
      <List label={title}>
        {shown.map(({ area, n }) => (
          <ListRow
            key={area}
            href={`/board?area=${area}`}
            leading={<IconTile icon="send" tone="waiting" />}
            title={words.area(area)}
            subtitle={t('board.review.here', { n: n.toLocaleString('en-US') })}
          />
        ))}
      </List>
      {waiting.length > shown.length && (
        <Button kind="quiet" onPress={() => setAll(true)}>
          {t('board.review.areas.all', { n: waiting.length })}
        </Button>
      )}
    </Section>
  );
}
