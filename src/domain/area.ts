/** An area's stream (`campaign.set`, `target.set`, `holiday.set`): what the office asks for, and on which days it is closed. */
import type { KindFolds } from './folding.ts';
import type { CampaignRow } from './row.ts';
import { compareCivilDates } from './thai-calendar.ts';

export const areaFolds: KindFolds<'campaign.set' | 'target.set' | 'holiday.set'> = {
  'campaign.set': {
    withoutGroup: true,
    touches: ({ p }) => [`campaign:${p.campaign}`],
    fold({ p }, bench) {
      const { campaign: code, ...campaign } = p;
      bench.put(`campaign:${code}`, { ...campaign, type: 'campaign', code });
    },
  },
  'target.set': {
    withoutGroup: true,
    touches: ({ p }) => [`target:${p.district}`],
    fold({ p }, bench) {
      bench.put(`target:${p.district}`, { ...p, type: 'target' });
    },
  },
  'holiday.set': {
    withoutGroup: true,
    touches: () => ['holidays'],
    fold({ p }, bench) {
      const before = bench.get<'holidays'>('holidays')?.days ?? [];
      const others = before.filter((day) => !p.days.some((each) => each.on === day.on));
      bench.put('holidays', { type: 'holidays', days: [...others, ...p.days].toSorted((a, b) => compareCivilDates(a.on, b.on)) });
    },
  },
};

/** The one whose results a board counts and whose commitments are prepared: of several, the one that began last. */
export function latestCampaign(campaigns: readonly CampaignRow[]): CampaignRow | undefined {
  return campaigns.toSorted((a, b) => compareCivilDates(b.commitmentFrom, a.commitmentFrom))[0];
}
