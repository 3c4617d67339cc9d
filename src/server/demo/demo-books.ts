/** Pledge days of a demonstration group: sheets of at most 25 rows, cash counted, the day closed, money taken to the bank. */
import { denominations } from '../../domain/cash-count.ts';
import type { PayloadOf } from '../../domain/operation.ts';
import type { DemoMember } from './demo-members.ts';
import { texts, type DemoGroup } from './demo-steps.ts';

type EntryRow = PayloadOf<'entry.record'>['rows'][number];
const rowsInOneSheet = 25;

export interface PledgeDay {
  readonly on: string;
  /** running number of the day in the group's life, 0 is the founding */
  readonly index: number;
  readonly withFees: boolean;
}

/** @returns cash taken in that day, satang */
export function collect({ g, phone }: DemoGroup, members: readonly DemoMember[], { on, index, withFees }: PledgeDay): number {
  const month = on.slice(0, 7);
  // a receipt book a month, named by the year and month as people write them: 6911
  const book = `${(Number(month.slice(0, 4)) + 543) % 100}${month.slice(5)}`;
  const rows: EntryRow[] = [];
  for (const [place, { id: member, pledge }] of members.entries()) {
    // a few miss a month, another few each time; on the founding day everybody pays
    if (!withFees && (place * 31 + index * 17) % 37 === 0) continue;
    rows.push({ e: phone.id(), kind: 'pledged-savings', member, amount: pledge, forMonth: month });
    if (withFees) rows.push({ e: phone.id(), kind: 'entry-fee', member, amount: 2_000 });
    if (!withFees && (place + index * 5) % 41 === 7) rows.push({ e: phone.id(), kind: 'special-savings', member, amount: 30_000 });
    if ((place + index * 3) % 29 === 3 && !withFees) rows.push({ e: phone.id(), kind: 'fine', member, amount: 500 });
  }
  for (let at = 0, sheet = 1; at < rows.length; at += rowsInOneSheet, sheet++) {
    const receipt = `${book}-${String(sheet).padStart(2, '0')}`;
    const writtenBy = index >= 3 && sheet % 3 !== 0 ? 'committee' : 'officer';
    phone.act(g, 'entry.record', on, { receipt, paidOn: on, writtenBy, rows: rows.slice(at, at + rowsInOneSheet) });
  }
  return rows.reduce((sum, row) => sum + row.amount, 0);
}

export function closeDay({ g, phone }: DemoGroup, on: string, cash: number): void {
  phone.act(g, 'cash.count', on, { count: phone.id(), on, pieces: piecesOf(cash), counted: cash, expected: cash }, undefined, 12);
  phone.act(g, 'day.close', on, { on, confirmedBy: ['chair', 'treasurer'] }, undefined, 12);
}

export function toBank({ g, phone }: DemoGroup, on: string, amount: number): void {
  if (amount > 0)
    phone.act(
      g,
      'entry.record',
      on,
      { paidOn: on, writtenBy: 'committee', rows: [{ e: phone.id(), kind: 'bank-deposit', amount }] },
      undefined,
      14,
    );
}

export function visit({ g, phone }: DemoGroup, on: string, paid: number, total: number): void {
  const p = {
    visit: phone.id(),
    on,
    kind: 'pledge-day',
    attended: true,
    paid,
    total,
    cashCountOk: true,
    topic: texts.topic,
    toWhom: 'committee',
    advice: texts.advice,
  } as const;
  phone.act(g, 'visit.record', on, p, undefined, 13);
}

/** Before a founding: the leaders are advised in their village. */
export function advise({ g, phone }: DemoGroup, on: string): void {
  const { leadersTopic: topic, leadersAdvice: advice } = texts;
  phone.act(
    g,
    'visit.record',
    on,
    { visit: phone.id(), on, kind: 'advice', attended: true, topic, toWhom: 'leaders', advice },
    undefined,
    14,
  );
}

/** The fewest notes and coins that make up the sum. */
function piecesOf(satang: number): Record<string, number> {
  const pieces: Record<string, number> = {};
  let left = satang;
  for (const { valueSatang } of denominations) {
    const count = Math.floor(left / valueSatang);
    if (count > 0) pieces[valueSatang] = count;
    left -= count * valueSatang;
  }
  return pieces;
}
