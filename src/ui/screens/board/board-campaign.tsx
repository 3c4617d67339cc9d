/** The province's campaign on its board: its days and letters, the one entered ahead, and the ways to change them, to begin the next one and to set targets. */
import { useState } from 'preact/hooks';
import { campaignOn, campaignsAhead } from '../../../domain/area.ts';
import type { AreaBoard } from '../../../protocol/area-board.ts';
import { useText, useToday } from '../../app-context.ts';
import { CampaignCard } from '../../commitment/campaign-card.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { CampaignSheet } from './board-campaign-sheet.tsx';
import { isOnItsWay, OwnTag } from './board-own-tag.tsx';
import { useBoardWords } from './in-words.ts';
import { useOwnActs } from './use-own-acts.ts';

type Campaign = NonNullable<AreaBoard['campaign']>;

export function BoardCampaign({ board, fetchedAt }: { board: AreaBoard; fetchedAt: string | undefined }) {
  const t = useText();
  const words = useBoardWords();
  const todayOn = useToday();
  /** a campaign's code, or that another one begins */
  const [open, setOpen] = useState<{ readonly code?: string }>();
  const own = useOwnActs(['campaign.set'], fetchedAt) ?? [];
  const all = new Map<string, Campaign>(
    [...(board.campaign ? [board.campaign] : []), ...(board.coming ?? [])].map((each) => [each.code, each]),
  );
  // newest first, and the newest word counts
  for (const { p } of own.filter(isOnItsWay).toReversed()) all.set(p.campaign, { ...p, code: p.campaign });
  const campaign = campaignOn([...all.values()], todayOn);
  const ahead = campaignsAhead([...all.values()], todayOn);
  const ownTag = (code: string | undefined) => <OwnTag state={own.find(({ p }) => p.campaign === code)?.state} />;
  return (
    <>
      <Section title={t('commitment.campaign')} action={ownTag(campaign?.code)}>
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
              <Button icon="calendar" onPress={() => setOpen({ code: campaign.code })}>
                {t('board.campaign.change')}
              </Button>
            </>
          )}
          <LinkButton href={`/board/targets?area=${board.area}&do=holidays`} icon="calendar">
            {t('board.holidays.open')}
          </LinkButton>
          <Button kind="quiet" icon="plus" onPress={() => setOpen({})}>
            {t('board.campaign.next')}
          </Button>
        </div>
      </Section>
      {ahead.map((coming) => (
        <Section
          key={coming.code}
          title={t('board.campaign.coming', { day: words.day(coming.commitmentFrom, { style: 'long' }) })}
          action={ownTag(coming.code)}
        >
          <CampaignCard campaign={{ ...coming, type: 'campaign' }} />
          <p class="quiet small board-note">{t('board.campaign.coming.why')}</p>
          <div class="board-actions no-print">
            <Button icon="calendar" onPress={() => setOpen({ code: coming.code })}>
              {t('board.campaign.coming.change')}
            </Button>
          </div>
        </Section>
      ))}
      {open !== undefined && (
        <CampaignSheet
          board={board}
          known={open.code === undefined ? undefined : all.get(open.code)}
          before={campaign}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
