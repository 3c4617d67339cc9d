/** What the offices of the demonstration did with people and reports: commitments in every state, reports accepted level by level, one returned. */
import { phayaoCampaign2565 } from '../../content/campaign.ts';
import { guidelinePage } from '../../domain/commitment.ts';
import type { ReportKind, ReportLevel } from '../../domain/report-operation.ts';
import type { ReportRow } from '../../domain/report-row.ts';
import type { GroupRow } from '../../domain/row.ts';
import { addDays } from '../../domain/thai-calendar.ts';
import { areaStreamId } from '../ids.ts';
import { inboxOf } from '../invitation.ts';
import type { Office } from '../office.ts';
import type { DemoPhone, DemoOfficer } from './demo-phone.ts';
import story from './story.json' with { type: 'json' };

const { issuerPositions, acceptorPositions } = phayaoCampaign2565.commitment;
const [, chiefPosition = ''] = issuerPositions;
const [officerPosition = ''] = acceptorPositions;

/** who has signed, by place in the team: the first one's own phone still has to */
const signedBy = [['issuer'], ['issuer', 'acceptor'], ['acceptor'], [], undefined] as const;

export interface Team {
  readonly district: string;
  readonly team: readonly DemoOfficer[];
  readonly chief: { readonly user: string; readonly name: string; readonly phone: DemoPhone };
  readonly campaign: string;
  readonly from: string;
  readonly to: string;
}

export async function commit(
  office: Office,
  { district, team, chief, campaign, from, to }: Team,
  phoneOf: (officer: DemoOfficer) => DemoPhone,
): Promise<void> {
  const g = areaStreamId(district);
  for (const [place, officer] of team.entries()) {
    const signed = signedBy[place % signedBy.length];
    if (signed === undefined) continue;
    const commitment = chief.phone.id();
    const issuer = {
      user: chief.user,
      position: `${chiefPosition}${phayaoCampaign2565.targets.find((each) => each.district === district)?.name ?? ''}`,
    };
    const p = {
      commitment,
      campaign,
      issuer,
      acceptor: { user: officer.user, position: officerPosition },
      target: 1,
      villageTypes: [],
      from,
      to,
    };
    chief.phone.act(g, 'commitment.prepare', from, p, { issuer: chief.name, acceptor: officer.name });
    const sign = (phone: DemoPhone, side: 'issuer' | 'acceptor') =>
      phone.act(g, 'commitment.sign', addDays(from, 3), { commitment, side, how: 'screen', signedOn: addDays(from, 3) });
    if ((signed as readonly string[]).includes('issuer')) sign(chief.phone, 'issuer');
    await chief.phone.send();
    if (!(signed as readonly string[]).includes('acceptor')) continue;
    const phone = phoneOf(officer);
    const inbox = await office.store.read((tables) => inboxOf(tables, officer.user));
    phone.act(inbox, 'guide.read', addDays(from, 2), { page: guidelinePage });
    sign(phone, 'acceptor');
    await phone.send();
  }
}

/** One level's word to the newest version of a group's report. */
export async function review(
  phone: DemoPhone,
  g: string,
  kind: ReportKind,
  level: ReportLevel,
  said: { readonly on: string; readonly remark?: string },
): Promise<void> {
  const { reports } = await phone.row<GroupRow>(g, 'group');
  const filed = reports[kind];
  if (filed === undefined) return;
  const { versions } = await phone.row<ReportRow>(g, `report:${filed.report}`);
  const decision = said.remark === undefined ? 'accepted' : 'returned';
  const saw = versions.at(-1)?.op ?? '';
  const remark = said.remark === undefined ? {} : { remark: said.remark };
  phone.act(g, 'report.review', said.on, { report: filed.report, saw, level, decision, ...remark }, undefined, 16);
  await phone.send();
}

/** Of a district's establishment results the newest still waits, the one before was returned, the others went on to the province. */
export async function reviewDistrict(phone: DemoPhone, groups: readonly string[], today: string): Promise<void> {
  for (const [index, g] of groups.slice(0, -1).entries()) {
    const isReturned = index === groups.length - 2;
    await review(phone, g, 'establishment-result', 'district', {
      on: addDays(today, -3),
      ...(isReturned && { remark: story.campaign.returned }),
    });
  }
}
