/** Notices and reports of a demonstration group: the figures the office has that day, frozen; never a member. */
import type { PayloadOf } from '../../domain/operation.ts';
import { pledgedInMonth } from '../../domain/pledge.ts';
import type { DayRow, GroupRow } from '../../domain/row.ts';
import { monthOf } from '../../domain/thai-calendar.ts';
import type { DemoGroup } from './demo-steps.ts';

export async function submitNotice(group: DemoGroup, on: string): Promise<void> {
  const row = await sentRow(group);
  const day = await group.phone.row<DayRow>(group.g, `day:${row.foundedOn ?? on}`);
  submit(group, 'founding-notice', on, {
    ...figuresOf(row, on),
    vote: row.vote && { present: row.vote.present, for: row.vote.for, against: row.vote.against, abstain: row.vote.abstain },
    committee: row.committee.seats,
    pledgeDay: row.pledgeDay,
    entryFeeSatang: row.bylaws?.entryFee,
    firstMoney: {
      feesSatang: day.byKind['entry-fee'] ?? 0,
      pledgesSatang: day.byKind['pledged-savings'] ?? 0,
      cashSatang: day.cash,
      payers: day.payers,
    },
    photos: row.photos,
    bankRequested: true,
  });
  await group.phone.send();
}

export async function submitEstablishment(group: DemoGroup, on: string): Promise<void> {
  const row = await sentRow(group);
  submit(group, 'establishment-result', on, {
    ...figuresOf(row, on),
    firstPledgesSatang: row.money.byKind['pledged-savings'] ?? 0,
    photos: row.photos,
  });
  await group.phone.send();
}

export async function submitThreeMonths(group: DemoGroup, on: string): Promise<void> {
  const row = await sentRow(group);
  submit(group, 'three-month', on, {
    ...figuresOf(row, on),
    receivedSatang: row.money.byKind,
    cashSatang: row.money.cash,
    bankSatang: row.money.bank,
    entries: row.money.entries,
    byCommittee: row.money.byCommittee,
    countedOn: row.money.countedOn,
    meetings: row.meetings.held,
    visits: row.visits.count,
  });
  await group.phone.send();
}

async function sentRow({ g, phone }: DemoGroup): Promise<GroupRow> {
  await phone.send();
  return phone.row<GroupRow>(g, 'group');
}

function figuresOf(group: GroupRow, on: string): PayloadOf<'report.submit'>['snapshot'] {
  const { name, village, villageTypes, foundedOn, members } = group;
  const { accepted, male, female, minors, pending } = members;
  return {
    group: name,
    village,
    villageTypes,
    foundedOn,
    members: accepted,
    male,
    female,
    minors,
    pendingConsent: pending,
    pledgedPerMonthSatang: pledgedInMonth(group, monthOf(on)),
  };
}

function submit(
  { g, phone }: DemoGroup,
  kind: PayloadOf<'report.submit'>['kind'],
  on: string,
  snapshot: PayloadOf<'report.submit'>['snapshot'],
): void {
  const told = Object.fromEntries(Object.entries(snapshot).filter(([, value]) => value !== undefined));
  phone.act(g, 'report.submit', on, { report: phone.id(), kind, version: 1, snapshot: told }, undefined, 15);
}
