/** Writes the demonstration: people, and a dozen groups at every stage, all through the door a phone uses. */
import { addDays, addMonths, civilDateInThailand } from '../../domain/thai-calendar.ts';
import type { VillageType } from '../../domain/vocabulary.ts';
import type { Office } from '../office.ts';
import { advise, closeDay, collect, toBank, visit } from './demo-books.ts';
import { beginCampaign, foundInCampaign, sendUp, workAsChiefs } from './demo-campaign.ts';
import { DemoLending } from './demo-lending.ts';
import { addDemoPeople, type DemoPeople } from './demo-people.ts';
import { DemoPhone, type DemoClock, type DemoOfficer } from './demo-phone.ts';
import { phonesReport } from './demo-silence.ts';
import { photograph } from './demo-photos.ts';
import { submitEstablishment, submitNotice, submitThreeMonths } from './demo-reports.ts';
import { found, persuade, prepare, settle, survey, texts, vote, type DemoGroup } from './demo-steps.ts';
import story from './story.json' with { type: 'json' };

export interface Demo extends DemoPeople {
  /** the field officer whose invitation is printed */
  readonly officer: DemoOfficer;
  readonly groupByKey: ReadonlyMap<string, string>;
}

type Place = (typeof story.groups)[number];
type Village = Omit<Place, 'key' | 'district'>;

/** @param today last day of the demonstration, civil date in Thailand */
export async function seedDemo(office: Office, clock: DemoClock, today: string): Promise<Demo> {
  const began = addMonths(today, -30);
  clock.nowMs = Date.parse(`${began}T08:00:00+07:00`);
  const people = await addDemoPeople(office, civilDateInThailand(clock.nowMs));
  const campaign = await beginCampaign(office, today);
  const phones = new Map<string, DemoPhone>();
  const officerOf = (district: string, tambon: string): DemoOfficer => {
    const officer = people.officersByDistrict.get(district)?.find(({ areas }) => areas.includes(tambon));
    if (!officer) throw new Error(`nobody works in ${tambon}`);
    return officer;
  };
  const phoneOf = (officer: DemoOfficer): DemoPhone => {
    const phone = phones.get(officer.user) ?? new DemoPhone(office, clock, officer);
    phones.set(officer.user, phone);
    return phone;
  };
  const groupByKey = new Map<string, string>();
  for (const place of story.groups) {
    const phone = phoneOf(officerOf(place.district, place.tambon));
    const group: DemoGroup = { g: phone.id(), phone };
    await stories[place.key as StoryKey](group, place, today);
    await phone.send();
    groupByKey.set(place.key, group.g);
  }
  const groups = new Map(await foundInCampaign(people, phoneOf, today));
  const keyed = (key: StoryKey): string => groupByKey.get(key) ?? '';
  groups.set('5607', [keyed('mature'), keyed('founded-today')]);
  await workAsChiefs(office, clock, people, { campaign, today, groups, phoneOf });
  await sendUp(office, clock, people, keyed('mature'), today);
  const first = story.groups[0];
  if (!first) throw new Error('a story');
  const { district } = first;
  const officer = officerOf(district, first.tambon);
  await helpOutside(phoneOf(officerOf(district, leadersTambon)), today);
  await phonesReport(
    office,
    people,
    officer,
    (user) => phones.get(user)?.photosLeft ?? 0,
    Math.min(Date.now(), Date.parse(`${today}T23:00:00+07:00`)),
  );
  return { ...people, officer, groupByKey };
}

/** tambon of the story `leaders-convinced`, whose officer also helps where he has no right */
const leadersTambon = '560703';

/** A group that somebody began outside the own tambons: kept, not counted, and the chief decides. */
async function helpOutside(phone: DemoPhone, today: string): Promise<void> {
  create({ g: phone.id(), phone }, story.outside, addDays(today, -1));
  await phone.send('held');
}

type StoryKey =
  | 'mature' | 'founded-today' | 'surveying' | 'declared' | 'leaders-convinced' | 'not-now' | 'vote-failed' | 'resolved' | 'three-months'
  | 'dormant' | 'interest' | 'one-year'; // prettier-ignore

