/** The campaign that runs in the demonstration: its dates and targets, small groups founded for it, and what the districts' chiefs noted. */
import { phayaoCampaign2565 } from '../../content/campaign.ts';
import type { GroupRow } from '../../domain/row.ts';
import { addDays, addMonths, fiscalYearBE } from '../../domain/thai-calendar.ts';
import { writeAsOffice, type OwnOperation } from '../author.ts';
import { areaStreamId, notesAreaOf } from '../ids.ts';
import type { Office } from '../office.ts';
import { advise, closeDay, collect, visit } from './demo-books.ts';
import { commit, review, reviewDistrict } from './demo-office.ts';
import { addDemoDevice, type DemoPeople } from './demo-people.ts';
import { DemoPhone, type DemoClock, type DemoOfficer } from './demo-phone.ts';
import { submitEstablishment } from './demo-reports.ts';
import { found, persuade, prepare, survey, texts, vote, type DemoGroup } from './demo-steps.ts';
import story from './story.json' with { type: 'json' };

const { province, targets, name } = phayaoCampaign2565;
const monthsSinceBegin = 8;
const { villages, prefix, remark, hall, branch, contact, notes, result } = story.campaign;

export interface DemoCampaign {
  readonly campaign: string;
  /** first and last day of its commitments */
  readonly from: string;
  readonly to: string;
}

/** Eight months old, with two to go; one district has an officer more than the letter's table, and a remark. */
export async function beginCampaign(office: Office, today: string): Promise<DemoCampaign> {
  const g = areaStreamId(province);
  const from = `${addMonths(today, -monthsSinceBegin).slice(0, 7)}-01`;
  const campaign = `demo-${fiscalYearBE(today)}`;
  const dueOn = addDays(`${addMonths(today, 3).slice(0, 7)}-01`, -1);
  const dates = { dueOn, firstReportOn: addDays(addMonths(from, 2), 4), finalReportOn: addMonths(dueOn, 2), commitmentFrom: from };
  const set: OwnOperation[] = [
    { g, k: 'campaign.set', p: { campaign, name, targetPerOfficer: 1, ...dates, commitmentTo: addMonths(dueOn, 3) } },
    ...targets.map(({ district, officers, groups }): OwnOperation => ({
      g,
      k: 'target.set',
      p: { campaign, district, officers, groups, ...(district === '5605' && { remark }) },
    })),
  ];
  await office.store.write((tables) => writeAsOffice(tables, office, set));
  return { campaign, from, to: addMonths(dueOn, 3) };
}

/** Groups by place in a district's team: what each founded, the last number counts months ago; nobody is meant to come out on top. */
const plan: Readonly<Record<string, readonly (readonly number[])[]>> = {
  '5601': [[6], [5], [4], [3], [7, 4, 2], [1], []],
  '5603': [[7], [6], [2], [4], [3]],
  '5602': [[5], [3], [], [1]],
  '5608': [[6], [4], [2]],
  '5606': [[3], [], [1], []],
  '5609': [[5], [2]],
  '5605': [[6], [4], [], [3], [1], [], []],
  '5604': [[2], []],
};

/** @returns the groups by district, in the order they were written */
export async function foundInCampaign(
  people: DemoPeople,
  phoneOf: (officer: DemoOfficer) => DemoPhone,
  today: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const byDistrict = new Map<string, string[]>();
  let count = 0;
  for (const [district, team] of people.officersByDistrict)
    for (const [place, officer] of team.entries())
      for (const monthsAgo of plan[district]?.[place] ?? []) {
        const phone = phoneOf(officer);
        const group: DemoGroup = { g: phone.id(), phone };
        const foundedOn = addDays(addMonths(today, -monthsAgo), -(count % 9));
        await foundSmall(group, officer, { count: count++, foundedOn, today });
        byDistrict.set(district, [...(byDistrict.get(district) ?? []), group.g]);
      }
  return byDistrict;
}

interface Small {
  readonly count: number;
  readonly foundedOn: string;
  readonly today: string;
}

