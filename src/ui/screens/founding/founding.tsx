/** The founding-day run: opens the part its address names, or the overview. */
import '../../style/screens/founding.css';
import { useRoute } from 'preact-iso';
import { useText } from '../../app-context.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Screen } from '../../screen.tsx';
import { AttendancePart } from './attendance-part.tsx';
import { CommitteePart } from './committee-part.tsx';
import { FinishPart } from './finish-part.tsx';
import { isFoundingPart, type FoundingPart } from './founding-parts.ts';
import { IntakePart } from './intake-part.tsx';
import { MoneyPart } from './money-part.tsx';
import { FoundingOverview } from './overview.tsx';
import { PapersPart } from './papers-part.tsx';
import { PhotosPart } from './photos-part.tsx';
import { RulesPart } from './rules-part.tsx';
import { StartPart } from './start-part.tsx';
import { useFounding, type Founding } from './use-founding.ts';
import { VotePart } from './vote-part.tsx';

const screenOfPart: Record<FoundingPart, (props: { founding: Founding }) => preact.JSX.Element> = {
  start: StartPart,
  attendance: AttendancePart,
  vote: VotePart,
  intake: IntakePart,
  committee: CommitteePart,
  rules: RulesPart,
  papers: PapersPart,
  money: MoneyPart,
  photos: PhotosPart,
  finish: FinishPart,
};

export function FoundingScreen() {
  const t = useText();
  const { id = '', part } = useRoute().params;
  const founding = useFounding(id);
  if (founding === undefined) {
    return (
      <Screen title={t('founding.title')} back={`/groups/${id}`} task>
        <SkeletonRows count={8} label={t('common.loading')} />
      </Screen>
    );
  }
  if (founding === null) {
    return (
      <Screen title={t('founding.title')} back="/groups">
        <EmptyState
          icon="users"
          title={t('founding.no-group.title')}
          action={<LinkButton href="/groups">{t('common.nav.groups')}</LinkButton>}
        >
          {t('founding.no-group.body')}
        </EmptyState>
      </Screen>
    );
  }
  if (!isFoundingPart(part)) return <FoundingOverview founding={founding} />;
  const Part = screenOfPart[part];
  return <Part key={`${id}:${part}`} founding={founding} />;
}