const stories: Readonly<Record<StoryKey, (group: DemoGroup, place: Place, today: string) => Promise<void> | void>> = {
  mature: (group, place, today) => grow(group, place, addMonths(`${today.slice(0, 7)}-05`, -24), 268, today),
  'one-year': (group, place, today) => grow(group, place, addMonths(`${today.slice(0, 7)}-05`, -12), 44, today),
  'three-months': (group, place, today) => grow(group, place, addMonths(today, -3), 31, today),
  dormant: async (group, place, today) => {
    await grow(group, place, addMonths(`${today.slice(0, 7)}-05`, -15), 26, addMonths(today, -8));
    const on = addMonths(today, -7);
    group.phone.act(group.g, 'group.stage', on, {
      stage: 'dormant',
      reason: texts.dormant,
      decidedBy: 'members',
      on,
      reviewOn: addMonths(today, 2),
    });
  },
  'founded-today': async (group, place, today) => {
    create(group, place, addMonths(today, -3));
    survey(group, addMonths(today, -3));
    persuade(group, addMonths(today, -2), 'yes');
    prepare(group, addDays(today, -30));
    const meeting = vote(group, today, { for: 46, against: 5, abstain: 9 });
    const members = found(group, { on: today, meeting, count: 48, pending: 2, pledgeOf: firstPledge });
    closeDay(group, today, collect(group, members, { on: today, index: 0, withFees: true }));
    await photograph(group, 'meeting', today, { kind: 'meeting', id: meeting });
    await photograph(group, 'collection', today, { kind: 'group' }, 'thumb');
    await submitNotice(group, today);
  },
  surveying: (group, place, today) => {
    create(group, place, addDays(today, -12));
    survey(group, addDays(today, -11));
  },
  declared: ({ g, phone }, place, today) => {
    const on = addMonths(today, -2);
    const declared = { foundedOn: '2009-03-06', members: 160, savedSatang: 204_800_000, asOf: addDays(on, -20) };
    phone.act(g, 'group.create', on, { ...profile(place), source: 'declared', declared });
  },
  'leaders-convinced': (group, place, today) => {
    create(group, place, addMonths(today, -2));
    survey(group, addMonths(today, -2));
    persuade(group, addDays(today, -25), 'yes');
    advise(group, addDays(today, -6));
  },
  'not-now': (group, place, today) => {
    create(group, place, addMonths(today, -4));
    survey(group, addMonths(today, -4));
    persuade(group, addMonths(today, -3), 'later');
    const on = addMonths(today, -2);
    group.phone.act(group.g, 'group.stage', on, {
      stage: 'not-now',
      reason: texts.notNow,
      decidedBy: 'leaders',
      on,
      reviewOn: addDays(today, 20),
    });
  },
  'vote-failed': (group, place, today) => {
    walk(group, place, addMonths(today, -4));
    vote(group, addDays(today, -18), { for: 18, against: 25, abstain: 17 });
  },
  resolved: async (group, place, today) => {
    walk(group, place, addMonths(today, -4));
    const on = addDays(today, -5);
    const meeting = vote(group, on, { for: 41, against: 3, abstain: 6 });
    await photograph(group, 'meeting', on, { kind: 'meeting', id: meeting });
  },
  interest: async (group, place, today) => {
    walk(group, place, addMonths(today, -3));
    advise(group, addDays(today, -12));
    await photograph(group, 'village-hall', addDays(today, -12), { kind: 'step', step: '1.3' }, 'thumb');
  },
};

/** Founded on a day, then a pledge day each month on the 5th until `until`. */
async function grow(group: DemoGroup, place: Place, foundedOn: string, memberCount: number, until: string): Promise<void> {
  walk(group, place, addMonths(foundedOn, -4));
  const meeting = vote(group, foundedOn, { for: memberCount + 10, against: 2, abstain: 4 });
  const members = found(group, { on: foundedOn, meeting, count: memberCount });
  const first = collect(group, members, { on: foundedOn, index: 0, withFees: true });
  closeDay(group, foundedOn, first);
  toBank(group, addDays(foundedOn, 1), first);
  await photograph(group, 'meeting', foundedOn, { kind: 'meeting', id: meeting });
  settle(group, addDays(foundedOn, 2));
  await submitNotice(group, addDays(foundedOn, 2));
  await submitEstablishment(group, addDays(foundedOn, 3));
  const lending = new DemoLending(group, members, foundedOn);
  let openSince = foundedOn;
  for (let index = 1; ; index++) {
    const on = `${addMonths(foundedOn, index).slice(0, 7)}-05`;
    if (on > until) break;
    const pledges = collect(group, members, { on, index, withFees: false });
    const cash = pledges + lending.onPledgeDay(on, index);
    closeDay(group, on, cash);
    toBank(group, addDays(on, 1), cash);
    visit(group, on, members.length, cash);
    lending.closeMonth(addDays(on, 2));
    const meetingOn = `${on.slice(0, 4)}-01-20`;
    if (on.slice(5, 7) === '01' && meetingOn <= until) {
      await lending.closeYear(meetingOn, openSince);
      openSince = `${on.slice(0, 4)}-01-01`;
    }
    if (index === 1) await photograph(group, 'collection', on, { kind: 'group' });
    await group.phone.send();
    const reportOn = addMonths(foundedOn, 3);
    if (index === 3 && reportOn < until) await submitThreeMonths(group, reportOn > on ? reportOn : addDays(on, 2));
  }
}

/** 48 of them make 4,500 baht, with the entry fees 5,460 */
function firstPledge(index: number): number {
  if (index % 12 === 5) return 20_000;
  return [0, 3, 6, 10, 14, 18, 21].includes(index % 24) ? 5_000 : 10_000;
}

function walk(group: DemoGroup, place: Place, on: string): void {
  create(group, place, on);
  survey(group, addDays(on, 1));
  persuade(group, addDays(on, 14), 'yes');
  prepare(group, addDays(on, 45));
}

function create({ g, phone }: DemoGroup, place: Village, on: string): void {
  phone.act(g, 'group.create', on, { ...profile(place), source: 'ledger' });
}

function profile(place: Village) {
  const villageTypes = place.types as VillageType[];
  const note = 'typeNote' in place && place.typeNote !== undefined ? { villageTypeNote: place.typeNote } : {};
  return { name: place.name, village: { tambon: place.tambon, moo: place.moo, name: place.village }, villageTypes, ...note };
}
