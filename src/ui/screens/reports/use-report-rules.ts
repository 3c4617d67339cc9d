/** What the office asks for, from the area's stream on this phone: the campaign in force, its due rules, closed days. */
import { useEffect, useState } from 'preact/hooks';
import { rulesInForce } from '../../../content/report-rules.ts';
import { reportTasks, type ReportRules, type ReportTask } from '../../../domain/report-due.ts';
import type { ReportRow } from '../../../domain/report-row.ts';
import type { GroupRow } from '../../../domain/row.ts';
import type { PhoneStore } from '../../../storage/phone-store.ts';
import { useApp, useToday } from '../../app-context.ts';

export async function readReportRules(store: PhoneStore, todayOn: string): Promise<ReportRules> {
  const areas = (await store.streams()).filter(({ kind }) => kind === 'area');
  const campaigns = (await Promise.all(areas.map(async ({ g }) => store.rows(g, 'campaign')))).flat();
  const calendars = (await Promise.all(areas.map(async ({ g }) => store.rows(g, 'holidays')))).flat();
  return rulesInForce(campaigns, calendars, todayOn);
}

export interface GroupTask {
  readonly group: GroupRow;
  readonly task: ReportTask;
}

export async function readTasks(
  store: PhoneStore,
  groups: readonly GroupRow[],
  asked: ReportRules,
  todayOn: string,
): Promise<readonly GroupTask[]> {
  const lists = await Promise.all(
    groups.map(async (group) => {
      const reports: readonly ReportRow[] = await store.rows(group.id, 'report');
      return reportTasks(group, reports, asked, todayOn).map((task) => ({ group, task }));
    }),
  );
  return lists.flat();
}

export interface AllTasks {
  readonly asked: ReportRules;
  readonly tasks: readonly GroupTask[];
}

/** Every report of every group on this phone, read again when one of them changes; `undefined` while it is read. */
export function useReportTasks(groups: readonly GroupRow[] | undefined): AllTasks | undefined {
  const { store } = useApp();
  const todayOn = useToday();
  const [all, setAll] = useState<AllTasks>();
  useEffect(() => {
    if (groups === undefined) return undefined;
    let current = true;
    const read = async () => {
      const asked = await readReportRules(store, todayOn);
      const tasks = await readTasks(store, groups, asked, todayOn);
      if (current) setAll({ asked, tasks });
    };
    const refresh = () => void read().catch(() => undefined);
    refresh();
    const stop = store.onChange((changes) => {
      if (changes.some(({ keys }) => keys.some((key) => /^(report:|campaign:|holidays)/.test(key)))) refresh();
    });
    return () => {
      current = false;
      stop();
    };
  }, [store, groups, todayOn]);
  return all;
}
