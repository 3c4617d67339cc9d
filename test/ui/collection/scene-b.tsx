/** Pledge day as domain.md §7, Scene B tells it: the 48 founders of Scene A on 5 December, and what a thumb does in their roll. */
import { screen, waitFor, within } from '@testing-library/preact';
import { expect } from 'vitest';
import type { PayloadOf } from '../../../src/domain/operation.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { CollectionScreen } from '../../../src/ui/screens/collection/collection.tsx';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';
import { actOf, createIds, officerId, renderApp, type RenderedApp, type RenderOptions } from '../support/render-app.tsx';
import { groupId, meetingId, memberId, sceneActs } from '../founding/scene-a.ts';

export const collectionOn = '2026-12-05';
export const newId = createIds();
export const baht = (amount: number) => amount * 100;
const tenOnTheFifth = Date.parse('2026-12-05T03:00:00Z');
/** of what is made on screens, however often they are opened */
const screenIds = createIds(() => tenOnTheFifth);

export const act = <K extends Act['k']>(k: K, p: PayloadOf<K>) => actOf(newId, groupId, k, p, undefined, '2026-12-05T02:00:00.000Z');

/** The group after its founding day, with a fine of five baht in its rules. */
export function founded(): Act[] {
  return [
    ...sceneActs('paid'),
    actOf(newId, groupId, 'meeting.close', { meeting: meetingId, endedAt: '12:00' }),
    act('bylaws.draft', { bylaws: newId(), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2_000, fine: 500 }),
  ];
}

export async function storeWith(acts: readonly Act[] = founded()): Promise<MemoryStore> {
  const store = createMemoryStore({ user: officerId });
  await store.record(acts);
  return store;
}

export interface OpenOptions {
  readonly on?: string;
  readonly nowMs?: number;
  readonly step?: string;
  readonly context?: RenderOptions['context'];
}

export async function openCollection(store: MemoryStore, options: OpenOptions = {}): Promise<RenderedApp> {
  const { on = collectionOn, nowMs = tenOnTheFifth, step, context } = options;
  const app = await renderApp(<CollectionScreen />, {
    path: `/groups/${groupId}/collection/${on}${step === undefined ? '' : `?step=${step}`}`,
    route: '/groups/:id/collection/:date',
    store,
    context: { nowMs: () => nowMs, newId: screenIds, ...context },
  });
  await waitFor(() => expect(document.querySelector('.bone') === null && document.querySelector('h1') !== null).toBe(true));
  if (step === undefined && !Number.isNaN(Date.parse(on)))
    await waitFor(() => expect(document.querySelector('.roll-row, .done-note, .banner')).not.toBeNull());
  return app;
}

export const entries = async (store: MemoryStore) => store.rows(groupId, 'entry');
export const recordedRows = (store: MemoryStore) =>
  store.operations.filter((op) => op.k === 'entry.record').flatMap((op) => (op.p as PayloadOf<'entry.record'>).rows);

const rowElement = (place: number) =>
  [...document.querySelectorAll(':not([aria-hidden=true]) > .virtual-list .roll-row')].find(
    (each) => each.querySelector('.roll-other span')?.textContent === String(place),
  );

/** Only rows near the screen exist, so the member is looked for by number. */
export async function rowOf(app: RenderedApp, place: number): Promise<HTMLElement> {
  if (rowElement(place) === undefined) {
    const search = await screen.findByRole('searchbox');
    await app.user.clear(search);
    await app.user.type(search, String(place));
  }
  return waitFor(() => {
    const row = rowElement(place);
    expect(row).toBeDefined();
    return row as HTMLElement;
  });
}

export async function tap(app: RenderedApp, place: number): Promise<void> {
  const row = await rowOf(app, place);
  const before = row.className;
  await app.user.click(row.querySelector('.roll-tap')!);
  await waitFor(() => expect(rowElement(place)?.className).not.toBe(before));
}

/** Opens everything else for a member. */
export async function more(app: RenderedApp, place: number): Promise<ReturnType<typeof within>> {
  await app.user.click((await rowOf(app, place)).querySelector('.roll-other')!);
  const sheet = within(await screen.findByRole('dialog'));
  await sheet.findByLabelText(/^สัจจะ /);
  return sheet;
}

export async function type(app: RenderedApp, field: HTMLElement, text: string): Promise<void> {
  await app.user.clear(field);
  if (text !== '') await app.user.type(field, text);
}

export const tally = () => (document.querySelector('.collection-top .tally')?.textContent ?? '').replaceAll(' /', '/');
export const closed = async () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

/** The pieces that make up the amount, one field each. */
export async function count(app: RenderedApp, pieces: Readonly<Record<string, number>>): Promise<void> {
  for (const [label, number] of Object.entries(pieces))
    await type(app, screen.getByLabelText(label, { selector: 'input' }), String(number));
}

export { groupId, memberId, meetingId };
