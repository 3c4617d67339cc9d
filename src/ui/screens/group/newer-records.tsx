/** What colleagues recorded with a newer app: counted, safe, not yet readable here; what to do, and that recording goes on. */
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { useWithQueue } from '../../use-store.ts';

export function NewerRecords({ g }: { g: string }) {
  const t = useText();
  const unread = useWithQueue((store) => store.unread(g), [g]);
  if (unread === undefined || unread.operations === 0) return null;
  return (
    <Banner
      tone={unread.isCritical ? 'attention' : 'info'}
      icon="download"
      title={t('group.newer', { n: unread.operations })}
      actions={<LinkButton href="/me">{t('group.newer.action')}</LinkButton>}
    >
      {unread.isCritical && <p>{t('group.newer.read-only')}</p>}
      <p>{t('group.newer.do')}</p>
    </Banner>
  );
}
