/**
 * What is kept longer than it has to be (domain.md §6): people who left ten years ago, applications that never made a member after ninety days.
 * A person must decide, so the office only counts and lists them; where it was told to (`RETENTION=erase`), it erases them by itself, each as
 * one `erase` that every phone follows. The audit is never shortened: it holds ids and no personal value, and two years is the least.
 */
import { erasingProblem, isErased } from '../domain/erase-check.ts';
import type { PassbookRow } from '../domain/money-row.ts';
import type { MemberRow } from '../domain/row.ts';
import { addDays, addMonths, civilDateInThailand, type CivilDate } from '../domain/thai-calendar.ts';
import { writeAsOffice } from './author.ts';
import { everyMinute, hourInThailand, oneLookAtATime } from './every-minute.ts';
import type { Office } from './office.ts';
import type { Tables } from './store/store.ts';

export interface RetentionRule {
  /** after the last day on which a member who left had or owed anything */
  readonly leftMonths: number;
  /** after an application that made nobody a member was taken back */
  readonly applicationDays: number;
}

export const retentionRule: RetentionRule = { leftMonths: 120, applicationDays: 90 };

/** Ids and days only: who it is stays with the group. */
export interface DuePerson {
  readonly group: string;
  readonly member: string;
  readonly no: number | null;
  readonly why: 'left' | 'application';
  /** the day from which the time counts */
  readonly since: CivilDate;
  readonly dueOn: CivilDate;
  /** an application that nobody closed is only listed: somebody may still wait for a vote */
  readonly needsPerson: boolean;
}

const hour = 3;

/** Once a night. @param erases what is due is erased too, not only counted @returns a way to stop */
export function keepRetention(office: Office, erases: boolean): () => void {
  return everyMinute(createRetentionRound(office, erases));
}

/** One look at the clock; never throws. A night is gone through once to its end. */
export function createRetentionRound(office: Office, erases: boolean): () => Promise<void> {
  let doneOn: CivilDate | undefined;
  return oneLookAtATime(office, 'retention-failed', async () => {
    const nowMs = office.clock();
    const todayOn = civilDateInThailand(nowMs);
    if (doneOn === todayOn || hourInThailand(nowMs) !== hour) return;
    const due = await findDue(office, todayOn);
    const erased = erases ? await eraseDue(office, due, todayOn) : 0;
    doneOn = todayOn;
    if (due.length > 0) office.log('retention', { due: due.length, erased });
  });
}

/** In the order of groups and members. */
export async function findDue({ store }: Pick<Office, 'store'>, todayOn: CivilDate, rule = retentionRule): Promise<readonly DuePerson[]> {
  const due: DuePerson[] = [];
  for (const { id, kind } of await store.read((tables) => tables.streams.all())) {
    if (kind !== 'group') continue;
    // requests between two groups go first
    await new Promise((next) => setImmediate(next));
    due.push(...(await store.read((tables) => dueIn(tables, id, rule))).filter(({ dueOn }) => dueOn <= todayOn));
  }
  return due;
}

async function dueIn(tables: Tables, group: string, rule: RetentionRule): Promise<readonly DuePerson[]> {
  const members = (await tables.rows.list(group, 'member')).map(({ body }) => JSON.parse(body) as MemberRow);
  const gone = members.filter((member) => !isErased(member) && erasingProblem(member) === undefined);
  if (gone.length === 0) return [];
  const lastPaidOn = await lastDays(tables, group);
  return gone.map((member) => {
    const { id, no = null, joinedOn, leftOn, appliedOn, state } = member;
    if (state === 'left' && joinedOn !== undefined) {
      const since = latest(leftOn ?? appliedOn, lastPaidOn.get(id));
      return { group, member: id, no, why: 'left', since, dueOn: addMonths(since, rule.leftMonths), needsPerson: false };
    }
    const since = leftOn ?? appliedOn;
    return { group, member: id, no, why: 'application', since, dueOn: addDays(since, rule.applicationDays), needsPerson: state !== 'left' };
  });
}

/** The last day on which each member's book has a line. */
async function lastDays(tables: Tables, group: string): Promise<ReadonlyMap<string, CivilDate>> {
  const days = new Map<string, CivilDate>();
  for (const { body } of await tables.rows.list(group, 'passbook')) {
    const { member, lines } = JSON.parse(body) as PassbookRow;
    for (const { paidOn } of lines) days.set(member, latest(paidOn, days.get(member)));
  }
  return days;
}

const latest = (one: CivilDate, other: CivilDate | undefined): CivilDate => (other !== undefined && other > one ? other : one);

/** @returns how many; what waits for a person is left alone, and so is what another process was first with */
export async function eraseDue(
  office: Pick<Office, 'store' | 'clock' | 'random'>,
  due: readonly DuePerson[],
  on: CivilDate,
): Promise<number> {
  const own = due.filter(({ needsPerson }) => !needsPerson);
  let erased = 0;
  // one write each: a group is folded again for every one of them
  for (const { group, member } of own) if (await office.store.write((tables) => eraseOne(tables, office, group, member, on))) erased += 1;
  return erased;
}

async function eraseOne(
  tables: Tables,
  office: Pick<Office, 'clock' | 'random'>,
  group: string,
  member: string,
  on: CivilDate,
): Promise<boolean> {
  const body = await tables.rows.get(group, `member:${member}`);
  const row = body === undefined ? undefined : (JSON.parse(body) as MemberRow);
  if (row === undefined || isErased(row) || erasingProblem(row) !== undefined) return false;
  await writeAsOffice(tables, office, [{ g: group, k: 'erase', p: { member, on, reason: 'retention' } }]);
  return true;
}
