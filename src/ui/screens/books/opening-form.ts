/** What an old group carries over from its paper books, before it is recorded: sums of the group and of each member, and what is left over as its own capital. */
import { addColumns, columnsOf, type ColumnSums } from '../../../domain/account-column.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { EntryKind } from '../../../domain/vocabulary.ts';
import type { Writer } from '../../money-sheets.ts';

export const openingOfGroup = ['opening-cash', 'opening-bank', 'opening-loan', 'opening-equipment', 'opening-external'] as const;
export const openingOfMember = ['opening-savings', 'opening-special'] as const;
export type GroupOpening = (typeof openingOfGroup)[number];
export type MemberOpening = (typeof openingOfMember)[number];

/** Satang by member. */
export type Amounts = Readonly<Record<string, number>>;

export interface OpeningForm {
  readonly on: string | undefined;
  readonly sums: Readonly<Partial<Record<GroupOpening, number>>>;
  readonly members: Readonly<Record<MemberOpening, Amounts>>;
  /** ids of the lines, given once before they are recorded, so that a second press adds nothing */
  readonly ids: Readonly<Record<string, string>>;
}

export interface OpeningLine {
  readonly key: string;
  readonly kind: EntryKind;
  readonly amount: number;
  readonly member?: string;
}

/** Lines with an amount, the group's own first. */
export function openingLines({ sums, members }: OpeningForm): readonly OpeningLine[] {
  const own = openingOfGroup.map((kind): OpeningLine => ({ key: kind, kind, amount: sums[kind] ?? 0 }));
  const each = openingOfMember.flatMap((kind) =>
    Object.entries(members[kind]).map(([member, amount]): OpeningLine => ({ key: `${kind}|${member}`, kind, amount, member })),
  );
  return [...own, ...each].filter(({ amount }) => amount > 0);
}

/** The balance sheet on the first day: what the group has, owes, and has earned over the years. */
export function openingColumns(form: OpeningForm): ColumnSums {
  return addColumns(...openingLines(form).map(({ kind, amount }) => columnsOf({ kind, amount })));
}

const linesInOneOperation = 50;

/** @param on a day in Thailand */
export function openingPayloads(form: OpeningForm, on: string, writtenBy: Writer): readonly PayloadOf<'entry.record'>[] {
  const rows = openingLines(form).map(({ key, kind, amount, member }) => ({ e: form.ids[key] ?? '', kind, amount, member }));
  const payloads: PayloadOf<'entry.record'>[] = [];
  for (let at = 0; at < rows.length; at += linesInOneOperation)
    payloads.push({ paidOn: on, writtenBy, rows: rows.slice(at, at + linesInOneOperation) });
  return payloads;
}
