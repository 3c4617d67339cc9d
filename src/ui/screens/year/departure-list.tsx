/** Records that are otherwise than the by-laws say: to be spoken about at a meeting. Nothing was refused, and nothing here is an error. */
import type { BylawsRow, GroupRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { nameParts } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { departureInWords } from '../../words/bylaw-words.ts';
import { useDepartures, type Departing } from './use-departures.ts';

const shownAtOnce = 30;

export function DepartureList({ group, versions }: { group: GroupRow; versions: readonly BylawsRow[] }) {
  const t = useText();
  const departing = useDepartures(group, versions);
  return (
    <Section title={t('year.departs')}>
      {departing === undefined ? (
        <SkeletonRows count={2} label={t('common.loading')} />
      ) : departing.length === 0 ? (
        <p class="quiet">{t('year.departs.none')}</p>
      ) : (
        <>
          <p class="quiet small">{t('year.departs.why')}</p>
          <List label={t('year.departs')}>
            {departing.slice(0, shownAtOnce).map((each) => (
              <DepartureRow key={each.key} group={group} departing={each} />
            ))}
          </List>
          {departing.length > shownAtOnce && <p class="quiet small">{t('year.departs.more', { n: departing.length - shownAtOnce })}</p>}
        </>
      )}
    </Section>
  );
}

function DepartureRow({ group, departing }: { group: GroupRow; departing: Departing }) {
  const t = useText();
  const words = useWords();
  const { member, what, kind, on, departures } = departing;
  const named = kind === undefined ? t(what === 'loan' ? 'year.departs.loan' : 'year.departs.pledge') : t(`group.entry.${kind}`);
  return (
    <ListRow
      {...(member === undefined ? {} : { href: `/groups/${group.id}/members/${member.id}` })}
      leading={<IconTile icon={what === 'pledge' ? 'person' : 'coins'} tone="waiting" />}
      title={member === undefined ? named : <PersonName parts={nameParts(member.person)} />}
      subtitle={
        <>
          {[member === undefined ? undefined : named, words.day(on)].filter(Boolean).join(' · ')}
          {departures.map((departure) => (
            <span key={departure.code} class="departure">
              {departureInWords(departure, t, words)}
            </span>
          ))}
        </>
      }
    />
  );
}
