/** The days that stand in sessions, visits and reports and not on the group's own row: appointments, promises, what is owed. */
import { useEffect, useState } from 'preact/hooks';
import { talkAgainOn, waitsForLeaders } from '../../../domain/next-step.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { useApp } from '../../app-context.ts';
import type { Due } from './dues.ts';
import { appointmentOf, type Appointment } from './jobs.ts';

export interface Days {
  readonly appointments: ReadonlyMap<string, Appointment>;
  /** on which to talk again with leaders who need time, by group */
  readonly talks: ReadonlyMap<string, string>;
  /** of reports, items of the letter and visits, which come after the first paint */
  readonly later: readonly Due[];
}

const noDays: Days = { appointments: new Map(), talks: new Map(), later: [] };

export function useDays(groups: readonly GroupRow[] | undefined, todayOn: string): Days {
  const { store } = useApp();
  const [days, setDays] = useState(noDays);
  useEffect(() => {
    if (groups === undefined) return undefined;
    let current = true;
    const read = async () => {
      const appointments = new Map<string, Appointment>();
      const talks = new Map<string, string>();
      await Promise.all(
        groups.map(async (group) => {
          if (waitsForLeaders(group) || (group.steps['1.5'] !== undefined && group.vote === undefined)) {
            const sessions = await store.rows(group.id, 'session');
            const appointment = appointmentOf(sessions);
            if (appointment !== undefined) appointments.set(group.id, appointment);
            const talkOn = talkAgainOn(sessions);
            if (talkOn !== undefined) talks.set(group.id, talkOn);
          }
        }),
      );
      if (current) setDays(({ later }) => ({ appointments, talks, later }));
      // the other dues come with pieces of their own: the first screen is painted without them
      const [{ findReportDues }, { findPromisedDays }] = await Promise.all([
        import('../reports/report-dues.ts'),
        import('./promised-days.ts'),
      ]);
      const later = (await Promise.all([findReportDues(store, groups, todayOn), findPromisedDays(store, groups)])).flat();
      if (current) setDays({ appointments, talks, later });
    };
    void read().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [store, groups, todayOn]);
  return days;
}