async function foundSmall(group: DemoGroup, officer: DemoOfficer, { count, foundedOn, today }: Small): Promise<void> {
  const { g, phone } = group;
  const village = villages[count % villages.length] ?? '';
  const began = addMonths(foundedOn, -2);
  const place = { tambon: officer.areas[count % officer.areas.length] ?? '', moo: 1 + ((count * 5) % 14), name: village };
  phone.act(g, 'group.create', began, { name: `${prefix}${village}`, village: place, villageTypes: ['sufficiency-economy'], source: 'ledger' });
  survey(group, began);
  persuade(group, addDays(began, 6), 'yes');
  prepare(group, addDays(began, 20));
  const size = 12 + ((count * 7) % 17);
  const meeting = vote(group, foundedOn, { for: size + 8, against: 1, abstain: count % 4 });
  const members = found(group, { on: foundedOn, meeting, count: size });
  closeDay(group, foundedOn, collect(group, members, { on: foundedOn, index: 0, withFees: true }));
  for (let index = 1; ; index++) {
    const on = `${addMonths(foundedOn, index).slice(0, 7)}-05`;
    if (on > today) break;
    const cash = collect(group, members, { on, index, withFees: false });
    closeDay(group, on, cash);
    if (count % 3 > 0) visit(group, on, members.length, cash);
  }
  await phone.send();
  // a few are founded and their result is still to be reported
  if (count % 8 !== 5) await submitEstablishment(group, addDays(foundedOn, 4) > today ? today : addDays(foundedOn, 4));
  if (count % 5 === 0) advise(group, addDays(today, -(count % 6)));
  await phone.send();
} // prettier-ignore

/** how far the account of the first groups of a district is */
const bankStates = [['requested', 'contacted', 'opened'], ['requested', 'contacted'], ['requested']] as const;
const announced: Readonly<Record<string, number>> = { '5601': 8, '5603': 7, '5602': 8, '5608': 6, '5605': 7, '5607': 7, '5609': 5 };

export interface DemoWork {
  readonly campaign: DemoCampaign;
  readonly today: string;
  /** by district: reports to look at, and accounts to talk to a bank about */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly phoneOf: (officer: DemoOfficer) => DemoPhone;
}

export async function workAsChiefs(office: Office, clock: DemoClock, people: DemoPeople, work: DemoWork): Promise<void> {
  const { campaign, today, groups, phoneOf } = work;
  for (const [district, chief] of people.chiefByDistrict) {
    const monthsAgo = announced[district];
    if (monthsAgo === undefined) continue;
    const device = await office.store.write((tables) => addDemoDevice(tables, office, { user: chief, name: '', areas: [district] }));
    const phone = new DemoPhone(office, clock, device);
    const name = (await office.store.read((tables) => tables.people.find(chief)))?.name ?? '';
    const stream = areaStreamId(district);
    const notebook = areaStreamId(notesAreaOf(district));
    const on = addDays(addMonths(today, -monthsAgo), 6);
    phone.act(stream, 'agenda.announce', on, { announcement: phone.id(), district, on, place: hall });
    const team = people.officersByDistrict.get(district) ?? [];
    for (const [index, text] of notes.entries()) {
      const officer = team[index]?.user;
      const seenOn = addDays(today, -40 + index * 15);
      const note = { note: phone.id(), district, on: seenOn, text, ...(officer !== undefined && { officer }), followUpOn: addDays(seenOn, 21) };
      phone.act(notebook, 'supervision.note', seenOn, note);
      if (index === 0) phone.act(notebook, 'supervision.note', addDays(seenOn, 20), { ...note, followedUpOn: addDays(seenOn, 20), result });
    }
    for (const [index, g] of (groups.get(district) ?? []).slice(0, bankStates.length).entries()) {
      const { foundedOn = today } = await phone.row<GroupRow>(g, 'group');
      for (const [step, state] of bankStates[index]?.entries() ?? []) {
        const planned = addDays(today, step * 4 - 12);
        // a group of today was only asked for
        if (step > 0 && planned <= foundedOn) continue;
        const day = planned > foundedOn ? planned : foundedOn;
        const where = state === 'requested' ? {} : { branch };
        phone.act(g, 'bank.liaise', day, { state, on: day, bank: texts.bank, ...where }, state === 'contacted' ? { contact } : {});
      }
    }
    await phone.send();
    await commit(office, { district, team, chief: { user: chief, name, phone }, ...campaign }, phoneOf);
    await reviewDistrict(phone, groups.get(district) ?? [], today);
  }
} // prettier-ignore

/** A group's three-month report goes up to the department, which has not looked at it yet. */
export async function sendUp(office: Office, clock: DemoClock, people: DemoPeople, g: string, today: string): Promise<void> {
  const levels = [['district', people.chiefByDistrict.get('5607') ?? '', '5607'], ['province', people.province, province]] as const;
  for (const [index, [level, user, area]] of levels.entries()) {
    const device = await office.store.write((tables) => addDemoDevice(tables, office, { user, name: '', areas: [area] }));
    await review(new DemoPhone(office, clock, device), g, 'three-month', level, { on: addDays(today, index - 2) });
  }
} // prettier-ignore
