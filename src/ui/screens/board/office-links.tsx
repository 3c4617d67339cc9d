/** What an office does about its people, each on a page of its own. */
import { useText } from '../../app-context.ts';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';

export function OfficeLinks() {
  const t = useText();
  return (
    <div class="no-print">
      <List label={t('board.office')}>
        <ListRow href="/board/people" leading={<IconTile icon="users" />} title={t('people.title')} subtitle={t('board.office.people')} />
        <ListRow
          href="/board/commitments"
          leading={<IconTile icon="clipboard" />}
          title={t('commitment.title')}
          subtitle={t('board.office.commitments')}
        />
      </List>
    </div>
  );
}
