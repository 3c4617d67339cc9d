/**
 * What the office knows and this person should: another phone of hers, a commitment that waits for her signature, groups that came or went, a page
 * to read; comes after the first paint.
 */
import { loadLaterText } from '../../../content/text.ts';
import { addDays } from '../../../domain/thai-calendar.ts';
import { afterPaint } from '../../after-paint.tsx';
import { useApp, useToday } from '../../app-context.ts';
import { useOwnCommitment } from '../../commitment/use-area-rows.ts';
import { NewPhoneNotice } from '../../new-phones.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { usePersonStream, useRows } from '../../use-store.ts';

export function FromOffice() {
  return (
    <>
      <NewPhoneNotice />
      <OwnCommitment />
      <News />
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

/** a notice is news for so long; afterwards it stands on the page Me */
const newsDays = 7;
const mostNews = 3;
/** with its words, which are not those of the first screen: only when there is something to say */
const OfficeNews = afterPaint(async () => (await Promise.all([import('./office-news.tsx'), loadLaterText()]))[0].OfficeNews);

function News() {
  const todayOn = useToday();
  const person = usePersonStream() ?? '';
  const read = new Set(useRows(person, 'guide')?.map(({ page }) => page));
  const assigned = (useRows(person, 'assigned') ?? []).filter(({ page }) => !read.has(page)).slice(0, mostNews);
  const notices = (useRows(person, 'notice') ?? [])
    .filter(({ on }) => on > addDays(todayOn, -newsDays))
    .sort((a, b) => (a.on + a.at < b.on + b.at ? 1 : -1))
    .slice(0, mostNews);
  return assigned.length + notices.length === 0 ? null : <OfficeNews assigned={assigned} notices={notices} />;
}
