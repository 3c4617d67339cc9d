/** Rows of groups and of their months. */
import { pledgedAndPayersIn } from '../../domain/area-summary.ts';
import { isSettled, membersOf, receivedOf, savedOf } from '../../domain/group-figures.ts';
import { lifeCycleOn } from '../../domain/life-cycle.ts';
import type { MonthRow } from '../../domain/money-row.ts';
import { pledgedInMonth } from '../../domain/pledge.ts';
import type { MonthFigures } from '../../domain/report-operation.ts';
import type { ReportRow } from '../../domain/report-row.ts';
import type { GroupRow } from '../../domain/row.ts';
import { civilDateInThailand, monthOf, shiftMonth } from '../../domain/thai-calendar.ts';
import { stepKeys, type EntryKind } from '../../domain/vocabulary.ts';
import type { ExportRowOf } from '../../protocol/export.ts';
import type { Office } from '../office.ts';
import { groupsWithoutOfficer } from '../responsible.ts';
import type { StreamRecord, Tables } from '../store/store.ts';
import { eachGroup, identityOf, namesFor, villageOf, type ExportQuestion } from './read-groups.ts';

export async function* groupRows(office: Office, question: ExportQuestion): AsyncGenerator<ExportRowOf<'groups'>> {
  const nameByUser = await namesFor(office);
  yield* eachGroup(office, question, async (tables, read) => {
    const { stream, group, seesNames } = read;
    const hasName = seesNames && (await groupsWithoutOfficer(tables, [stream], office.clock())).size === 0;
    const { members, money, meetings, visits } = group;
    const settledIn = (step: 1 | 2 | 3) => stepKeys.filter((key) => key.startsWith(`${step}.`) && isSettled(group, key)).length;
    const row: ExportRowOf<'groups'> = {
      ...identityOf(read),
      ...villageOf(group),
      villageTypes: [...group.villageTypes],
      source: group.source,
      lifeCycle: lifeCycleOn(group, question.today),
      officer: hasName ? nameByUser.get(stream.owner) : undefined,
      foundedOn: group.foundedOn,
      step1: settledIn(1),
      step2: settledIn(2),
      step3: settledIn(3),
      members: membersOf(group),
      male: members.male,
      female: members.female,
      minors: members.minors,
      pendingConsent: members.pending,
      pledgedPerMonthSatang: pledgedInMonth(group, monthOf(question.today)),
      savedSatang: savedOf(group),
      specialSavedSatang: money.columns.special ?? 0,
      receivedSatang: receivedOf(group),
      cashSatang: money.cash,
      bankSatang: money.bank,
      loans: money.loansRunning,
      loansSatang: money.columns.loans ?? 0,
      entries: money.entries,
      byCommittee: money.byCommittee,
      meetings: meetings.held,
      lastMeetingOn: meetings.lastOn,
      visits: visits.count,
      lastVisitOn: visits.lastOn,
      closedThrough: money.closedThrough,
      receivedOn: civilDateInThailand(stream.receivedAt),
    };
    return [row];
  });
}

/** Months without a line are there too, with what was carried through them; an old paper group has those that were told of it. */
export async function* monthRows(office: Office, question: ExportQuestion): AsyncGenerator<ExportRowOf<'months'>> {
  yield* eachGroup(office, question, async (tables, read) => {
    const months = (await tables.rows.list(read.stream.id, 'month')).map(({ body }) => JSON.parse(body) as MonthRow);
    const told = read.group.source === 'declared' ? await toldMonths(tables, read.stream) : new Map<string, MonthFigures>();
    const course = courseOf(read.group, months, told, question.to);
    const { closedThrough } = read.group.money;
    const identity = identityOf(read);
    return course
      .filter(({ month }) => month >= question.from)
      .map(({ month, source, found, figures, balance }): ExportRowOf<'months'> => {
        const sum = (kind: EntryKind) => found?.byKind[kind] ?? 0;
        // told and entered too is the same money, whichever came first
        const larger = (kind: EntryKind, told: number | undefined) => Math.max(sum(kind), told ?? 0);
        const { pledgedSatang, payers } = found === undefined ? { pledgedSatang: 0, payers: 0 } : pledgedAndPayersIn(found);
        return {
          ...identity,
          month,
          source,
          paid: payers,
          pledgedSatang,
          specialSatang: larger('special-savings', figures?.specialSatang),
          returnedSatang: larger('savings-returned', figures?.withdrawnSatang),
          specialWithdrawnSatang: larger('special-withdrawn', figures?.specialWithdrawnSatang),
          feesSatang: sum('entry-fee'),
          finesSatang: sum('fine'),
          lentSatang: sum('loan-out'),
          repaidSatang: larger('loan-principal', figures?.repaidSatang),
          interestSatang: sum('loan-interest'),
          savedSatang: balance.pledged,
          specialSavedSatang: balance.special,
          loansSatang: balance.loans,
          cashSatang: balance.cash,
          bankSatang: balance.bank,
          isClosed: closedThrough !== undefined && month <= closedThrough,
        };
      });
  });
}

