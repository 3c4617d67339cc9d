/** Money between the tap and the books: on whose day it is, what a killed page leaves, two tabs, and what is promised for the month. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { changeSheet, recordSheets, useSheetRecording, type OpenSheet } from '../../../src/ui/money-sheets.ts';
import { useApp } from '../../../src/ui/app-context.ts';
import { useQueue } from '../../../src/ui/use-store.ts';
import { OutboxScreen } from '../../../src/ui/screens/outbox.tsx';
import { FoundingScreen } from '../../../src/ui/screens/founding/founding.tsx';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';
import { actOf, createIds, officerId, renderApp, type RenderedApp } from '../support/render-app.tsx';
import { foundingOn, groupId, meetingId, memberId, sceneActs } from './scene-a.ts';

const newId = createIds();
const sheetKey = `founding-sheet:${meetingId}`;
const fifthOfDecember = Date.parse('2026-12-05T02:00:00Z');
const closing = () => actOf(newId, groupId, 'meeting.close', { meeting: meetingId, endedAt: '12:00' });

const open = (part: string, store: MemoryStore, nowMs?: number) =>
  renderApp(<FoundingScreen />, {
    path: `/groups/${groupId}/founding/${part}`,
    route: '/groups/:id/founding/:part',
    store,
    ...(nowMs === undefined ? {} : { context: { nowMs: () => nowMs } }),
  });

async function storeWith(acts: readonly Act[]): Promise<MemoryStore> {
  const store = createMemoryStore({ user: officerId });
  await store.record(acts);
  return store;
}

const rowOf = (place: number) =>
  waitFor(() => {
    const rows = [...document.querySelectorAll('.roll-row')];
    const row = rows.find((each) => each.querySelector('.roll-other span')?.textContent === String(place));
    expect(row).toBeDefined();
    return row!.querySelector<HTMLElement>('.roll-tap')!;
  });

const find = async (app: RenderedApp, place: number) => app.user.type(await screen.findByRole('searchbox'), String(place));

async function tap(app: RenderedApp, place: number): Promise<void> {
  await app.user.click(await rowOf(place));
  await waitFor(() => expect(JSON.stringify(app.store.drafts.get(sheetKey))).toContain(memberId(place)));
}

/** What a page that was killed leaves: the tap on the disk, no record. */
const leftBehind = {
  g: groupId,
  meeting: meetingId,
  writtenBy: 'committee',
  rows: [
    { member: memberId(1), paidOn: foundingOn, tappedAtMs: 0, lines: [{ e: newId(), kind: 'pledged-savings', amount: 5_000, forMonth: '2026-11' }] },
  ],
} as const; // prettier-ignore

const recorded = (store: MemoryStore) => store.operations.filter((op) => op.k === 'entry.record').map((op) => op.p);

describe('the day of a first collection', () => {
  it('is today when the founding meeting is over: people pay on a later day than they met', async () => {
    const app = await open('money', await storeWith([...sceneActs('ruled'), closing()]), fifthOfDecember);
    await tap(app, 1);
    await app.user.click(screen.getByRole('button', { name: /นับเงินสดและปิดยอด/ }));
    expect(await screen.findByText('70.00', { selector: '.count-expected b' })).toBeTruthy();
    expect(recorded(app.store)).toMatchObject([{ paidOn: '2026-12-05', rows: [{ kind: 'entry-fee' }, { forMonth: '2026-12' }] }]);
    // one number of this phone's book for what one payer handed over, as on every pledge day
    const numbers = (recorded(app.store) as { rows: { receipt?: string }[] }[]).flatMap(({ rows }) => rows.map(({ receipt }) => receipt));
    expect(numbers).toEqual([expect.stringMatching(/^[0-9A-Z]{4}-1$/), numbers[0]]);
    for (const [label, count] of [['ธนบัตร 50 บาท', '1'], ['ธนบัตร 20 บาท', '1']] as const)
      await app.user.type(screen.getByLabelText(label, { selector: 'input' }), count); // prettier-ignore
    await app.user.click(screen.getByRole('button', { name: /ปิดยอดวันนี้/ }));
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /^ปิดยอด/ }));
    expect(await screen.findByText('ปิดยอดแล้ว')).toBeTruthy();
    const closed = app.store.operations.slice(-2);
    expect(closed).toMatchObject([
      { k: 'cash.count', p: { on: '2026-12-05' } },
      { k: 'day.close', p: { on: '2026-12-05' } },
    ]);
    expect(await app.store.row<'day'>(groupId, `day:${foundingOn}`)).toBeUndefined();
  });

  it('is the meeting’s own while it is open, and what was not counted then can still be counted on the next day', async () => {
    const store = await storeWith(sceneActs('paid'));
    const next = Date.parse('2026-11-24T02:00:00Z');
    await store.record([closing()]);
    const app = await open('money', store, next);
    expect(await screen.findByText(/23 พ\.ย\..*รับไว้ 5,460\.00 บาท ยังไม่ได้นับ/)).toBeTruthy();
    await waitFor(async () => expect((await rowOf(1)).textContent).toContain('70'));
    expect(screen.queryAllByRole('button', { pressed: false }).filter((button) => button.classList.contains('roll-tap'))).toEqual([]);
    await app.user.click(screen.getByRole('button', { name: /นับเงินสดและปิดยอด/ }));
    expect(await screen.findByText('5,460.00', { selector: '.count-expected b' })).toBeTruthy();
  });
});

