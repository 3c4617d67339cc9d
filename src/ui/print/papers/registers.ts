/** Registers of members and their savings, and one member's passbook. */
import type { PassbookRow } from '../../../domain/money-row.ts';
import { passbookYears } from '../../../domain/passbook.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { passbookOf } from '../../../domain/savings-register.ts';
import { specialRow } from '../../../domain/special-register.ts';
import { isCivilDate, monthOf, thaiDateParts } from '../../../domain/thai-calendar.ts';
import { memberRegisterSheet, passbookSheet, registerOrder, savingsRegisterSheet } from '../../tables/register-sheets.ts';
import type { Sheet, SheetColumn } from '../../tables/sheet.ts';
import { plainName } from '../../words/member-name.ts';
import type { PaperBlock } from '../paper-document.ts';
import { asOfWords, baht, membersOf, monthsOf, placeOf, signersOf, tableOf, withHandColumn, type MakePaper, type PaperChoice, type PaperSource } from '../paper-source.ts'; // prettier-ignore

const keepers = ['registrar', 'treasurer', 'chair'] as const;

export const memberRegister: MakePaper = async (source) => {
  const asOf = dayAsked(source);
  const sheet = memberRegisterSheet(await membersOf(source), asOf, source.t);
  return {
    choices: [],
    papers: [
      {
        size: 'landscape',
        place: placeOf(source),
        title: sheet.title,
        under: asOfWords(source, source.group && asOf),
        blocks: [
          tableOf(source, withHandColumn(sheet, source.t('print.sheet-remark'), 12)),
          { kind: 'signatures', people: await signersOf(source, ['registrar', 'secretary', 'chair']) },
        ],
      },
    ],
  };
};

export const savingsRegister: MakePaper = async (source) => {
  const { store, group, today, t, words } = source;
  const asOf = dayAsked(source);
  const year = yearAsked(source);
  const isNow = asOf >= today;
  const passbooks = group === undefined ? [] : isNow ? await passbooksSince(source, year) : await store.rows(group.id, 'passbook');
  const sheet = savingsRegisterSheet(await membersOf(source), passbooks, { year, asOf, today }, words, t);
  const balance = sheet.totals?.['balance'];
  const saved = group?.money.columns.pledged ?? 0;
  // the book knows only what it has today
  const control = isNow && monthOf(today).startsWith(year) ? controlLine(source, Number(balance ?? 0), saved, 'pledged') : [];
  return {
    choices: [yearChoice(source, year)],
    papers: [
      {
        size: 'landscape',
        place: placeOf(source),
        title: sheet.title,
        under: underYear(source, year, asOf),
        blocks: [tableOf(source, sheet), ...control, { kind: 'signatures', people: await signersOf(source, keepers) }],
      },
    ],
  };
};

export const specialSavings: MakePaper = async (source) => {
  const { group, query, t, today } = source;
  const members = registerOrder(await membersOf(source));
  const member = members.find(({ id }) => id === query['member']);
  if (member !== undefined) return specialOfMember(source, member, members);
  const year = yearAsked(source);
  const passbooks = byMember(group === undefined ? [] : await passbooksSince(source, year));
  const rows = members.flatMap((each) => specialRow(each, passbooks.get(each.id) ?? [], year) ?? []);
  const sheet: Sheet = {
    title: t('print.sheet-special'),
    columns: [
      { key: 'no', label: t('table.no'), kind: 'count', width: 6 },
      { key: 'name', label: t('table.name'), kind: 'text', width: 24 },
      { key: 'before', label: t('table.brought-forward'), kind: 'money', width: 12 },
      { key: 'in', label: t('print.sheet-in-year'), kind: 'money', width: 12 },
      { key: 'out', label: t('print.sheet-out-year'), kind: 'money', width: 12 },
      { key: 'balance', label: t('table.balance'), kind: 'money', width: 13 },
    ],
    rows: rows.map(({ member: { id, no, person }, broughtForward, deposited, withdrawn, balance }) => ({
      key: id,
      cells: { no, name: plainName(person), before: broughtForward, in: deposited, out: withdrawn, balance },
    })),
    totals: {
      name: t('table.total'),
      before: rows.reduce((sum, row) => sum + row.broughtForward, 0),
      in: rows.reduce((sum, row) => sum + row.deposited, 0),
      out: rows.reduce((sum, row) => sum + row.withdrawn, 0),
      balance: rows.reduce((sum, row) => sum + row.balance, 0),
    },
  };
  const control = today.startsWith(year)
    ? controlLine(source, Number(sheet.totals?.['balance']), group?.money.columns.special ?? 0, 'special')
    : [];
  return {
    choices: [yearChoice(source, year), memberChoice(source, members, '')],
    papers: [
      {
        size: 'a4',
        place: placeOf(source),
        title: sheet.title,
        under: underYear(source, year, today),
        blocks: [tableOf(source, sheet), ...control, { kind: 'signatures', people: await signersOf(source, keepers) }],
      },
    ],
  };
};

