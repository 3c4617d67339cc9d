/** What an annual meeting must be shown, with where each is found: accounts, the parts of the profit, by-laws, committee, goals. */
import { findTermsDue } from '../../../domain/committee-check.ts';
import { findVacantOffices } from '../../../domain/committee-gap.ts';
import { goalsOf } from '../../../domain/goal.ts';
import { profitOf } from '../../../domain/account-column.ts';
import { formatBaht } from '../../../domain/money.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import type { GroupRow, MeetingRow } from '../../../domain/row.ts';
import { earnedBy, periodStart, possibleEnds, usualEnd } from '../../../domain/year-end.ts';
import { useText } from '../../app-context.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { GoalsCard } from '../group/goals-card.tsx';

interface Item {
  readonly key: 'accounts' | 'allocation' | 'bylaws' | 'committee' | 'goals';
  readonly href: string;
  readonly line: string;
  readonly isDone: boolean;
}

export function AnnualChecklist({ group, meeting }: { group: GroupRow; meeting: MeetingRow }) {
  const t = useText();
  const words = useWords();
  const years = useRows(group.id, 'year') ?? [];
  const months = useRows(group.id, 'month') ?? [];
  const terms = useRows(group.id, 'term') ?? [];
  const sessions = useRows(group.id, 'session') ?? [];
  const home = `/groups/${group.id}`;
  const closed = years.find((year) => year.meeting === meeting.id);
  // accounts are of the period that is over; while none is, of everything so far
  const from = periodStart(group, months);
  const ends = from === undefined ? [] : possibleEnds(from, meeting.heldOn);
  const to = ends.find((end) => from !== undefined && end === usualEnd(from)) ?? ends[0];
  const earned = to === undefined ? group.money.columns : earnedBy(to, { months, years, later: [] });
  const profit = closed?.profit ?? profitOf(earned);
  const due = findTermsDue(terms, meeting.heldOn);
  const elected = terms.filter(({ from }) => from === meeting.heldOn).length;
  const vacant = findVacantOffices(group);
  const adoptedOn = group.bylaws?.adoptedOn;
  const baht = formatBaht(Math.abs(profit));
  const items: readonly Item[] = [
    {
      key: 'accounts',
      href: closed === undefined ? `${home}/books/statements/${monthOf(to ?? meeting.heldOn)}` : `${home}/year/${closed.id}`,
      line: t(profit < 0 ? 'year.annual.loss' : 'year.annual.profit', { baht }),
      isDone: closed !== undefined,
    },
    {
      key: 'allocation',
      href: closed === undefined ? `${home}/year/close` : `${home}/year/${closed.id}`,
      line: closed === undefined ? t('year.annual.allocation.open') : t('year.annual.allocation.done', { day: words.day(closed.to) }),
      isDone: closed !== undefined,
    },
    {
      key: 'bylaws',
      href: `${home}/bylaws`,
      line: adoptedOn === undefined ? t('year.rooms.draft') : t('year.bylaws.adopted', { day: words.day(adoptedOn) }),
      isDone: adoptedOn !== undefined,
    },
    {
      key: 'committee',
      href: `${home}/committee`,
      line:
        elected > 0
          ? t('year.annual.elected', { n: elected })
          : vacant.length > 0
            ? t('year.rooms.vacant', { offices: vacant.map((office) => t(`founding.office.${office}`)).join(' ') })
            : due[0]?.to === undefined
              ? t('year.annual.committee.stays')
              : t('year.rooms.due', { n: due.length, day: words.day(due[0].to) }),
      isDone: vacant.length === 0 && due.length === 0,
    },
    {
      key: 'goals',
      href: `${home}/step/2.7`,
      line: t(goalsOf(sessions) === undefined ? 'year.annual.goals.none' : 'year.annual.goals.see'),
      isDone: goalsOf(sessions) !== undefined,
    },
  ];
  return (
    <>
      <Section title={t('year.annual')}>
        <List label={t('year.annual')}>
          {items.map(({ key, href, line, isDone }) => (
            <ListRow
              key={key}
              href={href}
              leading={<IconTile icon={isDone ? 'check' : 'clipboard'} tone={isDone ? 'done' : 'plain'} />}
              title={t(`year.annual.${key}`)}
              subtitle={line}
            />
          ))}
        </List>
        <div class="quiet-end">
          <LinkButton kind="quiet" icon="pen" href={`${home}/step/3.6`}>
            {t('year.annual.step')}
          </LinkButton>
        </div>
      </Section>
      <GoalsCard group={group} />
    </>
  );
}