describe('taps that a killed page left', () => {
  function Recording() {
    useSheetRecording(useApp());
    const queue = useQueue();
    return <p>{queue === undefined ? '' : `waiting ${queue.waiting}`}</p>;
  }

  it('become records when the app opens on any screen, once', async () => {
    const store = await storeWith(sceneActs('ruled'));
    await store.saveDraft(sheetKey, leftBehind);
    await renderApp(<Recording />, { store });
    await waitFor(() => expect(store.drafts.has(sheetKey)).toBe(false));
    expect(recorded(store)).toMatchObject([{ paidOn: foundingOn, meeting: meetingId, writtenBy: 'committee', rows: [{ amount: 5_000 }] }]);
    // killed between the commit and the end of the sheet
    await store.saveDraft(sheetKey, leftBehind);
    await renderApp(<Recording />, { store });
    await waitFor(() => expect(store.drafts.has(sheetKey)).toBe(false));
    expect(recorded(store)).toHaveLength(1);
  });

  it('count as waiting while they are no records, so that nobody reads “all sent”', async () => {
    const store = await storeWith(sceneActs('ruled'));
    for (const op of store.operations) store.setState(op.id, 'acked');
    await store.saveDraft(sheetKey, leftBehind);
    function Queue() {
      const queue = useQueue();
      return <p>{queue === undefined ? '' : `waiting ${queue.waiting}`}</p>;
    }
    const app = await renderApp(<Queue />, { store });
    expect(await screen.findByText('waiting 1')).toBeTruthy();
    const [op] = await recordSheets(app.app).then(() => store.operations.slice(-1));
    store.setState(op!.id, 'acked');
    expect(await screen.findByText('waiting 0')).toBeTruthy();
  });

  it('are recorded before a tap on “send” says how much was sent', async () => {
    const store = await storeWith(sceneActs('ruled'));
    for (const op of store.operations) store.setState(op.id, 'acked');
    await store.saveDraft(sheetKey, leftBehind);
    const app = await renderApp(<OutboxScreen />, { path: '/outbox', store });
    await app.user.click(await screen.findByRole('button', { name: /ส่ง/ }));
    await waitFor(() => expect(recorded(store)).toHaveLength(1));
    expect(screen.queryByText(/ส่งครบแล้ว/)).toBeNull();
  });

  it('are in the notice to the district, though the money page was never opened again', async () => {
    const store = await storeWith(sceneActs('ruled'));
    await store.saveDraft(sheetKey, leftBehind);
    const app = await open('finish', store);
    expect(await screen.findByText('50', { selector: '.founding-tally dd' })).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: /แจ้งอำเภอว่าตั้งกลุ่มแล้ว/ }));
    const sheet = within(await screen.findByRole('dialog'));
    expect(await sheet.findByText(/50\.00/)).toBeTruthy();
    await app.user.click(sheet.getByRole('button', { name: 'แจ้งอำเภอ' }));
    await waitFor(() => expect(store.operations.at(-1)?.k).toBe('report.submit'));
    expect(store.operations.at(-1)?.p).toMatchObject({ snapshot: { firstMoney: { pledgesSatang: 5_000, cashSatang: 5_000, payers: 1 } } });
  });

  it('are in the notice also when they were tapped in another tab while the question was open', async () => {
    const store = await storeWith(sceneActs('ruled'));
    const app = await open('finish', store);
    await app.user.click(await screen.findByRole('button', { name: /แจ้งอำเภอว่าตั้งกลุ่มแล้ว/ }));
    const sheet = within(await screen.findByRole('dialog'));
    await store.saveDraft(sheetKey, leftBehind);
    await app.user.click(sheet.getByRole('button', { name: 'แจ้งอำเภอ' }));
    await waitFor(() => expect(store.operations.at(-1)?.k).toBe('report.submit'));
    expect(store.operations.at(-1)?.p).toMatchObject({ snapshot: { firstMoney: { cashSatang: 5_000 } } });
  });
});

