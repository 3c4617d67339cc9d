import { describe, expect, it } from 'vitest';
import { parseOperation, type Operation, type PayloadOf } from '../../src/domain/operation.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { groupCreate, nextId, operation, uuid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const sha = 'a'.repeat(64);
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([groupCreate(g), ...ops]);
const group = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;
const photo = (over: Partial<PayloadOf<'photo.attach'>> = {}) =>
  operation('photo.attach', g, {
    sha,
    bytes: 300_000,
    mime: 'image/jpeg',
    w: 1600,
    h: 1200,
    thumb: { sha, bytes: 15_000 },
    for: { kind: 'group' },
    ...over,
  });

describe('a photo', () => {
  it('is counted while it stands, and once', () => {
    const withdraw = operation('photo.withdraw', g, { sha, reason: 'shows a child' });
    expect(group(after(photo(), photo())).photos).toBe(1);
    expect(group(after(photo(), withdraw, withdraw)).photos).toBe(0);
    expect(group(after(photo(), withdraw, photo())).photos).toBe(1);
  });
  it('waits for what it shows', () => {
    expect(after().fold(photo({ for: { kind: 'meeting', id: uuid(5) } }))).toEqual({ applied: false, missing: uuid(5) });
    expect(after().fold(photo({ for: { kind: 'step', id: uuid(6), step: '1.4' } }))).toEqual({ applied: false, missing: uuid(6) });
    expect(after().fold(operation('photo.withdraw', g, { sha, reason: 'none' }))).toEqual({ applied: false, missing: sha });
  });
  it('case 29: ten million bytes are taken, more is not, and neither is a PDF', () => {
    expect(parseOperation(photo({ bytes: 10_000_000 })).ok).toBe(true);
    expect(parseOperation(photo({ bytes: 10_400_000 }))).toMatchObject({ ok: false, path: 'p.bytes' });
    expect(parseOperation(photo({ mime: 'application/pdf' as 'image/jpeg' }))).toMatchObject({ ok: false, path: 'p.mime' });
  });
});

describe('a visit', () => {
  it('counts when the officer was there', () => {
    const visit = (on: string, attended: boolean) =>
      operation('visit.record', g, { visit: nextId(), on, kind: 'pledge-day', attended, absentReason: attended ? undefined : 'flood' });
    const rows = after(visit('2026-12-05', true), visit('2027-01-05', false));
    expect(group(rows).visits).toEqual({ count: 1, lastOn: '2026-12-05' });
    expect(rows.all('visit')).toHaveLength(2);
  });
  it('is recorded once', () => {
    const visit = operation('visit.record', g, { visit: uuid(9), on: '2026-12-05', kind: 'other', attended: true });
    expect(group(after(visit, visit)).visits.count).toBe(1);
  });
});

it('a document is as it was last ticked', () => {
  const tick = (state: PayloadOf<'document.tick'>['state']) => operation('document.tick', g, { document: 'passbook', state });
  expect(group(after(tick('have'), tick('started'))).documents).toEqual({ passbook: 'started' });
});
