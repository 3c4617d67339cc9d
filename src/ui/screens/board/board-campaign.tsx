/** The province's campaign on its board: its days and letters, and the ways to change them, to begin the next one and to set targets. */
import { useState } from 'preact/hooks';
import type { AreaBoard } from '../../../protocol/area-board.ts';
import { useText } from '../../app-context.ts';
import { CampaignCard } from '../../commitment/campaign-card.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { CampaignSheet } from './board-campaign-sheet.tsx';
import { isOnItsWay, OwnTag } from './board-own-tag.tsx';
import { useOwnActs } from './use-own-acts.ts';

export function BoardCampaign({ board, fetchedAt }: { board: AreaBoard; fetchedAt: string | undefined }) {
  const t = useText();
  const [open, setOpen] = useState<'change' | 'next'>();
  const [own] = useOwnActs(['campaign.set'], fetchedAt) ?? [];
  const campaign = own && isOnItsWay(own) ? { ...own.p, code: own.p.campaign } : (board.campaign ?? undefined);
  return (
    <Section title={t('commitment.campaign')} action={<OwnTag state={own?.state} />}>
      {campaign === undefined ? (
        <p class="quiet board-note">{t('board.targets.no-campaign')}</p>
      ) : (
        <CampaignCard campaign={{ ...campaign, type: 'campaign' }} />
      )}
      <div class="board-actions no-print">
        {campaign !== undefined && (
          <>
            <LinkButton href={`/board/targets?area=${board.area}`} icon="pen">
              {t('board.targets.open')}
            </LinkButton>
            <Button icon="calendar" onPress={() => setOpen('change')}>
              {t('board.campaign.change')}
            </Button>
          </>
        )}
        <Button kind="quiet" icon="plus" onPress={() => setOpen('next')}>
          {t('board.campaign.next')}
        </Button>
      </div>
      {open !== undefined && (
        <CampaignSheet
          board={board}
          known={open === 'change' ? campaign : undefined}
          before={campaign}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Section>
  );
}
