/** One group as the office sees it: how far it is, its votes, money by kind, pictures and reports; never a member. */
import { useRoute } from 'preact-iso';
import { workflow, workflowItem } from '../../content/workflow.ts';
import { lifeCycleOn } from '../../domain/life-cycle.ts';
import { isSettled, membersOf } from '../../domain/group-figures.ts';
import { formatBaht } from '../../domain/money.ts';
import { useApp, useText, useToday } from '../app-context.ts';
import { Banner } from '../parts/banner.tsx';
import { LinkButton } from '../parts/button.tsx';
import { Columns } from '../parts/card.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { StatTiles } from '../parts/stat-tiles.tsx';
import { StepPath, type PathStep, type StoneState } from '../parts/step-path.tsx';
import { Screen } from '../screen.tsx';
import { canDecideIn } from './board/area.ts';
import { photosOnPhone, stepSharesOf } from './board/figures.ts';
import { FreshLine, NotSeenYet, PracticeBoard, PrintButton } from './board/fresh.tsx';
import { MeetingSection } from './board/group-meetings.tsx';
import { MoneySection } from './board/group-money.tsx';
import { NoticeSection } from './board/group-notices.tsx';
import { PhotoSection } from './board/group-photos.tsx';
import { HeldList } from './board/held-list.tsx';
import { namePartsOf, useBoardWords } from './board/in-words.ts';
import { useBoardGroup, type BoardView, type ShownGroupDetail } from './board/use-board-view.ts';
import { placeOf, shortNameOf } from './group/in-words.ts';
import '../style/screens/board.css';
import '../style/screens/board-print.css';

export function BoardGroupScreen() {
  const { t, practice } = useApp();
  const { params } = useRoute();
  if (practice)
    return (
      <Screen title={t('board.title.opening')} back="/board">
        <PracticeBoard />
      </Screen>
    );
  return <LiveGroup id={params['id'] ?? ''} />;
}

function LiveGroup({ id }: { id: string }) {
  const t = useText();
  const todayOn = useToday();
  const view = useBoardGroup(id);
  const shown = view.seen?.board;
  const life = shown && lifeCycleOn(shown.group, todayOn);
  return (
    <Screen
      overline={life && t(`group.life.${life}`)}
      title={shown === undefined ? t('board.title.opening') : shortNameOf(shown.group, t)}
      subtitle={shown && placeOf(shown.group.village, t)}
      back={shown === undefined ? '/board' : `/board?area=${shown.district}`}
      focusKey={id}
      actions={<PrintButton />}
    >
      <FreshLine view={view} cell={shown?.cell} />
      {shown !== undefined ? <GroupBoard shown={shown} view={view} /> : <NotSeenYet view={view} rows={6} />}
    </Screen>
  );
}

function GroupBoard({ shown, view }: { shown: ShownGroupDetail; view: BoardView<ShownGroupDetail> }) {
  const { t, me } = useApp();
  const words = useBoardWords();
  const { group } = shown;
  const members = membersOf(group);
  const onPhone = photosOnPhone(shown);
  const doubts = group.openFlags + group.openConflicts;
  return (
    <>
      <p class="board-received">
        <b>{t('board.group.received', { when: words.when(shown.receivedAt), n: shown.operations.toLocaleString('en-US') })}</b>
        {shown.officerName !== undefined && shown.officerName !== '' && (
          <span class="quiet">
            {' '}
            · {t('board.group.officer')} <PersonName parts={namePartsOf(shown.officerName)} />
          </span>
        )}
      </p>
      {shown.hasOfficer === false && (
        <Banner
          tone="attention"
          title={t('board.officer.none')}
          actions={
            canDecideIn(me.grants, group.village.tambon) && <LinkButton href="/board/people">{t('people.orphans.action')}</LinkButton>
          }
        >
          {t('board.group.with-chief')}
        </Banner>
      )}
      <StageNote shown={shown} />
      <StatTiles
        tiles={[
          {
            label: t('board.group.tile.members'),
            value: members.toLocaleString('en-US'),
            unit:
              group.members.pending > 0
                ? t('board.tile.members.pending', { n: group.members.pending })
                : t('common.unit.people', { n: members }),
          },
          {
            label: t('board.group.tile.pledged'),
            value: formatBaht(group.pledgedSatang, { wholeBaht: 'short' }),
            unit: t('common.unit.baht'),
          },
          {
            label: t('board.group.tile.photos'),
            value: shown.photos.length,
            unit: onPhone > 0 ? t('board.photos.on-phone', { n: onPhone }) : t('board.group.tile.photos.unit', { n: shown.photos.length }),
          },
        ]}
      />
      {doubts > 0 && (
        <Banner tone="attention" icon="warning">
          {t('board.group.doubts', { n: doubts })}
        </Banner>
      )}
      <HeldList held={shown.heldOperations} canDecide={canDecideIn(me.grants, group.village.tambon)} onDecided={() => void view.ask()} />
      <Columns
        main={
          <>
            <Path shown={shown} />
            <MeetingSection meetings={shown.meetings} />
          </>
        }
        aside={
          <>
            <MoneySection shown={shown} />
            <PhotoSection shown={shown} />
            <NoticeSection reports={group.reports} />
          </>
        }
      />
    </>
  );
}

/** Not now, dormant, being wound up: with the reason, so that it is never taken for silence. */
function StageNote({ shown: { group } }: { shown: ShownGroupDetail }) {
  const t = useText();
  const words = useBoardWords();
  if (group.stage === 'active') return null;
  return (
    <Banner tone="info" icon="clock" title={t(`group.stage.${group.stage}.title`)}>
      {group.stageReason && <p>{group.stageReason}</p>}
      {group.reviewOn && <p>{t('group.stage.review', { day: words.day(group.reviewOn, { style: 'long' }) })}</p>}
    </Banner>
  );
}

function Path({ shown: { group } }: { shown: ShownGroupDetail }) {
  const t = useText();
  const words = useBoardWords();
  const shares = stepSharesOf(group);
  const current = shares.find(({ settled, of }) => settled < of)?.number;
  const stoneOf = (key: keyof typeof group.steps): StoneState => {
    const state = group.steps[key]?.state;
    if (state === 'done' || state === 'not-applicable') return state;
    return state === 'in-progress' ? 'waiting' : 'todo';
  };
  const steps = workflow.steps.map((step, index): PathStep => {
    const { settled = 0, of = 0 } = shares[index] ?? {};
    return {
      number: String(step.number),
      title: words.say(step.short),
      stones: step.itemKeys.map((key) => ({
        key,
        state: stoneOf(key),
        label: `${key} ${words.say(workflowItem(key).short)} ${t(`group.stone.${stoneOf(key)}`)}`,
      })),
      tally: `${settled}/${of}`,
      tallyLabel: t('group.path.tally', { done: settled, of }),
      state: step.itemKeys.every((key) => isSettled(group, key)) ? 'done' : step.number === current ? 'next' : 'todo',
    };
  });
  return <StepPath label={t('group.path')} steps={steps} />;
}
