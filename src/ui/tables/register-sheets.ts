/** The registers of members and their savings as sheets. */
import type { Translate } from '../../content/text.ts';
import type { PassbookLine, PassbookRow } from '../../domain/money-row.ts';
import { pledgeInMonth } from '../../domain/pledge.ts';
import type { MemberRow } from '../../domain/row.ts';
import { passbookOf, registerRow, type RegisterQuestion } from '../../domain/savings-register.ts';
import { monthOf, shiftMonth } from '../../domain/thai-calendar.ts';
import { plainName } from '../words/member-name.ts';
import type { Words } from '../words/use-words.ts';
import type { Sheet, SheetColumn, SheetRow } from './sheet.ts';

/** Members with a number, in its order; who never was one is in no register. */
export function registerOrder(members: readonly MemberRow[]): readonly MemberRow[] {
  return members.filter(({ no }) => no !== undefined).toSorted((a, b) => (a.no ?? 0) - (b.no ?? 0));
}

/** Register of names (domain.md 3.3). National ids are not in it: whoever needs one opens the member. */
export function memberRegisterSheet(members: readonly MemberRow[], asOf: string, t: Translate): Sheet {
  const columns: SheetColumn[] = [
    { key: 'no', label: t('table.no'), kind: 'count', width: 5 },
    { key: 'joined', label: t('table.joined'), kind: 'day', width: 9 },
    { key: 'name', label: t('table.name'), kind: 'text', width: 20 },
    { key: 'house', label: t('table.house'), kind: 'text', width: 7 },
    { key: 'type', label: t('table.type'), kind: 'text', width: 9 },
    { key: 'pledge', label: t('table.pledge'), kind: 'money', width: 10 },
    { key: 'left', label: t('table.left'), kind: 'day', width: 9 },
    { key: 'reason', label: t('table.reason'), kind: 'text', width: 12 },
  ];
  const listed = registerOrder(members).filter(({ joinedOn }) => joinedOn !== undefined && joinedOn <= asOf);
  const isThere = (member: MemberRow) => member.leftOn === undefined || member.leftOn > asOf;
  const pledgeOf = (member: MemberRow) => (isThere(member) ? pledgeInMonth(member, monthOf(asOf)) : undefined);
  const rows = listed.map((member): SheetRow => {
    const left = isThere(member) ? {} : { left: member.leftOn, reason: member.leftReason && t(`table.left.${member.leftReason}`) };
    return {
      key: member.id,
      cells: {
        no: member.no, joined: member.joinedOn, name: plainName(member.person), house: member.person.houseNo, type: t(`table.type.${member.memberType}`),
        pledge: pledgeOf(member), ...left,
      },
    }; // prettier-ignore
  });
  const pledge = listed.reduce((sum, member) => sum + (pledgeOf(member) ?? 0), 0);
  return {
    title: t('table.member-register'),
    columns,
    rows,
    totals: { name: t('table.people', { n: listed.filter(isThere).length }), pledge },
  };
}

