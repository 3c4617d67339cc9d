/** The pledge day on paper: member by member what was paid and for what, other money of the day, the cash by note and coin, totals to read aloud. */
import { columnsOf } from '../../../domain/account-column.ts';
import { denominations } from '../../../domain/cash-count.ts';
import { formatBaht } from '../../../domain/money.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import type { CashCountRow, EntryRow, MemberRow } from '../../../domain/row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { registerOrder } from '../../tables/register-sheets.ts';
import type { Sheet, SheetColumn } from '../../tables/sheet.ts';
import { plainName } from '../../words/member-name.ts';
import type { PaperBlock } from '../paper-document.ts';
import { baht, blank, membersOf, placeOf, signersOf, tableOf, withHandColumn, type MakePaper, type PaperSource } from '../paper-source.ts';
import { dayAsked, entriesOfDay } from './day.ts';

export const collection: MakePaper = async (source) => {
  const { store, group, t, words } = source;
  const { on, choices } = await dayAsked(source);
  if (group !== undefined && on === undefined) return 'nothing';
  const entries = on === undefined ? [] : await entriesOfDay(source, on);
  const day = group === undefined ? undefined : await store.row<'day'>(group.id, `day:${on ?? ''}`);
  const count = group === undefined || day?.count === undefined ? undefined : await store.row<'count'>(group.id, `count:${day.count}`);
  const sheet = rollSheet(source, await membersOf(source), entries, on);
  const others = entries.filter(({ member }) => member === undefined);
  const under = on === undefined ? t('print.sheet-on', { date: blank(36) }) : words.day(on, { style: 'long', weekday: true });
  const received = Number(sheet.totals?.['sum']);
  const counted = (value: string): PaperBlock => ({
    kind: 'figures',
    figures: [
      { label: t('print.sheet-received'), value: group === undefined ? '' : baht(received) },
      { label: t('print.sheet-payers'), value: group === undefined ? '' : String(day?.payers ?? 0) },
      { label: t('print.sheet-counted'), value },
    ],
  });
  return {
    choices,
    papers: [
      {
        size: 'landscape',
        place: placeOf(source),
        title: sheet.title,
        under,
        blocks: [
          tableOf(source, withHandColumn(sheet, t('print.sheet-signature'), 13)),
          ...(others.length === 0 ? [] : [{ kind: 'text', style: 'section', text: t('print.sheet-others') } as const, tableOf(source, othersSheet(source, others))]), // prettier-ignore
          { kind: 'signatures', people: await signersOf(source, ['treasurer', 'secretary']) },
        ],
      },
      {
        size: 'landscape',
        place: placeOf(source),
        title: t('print.sheet-count'),
        under,
        blocks: [
          counted(count === undefined ? '' : baht(count.counted)),
          { kind: 'sheet', ruled: false, sheet: countSheet(source, count) },
          ...differenceOf(source, count),
          { kind: 'signatures', people: [...(await signersOf(source, ['treasurer', 'chair'])), { role: t('print.sheet-witness') }] },
        ],
      },
    ],
  };
};

/** Everybody who should pay that day or did; who was expected and did not come is marked. */
function rollSheet({ t }: PaperSource, members: readonly MemberRow[], entries: readonly EntryRow[], on: string | undefined): Sheet {
  const month = monthOf(on ?? '');
  const money = (key: string, label: string): SheetColumn => ({ key, label, kind: 'money', width: 9 });
  const columns = [
    { key: 'no', label: t('table.no'), kind: 'count', width: 5 } as const,
    { key: 'name', label: t('table.name'), kind: 'text', width: 20 } as const,
    money('pledge', t('print.sheet-promised')),
    money('paid', t('print.sheet-this-month')),
    money('arrears', t('print.sheet-arrears')),
    money('ahead', t('print.sheet-ahead')),
    money('special', t('table.special')),
    money('fine', t('group.entry.fine')),
    money('other', t('table.other')),
    money('sum', t('table.total')),
    { key: 'receipt', label: t('table.receipt'), kind: 'text', width: 9 } as const,
  ];
  const byMember = new Map<string, EntryRow[]>();
  for (const entry of entries) if (entry.member !== undefined) byMember.set(entry.member, [...(byMember.get(entry.member) ?? []), entry]);
  const isThere = ({ joinedOn, leftOn }: MemberRow) =>
    on !== undefined && joinedOn !== undefined && joinedOn <= on && (leftOn === undefined || leftOn >= on);
  const listed = registerOrder(members).filter((member) => isThere(member) || byMember.has(member.id));
  const totals: Record<string, number> = {};
  const rows = listed.map((member) => {
    const lines = byMember.get(member.id) ?? [];
    const promised = pledgeInMonth(member, month) ?? 0;
    const amounts: Record<string, number> = promised > 0 ? { pledge: promised } : {};
    for (const line of lines) {
      const cash = columnsOf(line).cash ?? 0;
      const key = columnFor(line, month);
      amounts[key] = (amounts[key] ?? 0) + cash;
      amounts['sum'] = (amounts['sum'] ?? 0) + cash;
    }
    for (const [key, satang] of Object.entries(amounts)) totals[key] = (totals[key] ?? 0) + satang;
    const missed = promised > 0 && amounts['paid'] === undefined ? { paid: t('table.missed') } : {};
    const receipt = [...new Set(lines.flatMap(({ receipt }) => receipt ?? []))].join(', ');
    return { key: member.id, cells: { no: member.no, name: plainName(member.person), ...amounts, ...missed, receipt } };
  });
  return { title: t('print.sheet-collection'), columns, rows, totals: { name: t('table.total'), sum: 0, ...totals } };
}

