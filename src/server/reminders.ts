/**
 * Reminders before a report falls due: at 16:00 in Thailand the server counts what each officer with a reminded device owes, from its own rows
 * and by the rules that the phone counts by, and sends at most one message a day.
 *
 * A day is marked before its message leaves, by one process of all: a message twice is worse than one missed, and tomorrow counts again.
 */
import webPush from 'web-push';
import { rulesInForce } from '../content/report-rules.ts';
import type { PayloadOf } from '../domain/operation.ts';
import { filedKey } from '../domain/report.ts';
import { reportTasks, taskState } from '../domain/report-due.ts';
import type { ReportRow } from '../domain/report-row.ts';
import type { CampaignRow, GroupRow, HolidaysRow } from '../domain/row.ts';
import { addDays, civilDateInThailand, type CivilDate } from '../domain/thai-calendar.ts';
import type { PushMessage } from '../protocol/push.ts';
import { streamsOf, viewerOf } from './access.ts';
import { everyMinute, hourInThailand, oneLookAtATime } from './every-minute.ts';
import { describeError } from './log.ts';
import type { Office } from './office.ts';
import { pushKeys } from './secret.ts';
import type { PushRecord, Tables } from './store/store.ts';

const firstHour = 16;
/** a server that was away reminds later, but wakes nobody in the evening */
const lastHour = 19;
/** a phone that is off all night need not hear of yesterday */
const livesSeconds = 12 * 3600;
const goneForGood: readonly number[] = [404, 410];

/** Looks now and every minute. @returns a way to stop */
export function keepReminders(office: Office): () => void {
  const look = createReminderRound(office);
  void look();
  return everyMinute(look);
}

/** One look at the clock, and what is to be sent by it; never throws. A day is gone through once to its end. */
export function createReminderRound(office: Office): () => Promise<void> {
  let doneOn: CivilDate | undefined;
  return oneLookAtATime(office, 'reminders-failed', async () => {
    const nowMs = office.clock();
    const todayOn = civilDateInThailand(nowMs);
    const hour = hourInThailand(nowMs);
    if (doneOn === todayOn || hour < firstHour || hour > lastHour) return;
    const counts = await sendReminders(office);
    doneOn = todayOn;
    if (counts.sent + counts.gone + counts.failed > 0) office.log('reminders', counts);
  });
}

async function sendReminders(office: Office): Promise<{ sent: number; gone: number; failed: number }> {
  const { store } = office;
  const nowMs = office.clock();
  const todayOn = civilDateInThailand(nowMs);
  const counts = { sent: 0, gone: 0, failed: 0 };
  await store.write((tables) => tables.pushes.removeOfRevoked());
  for (const push of await store.read((tables) => tables.pushes.notRemindedOn(todayOn))) {
    // requests between two people go first
    await new Promise((next) => setImmediate(next));
    try {
      const message = await store.read((tables) => reminderFor(tables, push.user, nowMs));
      if (message === undefined) continue;
      if (!(await store.write((tables) => tables.pushes.claimDay(push.dev, todayOn)))) continue;
      const status = await deliver(office, push, message);
      if (goneForGood.includes(status)) await store.write((tables) => tables.pushes.removeEndpoint(push.endpoint));
      counts[status >= 200 && status < 300 ? 'sent' : goneForGood.includes(status) ? 'gone' : 'failed'] += 1;
    } catch (error) {
      counts.failed += 1;
      office.log('reminder-failed', { dev: push.dev, error: describeError(error) });
    }
  }
  return counts;
}

/** What a person owes as an officer; a committee keeps books and reports to nobody. `undefined`: nothing falls due in the next days. */
async function reminderFor(tables: Tables, user: string, nowMs: number): Promise<PushMessage | undefined> {
  const person = await viewerOf(tables, user, '', nowMs);
  const officer = person && { ...person, grants: person.grants.filter(({ role }) => role !== 'committee') };
  const streams = officer === undefined ? [] : await streamsOf(officer, tables);
  const campaigns: CampaignRow[] = [];
  const calendars: HolidaysRow[] = [];
  for (const { id } of streams.filter(({ kind }) => kind === 'area')) {
    campaigns.push(...(await rowsOf<CampaignRow>(tables, id, 'campaign')));
    const holidays = await tables.rows.get(id, 'holidays');
    if (holidays !== undefined) calendars.push(JSON.parse(holidays) as HolidaysRow);
  }
  const todayOn = civilDateInThailand(nowMs);
  const asked = rulesInForce(campaigns, calendars, todayOn);
  const dueOn: CivilDate[] = [];
  let late = 0;
  for (const { id } of streams.filter(({ kind }) => kind === 'group')) {
    const group = await tables.rows.get(id, 'group');
    if (group === undefined) continue;
    const held = await heldReports(tables, id);
    for (const task of reportTasks(JSON.parse(group) as GroupRow, await rowsOf<ReportRow>(tables, id, 'report'), asked, todayOn)) {
      if (held.has(filedKey(task.kind, task.forMonth))) continue;
      const state = taskState(task, asked, todayOn);
      if (state === 'late') late += 1;
      if (state !== 'to-do' || task.dueOn === undefined) continue;
      if ((task.remindOn ?? task.dueOn) <= addDays(todayOn, asked.remindDays)) dueOn.push(task.dueOn);
    }
  }
  const [on] = dueOn.toSorted();
  return on === undefined ? undefined : { code: 'reports-due', due: dueOn.length, on, late };
}

/** What is sent and waits for the district, which has to say whether it is the same once more (case 27): its officer is asked for nothing. */
async function heldReports(tables: Tables, group: string): Promise<ReadonlySet<string>> {
  const held = (await tables.held.waitingIn(group)).filter(({ kind, why }) => kind === 'report.submit' && why === 'maybe-reported-twice');
  const submitted = held.map(({ body }) => (JSON.parse(body) as { readonly p: PayloadOf<'report.submit'> }).p);
  return new Set(submitted.map(({ kind, forMonth }) => filedKey(kind, forMonth)));
}

async function rowsOf<R>(tables: Tables, stream: string, prefix: string): Promise<readonly R[]> {
  return (await tables.rows.list(stream, prefix)).map(({ body }) => JSON.parse(body) as R);
}

/** @returns the push service's status */
async function deliver(office: Office, { endpoint, p256dh, auth }: PushRecord, message: PushMessage): Promise<number> {
  const keys = await pushKeys(office);
  // push services want to know whom to write to, and take nothing but a public address
  const subject = office.publicOrigin?.startsWith('https:') === true ? office.publicOrigin : 'https://sajja.example';
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), {
    vapidDetails: { subject, ...keys },
    TTL: livesSeconds,
    // one that has not arrived yet is replaced by the next
    topic: message.code,
  });
  return office.pushDoor.post(endpoint, headers as Record<string, string | number>, body ?? Buffer.alloc(0));
}