async function specialOfMember(source: PaperSource, member: MemberRow, members: readonly MemberRow[]) {
  const { t, today } = source;
  const lines = passbookOf(await passbooksOf(source, member)).filter(({ special }) => special !== 0);
  const columns: SheetColumn[] = [
    { key: 'on', label: t('table.day'), kind: 'day', width: 12 },
    { key: 'receipt', label: t('table.receipt'), kind: 'text', width: 10 },
    { key: 'in', label: t('table.deposited'), kind: 'money', width: 13 },
    { key: 'out', label: t('table.withdrawn'), kind: 'money', width: 13 },
    { key: 'balance', label: t('table.balance'), kind: 'money', width: 14, isBalance: true },
  ];
  const sum = (sign: 1 | -1) => lines.reduce((total, { special }) => total + Math.max(0, sign * special), 0);
  const sheet: Sheet = {
    title: t('print.sheet-special'),
    columns,
    rows: lines.map(({ e, paidOn, receipt, special, specialBalance }) => ({
      key: e,
      cells: { on: paidOn, receipt, [special > 0 ? 'in' : 'out']: Math.abs(special), balance: specialBalance },
    })),
    totals: { receipt: t('table.total'), in: sum(1), out: sum(-1), balance: lines.at(-1)?.specialBalance ?? 0 },
  };
  return {
    choices: [memberChoice(source, members, member.id)],
    papers: [
      {
        size: 'a4' as const,
        place: placeOf(source),
        title: sheet.title,
        under: asOfWords(source, today),
        blocks: [
          memberFacts(source, member),
          tableOf(source, withHandColumn(sheet, t('print.sheet-received-by'))),
          { kind: 'signatures' as const, people: await signersOf(source, ['treasurer']) },
        ],
      },
    ],
  };
}

export const passbook: MakePaper = async (source) => {
  const { group, query, t, today, words } = source;
  const members = registerOrder(await membersOf(source));
  const member = members.find(({ id }) => id === query['member']) ?? members[0];
  if (group !== undefined && member === undefined) return 'nothing';
  const sheet = passbookSheet(member === undefined ? [] : await passbooksOf(source, member), undefined, words, t);
  return {
    choices: member === undefined ? [] : [memberChoice(source, members, member.id, false)],
    papers: [
      {
        size: 'a4',
        place: placeOf(source),
        title: sheet.title,
        under: asOfWords(source, group && today),
        blocks: [
          memberFacts(source, member),
          tableOf(source, withHandColumn(sheet, t('print.sheet-received-by'))),
          { kind: 'signatures', people: [{ role: t('print.sheet-member'), name: member && plainName(member.person) }, ...(await signersOf(source, ['treasurer']))] }, // prettier-ignore
        ],
      },
    ],
  };
};

