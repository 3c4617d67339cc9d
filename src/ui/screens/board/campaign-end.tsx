/** In the last month of a campaign: who of a district has no group that counts yet, quietly, and the way to what each of them is at. */
import { Fragment } from 'preact';
import { daysBetween } from '../../../domain/thai-calendar.ts';
import type { AreaBoard, AreaOfficer } from '../../../protocol/area-board.ts';
import { useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { namePartsOf, useBoardWords } from './in-words.ts';

const daysBefore = 30;
const mostNames = 5;

/** Whoever works here and has no group here that is founded and reported; whose right has ended is asked for none. */
function withoutGroup(officers: readonly AreaOfficer[]): readonly AreaOfficer[] {
  return officers.filter(({ areas, figures }) => areas.length > 0 && figures.reported === 0);
}

export function CampaignEnd({ board: { area, campaign, officers } }: { board: Pick<AreaBoard, 'area' | 'campaign' | 'officers'> }) {
  const t = useText();
  const words = useBoardWords();
  const todayOn = useToday();
  if (campaign === null) return null;
  const days = daysBetween(todayOn, campaign.dueOn);
  const listed = withoutGroup(officers);
  if (days < 0 || days > daysBefore || listed.length === 0) return null;
  const named = listed.slice(0, mostNames);
  const title = days === 0 ? t('board.end.today') : t('board.end', { n: days, day: words.day(campaign.dueOn) });
  return (
    <Banner tone="info" icon="clock" title={title}>
      {t('board.end.without')}{' '}
      {named.map(({ user, name }, index) => (
        <Fragment key={user}>
          {index > 0 && ' · '}
          <a href={`/board?area=${area}&officer=${user}`} aria-label={t('board.officer.show', { name })}>
            <PersonName parts={namePartsOf(name)} />
          </a>
        </Fragment>
      ))}
      {listed.length > named.length && ` ${t('board.end.more', { n: listed.length - named.length })}`}
    </Banner>
  );
}