function columnFor({ kind, forMonth = '' }: EntryRow, month: string): string {
  if (kind === 'pledged-savings') return forMonth < month ? 'arrears' : forMonth > month ? 'ahead' : 'paid';
  if (kind === 'special-savings') return 'special';
  return kind === 'fine' ? 'fine' : 'other';
}

/** Money of the day that is nobody's own: to the bank and back, costs, grants. */
function othersSheet({ t }: PaperSource, entries: readonly EntryRow[]): Sheet {
  const cashOf = (entry: EntryRow) => columnsOf(entry).cash ?? 0;
  const sum = (sign: 1 | -1) => entries.reduce((total, entry) => total + Math.max(0, sign * cashOf(entry)), 0);
  return {
    title: t('print.sheet-others'),
    columns: [
      { key: 'what', label: t('table.what'), kind: 'text', width: 30 },
      { key: 'receipt', label: t('table.receipt'), kind: 'text', width: 12 },
      { key: 'in', label: t('table.in'), kind: 'money', width: 12 },
      { key: 'out', label: t('table.out'), kind: 'money', width: 12 },
    ],
    rows: entries.map((entry) => {
      const cash = cashOf(entry);
      return {
        key: entry.id,
        cells: { what: [t(`group.entry.${entry.kind}`), entry.note].filter(Boolean).join(' · '), receipt: entry.receipt, [cash < 0 ? 'out' : 'in']: Math.abs(cash) }, // prettier-ignore
      };
    }),
    totals: { what: t('table.total'), in: sum(1), out: sum(-1) },
  };
}

function countSheet({ t }: PaperSource, count: CashCountRow | undefined): Sheet {
  return {
    title: t('print.sheet-count'),
    columns: [
      { key: 'what', label: t('print.sheet-piece'), kind: 'text', width: 22 },
      { key: 'pieces', label: t('print.sheet-pieces'), kind: 'count', width: 12 },
      { key: 'amount', label: t('table.amount'), kind: 'money', width: 16 },
    ],
    rows: denominations.map(({ valueSatang, form }) => {
      const pieces = count?.pieces[valueSatang] ?? 0;
      const what = t(`print.sheet-piece-${form}`, { value: formatBaht(valueSatang, { wholeBaht: 'short' }) });
      return { key: String(valueSatang), cells: { what, ...(pieces === 0 ? {} : { pieces, amount: pieces * valueSatang }) } };
    }),
    totals: { what: t('table.total'), amount: count?.counted },
  };
}

function differenceOf({ t }: PaperSource, count: CashCountRow | undefined): readonly PaperBlock[] {
  const difference = count && count.counted - count.expected;
  const facts: PaperBlock = {
    kind: 'facts',
    facts: [
      { label: t('print.sheet-expected'), value: count && baht(count.expected), suffix: t('print.sheet-baht'), span: 6 },
      { label: t('print.sheet-difference'), value: difference === undefined ? undefined : baht(difference), suffix: t('print.sheet-baht'), span: 6 }, // prettier-ignore
    ],
  };
  if (count !== undefined && difference === 0) return [facts];
  return [facts, { kind: 'facts', facts: [{ label: t('print.sheet-reason'), value: count?.reason, span: 12 }] }];
}
