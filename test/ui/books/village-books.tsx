/** Books of a village group as acts of its phone: the five months of the worked example (domain.md 3.7), and one page of it on the screen. */
import { screen, within } from '@testing-library/preact';
import type { ComponentChildren } from 'preact';
import type { PayloadOf } from '../../../src/domain/operation.ts';
import type { EntryKind } from '../../../src/domain/vocabulary.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { act, groupActs, newId } from '../group/support/villages.ts';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';
import { officerId, renderApp, type RenderedApp } from '../support/render-app.tsx';

/** 09:00 in Thailand on 20 March 2027, after the five months */
export const afterFiveMonths = Date.parse('2027-03-20T02:00:00Z');
export const [kham, bua, sri] = [newId(), newId(), newId()];

export type Line = Partial<PayloadOf<'entry.record'>['rows'][number]>;

export function entry(g: string, on: string, kind: EntryKind, baht: number, over: Line = {}, receipt?: string): Act {
  const rows = [{ e: newId(), kind, amount: Math.round(baht * 100), ...over }];
  return act(g, 'entry.record', { paidOn: on, writtenBy: 'committee', ...(receipt === undefined ? {} : { receipt }), rows });
}

/** A founded group with a chair and a treasurer and three members with numbers, and no money yet. */
export function villageActs(g: string): readonly Act[] {
  const meeting = newId();
  const on = '2026-11-05';
  const people = [
    [kham, 'คำ', 'ใจดี'],
    [bua, 'บัว', 'ทดสอบ'],
    [sri, 'ศรี', 'สมมุติ'],
  ] as const;
  const vote = { resolution: newId(), step: '2.2', motion: 'ตั้งกลุ่ม', present: 60, for: 46, against: 5, abstain: 9, method: 'hand', passed: true } as const; // prettier-ignore
  return [
    ...groupActs(g),
    act(g, 'meeting.open', { meeting, kind: 'founding', heldOn: on }),
    act(g, 'meeting.resolve', { meeting, ...vote }),
    ...people.flatMap(([member, firstName, lastName]) => [
      act(g, 'member.add', { member, kind: 'person', appliedOn: on, meeting, intendedPledge: 10_000 }, { title: 'นาง', firstName, lastName, gender: 'female', bornOn: '1976-05-01' }),
      act(g, 'pledge.decide', { member, amount: 10_000, effectiveFrom: '2026-11', decidedOn: on, decidedBy: 'member' }),
    ]), // prettier-ignore
    act(g, 'member.number', { rows: people.map(([member], index) => ({ member, no: index + 1 })) }),
    ...(['chair', 'secretary', 'treasurer'] as const).map((office, index) =>
      act(g, 'committee.elect', { term: newId(), member: people[index]?.[0] ?? '', branch: 'board', office, from: on, meeting }),
    ),
    act(g, 'bylaws.draft', { bylaws: newId(), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2_000 }),
    act(g, 'meeting.close', { meeting }),
  ];
}

const saved = (member: string, forMonth: string): Line => ({ member, forMonth });

export const fiveMonths = ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'] as const;

/** Everything that happened in them. */
export function fiveMonthActs(g: string): readonly Act[] {
  return [
    entry(g, '2026-11-05', 'entry-fee', 960),
    entry(g, '2026-11-05', 'pledged-savings', 4500, saved(kham, '2026-11')),
    entry(g, '2026-11-06', 'expense', 320, { category: 'stationery' }),
    entry(g, '2026-11-06', 'bank-deposit', 5000),
    entry(g, '2026-12-05', 'pledged-savings', 4450, saved(kham, '2026-12')),
    entry(g, '2026-12-05', 'fine', 5),
    entry(g, '2026-12-06', 'bank-deposit', 4400),
    entry(g, '2027-01-05', 'pledged-savings', 4500, saved(kham, '2027-01')),
    entry(g, '2027-01-05', 'pledged-savings', 50, saved(bua, '2026-12')),
    entry(g, '2027-01-05', 'pledged-savings', 100, saved(sri, '2027-01')),
    entry(g, '2027-01-05', 'entry-fee', 20),
    entry(g, '2027-01-06', 'bank-deposit', 4800),
    entry(g, '2027-02-05', 'pledged-savings', 4600, saved(kham, '2027-02')),
    entry(g, '2027-02-06', 'bank-withdrawal', 6000),
    entry(g, '2027-02-06', 'loan-out', 6000),
    entry(g, '2027-02-06', 'bank-deposit', 4600),
    entry(g, '2027-03-05', 'pledged-savings', 4600, saved(kham, '2027-03')),
    entry(g, '2027-03-05', 'loan-principal', 1000),
    entry(g, '2027-03-05', 'loan-interest', 60),
    entry(g, '2027-03-05', 'special-savings', 2000, { member: kham }),
    entry(g, '2027-03-06', 'bank-interest', 12.5),
    entry(g, '2027-03-06', 'bank-deposit', 7600),
  ];
}

export async function villageStore(g: string, ...acts: readonly Act[]): Promise<MemoryStore> {
  const store = createMemoryStore({ user: officerId });
  await store.record([...villageActs(g), ...acts]);
  return store;
}

export interface OpenOptions {
  readonly path: string;
  readonly route: string;
  readonly store: MemoryStore;
  readonly nowMs?: number;
}

export async function open(Screen: () => ComponentChildren, { nowMs = afterFiveMonths, ...options }: OpenOptions): Promise<RenderedApp> {
  return renderApp(<Screen />, { ...options, context: { nowMs: () => nowMs } });
}

/** The cells of a table on the screen, row by row; the heading row first. */
export function cellsOf(table: HTMLElement): readonly (readonly string[])[] {
  return within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map((cell) => cell.querySelector('.sheet-text, .sheet-missed, a')?.textContent ?? ''));
}

export const tableCalled = (name: string | RegExp) => screen.findByRole('table', { name });
