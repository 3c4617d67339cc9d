/** How old the view is: a quiet line while the office answers, the last known view with its time when it does not; never an error page. */
import type { TextKey } from '../../../content/text.ts';
import type { CellAge } from '../../../protocol/cell-age.ts';
import type { NetProblem } from '../../../sync/transport.ts';
import { useApp, useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { showToast } from '../../parts/toast.tsx';
import { clockTime } from '../../screen.tsx';
import { useBoardWords } from './in-words.ts';
import { askAgain, isSignedOut, type BoardView } from './use-board-view.ts';

const oldAfterMs = 3_600_000;

/** Whether what a province's own server said is too old to be read without a word; one that answers is asked every minute. */
export function isLate({ asOf, isOver }: CellAge, nowMs: number): boolean {
  return isOver || asOf === null || nowMs - Date.parse(asOf) > oldAfterMs;
}

/** @param cell the province's own server, where it has one: this office can be no newer */
export function FreshLine({ view, cell }: { view: BoardView<unknown>; cell?: CellAge | undefined }) {
  const { t, nowMs } = useApp();
  const words = useBoardWords();
  const { seen, problem } = view;
  if (seen === undefined) return null;
  const when = words.when(seen.at);
  if (problem === undefined && cell !== undefined && isLate(cell, nowMs()))
    return (
      <Banner tone="attention" icon="clock" title={words.cell(cell)} actions={<RefreshButton view={view} kind="secondary" />}>
        {t(cell.asOf === null ? 'board.cell.never.what' : cell.isOver ? 'board.cell.over.what' : 'board.cell.late.what')}
      </Banner>
    );
  if (problem === undefined)
    return (
      <div class="board-fresh quiet small">
        <p>
          {cell === undefined ? t('board.seen', { when }) : words.cell(cell)}
          <span class="board-wide"> · {t('board.seen.renewed')}</span>
        </p>
        <RefreshButton view={view} />
      </div>
    );
  const isOld = nowMs() - Date.parse(seen.at) > oldAfterMs;
  return (
    <Banner
      tone={isOld || problem !== 'no-signal' ? 'attention' : 'info'}
      icon={problem === 'no-signal' ? 'wifi-off' : 'clock'}
      title={t('board.stale.title', { when })}
      actions={
        <>
          {isSignedOut(problem) && <LinkButton href="/signin">{t('board.signin')}</LinkButton>}
          <RefreshButton view={view} kind="secondary" />
        </>
      }
    >
      {t(staleKey(problem))}
    </Banner>
  );
}

function RefreshButton({ view, kind = 'quiet' }: { view: BoardView<unknown>; kind?: 'quiet' | 'secondary' }) {
  const { t, nowMs } = useApp();
  const ask = async () => {
    if (await askAgain()) showToast({ text: t('board.refreshed', { time: clockTime(new Date(nowMs()).toISOString()) }), icon: 'check' });
  };
  return (
    <Button kind={kind} icon="refresh" busy={view.isAsking} busyLabel={t('board.refresh.busy')} onPress={() => void ask()}>
      {t('board.refresh')}
    </Button>
  );
}

export function PrintButton() {
  const t = useText();
  return (
    <Button kind="quiet" icon="print" onPress={() => window.print()}>
      {t('board.print')}
    </Button>
  );
}

/** In the place of what was never seen here: rows to come while the office is asked, then why it could not be. */
export function NotSeenYet({ view, rows }: { view: BoardView<unknown>; rows: number }) {
  const t = useText();
  return view.isAsking ? <SkeletonRows count={rows} label={t('common.loading')} /> : <NeverSeen view={view} />;
}

function NeverSeen({ view }: { view: BoardView<unknown> }) {
  const t = useText();
  const problem = view.problem ?? 'no-signal';
  if (problem === 'not-found')
    return (
      <EmptyState icon="search" title={t('board.missing.title')} action={<LinkButton href="/board">{t('board.group.back')}</LinkButton>}>
        {t('board.missing.body')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={problem === 'no-signal' ? 'wifi-off' : 'clock'}
      title={t('board.never.title')}
      action={
        isSignedOut(problem) ? (
          <LinkButton href="/signin" kind="primary">
            {t('board.signin')}
          </LinkButton>
        ) : (
          <Button kind="primary" icon="refresh" busy={view.isAsking} busyLabel={t('board.refresh.busy')} onPress={() => void askAgain()}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      {t(problem === 'no-signal' ? 'board.never.body' : isSignedOut(problem) ? 'board.never.signin' : staleKey(problem))}
    </EmptyState>
  );
}

export function PracticeBoard() {
  const t = useText();
  return (
    <EmptyState icon="book" title={t('board.practice.title')} action={<LinkButton href="/me">{t('common.nav.me')}</LinkButton>}>
      {t('board.practice.body')}
    </EmptyState>
  );
}

function staleKey(problem: NetProblem): TextKey {
  if (isSignedOut(problem)) return 'board.stale.signin';
  switch (problem) {
    case 'no-signal':
      return 'board.stale.no-signal';
    case 'portal':
      return 'board.stale.portal';
    case 'forbidden':
    case 'device-revoked':
    case 'not-found':
      return 'board.stale.forbidden';
    default:
      return 'board.stale.busy';
  }
}
