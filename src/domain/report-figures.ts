/**
 * The figures of a report out of a group's rows: aggregates, no row of a member. What is frozen at submission is what these give at that
 * moment; typed figures of paper books have the same shape.
 */
import { columnsThrough } from './account-books.ts';
import { countsItsRows, hasBankAccount, membersOf } from './group-figures.ts';
import { foundingDocuments, hasDocument } from './group-summary.ts';
import { loanTotals } from './loan-due.ts';
import type { LoanRow, MonthRow } from './money-row.ts';
import { pledgedInMonth, pledgeInMonth } from './pledge.ts';
import type { MonthFigures, SnapshotOf } from './report-operation.ts';
import type { DayRow, GroupRow, MemberRow, VisitRow } from './row.ts';
import { dayInMonth, monthOf, shiftMonth, type CivilDate, type Month } from './thai-calendar.ts';
import { stepKeys } from './vocabulary.ts';

/** Rows of one group that its reports are made from. */
export interface ReportBooks {
  readonly group: GroupRow;
  readonly members: readonly MemberRow[];
  readonly months: readonly MonthRow[];
  readonly days: readonly DayRow[];
  readonly loans: readonly LoanRow[];
  readonly visits: readonly VisitRow[];
}

type BookFigures = Required<Omit<MonthFigures, 'promisedSatang'>> & Pick<MonthFigures, 'promisedSatang'>;

/** One month as the books have it (domain.md 4.2); what is booked later stands in a later month and in the next report. */
export function monthFigures(books: ReportBooks, month: Month): BookFigures {
  const { group, months, loans, visits } = books;
  const before = columnsThrough(months, shiftMonth(month, -1));
  const through = columnsThrough(months, month);
  const { byKind = {}, paidMembers = 0 } = months.find((row) => row.month === month) ?? {};
  const lastDay = dayInMonth(month, 31);
  const people = countsItsRows(group) ? peopleOf(books.members, month) : undefined;
  const told = membersOf(group);
  const late = loanTotals(loans, lastDay);
  return {
    membersBefore: people?.before ?? told,
    joined: people?.joined ?? 0,
    left: people?.left ?? 0,
    members: people === undefined ? told : people.before + people.joined - people.left,
    paid: paidMembers,
    missed: Math.max(0, (people?.promised ?? 0) - paidMembers),
    // what an old group brought along was there before
    savedBeforeSatang: (before.pledged ?? 0) + (byKind['opening-savings'] ?? 0),
    ...(people !== undefined && { promisedSatang: people.promisedSatang }),
    pledgedSatang: byKind['pledged-savings'] ?? 0,
    specialSatang: byKind['special-savings'] ?? 0,
    withdrawnSatang: byKind['savings-returned'] ?? 0,
    specialWithdrawnSatang: byKind['special-withdrawn'] ?? 0,
    savedSatang: through.pledged ?? 0,
    specialSavedSatang: through.special ?? 0,
    loans: loans.filter((loan) => loan.state === 'running').length,
    loansSatang: through.loans ?? 0,
    repaidSatang: byKind['loan-principal'] ?? 0,
    overdueSatang: late.late,
    cashSatang: through.cash ?? 0,
    bankSatang: through.bank ?? 0,
    attended: visits.some(({ kind, attended, on }) => kind === 'pledge-day' && attended && monthOf(on) === month),
  };
}

function peopleOf(members: readonly MemberRow[], month: Month) {
  let before = 0;
  let joined = 0;
  let left = 0;
  let promised = 0;
  let promisedSatang = 0;
  for (const member of members) {
    const { joinedOn, leftOn, leftReason } = member;
    // entered by mistake or taken back before he was one
    if (joinedOn === undefined || leftReason === 'mistake' || leftReason === 'withdrawn') continue;
    const joinedIn = monthOf(joinedOn);
    const leftIn = leftOn === undefined ? undefined : monthOf(leftOn);
    if (joinedIn < month && (leftIn === undefined || leftIn >= month)) before += 1;
    if (joinedIn === month) joined += 1;
    if (leftIn === month) left += 1;
    const isHere = joinedIn <= month && (leftIn === undefined || leftIn >= month);
    const pledge = isHere ? (pledgeInMonth(member, month) ?? 0) : 0;
    if (pledge > 0) promised += 1;
    promisedSatang += pledge;
  }
  return { before, joined, left, promised, promisedSatang };
}

