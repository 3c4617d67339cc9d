/** An officer's own commitment: what it says, whether the guideline was read, who has signed; signed here or on the paper. */
import { useState } from 'preact/hooks';
import { guidelinePage } from '../../domain/commitment.ts';
import { clausesOf, textOf } from '../commitment/clauses.ts';
import { CampaignCard } from '../commitment/campaign-card.tsx';
import { Signatures } from '../commitment/signatures.tsx';
import { CommitmentTag } from '../commitment/state-tag.tsx';
import { useCampaign, useOwnCommitment, type AreaRow } from '../commitment/use-area-rows.ts';
import { useApp, useRecorder, useText, useToday } from '../app-context.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { Banner } from '../parts/banner.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { Card, Section } from '../parts/card.tsx';
import { ConfirmSheet } from '../parts/confirm-sheet.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { showToast } from '../parts/toast.tsx';
import { PhotoAttach } from '../photo-attach.tsx';
import { Screen } from '../screen.tsx';
import { SavingProblem, useSaving } from '../use-saving.tsx';
import { usePersonStream, useRows } from '../use-store.ts';
import { wordsOf } from '../words/use-words.ts';
import '../style/screens/commitment.css';

export function CommitmentScreen() {
  const t = useText();
  const own = useOwnCommitment();
  if (own === undefined || own === null)
    return (
      <Screen title={t('commitment.own.title')} back="/me">
        {own === undefined ? (
          <SkeletonRows count={6} label={t('common.loading')} />
        ) : (
          <EmptyState icon="clipboard" title={t('commitment.own.none')}>
            {t('commitment.own.none.why')}
          </EmptyState>
        )}
      </Screen>
    );
  return <OwnCommitment key={own.row.id} own={own} />;
}

function OwnCommitment({ own: { g, area, row } }: { own: AreaRow<'commitment'> }) {
  const t = useText();
  const todayOn = useToday();
  const { me } = useApp();
  const recorder = useRecorder(g);
  const saving = useSaving();
  const [asking, setAsking] = useState(false);
  const { campaign } = useCampaign(area.slice(0, 2));
  const person = usePersonStream();
  const read = useRows(person ?? '', 'guide');
  const isUnread = person !== undefined && read !== undefined && !read.some(({ page }) => page === guidelinePage);
  const isSigned = row.signed.acceptor !== undefined;
  const text = textOf(row);
  const sign = async () => {
    const act = recorder.act('commitment.sign', { commitment: row.id, side: 'acceptor', how: 'screen', signedOn: todayOn });
    if (!(await saving.run(() => recorder.save([act])))) return;
    setAsking(false);
    showToast({ text: t('commitment.sign.done'), icon: 'check' });
  };
  return (
    <Screen
      title={t('commitment.own.title')}
      subtitle={<CommitmentTag row={row} />}
      back="/me"
      actionBar={
        <ActionBar
          primary={
            isSigned ? (
              <LinkButton href="/me" kind="secondary" wide>
                {t('commitment.back')}
              </LinkButton>
            ) : (
              <Button kind="primary" wide icon="pen" onPress={() => setAsking(true)}>
                {t('commitment.sign.open')}
              </Button>
            )
          }
          secondary={
            <LinkButton href={`/print/commitment/${row.id}?area=${area}`} kind="quiet" icon="print">
              {t('commitment.print')}
            </LinkButton>
          }
        />
      }
    >
      {isUnread && (
        <Banner
          tone="attention"
          icon="book"
          title={t('commitment.unread.title')}
          actions={
            <LinkButton href={`/guide/${guidelinePage}`} kind="primary">
              {t('commitment.unread.action')}
            </LinkButton>
          }
        >
          {t('commitment.unread.body')}
        </Banner>
      )}
      <Signatures row={row} />
      <Section title={t('commitment.text')}>
        <Card>
          <p class="commitment-title" lang="th">
            <b>{text.title}</b>
            <br />
            {text.subtitle}
          </p>
          <ol class="commitment-clauses" lang="th">
            {clausesOf(row, wordsOf('th')).map((clause) => (
              <li key={clause}>{clause}</li>
            ))}
          </ol>
        </Card>
      </Section>
      {campaign !== undefined && (
        <Section title={t('commitment.campaign')}>
          <CampaignCard campaign={campaign} />
        </Section>
      )}
      <PhotoAttach
        g={g}
        for={{ kind: 'commitment', id: row.id }}
        removable={(photo) => photo.by === me.user}
        label={t('commitment.photo')}
        hint={t('commitment.photo.own-hint')}
      />
      <ConfirmSheet
        open={asking}
        title={t('commitment.sign.title')}
        confirmLabel={t('commitment.sign.confirm')}
        cancelLabel={t('common.cancel')}
        busy={saving.busy}
        busyLabel={t('common.saving')}
        onConfirm={() => void sign()}
        onCancel={() => setAsking(false)}
      >
        <SavingProblem saving={saving} />
        <p>{t('commitment.sign.body', { name: me.name, n: row.target })}</p>
        {isUnread && <Banner tone="attention">{t('commitment.sign.unread')}</Banner>}
        <p class="quiet">{t('commitment.sign.frozen')}</p>
      </ConfirmSheet>
    </Screen>
  );
}