function memberFacts({ t, today }: PaperSource, member: MemberRow | undefined): PaperBlock {
  const pledge = member && pledgeInMonth(member, monthOf(today));
  return {
    kind: 'facts',
    facts: [
      { label: t('print.sheet-member-name'), value: member && plainName(member.person), span: 5 },
      { label: t('print.sheet-member-no'), value: member?.no === undefined ? undefined : String(member.no), span: 3 },
      {
        label: t('print.sheet-pledge'),
        value: pledge === undefined ? undefined : baht(pledge),
        suffix: t('print.sheet-baht-a-month'),
        span: 4,
      },
    ],
  };
}

/** Both figures, and whether they are the same. */
function controlLine(source: PaperSource, sum: number, booked: number, column: 'pledged' | 'special'): readonly PaperBlock[] {
  const { group, t } = source;
  if (group === undefined) return [];
  const values = { sum: baht(sum), booked: baht(booked), difference: baht(sum - booked), column: t(`table.column.${column}`) };
  return [
    sum === booked
      ? { kind: 'text', style: 'note', text: t('print.sheet-control-same', values) }
      : { kind: 'text', style: 'warning', text: t('print.sheet-control-differs', values) },
  ];
}

function dayAsked({ query, today }: PaperSource): string {
  const asked = query['asof'] ?? '';
  return isCivilDate(asked) ? asked : today;
}

function yearAsked({ query, today }: PaperSource): string {
  const asked = query['year'] ?? '';
  return /^\d{4}$/.test(asked) ? asked : today.slice(0, 4);
}

function underYear(source: PaperSource, year: string, asOf: string): string {
  const { group, t } = source;
  if (group === undefined) return t('print.sheet-of-year', { year: '........' });
  return `${t('print.sheet-of-year', { year: thaiDateParts(`${year}-01-01`).yearBE })} · ${asOfWords(source, asOf)}`;
}

/** Every year since the group began, the newest first. */
function yearChoice({ group, today, t }: PaperSource, value: string): PaperChoice {
  const first = Number((group?.foundedOn ?? today).slice(0, 4));
  const last = Number(today.slice(0, 4));
  const years = Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => String(last - index));
  return {
    name: 'year',
    label: t('print.choice-year'),
    value,
    options: years.map((year) => ({ value: year, label: String(thaiDateParts(`${year}-01-01`).yearBE) })),
  };
}

function memberChoice({ t }: PaperSource, members: readonly MemberRow[], value: string, canBeAll = true): PaperChoice {
  return {
    name: 'member',
    label: t('print.choice-member'),
    value,
    options: [
      ...(canBeAll ? [{ value: '', label: t('print.choice-all-members') }] : []),
      ...members.map(({ id, no, person }) => ({ value: id, label: `${no ?? ''} ${plainName(person)}` })),
    ],
  };
}

/** A member's own rows of every year: the same lines as on the screen. */
async function passbooksOf(source: PaperSource, member: MemberRow): Promise<readonly PassbookRow[]> {
  const { store, group } = source;
  if (group === undefined) return [];
  const years = await yearsOfBooks(source);
  return store.rowsOf<'passbook'>(
    group.id,
    years.map((year) => `passbook:${year}:${member.id}` as const),
  );
}

/** Of all members from a year on, and those of savings paid ahead. */
async function passbooksSince(source: PaperSource, year: string): Promise<readonly PassbookRow[]> {
  const { store, group } = source;
  if (group === undefined) return [];
  const years = (await yearsOfBooks(source)).filter((each) => each >= year);
  return (await Promise.all(years.map(async (each) => store.rowsUnder<'passbook'>(group.id, `passbook:${each}:`)))).flat();
}

async function yearsOfBooks(source: PaperSource): Promise<readonly string[]> {
  const { store, group } = source;
  return group === undefined ? [] : passbookYears(await monthsOf(source), await store.rows(group.id, 'day'));
}

export function byMember(rows: readonly PassbookRow[]): ReadonlyMap<string, readonly PassbookRow[]> {
  const found = new Map<string, PassbookRow[]>();
  for (const row of rows) found.set(row.member, [...(found.get(row.member) ?? []), row]);
  return found;
}
