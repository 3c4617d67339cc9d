/** Who holds which office of a group, until when, what is vacant and what that asks for; ending a term and electing a successor. */
import { useLocation, useRoute } from 'preact-iso';
import { findCommitteeProblems, findTermsDue } from '../../../domain/committee-check.ts';
import { isHandOverCountDue, necessaryOffices } from '../../../domain/committee-gap.ts';
import type { MemberRow, TermRow } from '../../../domain/row.ts';
import { branches, type Branch, type Office } from '../../../domain/vocabulary.ts';
import { useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useProblemText } from '../../problem-text.ts';
import { Screen } from '../../screen.tsx';
import { useRow, useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { nextInWords } from '../group/next-words.ts';
import { useTopOfPage } from '../member/top-of-page.ts';
import { NotFoundScreen } from '../not-found.tsx';
import { officesOfBranch, Who, officeInWords, type CommitteeProps } from './committee-parts.tsx';
import { ElectForm } from './elect-form.tsx';
import { EndTermForm } from './end-term-form.tsx';
import '../../style/screens/founding.css';
import '../../style/screens/step.css';
import '../../style/screens/member.css';
import '../../style/screens/meeting.css';
import '../../style/screens/group.css';
import '../../style/screens/year.css';

export function CommitteeScreen() {
  const t = useText();
  const { params } = useRoute();
  const { query } = useLocation();
  const g = params['id'] ?? '';
  const group = useRow<'group'>(g, 'group');
  const terms = useRows(g, 'term');
  const members = useRows(g, 'member');
  if (group === null) return <NotFoundScreen />;
  if (group === undefined || terms === undefined || members === undefined)
    return (
      <Screen title={t('year.committee')} back={`/groups/${g}`} focusKey={g}>
        <SkeletonRows count={6} label={t('common.loading')} />
      </Screen>
    );
  const props = { group, terms, members };
  if (query['do'] === 'elect') {
    const branch = branches.find((each) => each === query['branch']) ?? 'board';
    const office = officesOfBranch[branch].find((each) => each === query['office']) ?? 'member';
    return <ElectForm key={`${branch}.${office}`} {...props} branch={branch} office={office} />;
  }
  if (query['do'] === 'end') return <EndTermForm key={query['term']} {...props} term={query['term']} />;
  return <Committee {...props} />;
}

function Committee({ group, terms, members }: CommitteeProps) {
  const t = useText();
  const words = useWords();
  const problemText = useProblemText();
  const todayOn = useToday();
  useTopOfPage(`committee:${group.id}`);
  const home = `/groups/${group.id}/committee`;
  const memberById = new Map(members.map((member) => [member.id, member]));
  const live = terms.filter(({ endedOn }) => endedOn === undefined);
  const due = findTermsDue(terms, todayOn);
  const problems = findCommitteeProblems(live, memberById, todayOn);
  const count = nextInWords({ kind: 'special', special: 'count-cash', on: group.committee.treasurerLeftOn }, group, todayOn, t, words);
  const ended = terms.filter(({ endedOn }) => endedOn !== undefined).toSorted((a, b) => (b.endedOn ?? '').localeCompare(a.endedOn ?? ''));
  return (
    <Screen title={t('year.committee')} subtitle={group.name} back={`/groups/${group.id}`} focusKey={group.id}>
      {isHandOverCountDue(group) && count !== undefined && (
        <Banner
          tone="attention"
          icon="coins"
          title={t('year.committee.count', { day: words.day(group.committee.treasurerLeftOn ?? todayOn, { style: 'long' }) })}
          actions={
            <LinkButton kind="primary" href={count.href}>
              {count.action}
            </LinkButton>
          }
        >
          {t('year.committee.count.why')}
        </Banner>
      )}
      {due.length > 0 && (
        <Banner
          tone="attention"
          icon="clock"
          title={t('year.committee.due', { n: due.length, day: words.day(due[0]?.to ?? todayOn, { style: 'long' }) })}
          actions={<LinkButton href={`${home}?do=end&term=due`}>{t('year.committee.end-due', { n: due.length })}</LinkButton>}
        >
          {t('year.committee.due.why')}
        </Banner>
      )}
      {live.length > 0 &&
        problems.map((problem) => (
          <Banner key={`${problem.code}-${problem.field ?? ''}`} tone={problem.weight === 'hint' ? 'info' : 'attention'}>
            <Who member={problem.field === undefined ? undefined : memberById.get(problem.field)} /> {problemText(problem)}
          </Banner>
        ))}
      {branches.map((branch) => (
        <Section key={branch} title={t(`year.branch.${branch}`)}>
          <List label={t(`year.branch.${branch}`)}>
            {officesOfBranch[branch].flatMap((office) => {
              const seats = live.filter((term) => term.branch === branch && term.office === office);
              if (seats.length > 0)
                return seats.map((term) => <SeatRow key={term.id} home={home} term={term} member={memberById.get(term.member)} />);
              return branch === 'board' ? [<VacantRow key={office} home={home} office={office} />] : [];
            })}
            {live
              .filter((term) => term.branch === branch && !officesOfBranch[branch].includes(term.office))
              .map((term) => (
                <SeatRow key={term.id} home={home} term={term} member={memberById.get(term.member)} />
              ))}
            {openPlaces(live, branch).map((office) => (
              <ListRow
                key={`add-${office}`}
                href={`${home}?do=elect&branch=${branch}&office=${office}`}
                leading={<IconTile icon="plus" />}
                title={<span class="add-line">{t('year.committee.add', { office: t(`founding.office.${office}`) })}</span>}
                chevron={false}
              />
            ))}
          </List>
        </Section>
      ))}
      {ended.length > 0 && (
        <Section title={t('year.committee.ended')}>
          <List label={t('year.committee.ended')}>
            {ended.map((term) => (
              <ListRow
                key={term.id}
                title={<Who member={memberById.get(term.member)} />}
                subtitle={[
                  officeInWords(term, t),
                  t('year.committee.from-to', { from: words.day(term.from), to: words.day(term.endedOn ?? term.from) }),
                  term.endReason,
                ].join(' · ')}
              />
            ))}
          </List>
        </Section>
      )}
    </Screen>
  );
}

/** Who could be elected next into a branch: of the board a plain member, its offices show themselves; elsewhere the chair comes first. */
function openPlaces(live: readonly TermRow[], branch: Branch): readonly Office[] {
  if (branch === 'board') return ['member'];
  const seats = live.filter((term) => term.branch === branch);
  const vacant = officesOfBranch[branch].filter((office) => !seats.some((term) => term.office === office)).slice(0, 1);
  return seats.length === 0 ? vacant : [...vacant, 'member'];
}

function SeatRow({ home, term, member }: { home: string; term: TermRow; member: MemberRow | undefined }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const isOver = term.to !== undefined && term.to <= todayOn;
  return (
    <ListRow
      href={`${home}?do=end&term=${term.id}`}
      leading={<span class="office-of">{t(`founding.office.${term.office}`)}</span>}
      title={<Who member={member} />}
      subtitle={
        term.to === undefined
          ? t('year.committee.since', { day: words.day(term.from) })
          : t('year.committee.until', { day: words.day(term.to) })
      }
      trailing={isOver ? <Tag tone="waiting">{t('year.committee.over')}</Tag> : undefined}
    />
  );
}

function VacantRow({ home, office }: { home: string; office: Office }) {
  const t = useText();
  const isNeeded = (necessaryOffices as readonly Office[]).includes(office);
  return (
    <ListRow
      href={`${home}?do=elect&branch=board&office=${office}`}
      leading={<span class="office-of">{t(`founding.office.${office}`)}</span>}
      title={<span class="add-line">{t('year.committee.choose')}</span>}
      trailing={
        isNeeded ? <Tag tone="waiting">{t('year.committee.vacant')}</Tag> : <span class="quiet small">{t('year.committee.vacant')}</span>
      }
    />
  );
}
