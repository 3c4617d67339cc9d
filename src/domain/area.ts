/** An area's stream (`campaign.set`, `target.set`, `holiday.set`): what the office asks for, and on which days it is closed. */
import type { KindFolds } from './folding.ts';
import type { CampaignRow } from './row.ts';
import { compareCivilDates, type CivilDate } from './thai-calendar.ts';

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

/**
 * The one that boards count, reports are due by and commitments are prepared for on a day: of those that have begun the last, until the next
 * begins, so that a campaign can be entered ahead; before the first begins, that one.
 */
export function campaignOn(campaigns: readonly CampaignRow[], todayOn: CivilDate): CampaignRow | undefined {
  const inOrder = campaigns.toSorted((a, b) => compareCivilDates(a.commitmentFrom, b.commitmentFrom));
  return inOrder.findLast(({ commitmentFrom }) => commitmentFrom <= todayOn) ?? inOrder[0];
}
