/** A commitment that waits for this person's signature, on the first screen until it is signed; comes after the first paint. */
import { useApp } from '../../app-context.ts';
import { useOwnCommitment } from '../../commitment/use-area-rows.ts';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';

export function FromOffice() {
  const { t } = useApp();
  const own = useOwnCommitment();
  if (!own || own.row.signed.acceptor !== undefined) return null;
  return (
    <List>
      <ListRow
        href="/me/commitment"
        leading={<IconTile icon="pen" tone="waiting" />}
        title={t('today.commitment')}
        subtitle={t('today.commitment.target', { n: own.row.target })}
      />
    </List>
  );
}
