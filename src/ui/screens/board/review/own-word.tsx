/** What the level in front of the page says to a report: accepted, or returned with a remark; asked for, recorded, and shown until the board has it. */
import { useEffect, useState } from 'preact/hooks';
import type { ReportLevel } from '../../../../domain/report-operation.ts';
import type { BoardReportDetail, CellReviewRequest } from '../../../../protocol/board-reports.ts';
import type { NetProblem } from '../../../../sync/transport.ts';
import { useRecorder, useText } from '../../../app-context.ts';
import { Banner } from '../../../parts/banner.tsx';
import { ConfirmSheet } from '../../../parts/confirm-sheet.tsx';
import { TextArea } from '../../../parts/text-area.tsx';
import { showToast } from '../../../parts/toast.tsx';
import { useDraft } from '../../../use-draft.ts';
import { useSaving } from '../../../use-saving.tsx';
import type { BoardView } from '../use-board-view.ts';
import { sayInCell } from '../decide-held.ts';
import { useOwnActs } from '../use-own-acts.ts';

export type OwnWord = { readonly state: string; readonly decision: 'accepted' | 'returned'; readonly why?: string | undefined };

/**
 * What was said here about the newest version and the office's answer does not show yet; asked for anew as soon as the queue has gone. A word
 * about a version before stands in nobody's way.
 */
export function useSaid(
  { report }: BoardReportDetail,
  view: BoardView<BoardReportDetail>,
  passed: Passed | undefined,
): OwnWord | undefined {
  const own = useOwnActs(['report.review'], undefined);
  const known = new Set(report.versions.flatMap(({ reviews }) => reviews.map(({ op }) => op)));
  const newest = report.versions.at(-1)?.op;
  const pending = own?.find(({ id, p }) => p.report === report.id && p.saw === newest && !known.has(id));
  const isPassed = passed !== undefined && passed.saw === newest && !known.has(passed.id);
  const isSent = isPassed || pending?.state === 'sent';
  const { ask } = view;
  useEffect(() => {
    if (isSent) void ask();
  }, [isSent, ask]);
  if (isPassed) return { state: 'sent', decision: passed.decision };
  return pending && { state: pending.state, decision: pending.p.decision, why: pending.why };
}

/** What a province's own server has taken from here, without the queue. */
type Passed = Pick<CellReviewRequest, 'id' | 'saw' | 'decision'>;

/** @param level whose turn it is; without it nothing can be said */
export function useDecide({ group, report, cell }: BoardReportDetail, level: ReportLevel | undefined) {
  const t = useText();
  const recorder = useRecorder(group);
  const saving = useSaving();
  const saw = report.versions.at(-1)?.op ?? '';
  // of the report: a remark half written stays when a newer version comes
  const draft = useDraft<{ remark: string }>(`review:${report.id}`, { remark: '' });
  const [passed, setPassed] = useState<Passed>();
  const [failed, setFailed] = useState<NetProblem>();
  const pass = async (said: CellReviewRequest) => {
    setFailed(undefined);
    await saving.run(async () => {
      const problem = await sayInCell(group, report.id, said);
      if (problem !== undefined) return setFailed(problem);
      setPassed(said);
      await draft.drop();
      showToast({ text: t(`board.review.passed.${said.decision}`), icon: 'check' });
    });
  };
  const say = async (decision: 'accepted' | 'returned') => {
    if (level === undefined) return;
    const remark = draft.value?.remark.trim() ?? '';
    const said = { saw, decision, ...(remark !== '' && { remark }) };
    if (cell !== undefined) return pass({ id: draft.idOf(decision), ...said });
    const payload = { report: report.id, level, ...said };
    const done = await saving.run(async () => {
      await recorder.save([{ ...recorder.act('report.review', payload), id: draft.idOf(decision) }], draft);
    });
    if (done) showToast({ text: t(`board.review.done.${decision}`), icon: 'check' });
  };
  return { say, saving, draft, passed, failed };
}

/** What is asked before it is said, about the version that was on the screen then. */
export interface Asking {
  readonly decision: 'accepted' | 'returned';
  readonly version: number;
}

interface DecideDialogProps {
  asking: Asking | undefined;
  /** on the page now, which is asked for again while somebody reads */
  newest: number;
  turn: ReportLevel | undefined;
  decide: ReturnType<typeof useDecide>;
  onClose: () => void;
}

export function DecideDialog({ asking, newest, turn, decide, onClose }: DecideDialogProps) {
  const t = useText();
  const [tried, setTried] = useState(false);
  const remark = decide.draft.value?.remark ?? '';
  const isReturn = asking?.decision === 'returned';
  const isMissing = isReturn && remark.trim() === '';
  // nothing is said to figures that nobody here has seen
  const hasMoved = asking !== undefined && asking.version !== newest;
  return (
    <ConfirmSheet
      open={asking !== undefined}
      title={t(isReturn ? 'board.review.return.title' : 'board.review.accept.title')}
      confirmLabel={
        hasMoved
          ? t('board.review.look', { n: newest })
          : isReturn
            ? t('board.review.return.now')
            : t(`board.review.accept.${turn ?? 'district'}`)
      }
      cancelLabel={t('common.cancel')}
      busy={decide.saving.busy}
      busyLabel={t('common.saving')}
      onConfirm={() => {
        if (hasMoved) return onClose();
        setTried(true);
        if (asking !== undefined && !isMissing) void decide.say(asking.decision).then(onClose);
      }}
      onCancel={onClose}
    >
      {hasMoved && (
        <Banner tone="attention" icon="refresh" announce title={t('board.review.moving')}>
          {t('board.review.moving.why', { n: newest })}
        </Banner>
      )}
      <p>{t(isReturn ? 'board.review.return.so' : 'board.review.accept.so')}</p>
      <TextArea
        label={t('board.review.remark')}
        mark={isReturn ? undefined : t('common.optional')}
        rows={3}
        value={remark}
        maxLength={2000}
        error={tried && isMissing ? t('board.review.remark.missing') : undefined}
        onText={(text) => decide.draft.set({ remark: text })}
      />
    </ConfirmSheet>
  );
}
