/** Records that reached the office but do not count yet, each with its reason; a chief takes or refuses them. */
import { useState } from 'preact/hooks';
import type { BoardGroup, HeldOperation } from '../../../protocol/board.ts';
import { useApp, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { mayAccept, mayDecide } from './area.ts';
import { DecideSheet } from './decide-sheet.tsx';
import { bareNameOf, kindInWords, useBoardWords, whyKey } from './in-words.ts';

/** `area`: where it aims; absent on the page of its own group, `null` while the office knows no such group */
export type HeldRecord = HeldOperation & { readonly area?: string | null | undefined };

export interface HeldListProps {
  held: readonly HeldRecord[];
  /** groups on this board that hold some; they are decided on the group's own page */
  groups?: readonly BoardGroup[];
  /** chiefs and the province; the department only looks */
  canDecide: boolean;
  onDecided: () => void;
}

const shownAtFirst = 5;

export function HeldList({ held, groups = [], canDecide, onDecided }: HeldListProps) {
  const t = useText();
  const { me } = useApp();
  const words = useBoardWords();
  const [deciding, setDeciding] = useState<HeldRecord>();
  const [isAll, setAll] = useState(false);
  if (held.length === 0 && groups.length === 0) return null;
  const shown = isAll ? held : held.slice(0, shownAtFirst);
  return (
    <div>
      <Section title={t('board.held')}>
        <p class="quiet small board-note">{t('board.held.why')}</p>
        <List label={t('board.held')}>
          {groups.map((each) => (
            <ListRow
              key={each.group.id}
              href={`/board/groups/${each.group.id}`}
              leading={<IconTile icon="users" tone="stop" />}
              title={bareNameOf(each.group, t)}
              subtitle={t('board.held.in-group', { n: each.held })}
            />
          ))}
          {shown.map((record) => (
            <ListRow
              key={record.op}
              leading={<IconTile icon="clipboard" tone="stop" />}
              title={kindInWords(record.kind, t)}
              subtitle={
                <>
                  {t(whyKey(record.why))}
                  <br />
                  {t('board.held.row', {
                    by: record.by === '' ? t('board.held.by.unknown') : record.by,
                    when: words.when(record.receivedAt),
                  })}
                </>
              }
              action={
                canDecide && mayDecide(me.grants, record) ? (
                  <Button onPress={() => setDeciding(record)}>{t('board.held.decide')}</Button>
                ) : undefined
              }
            />
          ))}
        </List>
        {held.length > shown.length && (
          <Button kind="quiet" onPress={() => setAll(true)}>
            {t('board.held.all', { n: held.length })}
          </Button>
        )}
      </Section>
      {deciding !== undefined && (
        <DecideSheet
          key={deciding.op}
          record={deciding}
          mayAccept={mayAccept(me.grants, deciding)}
          onClose={() => setDeciding(undefined)}
          onDecided={() => {
            setDeciding(undefined);
            onDecided();
          }}
        />
      )}
    </div>
  );
}
