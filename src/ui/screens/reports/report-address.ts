/** A report's place in the app: known before the report exists, the same on every phone. */
import { reportKinds, type ReportKind } from '../../../domain/report-operation.ts';
import { isMonth } from '../../../domain/thai-calendar.ts';

export interface ReportPlace {
  readonly kind: ReportKind;
  readonly group: string;
  readonly forMonth?: string | undefined;
}

/** `monthly-savings.2026-11.<group>`, `three-month.<group>`: the `:id` of `/reports/:id`, and with `report:` the key of its draft. */
export function reportSlug({ kind, group, forMonth }: ReportPlace): string {
  return [kind, forMonth, group].filter((part) => part !== undefined).join('.');
}

export function reportHref(place: ReportPlace): string {
  return `/reports/${reportSlug(place)}`;
}

/** Where a task is done: the founding notice is written on the last page of the founding day. */
export function taskHref(task: ReportPlace & { readonly report?: unknown }): string {
  return task.kind === 'founding-notice' && task.report === undefined ? `/groups/${task.group}/founding/finish` : reportHref(task);
}

export function readReportSlug(slug: string): ReportPlace | undefined {
  const parts = slug.split('.');
  const kind = reportKinds.find((name) => name === parts[0]);
  const group = parts.at(-1) ?? '';
  const isMonthly = kind === 'monthly-savings';
  if (kind === undefined || parts.length !== (isMonthly ? 3 : 2) || group === '') return undefined;
  if (!isMonthly) return { kind, group };
  const forMonth = parts[1] ?? '';
  return isMonth(forMonth) ? { kind, group, forMonth } : undefined;
}
