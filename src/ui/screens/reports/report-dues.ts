/** Reports among the days of the first screen: what is owed with a due day, and what was returned. */
import { taskState } from '../../../domain/report-due.ts';
import type { GroupRow } from '../../../domain/row.ts';
import type { PhoneStore } from '../../../storage/phone-store.ts';
import type { Due } from '../today/dues.ts';
import { reportHref } from './report-address.ts';
import { readReportRules, readTasks } from './use-report-rules.ts';

/** The reminder stands on the last working day up to the due day (case 32); what is late, on the due day itself. */
export async function findReportDues(store: PhoneStore, groups: readonly GroupRow[], todayOn: string): Promise<readonly Due[]> {
  const asked = await readReportRules(store, todayOn);
  const tasks = await readTasks(store, groups, asked, todayOn);
  return tasks.flatMap(({ group, task }): Due[] => {
    const state = taskState(task, asked, todayOn);
    const place = { group, forMonth: task.forMonth, href: reportHref(task) };
    if (state === 'returned') return [{ kind: 'report-returned', on: todayOn, ...place }];
    // the other two have their place on the group's own row already
    if (task.dueOn === undefined || (task.kind !== 'establishment-result' && task.kind !== 'monthly-savings')) return [];
    if (state === 'late') return [{ kind: task.kind, on: task.dueOn, ...place }];
    return state === 'to-do'
      ? [{ kind: task.kind, on: task.remindOn !== undefined && task.remindOn >= todayOn ? task.remindOn : task.dueOn, ...place }]
      : [];
  });
}