type Balance = Readonly<Record<'pledged' | 'special' | 'loans' | 'cash' | 'bank', number>>;

interface MonthOfCourse {
  readonly month: string;
  readonly source: GroupRow['source'];
  readonly found: MonthRow | undefined;
  readonly figures: MonthFigures | undefined;
  /** at its end, satang */
  readonly balance: Balance;
}

/**
 * From the first month that is known: balances by the books from the month they were carried into them, before by what was told (case 50).
 * What came and went in a month that was told stays told: balances carried over in July, as of December, take no month of spring away.
 */
function courseOf(group: GroupRow, months: readonly MonthRow[], told: ReadonlyMap<string, MonthFigures>, to: string): readonly MonthOfCourse[] {
  const byMonth = new Map(months.map((month) => [month.month, month]));
  const declaredIn = group.declared === undefined ? undefined : monthOf(group.declared.asOf);
  const [first] = [...byMonth.keys(), ...told.keys(), ...(declaredIn === undefined ? [] : [declaredIn])].toSorted();
  if (first === undefined) return [];
  const openedIn = months.map(({ month, byKind }) => (byKind['opening-savings'] === undefined ? '' : month)).filter((month) => month !== '').toSorted()[0];
  const course: MonthOfCourse[] = [];
  let books: Balance = { pledged: 0, special: 0, loans: 0, cash: 0, bank: 0 };
  let paper = books;
  const add = (balance: Balance, { columns }: Pick<MonthRow, 'columns'>) => mapBalance((column) => balance[column] + (columns[column] ?? 0));
  for (let month = first; month <= to; month = shiftMonth(month, 1)) {
    const found = byMonth.get(month);
    const isOfBooks = group.source === 'ledger' || (openedIn !== undefined && month >= openedIn);
    const figures = told.get(month);
    if (month === declaredIn) paper = { ...paper, pledged: group.declared?.savedSatang ?? 0 };
    books = add(books, found ?? { columns: {} });
    const booked = add(paper, found ?? { columns: {} });
    paper = mapBalance((column) => figures?.[figureOf[column]] ?? booked[column]);
    course.push({ month, source: isOfBooks ? 'ledger' : 'declared', found, figures, balance: isOfBooks ? books : paper });
  }
  return course;
} // prettier-ignore

const figureOf = {
  pledged: 'savedSatang',
  special: 'specialSavedSatang',
  loans: 'loansSatang',
  cash: 'cashSatang',
  bank: 'bankSatang',
} as const satisfies Readonly<Record<keyof Balance, keyof MonthFigures>>;

function mapBalance(of: (column: keyof Balance) => number): Balance {
  return { pledged: of('pledged'), special: of('special'), loans: of('loans'), cash: of('cash'), bank: of('bank') };
}

/** The figures of monthly reports that were typed from paper, each month once. */
async function toldMonths(tables: Tables, stream: StreamRecord): Promise<ReadonlyMap<string, MonthFigures>> {
  const reports = (await tables.rows.list(stream.id, 'report')).map(({ body }) => JSON.parse(body) as ReportRow);
  const told = reports.filter(
    ({ kind, versions, flags = [] }) =>
      kind === 'monthly-savings' && versions.at(-1)?.source === 'declared' && !flags.includes('maybe-reported-twice'),
  );
  return new Map(told.map(({ forMonth = '', snapshot }) => [forMonth, snapshot as MonthFigures]));
}
