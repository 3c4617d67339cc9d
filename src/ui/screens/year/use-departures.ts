/** What was recorded otherwise than the adopted by-laws say: fees and fines of the last months, promises, loans that are not paid back. */
import { useMemo } from 'preact/hooks';
import { bylawsOn, findBylawDepartures, type BylawDeparture } from '../../../domain/bylaw-check.ts';
import type { LoanRow, PassbookRow } from '../../../domain/money-row.ts';
import { bookedMonth } from '../../../domain/month-page.ts';
import { passbookYears } from '../../../domain/passbook.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import type { BylawsRow, EntryRow, GroupRow, MemberRow } from '../../../domain/row.ts';
import { passbookOf } from '../../../domain/savings-register.ts';
import { monthOf, shiftMonth } from '../../../domain/thai-calendar.ts';
import { useToday } from '../../app-context.ts';
import { useRows, useRowsOf, useRowsUnderEach } from '../../use-store.ts';

export interface Departing {
  readonly key: string;
  readonly member: MemberRow | undefined;
  readonly what: 'entry' | 'pledge' | 'loan';
  /** of an entry */
  readonly kind?: EntryRow['kind'] | undefined;
  readonly on: string;
  readonly departures: readonly BylawDeparture[];
}

/** months looked at, this one included: enough to speak about it at the next meeting, and quick in a group of any age */
const monthsBack = 12;

/** @returns undefined while it is being read; nothing to find before any by-laws were adopted */
export function useDepartures(group: GroupRow, versions: readonly BylawsRow[]): readonly Departing[] | undefined {
  const todayOn = useToday();
  const since = shiftMonth(monthOf(todayOn), 1 - monthsBack);
  const months = useRows(group.id, 'month');
  const members = useRows(group.id, 'member');
  const loans = useRows(group.id, 'loan');
  const looked = (months ?? []).filter(
    ({ month, byKind }) => month >= since && (byKind['entry-fee'] !== undefined || byKind.fine !== undefined),
  );
  const postings = useRowsUnderEach<'posting'>(group.id, looked.map(({ month }) => `posting:${month}:` as const)); // prettier-ignore
  const keys = (postings ?? []).flatMap(({ lines }) => lines.flatMap(({ e, sign }) => (sign === 1 ? [`entry:${e}` as const] : [])));
  const entries = useRowsOf<'entry'>(group.id, keys);
  const open = (loans ?? []).filter(
    ({ state, carried }) =>
      carried === undefined && (state === 'applied' || state === 'approved' || state === 'contracted' || state === 'running'),
  );
  const days = useRows(group.id, 'day');
  // a borrower's passbooks of all his years: what he had on the day of the loan
  const passbooks = useRowsOf<'passbook'>(
    group.id,
    passbookYears(months ?? [], days ?? []).flatMap((year) => open.map(({ member }) => `passbook:${year}:${member}` as const)),
  );

  return useMemo(() => {
    if (months === undefined || members === undefined || loans === undefined || days === undefined) return undefined;
    if (postings === undefined || entries === undefined || passbooks === undefined) return undefined;
    const memberById = new Map(members.map((member) => [member.id, member]));
    const found: Departing[] = [
      ...entries.filter(({ reversed }) => reversed === undefined).map((entry) => ofEntry(entry, versions)),
      ...members.filter(({ state }) => state === 'accepted').map((member) => ofPledge(member, versions, todayOn)),
      ...open.map((loan) => ofLoan(loan, memberById.get(loan.member ?? ''), passbooks, versions)),
    ].map((each) => ({ ...each, member: each.member ?? memberById.get(each.of ?? '') }));
    return found.filter(({ departures }) => departures.length > 0).toSorted((a, b) => b.on.localeCompare(a.on) || (a.key < b.key ? -1 : 1));
  }, [months, members, loans, days, postings, entries, passbooks, versions, todayOn]);
}

type Found = Departing & { readonly of?: string | undefined };

function ofEntry(entry: EntryRow, versions: readonly BylawsRow[]): Found {
  const rules = bylawsOn(versions, entry.paidOn)?.rules;
  const { kind, amount, paidOn: on } = entry;
  const departures = rules === undefined ? [] : findBylawDepartures({ what: 'entry', kind, amount }, rules);
  return { key: entry.id, what: 'entry', kind, on: `${bookedMonth(entry)}${on.slice(7)}`, member: undefined, of: entry.member, departures };
}

/** The promise that acts now, by the rules that hold now. */
function ofPledge(member: MemberRow, versions: readonly BylawsRow[], todayOn: string): Found {
  const rules = bylawsOn(versions, todayOn)?.rules;
  const amount = pledgeInMonth(member, monthOf(todayOn));
  const on = member.pledges.findLast(({ effectiveFrom }) => effectiveFrom <= monthOf(todayOn))?.decidedOn ?? todayOn;
  const departures = rules === undefined || amount === undefined ? [] : findBylawDepartures({ what: 'pledge', amount }, rules);
  return { key: `pledge:${member.id}`, what: 'pledge', on, member, departures };
}

function ofLoan(loan: LoanRow, member: MemberRow | undefined, passbooks: readonly PassbookRow[], versions: readonly BylawsRow[]): Found {
  const { contract, decision } = loan;
  const on = contract?.signedOn ?? decision?.decidedOn ?? loan.appliedOn;
  const rules = bylawsOn(versions, on)?.rules;
  const own = passbooks.filter((row) => row.member === loan.member);
  const departures =
    rules === undefined
      ? []
      : findBylawDepartures(
          {
            what: 'loan',
            amount: contract?.principal ?? decision?.amount ?? loan.asked,
            on,
            saved: passbookOf(own, on).at(-1)?.savingsBalance ?? 0,
            memberSince: member?.joinedOn,
            ratePerMonth: contract?.ratePerMonth,
            guarantors: contract?.guarantors.length,
          },
          rules,
        );
  return { key: loan.id, what: 'loan', on, member, departures };
}