/** Who and where, and the two names a report may carry: the officer's and the chair's (case 48). */
export function identityOf({ group }: Pick<ReportBooks, 'group'>, officer: string, chair: string | undefined) {
  const { name, village, foundedOn } = group;
  return { group: name, village, officer, ...(foundedOn !== undefined && { foundedOn }), ...(chair !== undefined && { chair }) };
}

function countsOf(group: GroupRow) {
  const { members, committee } = group;
  const { male, female, minors, pending } = members;
  return {
    members: membersOf(group),
    male,
    female,
    minors,
    pendingConsent: pending,
    committee: committee.seats,
  };
}

export function establishmentFigures({ group, days }: ReportBooks, onMonth: Month): SnapshotOf<'establishment-result'> {
  const first = days.toSorted((a, b) => (a.on < b.on ? -1 : 1)).find(({ byKind }) => (byKind['pledged-savings'] ?? 0) > 0);
  return {
    ...countsOf(group),
    villageTypes: [...group.villageTypes],
    ...(group.villageTypeNote !== undefined && { villageTypeNote: group.villageTypeNote }),
    firstPledgesSatang: first?.byKind['pledged-savings'] ?? 0,
    pledgedPerMonthSatang: pledgedInMonth(group, onMonth),
    hasBankAccount: hasBankAccount(group),
    photos: group.photos,
  };
}

const foundingSteps = stepKeys.filter((step) => step.startsWith('1.') || step.startsWith('2.'));

/** The group's first three months, steps 1 and 2, and the papers that are missing (domain.md 4.3). */
export function threeMonthFigures(books: ReportBooks, foundedOn: CivilDate): SnapshotOf<'three-month'> {
  const { group } = books;
  const ofMonth = (month: Month) => {
    const { promisedSatang: _promised, ...figures } = monthFigures(books, month);
    return { month, ...figures };
  };
  const isDone = (step: (typeof foundingSteps)[number]) => ['done', 'not-applicable'].includes(group.steps[step]?.state ?? 'not-started');
  return {
    ...countsOf(group),
    months: [0, 1, 2].map((index) => shiftMonth(monthOf(foundedOn), index)).map(ofMonth),
    stepsDone: foundingSteps.filter(isDone).length,
    stepsAsked: foundingSteps.length,
    documentsMissing: foundingDocuments.filter((document) => !hasDocument(group.documents, document)),
  };
}

/**
 * What stands in the typed form of a paper group at first: the end of the last month is the beginning of this one, nothing else is known. What
 * was declared of a day in the month or after it may hold the month's own money.
 */
export function carriedOver(last: MonthFigures | undefined, { declared }: Pick<GroupRow, 'declared'>, forMonth: Month): MonthFigures {
  const word = declared !== undefined && monthOf(declared.asOf) < forMonth ? declared : undefined;
  const members = last?.members ?? word?.members;
  const saved = last?.savedSatang ?? word?.savedSatang;
  const special = last?.specialSavedSatang;
  return {
    ...(members !== undefined && { membersBefore: members, members }),
    ...(saved !== undefined && { savedBeforeSatang: saved }),
    ...(special !== undefined && { specialSavedSatang: special }),
    ...(last?.loans !== undefined && { loans: last.loans }),
  };
}

/** What the three typed figures make the fourth; `undefined` while one of them is missing. */
export function expectedSaved({ savedBeforeSatang, pledgedSatang, withdrawnSatang = 0 }: MonthFigures): number | undefined {
  return savedBeforeSatang === undefined || pledgedSatang === undefined ? undefined : savedBeforeSatang + pledgedSatang - withdrawnSatang;
}
