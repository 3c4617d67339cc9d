/** The days that stand in sessions and visits and not on the group's own row: appointments of 1.5 and promised follow-ups. */
import { useEffect, useState } from 'preact/hooks';
import type { GroupRow, VisitRow } from '../../../domain/row.ts';
import { useApp } from '../../app-context.ts';
import type { Due } from './dues.ts';
import { appointmentOf, type Appointment } from './jobs.ts';

export interface Days {
  readonly appointments: ReadonlyMap<string, Appointment>;
  readonly followUps: readonly { readonly group: GroupRow; readonly on: string }[];
  readonly reports: readonly Due[];
}

const noDays: Days = { appointments: new Map(), followUps: [], reports: [] };

export function useDays(groups: readonly GroupRow[] | undefined, todayOn: string): Days {
  const { store } = useApp();
  const [days, setDays] = useState(noDays);
  useEffect(() => {
    if (groups === undefined) return undefined;
    let current = true;
    const read = async () => {
      const appointments = new Map<string, Appointment>();
      const followUps: { group: GroupRow; on: string }[] = [];
      await Promise.all(
        groups.map(async (group) => {
          if (group.steps['1.5'] !== undefined && group.vote === undefined) {
            const appointment = appointmentOf(await store.rows(group.id, 'session'));
            if (appointment !== undefined) appointments.set(group.id, appointment);
          }
          if (group.visits.count > 0) {
            const on = openFollowUp(await store.rows(group.id, 'visit'));
            if (on !== undefined) followUps.push({ group, on });
          }
        }),
      );
      if (current) setDays((before) => ({ ...before, appointments, followUps }));
      // what is due comes with the piece that reads reports: the first screen is painted without it
      const { findReportDues } = await import('../reports/report-dues.ts');
      const reports = await findReportDues(store, groups, todayOn);
      if (current) setDays({ appointments, followUps, reports });
    };
    void read().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [store, groups, todayOn]);
  return days;
}

/** A promise to look again is kept by the next visit. */
export function openFollowUp(visits: readonly VisitRow[]): string | undefined {
  const latest = [...visits]
    .filter((visit) => visit.attended || visit.followUpBy !== undefined)
    .sort((a, b) => b.on.localeCompare(a.on) || b.at.localeCompare(a.at))[0];
  return latest?.followUpBy;
}
