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

/** Days on which offices are closed beside Saturdays and Sundays: what a later calendar says of a day counts. */
export function closedDays(
  ...calendars: readonly (readonly { readonly on: CivilDate; readonly isOpen?: boolean | undefined }[])[]
): ReadonlySet<CivilDate> {
  const closed = new Set<CivilDate>();
  for (const { on, isOpen } of calendars.flat())
    if (isOpen === true) closed.delete(on);
    else closed.add(on);
  return closed;
}

/** Those that begin after a day, the next first: entered ahead, and in force from their own first day. */
export function campaignsAhead<Each extends Pick<CampaignRow, 'commitmentFrom' | 'code'>>(
  campaigns: readonly Each[],
  todayOn: CivilDate,
): readonly Each[] {
  const now = campaignOn(campaigns, todayOn);
  return campaigns
    .filter(({ commitmentFrom, code }) => commitmentFrom > todayOn && code !== now?.code)
    .toSorted((a, b) => compareCivilDates(a.commitmentFrom, b.commitmentFrom));
}

/**
 * The one that boards count, reports are due by and commitments are prepared for on a day: of those that have begun the last, until the next
 * begins, so that a campaign can be entered ahead; before the first begins, that one.
 */
export function campaignOn<Each extends Pick<CampaignRow, 'commitmentFrom'>>(
  campaigns: readonly Each[],
  todayOn: CivilDate,
): Each | undefined {
  const inOrder = campaigns.toSorted((a, b) => compareCivilDates(a.commitmentFrom, b.commitmentFrom));
  return inOrder.findLast(({ commitmentFrom }) => commitmentFrom <= todayOn) ?? inOrder[0];
}
