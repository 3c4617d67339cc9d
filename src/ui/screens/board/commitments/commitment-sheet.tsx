/** One commitment in the office: who has signed, clause 4, the paper with its photo, taking it back. */
import { useState } from 'preact/hooks';
import { guidelinePage, type Side } from '../../../../domain/commitment.ts';
import type { PayloadOf } from '../../../../domain/operation.ts';
import type { BoardPerson } from '../../../../protocol/people.ts';
import { useApp, useRecorder, useText, useToday } from '../../../app-context.ts';
import { Signatures } from '../../../commitment/signatures.tsx';
import type { AreaRow } from '../../../commitment/use-area-rows.ts';
import { DateField } from '../../../fields/date-field.tsx';
import { ReasonForm } from '../../../fields/reason-form.tsx';
import { Banner } from '../../../parts/banner.tsx';
import { Button, LinkButton } from '../../../parts/button.tsx';
import { CheckRow } from '../../../parts/check-row.tsx';
import { BottomSheet } from '../../../parts/dialog.tsx';
import { Disclosure } from '../../../parts/disclosure.tsx';
import { showToast } from '../../../parts/toast.tsx';
import { PhotoAttach } from '../../../photo-attach.tsx';
import { SavingProblem, useSaving } from '../../../use-saving.tsx';
import { useRows } from '../../../use-store.ts';

export interface CommitmentSheetProps {
  commitment: AreaRow<'commitment'>;
  person: BoardPerson | undefined;
  onClose: () => void;
}

const sides = ['issuer', 'acceptor'] as const;

export function CommitmentSheet({ commitment: { g, area, row }, person, onClose }: CommitmentSheetProps) {
  const t = useText();
  const { me } = useApp();
  const todayOn = useToday();
  const recorder = useRecorder(g);
  const saving = useSaving();
  const open = sides.filter((side) => row.signed[side] === undefined);
  const [onPaper, setOnPaper] = useState<readonly Side[]>(open);
  const [signedOn, setSignedOn] = useState<string | undefined>(todayOn);
  const [tried, setTried] = useState(false);
  const photos =
    useRows(g, 'photo')?.filter((photo) => photo.withdrawn === undefined && photo.for.kind === 'commitment' && photo.for.id === row.id) ??
    [];
  const isUnread = person !== undefined && !person.guide.read.some(({ page }) => page === guidelinePage);
  const isOwn = row.issuer.user === me.user && row.signed.issuer === undefined;
  const isDayBad = signedOn === undefined || signedOn > todayOn;
  const chosen = onPaper.filter((side) => open.includes(side));

  const record = async (acts: readonly Omit<PayloadOf<'commitment.sign'>, 'commitment'>[]) => {
    if (!(await saving.run(() => recorder.save(acts.map((act) => recorder.act('commitment.sign', { commitment: row.id, ...act }))))))
      return;
    showToast({ text: t('commitment.sign.done'), icon: 'check' });
  };
  const recordPaper = () => {
    setTried(true);
    const photo = photos.at(-1)?.sha;
    if (isDayBad || signedOn === undefined || chosen.length === 0 || photo === undefined) return;
    void record(chosen.map((side) => ({ side, how: 'paper', signedOn, photo })));
  };

  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('commitment.of', { name: row.acceptor.name || t('commitment.erased') })}
      closeLabel={t('common.close')}
      actions={
        <>
          <LinkButton href={`/print/commitment/${row.id}?area=${area}&from=board`} icon="print">
            {t('commitment.print')}
          </LinkButton>
          {isOwn && (
            <Button
              kind="primary"
              icon="pen"
              busy={saving.busy}
              busyLabel={t('common.saving')}
              onPress={() => void record([{ side: 'issuer', how: 'screen', signedOn: todayOn }])}
            >
              {t('commitment.sign.open')}
            </Button>
          )}
        </>
      }
    >
      <SavingProblem saving={saving} />
      {isUnread && <Banner tone="attention">{t('commitment.clause-4.one')}</Banner>}
      <Signatures row={row} />
      <p>{t('commitment.target.words', { n: row.target })}</p>
      <PhotoAttach g={g} for={{ kind: 'commitment', id: row.id }} label={t('commitment.photo')} hint={t('commitment.photo.hint')} />
      {open.length > 0 && (
        <section class="stack">
          <h3>{t('commitment.paper.title')}</h3>
          {open.map((side) => (
            <CheckRow
              key={side}
              label={row[side].name || t(`commitment.side.${side}`)}
              detail={t(`commitment.side.${side}`)}
              checked={onPaper.includes(side)}
              onCheck={(isChosen) => setOnPaper(isChosen ? [...onPaper, side] : onPaper.filter((each) => each !== side))}
            />
          ))}
          {tried && chosen.length === 0 && (
            <Banner tone="attention" announce>
              {t('commitment.paper.nobody')}
            </Banner>
          )}
          <DateField
            label={t('commitment.signed-on')}
            on={signedOn}
            error={tried && isDayBad ? t('commitment.signed-on.bad') : undefined}
            onDay={setSignedOn}
          />
          {tried && photos.length === 0 && (
            <Banner tone="attention" announce>
              {t('commitment.photo.missing')}
            </Banner>
          )}
          <Button kind="secondary" wide icon="check" busy={saving.busy} busyLabel={t('common.saving')} onPress={recordPaper}>
            {t('commitment.paper.action')}
          </Button>
        </section>
      )}
      <Disclosure summary={t('commitment.withdraw.open')}>
        <ReasonForm
          action={t('commitment.withdraw')}
          danger
          record={(reason) => recorder.save([recorder.act('commitment.withdraw', { commitment: row.id, reason })])}
          onDone={onClose}
        />
      </Disclosure>
    </BottomSheet>
  );
}