describe('the kept sheet', () => {
  it('that could not be read at first is added to and never replaced', async () => {
    const store = await storeWith(sceneActs('ruled'));
    await store.saveDraft(sheetKey, leftBehind);
    const draft = store.draft.bind(store);
    let isBroken = true;
    store.draft = async (key) => (isBroken && key === sheetKey ? Promise.reject(new Error('unreadable')) : draft(key));
    const app = await open('money', store);
    expect(await screen.findByText('ยังบันทึกไม่ได้')).toBeTruthy();
    await app.user.click(await rowOf(2));
    expect(store.drafts.get(sheetKey)).toEqual(leftBehind);
    isBroken = false;
    await app.user.click(await rowOf(2));
    await waitFor(async () => expect((await rowOf(1)).getAttribute('aria-pressed')).toBe('true'));
    await tap(app, 2);
    expect(store.drafts.get(sheetKey)).toMatchObject({ rows: [{ member: memberId(1) }, { member: memberId(2) }] });
  });

  it('keeps both of two taps at one moment', async () => {
    const store = await storeWith(sceneActs('ruled'));
    const [row] = leftBehind.rows;
    const add = (place: number) =>
      changeSheet(store, meetingId, (sheet) => ({ ...leftBehind, rows: [...(sheet?.rows ?? []), { ...row, member: memberId(place) }] }));
    await Promise.all([add(1), add(2), add(3)]);
    expect((store.drafts.get(sheetKey) as OpenSheet).rows.map(({ member }) => member)).toEqual([1, 2, 3].map(memberId));
  });

  it('takes the taps of two tabs', async () => {
    const store = await storeWith(sceneActs('ruled'));
    const app = await open('money', store);
    await rowOf(2);
    await store.saveDraft(sheetKey, leftBehind);
    await tap(app, 2);
    expect(store.drafts.get(sheetKey)).toMatchObject({ rows: [{ member: memberId(1) }, { member: memberId(2) }] });
    await waitFor(async () => expect((await rowOf(1)).getAttribute('aria-pressed')).toBe('true'));
  });
});

describe('a promise changed for next month', () => {
  const change = () =>
    actOf(newId, groupId, 'pledge.decide', {
      member: memberId(31), amount: 5_000, effectiveFrom: '2026-12', decidedOn: '2026-11-24', decidedBy: 'member',
    }); // prettier-ignore

  it('case 14: this month’s collection, the notice and the list still expect the old amount', async () => {
    const store = await storeWith([...sceneActs('ruled'), change()]);
    const app = await open('money', store);
    await find(app, 31);
    await tap(app, 31);
    expect(store.drafts.get(sheetKey)).toMatchObject({
      rows: [{ lines: [{ kind: 'entry-fee' }, { amount: 10_000, forMonth: '2026-11' }] }],
    });
    app.unmount();
    const finish = await open('finish', store);
    await finish.user.click(await screen.findByRole('button', { name: /แจ้งอำเภอว่าตั้งกลุ่มแล้ว/ }));
    const sheet = within(await screen.findByRole('dialog'));
    expect(sheet.getByText(/4,500\.00/)).toBeTruthy();
    await finish.user.click(sheet.getByRole('button', { name: 'แจ้งอำเภอ' }));
    await waitFor(() => expect(store.operations.at(-1)?.p).toMatchObject({ snapshot: { pledgedPerMonthSatang: 450_000 } }));
  });

  it('is expected in December', async () => {
    const app = await open('money', await storeWith([...sceneActs('ruled'), change(), closing()]), fifthOfDecember);
    await find(app, 31);
    await tap(app, 31);
    expect(app.store.drafts.get(sheetKey)).toMatchObject({ rows: [{ lines: [{}, { amount: 5_000, forMonth: '2026-12' }] }] });
  });
});
