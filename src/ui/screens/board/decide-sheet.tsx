/** One decision about one record that was set aside: what it is, a reason, take or refuse. The typed reason survives a lost signal. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { NetProblem } from '../../../sync/transport.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { canAccept, decideHeld, failedKey, type Decision } from './decide-held.ts';
import type { HeldRecord } from './held-list.tsx';
import { kindInWords, useBoardWords, whyKey } from './in-words.ts';

export interface DecideSheetProps {
  record: HeldRecord;
  /** false: for a group outside this person's areas, or of a reason that only goes away by itself */
  mayAccept: boolean;
  onClose: () => void;
  onDecided: () => void;
}

export function DecideSheet({ record, mayAccept, onClose, onDecided }: DecideSheetProps) {
  const t = useText();
  const words = useBoardWords();
  const draft = useDraft(`board.held:${record.op}`, { reason: '' });
  const [busy, setBusy] = useState<Decision>();
  const [isMissing, setMissing] = useState(false);
  const [problem, setProblem] = useState<NetProblem>();
  const area = useRef<HTMLTextAreaElement>(null);
  const reason = draft.value?.reason ?? '';

  useEffect(() => {
    if (isMissing) area.current?.focus();
  }, [isMissing]);

  const decide = async (decision: Decision) => {
    if (busy !== undefined) return;
    if (reason.trim() === '') {
      setMissing(true);
      area.current?.focus();
      return;
    }
    setBusy(decision);
    setProblem(undefined);
    const decided = await decideHeld(record.op, decision, reason.trim());
    setBusy(undefined);
    if (!decided.ok) {
      setProblem(decided.problem);
      return;
    }
    await draft.drop();
    showToast({ text: t(`board.decide.done.${decided.state}`), icon: 'check' });
    onDecided();
  };

  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('board.decide.title')}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button kind="danger" busy={busy === 'reject'} busyLabel={t('board.decide.sending')} onPress={() => void decide('reject')}>
            {t('board.decide.reject')}
          </Button>
          {mayAccept && (
            <Button kind="primary" busy={busy === 'accept'} busyLabel={t('board.decide.sending')} onPress={() => void decide('accept')}>
              {t('board.decide.accept')}
            </Button>
          )}
        </>
      }
    >
      <div>
        <p>
          <b>{kindInWords(record.kind, t)}</b>
        </p>
        <p>{t(whyKey(record.why))}</p>
        <p class="quiet small">
          {t('board.held.row', { by: record.by === '' ? t('board.held.by.unknown') : record.by, when: words.when(record.receivedAt) })}
        </p>
      </div>
      {problem !== undefined && (
        <Banner tone="attention" announce>
          {t(failedKey(problem))}
        </Banner>
      )}
      {draft.value !== undefined && (
        <TextArea
          label={t('board.decide.reason')}
          hint={t('board.decide.reason.hint')}
          error={isMissing && reason.trim() === '' ? t('board.decide.reason.missing') : undefined}
          value={reason}
          onText={(text) => draft.set({ reason: text })}
          maxLength={4000}
          required
          inputRef={area}
        />
      )}
      <p class="quiet small">
        {mayAccept
          ? t('board.decide.frozen')
          : canAccept(record.why) && record.area
            ? t('board.decide.other-area', { area: words.area(record.area) })
            : t('board.decide.cannot-accept')}
      </p>
    </BottomSheet>
  );
}
