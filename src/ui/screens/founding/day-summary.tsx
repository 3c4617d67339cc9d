/** Part by part what the day has brought, and what is still open, each line leading to its part. */
import { accountBookKeys } from '../../../domain/vocabulary.ts';
import { formatBaht } from '../../../domain/money.ts';
import { useText } from '../../app-context.ts';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { useWords } from '../../words/use-words.ts';
import { foundingParts, partStateOf, startingDocuments, type FoundingPart } from './founding-parts.ts';
import { pledgeDayInWords } from '../../words/pledge-day-words.ts';
import type { Founding } from './use-founding.ts';

export function DaySummary({ founding }: { founding: Founding }) {
  const t = useText();
  const dates = useWords();
  const words = (part: FoundingPart): string => {
    const { group, attendance, resolution, bylaws, day } = founding;
    const { accepted, male, female, minors, pending, numbered } = group.members;
    switch (part) {
      case 'attendance':
        return attendance === undefined
          ? t('founding.sum.none')
          : t('founding.sum.attendance', { n: attendance.total, male: attendance.male ?? '–', female: attendance.female ?? '–' });
      case 'vote':
        if (resolution === undefined) return t('founding.sum.none');
        return t('founding.sum.vote', { for: resolution.for, against: resolution.against, abstain: resolution.abstain });
      case 'intake': {
        if (accepted + pending === 0) return t('founding.sum.none');
        const lines = [t('founding.sum.members', { n: accepted, male, female, minors })];
        if (pending > 0) lines.push(t('founding.sum.pending', { n: pending }));
        if (numbered < accepted) lines.push(t('founding.sum.unnumbered', { n: accepted - numbered }));
        return lines.join(' · ');
      }
      case 'committee':
        return group.committee.seats === 0 ? t('founding.sum.none') : t('founding.sum.committee', { n: group.committee.seats });
      case 'rules':
        if (bylaws === undefined) return t('founding.sum.none');
        return t('founding.sum.rules', {
          day: pledgeDayInWords(bylaws.rules.pledgeDay, t, dates),
          baht: formatBaht(bylaws.rules.entryFee, { wholeBaht: 'short' }),
        });
      case 'papers': {
        const all = [...startingDocuments, ...accountBookKeys];
        const ready = all.filter((key) => (group.documents[key] ?? 'none') !== 'none').length;
        const minutes = t(founding.meeting?.minutes === undefined ? 'founding.sum.no-minutes' : 'founding.sum.minutes');
        return `${t('founding.sum.papers', { n: ready, of: all.length })} · ${minutes}`;
      }
      case 'money':
        return (day?.cash ?? 0) === 0
          ? t('founding.sum.no-money')
          : t('founding.sum.money', { baht: formatBaht(day!.cash), n: day!.payers });
      default:
        return group.photos === 0 ? t('founding.sum.no-photos') : t('founding.sum.photos', { n: group.photos });
    }
  };
  return (
    <List>
      {foundingParts.slice(1, -1).map((part) => {
        const state = partStateOf(part, founding);
        const isDone = state === 'done';
        return (
          <ListRow
            key={part}
            leading={
              <IconTile
                icon={isDone ? 'check' : state === 'optional' ? 'minus' : 'clock'}
                tone={isDone ? 'done' : state === 'optional' ? 'plain' : 'waiting'}
              />
            }
            title={t(`founding.part.${part}`)}
            subtitle={words(part)}
            href={`/groups/${founding.g}/founding/${part}`}
          />
        );
      })}
    </List>
  );
}