/** Savings control register: a member a row, twelve months, what was brought forward and what he has (domain.md 3.4). */
export function savingsRegisterSheet(
  members: readonly MemberRow[],
  passbooks: readonly PassbookRow[],
  question: RegisterQuestion,
  words: Words,
  t: Translate,
): Sheet {
  const months = Array.from({ length: 12 }, (_, index) => shiftMonth(`${question.year}-01`, index));
  const byMember = new Map<string, PassbookRow[]>();
  for (const row of passbooks) byMember.set(row.member, [...(byMember.get(row.member) ?? []), row]);
  const lines = registerOrder(members).map((member) => registerRow(member, byMember.get(member.id) ?? [], question));
  // beside twelve months there is no room for a column that is empty
  const rare = (['added', 'ahead'] as const).filter((key) => lines.some((line) => line[key] !== 0));
  const columns: SheetColumn[] = [
    { key: 'no', label: t('table.no'), kind: 'count', width: 4 },
    { key: 'name', label: t('table.name'), kind: 'text', width: 17 },
    { key: 'before', label: t('table.brought-forward'), kind: 'money', width: 9 },
    ...months.map((month): SheetColumn => ({ key: month, label: monthName(month, words), kind: 'money', width: 7 })),
    { key: 'paid', label: t('table.paid-in-year'), kind: 'money', width: 9 },
    ...rare.map((key): SheetColumn => ({ key, label: t(`table.${key}`), kind: 'money', width: 8 })),
    { key: 'returned', label: t('table.returned'), kind: 'money', width: 8 },
    { key: 'balance', label: t('table.balance'), kind: 'money', width: 10 },
  ];
  const totals: Record<string, number> = {};
  const rows = lines.map((line): SheetRow => {
    const { member } = line;
    const amounts: Record<string, number> = {
      before: line.broughtForward,
      paid: line.paid,
      returned: line.returned,
      balance: line.balance,
    };
    // a few members have something there: a column of noughts would hide them
    for (const key of rare) if (line[key] !== 0) amounts[key] = line[key];
    for (const cell of line.cells) if (cell.paid !== 0) amounts[cell.month] = cell.paid;
    for (const [key, satang] of Object.entries(amounts)) totals[key] = (totals[key] ?? 0) + satang;
    const missed = Object.fromEntries(line.cells.filter(({ isMissed }) => isMissed).map(({ month }) => [month, t('table.missed')]));
    return { key: member.id, cells: { no: member.no, name: plainName(member.person), ...missed, ...amounts } };
  });
  return { title: t('table.savings-register'), columns, rows, totals: { name: t('table.total'), ...totals } };
}

function monthName(month: string, words: Words): string {
  return words.calendar.monthsShort[Number(month.slice(5)) - 1] ?? month;
}

/** One member's passbook with the balance after each line (domain.md 3.2). */
export function passbookSheet(rows: readonly PassbookRow[], asOf: string | undefined, words: Words, t: Translate): Sheet {
  const columns: SheetColumn[] = [
    { key: 'on', label: t('table.day'), kind: 'day', width: 10 },
    { key: 'receipt', label: t('table.receipt'), kind: 'text', width: 9 },
    { key: 'what', label: t('table.what'), kind: 'text', width: 18 },
    { key: 'savings', label: t('table.savings'), kind: 'money', width: 10 },
    { key: 'special', label: t('table.special'), kind: 'money', width: 10 },
    { key: 'other', label: t('table.other'), kind: 'money', width: 10 },
    { key: 'savings-balance', label: t('table.savings'), under: t('table.balance'), kind: 'money', width: 11, isBalance: true },
    { key: 'special-balance', label: t('table.special'), under: t('table.balance'), kind: 'money', width: 11, isBalance: true },
  ];
  const lines = passbookOf(rows, asOf);
  const last = lines.at(-1);
  // twelve months paid on one day would be twelve equal lines
  const whatOf = ({ kind, forMonth, paidOn }: PassbookLine) => {
    const isOther = kind === 'pledged-savings' && forMonth !== undefined && forMonth !== monthOf(paidOn);
    return isOther ? t('table.for-month', { what: t(`group.entry.${kind}`), month: words.month(forMonth) }) : t(`group.entry.${kind}`);
  };
  return {
    title: t('table.passbook'),
    columns,
    rows: lines.map((line): SheetRow => {
      const isSavings = line.savings !== 0 || line.special !== 0;
      return {
        key: line.e,
        cells: {
          on: line.paidOn, receipt: line.receipt, what: whatOf(line),
          savings: line.savings === 0 ? undefined : line.savings, special: line.special === 0 ? undefined : line.special, other: isSavings ? undefined : line.amount,
          'savings-balance': line.savingsBalance, 'special-balance': line.specialBalance,
        },
      }; // prettier-ignore
    }),
    totals: { what: t('table.balance'), 'savings-balance': last?.savingsBalance ?? 0, 'special-balance': last?.specialBalance ?? 0 },
  };
}
