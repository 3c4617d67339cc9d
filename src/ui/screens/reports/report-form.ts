/** A report while it is written: what the form keeps, and the frozen figures it makes of the group's rows and of what was typed. */
import { hasOwnBooks } from '../../../domain/group-figures.ts';
import { establishmentFigures, identityOf, monthFigures, threeMonthFigures, type ReportBooks } from '../../../domain/report-figures.ts';
import { bookDoubts, checkEstablishment, checkMonth, checkThreeMonth, type ReportProblem } from '../../../domain/report-check.ts';
import type { MonthFigures, ReportSubmission, SnapshotOf } from '../../../domain/report-operation.ts';
import { monthOf, shiftMonth } from '../../../domain/thai-calendar.ts';
import type { ReportPlace } from './report-address.ts';

export const draftPrefix = 'report:';

/** What is typed, and nothing that the books know. */
export interface ReportDraft {
  slug: string;
  /** figures of a paper book by name */
  typed: MonthFigures;
  problems: string;
  support: string;
  isElsewhere: boolean;
  elsewhereOn: string | undefined;
  /** codes of the doubts that somebody has seen and sends it with */
  seen: readonly string[];
}

export function blankDraft(slug: string, typed: MonthFigures): ReportDraft {
  return { slug, typed, problems: '', support: '', isElsewhere: false, elsewhereOn: undefined, seen: [] };
}

export interface Written {
  readonly snapshot: ReportSubmission['snapshot'];
  readonly problems: readonly ReportProblem[];
}

export interface Writing {
  readonly place: ReportPlace;
  readonly books: ReportBooks;
  readonly draft: ReportDraft;
  readonly officer: string;
  readonly chair: string | undefined;
  readonly last: MonthFigures | undefined;
  readonly opensOn: string | undefined;
  readonly todayOn: string;
}

export function writeReport(writing: Writing): Written {
  const { place, books, draft, officer, chair, opensOn, todayOn } = writing;
  const { group } = books;
  const remarks = { ...filled('problems', draft.problems), ...filled('support', draft.support) };
  const head = { ...identityOf({ group }, officer, chair), ...remarks };
  const foundedOn = group.foundedOn ?? todayOn;
  const elsewhere = draft.isElsewhere && draft.elsewhereOn !== undefined ? { elsewhereOn: draft.elsewhereOn } : {};
  const missingDay: readonly ReportProblem[] =
    draft.isElsewhere && draft.elsewhereOn === undefined ? [{ code: 'day-missing', weight: 'refused' }] : [];
  switch (place.kind) {
    case 'monthly-savings': {
      const month = place.forMonth ?? '';
      const isHere = hasOwnBooks(group);
      const figures = isHere ? monthFigures(books, month) : draft.typed;
      const doubts = isHere ? bookDoubts(books.days, (each) => each === month) : [];
      // the ledger adds up by itself; what differs from last month's report came late and is worth saying
      const found = [...checkMonth(figures, writing.last), ...doubts];
      // what was reported another way has its figures there
      const problems = draft.isElsewhere ? found.filter(({ code }) => code !== 'figure-missing') : found;
      return { snapshot: { ...head, ...figures, ...elsewhere }, problems: [...missingDay, ...problems] };
    }
    case 'establishment-result': {
      const snapshot: SnapshotOf<'establishment-result'> = { ...head, ...establishmentFigures(books, monthOf(todayOn)), ...elsewhere };
      return { snapshot, problems: [...missingDay, ...checkEstablishment(snapshot)] };
    }
    case 'three-month': {
      const snapshot: SnapshotOf<'three-month'> = { ...head, ...threeMonthFigures(books, foundedOn) };
      const until = shiftMonth(monthOf(foundedOn), 2);
      const doubts = bookDoubts(books.days, (each) => each <= until);
      return { snapshot, problems: [...(opensOn === undefined ? [] : checkThreeMonth(snapshot, opensOn, todayOn)), ...doubts] };
    }
    default:
      return { snapshot: head, problems: [] };
  }
}

function filled<K extends string>(key: K, text: string): Partial<Record<K, string>> {
  return text.trim() === '' ? {} : ({ [key]: text.trim() } as Record<K, string>);
}

/** Doubts that need an acknowledgement and have none yet. */
export function unseen(problems: readonly ReportProblem[], seen: readonly string[]): readonly ReportProblem[] {
  return problems.filter(({ weight, code }) => weight === 'confirm' && !seen.includes(code));
}
