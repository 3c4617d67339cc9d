/** Reports among the days of the first screen: what is owed with a due day, and what was returned. */
import { taskState } from '../../../domain/report-due.ts';
import type { GroupRow } from '../../../domain/row.ts';
import type { PhoneStore } from '../../../storage/phone-store.ts';
import type { Due } from '../today/dues.ts';
import { taskHref } from './report-address.ts';
import { readReportRules, readTasks } from './use-report-rules.ts';

/**
 * The reminder stands on the last working day up to the due day (case 32); what is late, on the due day itself. What is due stays until it is
 * sent. A report that no campaign set a day for is due on the day it opens; the monthly total then has none.
 */
export async function findReportDues(store: PhoneStore, groups: readonly GroupRow[], todayOn: string): Promise<readonly Due[]> {
  const asked = await readReportRules(store, todayOn);
  const tasks = await readTasks(store, groups, asked, todayOn);
  return tasks.flatMap(({ group, task }): Due[] => {
    const { kind, forMonth, opensOn, dueOn = opensOn, remindOn } = task;
    const state = taskState(task, asked, todayOn);
    const place = { group, forMonth, href: taskHref(task) };
    if (state === 'returned') return [{ kind: 'report-returned', on: todayOn, ...place }];
    if (state === 'done' || dueOn === undefined) return [];
    // a group that sleeps owes what fell due while it was awake
    if (group.stage === 'dormant' && forMonth === undefined && dueOn > (group.restsFrom ?? '')) return [];
    if (state === 'not-open') return [{ kind, on: opensOn ?? dueOn, ...place }];
    return [{ kind, on: state === 'to-do' && remindOn !== undefined && remindOn >= todayOn ? remindOn : dueOn, ...place }];
  });
}
