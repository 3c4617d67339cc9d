/** One report before the level whose turn it is: figures and what changed since the last version, photos, accept or return with a remark. */
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { ReportLevel } from '../../domain/report-operation.ts';
import type { BoardReportDetail } from '../../protocol/board-reports.ts';
import { fetchReport, reportPath } from '../../sync/office-board.ts';
import { wallNet } from '../../sync/transport.ts';
import { useApp, useText } from '../app-context.ts';
import { useThisPhone } from '../boot/this-phone.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { Banner } from '../parts/banner.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { Columns } from '../parts/card.tsx';
import { Screen } from '../screen.tsx';
import { SavingProblem } from '../use-saving.tsx';
import { useQueue } from '../use-store.ts';
import { periodOf } from '../words/report-words.ts';
import { areasOf } from './board/area.ts';
import { failedKey } from './board/decide-held.ts';
import { FreshLine, NotSeenYet, PracticeBoard, PrintButton } from './board/fresh.tsx';
import { PhotoSection } from './board/group-photos.tsx';
import { bareNameOf, useBoardWords, villageLine } from './board/in-words.ts';
import { isTurnOf } from './board/board-review-queue.tsx';
import { DecideDialog, useDecide, useSaid, type Asking, type OwnWord } from './board/review/own-word.tsx';
import { Earlier, Figures, Said } from './board/review/report-versions.tsx';
import { useBoardView, type BoardView, type Seen } from './board/use-board-view.ts';
import '../style/screens/board.css';
import '../style/screens/board-print.css';
import '../style/screens/report.css';

export function BoardReviewScreen() {
  const { t, practice } = useApp();
  const [group = '', report = ''] = (useRoute().params['id'] ?? '').split('.');
  if (practice)
    return (
      <Screen title={t('board.title.opening')} back="/board">
        <PracticeBoard />
      </Screen>
    );
  return <LiveReview key={report} group={group} report={report} />;
}

function useReport(group: string, report: string): BoardView<BoardReportDetail> {
  const { nowMs } = useApp();
  const { store } = useThisPhone();
  const path = reportPath(group, report);
  return useBoardView<BoardReportDetail>({
    key: path,
    last: async () => {
      const kept = await store.view(path);
      return kept && ({ board: kept.value, at: kept.at } as Seen<BoardReportDetail>);
    },
    fetch: async () => fetchReport({ ...wallNet, nowMs }, store, group, report),
  });
}

function LiveReview({ group, report }: { group: string; report: string }) {
  const { t, me } = useApp();
  const words = useBoardWords();
  const view = useReport(group, report);
  const shown = view.seen?.board;
  const queueArea = areasOf(me.grants).find((own) => shown?.village.tambon.startsWith(own));
  const frame = {
    overline: shown && [t(`report.kind.${shown.report.kind}`), periodOf(shown.report.forMonth, words)].filter(Boolean).join(' · '),
    title: shown === undefined ? t('board.title.opening') : bareNameOf({ name: shown.groupName }, t),
    subtitle: shown && [villageLine({ name: shown.groupName, village: shown.village }, t), shown.officerName].filter(Boolean).join(' · '),
    // whoever oversees several areas goes back to the queue that it stood in
    back: queueArea === undefined ? '/board' : `/board?area=${queueArea}`,
    focusKey: report,
    actions: <PrintButton />,
  };
  if (shown === undefined)
    return (
      <Screen {...frame}>
        <NotSeenYet view={view} rows={6} />
      </Screen>
    );
  return <Review frame={frame} shown={shown} view={view} />;
}

type Frame = Omit<Parameters<typeof Screen>[0], 'children' | 'actionBar'> & { readonly back: string };

