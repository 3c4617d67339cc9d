/** Both sides of a commitment with when and how each signed. */
import type { CommitmentRow } from '../../domain/commitment-row.ts';
import { useText } from '../app-context.ts';
import { List, ListRow } from '../parts/list-row.tsx';
import { Tag } from '../parts/tag.tsx';
import { useWords } from '../words/use-words.ts';

export function Signatures({ row }: { row: CommitmentRow }) {
  const t = useText();
  const words = useWords();
  return (
    <List label={t('commitment.sides')}>
      {(['issuer', 'acceptor'] as const).map((side) => {
        const signature = row.signed[side];
        return (
          <ListRow
            key={side}
            title={row[side].name || t('commitment.erased')}
            subtitle={
              <>
                {row[side].position}
                <br />
                {t(`commitment.side.${side}`)}
              </>
            }
            trailing={
              signature === undefined ? (
                <Tag tone="waiting">{t('commitment.unsigned')}</Tag>
              ) : (
                <Tag tone="done">{t(`commitment.signed.${signature.how}`, { day: words.day(signature.on) })}</Tag>
              )
            }
          />
        );
      })}
    </List>
  );
}
