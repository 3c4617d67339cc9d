/** What a campaign rests on and its four days, which the letter does not reconcile and the app therefore never mixes. */
import type { CampaignRow } from '../../domain/row.ts';
import { useText } from '../app-context.ts';
import { Card } from '../parts/card.tsx';
import { useWords } from '../words/use-words.ts';
import '../style/screens/commitment.css';

export function CampaignCard({ campaign }: { campaign: CampaignRow }) {
  const t = useText();
  const words = useWords();
  const day = (on: string) => words.day(on, { style: 'long' });
  const days = [
    ['due', day(campaign.dueOn)],
    ['first', day(campaign.firstReportOn)],
    ['final', day(campaign.finalReportOn)],
    ['commitment', t('commitment.days.from-to', { from: day(campaign.commitmentFrom), to: day(campaign.commitmentTo) })],
  ] as const;
  return (
    <Card>
      <h3>{campaign.name}</h3>
      <p>{t('commitment.per-officer', { n: campaign.targetPerOfficer })}</p>
      <dl class="commitment-days">
        {days.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`commitment.days.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {campaign.letters !== undefined && campaign.letters.length > 0 && (
        <ul class="commitment-letters quiet small">
          {campaign.letters.map(({ number, datedOn, subject }) => (
            <li key={number}>
              {t('commitment.letter', { number, day: day(datedOn) })}
              {subject !== undefined && ` ${subject}`}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