function Review({ frame, shown, view }: { frame: Frame; shown: BoardReportDetail; view: BoardView<BoardReportDetail> }) {
  const { t, me } = useApp();
  const { report, group } = shown;
  const turn = shown.cell?.isOver === true ? undefined : isTurnOf(me.grants, shown.village.tambon, report);
  const decide = useDecide(shown, turn);
  const said = useSaid(shown, view, decide.passed);
  const [asking, setAsking] = useState<Asking>();
  const ask = (decision: Asking['decision']) => setAsking({ decision, version: report.version });
  // what the office refused was not said
  const canSpeak = turn !== undefined && (said === undefined || said.state === 'rejected');
  return (
    <Screen
      {...frame}
      actionBar={
        canSpeak ? (
          <ActionBar
            primary={
              <Button kind="primary" wide icon="check" onPress={() => ask('accepted')}>
                {t(`board.review.accept.${turn}`)}
              </Button>
            }
            secondary={
              <Button icon="undo" onPress={() => ask('returned')}>
                {t('board.review.return')}
              </Button>
            }
          />
        ) : (
          <ActionBar
            primary={
              <LinkButton href={frame.back} kind="primary" wide>
                {t('board.review.next')}
              </LinkButton>
            }
          />
        )
      }
    >
      <FreshLine view={view} cell={shown.cell} />
      <SavingProblem saving={decide.saving} />
      {decide.failed !== undefined && (
        <Banner tone="attention" announce>
          {t(failedKey(decide.failed))}
        </Banner>
      )}
      <Standing shown={shown} said={said} turn={turn} />
      <Columns
        main={<Figures report={report} />}
        aside={
          <>
            <PhotoSection shown={{ photos: shown.photos, group: { id: group } }} />
            <Said shown={shown} />
            <p>
              <LinkButton href={`/board/groups/${group}`} icon="users">
                {t('board.review.group')}
              </LinkButton>
            </p>
          </>
        }
      />
      <Earlier report={report} />
      <DecideDialog asking={asking} newest={report.version} turn={turn} decide={decide} onClose={() => setAsking(undefined)} />
    </Screen>
  );
}

/** Whose turn it is, what waits here to be sent, and what decided nothing. */
function Standing({ shown, said, turn }: { shown: BoardReportDetail; said: OwnWord | undefined; turn: ReportLevel | undefined }) {
  const { t, me } = useApp();
  const words = useBoardWords();
  const queue = useQueue();
  const { report } = shown;
  const newest = report.versions.at(-1);
  const moved = report.versions
    .slice(0, -1)
    .some(({ reviews }) => reviews.some(({ by, void: why }) => by === me.user && why === 'version-moved-on'));
  if (said?.state === 'held' || said?.state === 'rejected')
    return (
      <Banner tone="stop" title={t('board.review.own.held')}>
        {t('board.review.own.held.why')}
      </Banner>
    );
  if (said !== undefined)
    return (
      <Banner tone="info" icon={said.state === 'sent' ? 'clock' : 'phone'} title={t(`board.review.said.${said.decision}`)}>
        {t(said.state === 'sent' ? 'board.review.own.sent.why' : 'board.review.own.waiting.why', { n: queue?.waiting ?? 0 })}
      </Banner>
    );
  return (
    <>
      {report.flags?.includes('maybe-reported-twice') === true && (
        <Banner tone="attention" icon="warning" title={t('group.flag.maybe-reported-twice')}>
          {t('problem.maybe-reported-twice')}
        </Banner>
      )}
      {moved && newest?.state === 'submitted' && (
        <Banner tone="attention" icon="refresh" title={t('board.review.moved')}>
          {t('board.review.moved.why', { n: report.version })}
        </Banner>
      )}
      <p class="board-received">
        <b>{t(turn === undefined ? `report.state.${report.state}` : 'board.review.turn')}</b>{' '}
        <span class="quiet">
          · {t('report.version', { n: report.version })} · {words.when(report.at)}
          {newest?.source === 'declared' && ` · ${t('board.review.declared')}`}
          {shown.cell && turn === undefined && ` · ${t('board.cell.review')}`}
        </span>
      </p>
      {Array.isArray(report.snapshot.acknowledged) && report.snapshot.acknowledged.length > 0 && (
        <Banner tone="attention" icon="info" title={t('board.review.acknowledged')}>
          <Acknowledged codes={report.snapshot.acknowledged} />
        </Banner>
      )}
    </>
  );
}

function Acknowledged({ codes }: { codes: readonly string[] }) {
  const t = useText();
  return (
    <ul class="plain-list">
      {codes.map((code) => (
        <li key={code}>{t(`problem.${code as 'other'}`)}</li>
      ))}
    </ul>
  );
}
