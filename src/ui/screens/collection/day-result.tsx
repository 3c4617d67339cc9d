/** What the day came to: closed, or why not yet; the totals, what went to the bank, the next date, and the sheet that is read aloud. */
import { useState } from 'preact/hooks';
import { nextPledgeDay } from '../../../domain/due-date.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { DayDoubt } from '../../../domain/collection.ts';
import { addDays } from '../../../domain/thai-calendar.ts';
import { entryKinds } from '../../../domain/vocabulary.ts';
import { useText } from '../../app-context.ts';
import { differenceInWords } from '../../fields/cash-count-field.tsx';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { DateLeaf, List, ListRow } from '../../parts/list-row.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { plainName } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { DoneNote } from '../founding/done-note.tsx';
import { addressOf, CollectionFrame } from './collection-frame.tsx';
import { MemberSheet } from './member-sheet.tsx';
import { ReadOut } from './read-out.tsx';
import { useDayEnd, type DayEnd } from './use-day-end.ts';
import type { Collection } from './use-collection.ts';

export function DayResult({ collection }: { collection: Collection }) {
  const t = useText();
  const words = useWords();
  const end = useDayEnd(collection);
  const [isReading, setReading] = useState(false);
  const [opened, setOpened] = useState<string>();
  const { g, on, group, day, members, came, received } = collection;
  if (end === undefined)
    return (
      <CollectionFrame collection={collection} focusKey="result">
        <SkeletonRows count={6} label={t('common.loading')} />
      </CollectionFrame>
    );

  const { count, deposited, doubts } = end;
  const difference = count === undefined ? 0 : count.counted - count.expected;
  const nextOn = group.pledgeDay === undefined ? undefined : nextPledgeDay(group.pledgeDay, addDays(on, 1));
  const openedMember = members.find(({ id }) => id === opened);
  return (
    <CollectionFrame
      collection={collection}
      focusKey="result"
      actionBar={
        <ActionBar
          secondary={<LinkButton href={addressOf(collection, 'roll')}>{t('collection.to-roll')}</LinkButton>}
          primary={
            doubts.some(({ kind }) => kind === 'changed-after-count' || kind === 'not-counted' || kind === 'not-confirmed') ? (
              <LinkButton kind="primary" wide href={addressOf(collection, 'close')}>
                {t('collection.count-again')}
              </LinkButton>
            ) : (
              <Button kind="primary" wide onPress={() => setReading(true)}>
                {t('collection.read-out')}
              </Button>
            )
          }
        />
      }
    >
      {doubts.length === 0 ? (
        <DoneNote title={t('money.closed')}>
          {t('collection.closed-so', { offices: (day?.confirmedBy ?? []).map((office) => t(`founding.office.${office}`)).join(' · ') })}
        </DoneNote>
      ) : (
        <Banner tone="attention" icon="warning" title={t('collection.not-closed')}>
          <ul class="plain-list">
            {doubts.map((doubt) => (
              <li key={doubt.kind}>{doubtInWords(doubt, end, t)}</li>
            ))}
          </ul>
        </Banner>
      )}
      {end.twice.length > 0 && <TwiceList end={end} collection={collection} onOpen={setOpened} />}
      <StatTiles
        tiles={[
          { label: t('collection.came'), value: came, unit: `/${members.length}` },
          { label: t('collection.received'), value: formatBaht(received, { wholeBaht: 'short' }), unit: t('common.unit.baht') },
        ]}
      />
      <dl class="sums card">
        {entryKinds.map((kind) => {
          const amount = day?.byKind[kind] ?? 0;
          return amount === 0 ? null : (
            <div key={kind}>
              <dt>{t(`group.entry.${kind}`)}</dt>
              <dd>
                <span class="figure">{formatBaht(amount)}</span> <span class="unit">{t('common.unit.baht')}</span>
              </dd>
            </div>
          );
        })}
      </dl>
      {count !== undefined && (
        <Banner
          tone={difference === 0 ? 'info' : 'attention'}
          icon={difference === 0 ? 'check' : 'warning'}
          title={differenceInWords(difference, t)}
        >
          <p>{t('money.close-what', { expected: formatBaht(count.expected), counted: formatBaht(count.counted) })}</p>
          {count.reason !== undefined && <p>{count.reason}</p>}
          {deposited > 0 && (
            <p>{t('collection.close.what-bank', { deposit: formatBaht(deposited), left: formatBaht(group.money.cash) })}</p>
          )}
        </Banner>
      )}
      {nextOn !== undefined && (
        <List>
          <ListRow
            leading={<DateLeaf {...words.leaf(nextOn)} />}
            title={t('collection.next')}
            subtitle={words.day(nextOn, { style: 'long', weekday: true })}
          />
        </List>
      )}
      <div class="stack">
        <LinkButton icon="print" href={`/print/collection/${g}?on=${on}`}>
          {t('collection.print-day')}
        </LinkButton>
        <LinkButton icon="print" href={`/print/deposit-slip/${g}?on=${on}`}>
          {t('collection.print-slips')}
        </LinkButton>
      </div>
      {doubts.length > 0 && <Button onPress={() => setReading(true)}>{t('collection.read-out')}</Button>}
      {isReading && <ReadOut collection={collection} end={end} nextOn={nextOn} onClose={() => setReading(false)} />}
      {openedMember !== undefined && (
        <MemberSheet key={g + openedMember.id} collection={collection} member={openedMember} onClose={() => setOpened(undefined)} />
      )}
    </CollectionFrame>
  );
}

function doubtInWords(doubt: DayDoubt, { twice }: DayEnd, t: ReturnType<typeof useText>): string {
  switch (doubt.kind) {
    case 'not-records':
      return t('collection.close.open', { n: doubt.taps });
    case 'maybe-paid-twice':
      return t('collection.doubt.maybe-paid-twice', { n: twice.length });
    case 'changed-after-count':
      return t(doubt.satang > 0 ? 'collection.doubt.more' : 'collection.doubt.less', { baht: formatBaht(Math.abs(doubt.satang)) });
    default:
      return t(`collection.doubt.${doubt.kind}`);
  }
}

/** Both receipts count until a person takes one back; here they stand beside each other (case 18). */
function TwiceList({ end, collection, onOpen }: { end: DayEnd; collection: Collection; onOpen: (member: string) => void }) {
  const t = useText();
  const words = useWords();
  return (
    <Section title={t('collection.twice')}>
      <List label={t('collection.twice')}>
        {end.twice.map((entry) => {
          const member = collection.members.find(({ id }) => id === entry.member);
          return (
            <ListRow
              key={entry.id}
              title={member === undefined ? '–' : `${member.no ?? ''} ${plainName(member.person)}`}
              subtitle={[
                entry.forMonth !== undefined && words.month(entry.forMonth),
                entry.receipt !== undefined && t('collection.line.receipt', { receipt: entry.receipt }),
              ]
                .filter(Boolean)
                .join(' · ')}
              trailing={
                <span class="amount">
                  <b class="figure">{formatBaht(entry.amount, { wholeBaht: 'short' })}</b> <span class="unit">{t('common.unit.baht')}</span>
                </span>
              }
              onPress={() => entry.member !== undefined && onOpen(entry.member)}
            />
          );
        })}
      </List>
    </Section>
  );
}
