/** What a province asks of its districts and which of their officers have founded a group: one count for the boards and the exported file. */
import { campaignOn, campaignsAhead } from '../domain/area.ts';
import type { CampaignRow, TargetRow } from '../domain/row.ts';
import { monthOf } from '../domain/thai-calendar.ts';
import { isInForce } from './access.ts';
import { areaStreamId } from './ids.ts';
import type { GrantRecord, Tables } from './store/store.ts';

/** the field's roles; a committee keeps one group's books and is nobody's officer */
export const officerRoles: readonly string[] = ['field-officer', 'volunteer'];

/** From the province's own stream. */
export interface Plan {
  readonly campaign: CampaignRow | undefined;
  /** entered ahead */
  readonly coming: readonly CampaignRow[];
  readonly targets: readonly TargetRow[];
  /** results count from this month on */
  readonly from: string;
}

export async function planOf(tables: Tables, province: string, today: string): Promise<Plan> {
  const stream = areaStreamId(province);
  const rowsOf = async <Row>(prefix: string) => (await tables.rows.list(stream, prefix)).map(({ body }) => JSON.parse(body) as Row);
  const all = await rowsOf<CampaignRow>('campaign');
  const campaign = campaignOn(all, today);
  // a district is read because it lies in the province the viewer was let into, not because a row names it
  const targets = (await rowsOf<TargetRow>('target')).filter(({ district }) => district.startsWith(province));
  return { campaign, coming: campaignsAhead(all, today), targets, from: campaign === undefined ? '' : monthOf(campaign.commitmentFrom) };
}

/** Users who work in a district today, and under a province's code those who work in all of it. */
export type Teams = ReadonlyMap<string, ReadonlySet<string>>;

export function teamsOf(grants: readonly GrantRecord[], today: string): Teams {
  const teams = new Map<string, Set<string>>();
  for (const grant of grants) {
    if (!officerRoles.includes(grant.role) || !isInForce(grant, today)) continue;
    for (const area of grant.areas) teams.set(area.slice(0, 4), (teams.get(area.slice(0, 4)) ?? new Set()).add(grant.user));
  }
  return teams;
}

export interface Coverage {
  /** officers of the district who founded a group there that counts since the campaign began */
  readonly covered: number;
  /** officers of the district who founded none in the whole province */
  readonly idle: number;
}

/** By district. Who has left covers nobody; who came beside the others and founded a group covers no colleague without one (case 43). */
export async function coverageIn(tables: Tables, { from }: Plan, teams: Teams, area: string): Promise<ReadonlyMap<string, Coverage>> {
  const province = area.slice(0, 2);
  const results = await tables.figures.sumByOfficer(province, 'reported', from);
  const founders = new Set(results.map(({ officer }) => officer));
  const worksIn = (district: string, user: string) => [district, province].some((each) => teams.get(each)?.has(user) === true);
  const districts = [...teams.keys(), ...results.map((result) => result.area)].filter((code) => code.length === 4 && code.startsWith(area));
  return new Map(
    districts.map((district) => [
      district,
      {
        covered: results.filter((result) => result.area === district && worksIn(district, result.officer)).length,
        idle: [...(teams.get(district) ?? [])].filter((user) => !founders.has(user)).length,
      },
    ]),
  );
}

export const nobody: Coverage = { covered: 0, idle: 0 };
