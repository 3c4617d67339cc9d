/** What the boards' own kinds make: the account at the bank, the agenda, supervision notes. */
import { describe, expect, it } from 'vitest';
import { groupCreate, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

describe('the account at the bank', () => {
  const g = nextId();
  const requested = operation('bank.liaise', g, { state: 'requested', on: '2026-11-10', bank: 'GSB' }, {});
  const contacted = operation('bank.liaise', g, { state: 'contacted', on: '2026-11-14', branch: 'Mae Chai' }, { contact: 'Khun Nok' });
  const opened = operation('bank.liaise', g, { state: 'opened', on: '2026-11-20' }, {});

  it('goes from asked for to opened, each word added to what was known, and is item 3.1', () => {
    const rows = new MapRows().foldAll([groupCreate(g), requested, contacted]);
    expect(rows.get<'group'>('group')).toMatchObject({
      bank: {
        state: 'contacted',
        bank: 'GSB',
        branch: 'Mae Chai',
        contact: 'Khun Nok',
        requestedOn: '2026-11-10',
        contactedOn: '2026-11-14',
      },
      steps: { '3.1': { state: 'in-progress' } },
    });
    rows.foldAll([opened]);
    expect(rows.get<'group'>('group')).toMatchObject({
      bank: { state: 'opened', openedOn: '2026-11-20' },
      steps: { '3.1': { state: 'done' } },
    });
  });

  it('an opened account stays opened when an older word comes late', () => {
    const rows = new MapRows().foldAll([groupCreate(g), opened, requested]);
    expect(rows.get<'group'>('group')).toMatchObject({ bank: { state: 'opened', bank: 'GSB', requestedOn: '2026-11-10' } });
  });

  it('without the erasable part nobody is named', () => {
    const { s: _erased, ...plain } = contacted;
    const rows = new MapRows().foldAll([groupCreate(g), plain]);
    expect(rows.get<'group'>('group')?.bank).not.toHaveProperty('contact');
  });
});

it('a note said again under its id keeps its first author and replaces the rest', () => {
  const stream = nextId();
  const note = { note: nextId(), district: '5607', on: '2026-11-01', text: 'count with the treasurer', followUpOn: '2026-11-20' };
  const rows = new MapRows().foldAll([operation('supervision.note', stream, note)]);
  const first = rows.get<'supervision'>(`supervision:${note.note}`);
  rows.foldAll([operation('supervision.note', stream, { ...note, followedUpOn: '2026-11-21', result: 'she does' })]);
  expect(rows.get<'supervision'>(`supervision:${note.note}`)).toMatchObject({
    at: first?.at,
    followedUpOn: '2026-11-21',
    result: 'she does',
  });
});
