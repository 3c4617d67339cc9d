/** What the office knows and this person should: another phone of hers, a commitment that waits for her signature; comes after the first paint. */
import { useApp } from '../../app-context.ts';
import { useOwnCommitment } from '../../commitment/use-area-rows.ts';
import { NewPhoneNotice } from '../../new-phones.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';

export function FromOffice() {
  return (
    <>
      <NewPhoneNotice />
      <OwnCommitment />
    </>
  );
}

function OwnCommitment() {
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
