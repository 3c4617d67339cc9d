/** The rows of one group that its reports are made from, with what the office asks for; read again when the group's records change. */
import { useEffect, useState } from 'preact/hooks';
import type { ReportRules } from '../../../domain/report-due.ts';
import type { ReportBooks } from '../../../domain/report-figures.ts';
import type { ReportRow } from '../../../domain/report-row.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useApp, useToday } from '../../app-context.ts';
import { readReportRules } from './use-report-rules.ts';

export interface ReadBooks {
  readonly books: ReportBooks;
  readonly reports: readonly ReportRow[];
  readonly asked: ReportRules;
  readonly chair: MemberRow | undefined;
}

export function useReportBooks(g: string): ReadBooks | 'no-group' | undefined {
  const { store } = useApp();
  const todayOn = useToday();
  const [read, setRead] = useState<ReadBooks | 'no-group'>();
  useEffect(() => {
    let current = true;
    const load = async (): Promise<ReadBooks | 'no-group'> => {
      const group = await store.row<'group'>(g, 'group');
      if (group === undefined) return 'no-group';
      const [members, months, days, loans, visits, reports, asked] = await Promise.all([
        store.rows(g, 'member'),
        store.rows(g, 'month'),
        store.rows(g, 'day'),
        store.rows(g, 'loan'),
        store.rows(g, 'visit'),
        store.rows(g, 'report'),
        readReportRules(store, todayOn),
      ]);
      const chair = members.find(({ id }) => id === group.committee.filled.chair);
      return { books: { group, members, months, days, loans, visits }, reports, asked, chair };
    };
    const refresh = () => void load().then((next) => current && setRead(next));
    refresh();
    const stop = store.onChange((changes) => {
      if (changes.some((change) => change.g === g)) refresh();
    });
    return () => {
      current = false;
      stop();
    };
  }, [store, g, todayOn]);
  return read;
}
