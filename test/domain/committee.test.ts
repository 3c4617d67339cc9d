import { describe, expect, it } from 'vitest';
import { findVacantOffices, isHandOverCountDue } from '../../src/domain/committee-gap.ts';
import type { Operation } from '../../src/domain/operation.ts';
import type { Branch, Office } from '../../src/domain/vocabulary.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [a, b, young] = [nextId(), nextId(), nextId()];
const ground = [groupCreate(g), ...foundingVote(g).ops, memberAdd(g, a), memberAdd(g, b), memberAdd(g, young, { bornOn: '2010-01-01' })];
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([...ground, ...ops]);
const group = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;
const elect = (member: string, branch: Branch, office: Office, term = nextId()) =>
  operation('committee.elect', g, { term, member, branch, office, votes: 30, from: '2026-11-23', to: '2028-11-22' });
const end = (term: string, on: string) => operation('committee.end', g, { term, on, reason: 'resigned' });

describe('an election', () => {
  it('fills an office of the board', () => {
    const rows = after(elect(a, 'board', 'chair'), elect(b, 'credit', 'chair'), elect(b, 'board', 'member'));
    expect(group(rows).committee).toEqual({ seats: 3, filled: { chair: a } });
  });
  it('case 26: of somebody who is no member, or of a minor, is on record with a mark', () => {
    const rows = after();
    expect(rows.fold(elect(young, 'board', 'chair'))).toMatchObject({ flags: ['not-a-member'] });
    const consent = {
      consent: nextId(),
      member: young,
      relation: 'father',
      signedOn: '2026-11-23',
      signatureKind: 'signature',
      witnessCount: 0,
    } as const;
    rows.fold(operation('consent.record', g, consent, { guardianName: 'Pho', witnesses: [] }));
    expect(rows.fold(elect(young, 'board', 'secretary'))).toMatchObject({ flags: ['minor-in-office'] });
    expect(group(rows).openFlags).toBe(2);
  });
  it('case 25: an auditor in another branch is marked on both seats until one of them ends', () => {
    const audit = nextId();
    const rows = after(elect(a, 'audit', 'chair', audit));
    expect(rows.fold(elect(a, 'board', 'treasurer'))).toMatchObject({ flags: ['two-branches'] });
    expect(group(rows).openFlags).toBe(2);
    rows.fold(end(audit, '2026-12-01'));
    expect(group(rows).openFlags).toBe(0);
  });
  it('marks a chair who is treasurer too', () => {
    expect(after(elect(a, 'board', 'chair')).fold(elect(a, 'board', 'treasurer'))).toMatchObject({ flags: ['treasurer-is-chair'] });
  });
});

describe('case 25: the treasurer resigns on 10 Dec 2569', () => {
  const term = nextId();
  const resigned = after(
    elect(a, 'board', 'chair'),
    elect(a, 'board', 'secretary'),
    elect(b, 'board', 'treasurer', term),
    end(term, '2026-12-10'),
  );
  it('leaves the office vacant', () => {
    expect(findVacantOffices(group(resigned))).toEqual(['treasurer']);
    expect(resigned.get<'term'>(`term:${term}`)).toMatchObject({ endedOn: '2026-12-10', endReason: 'resigned', to: '2028-11-22' });
  });
  it('asks for a count of the cash until there is one', () => {
    const count = (on: string) => operation('cash.count', g, { count: nextId(), on, pieces: {}, counted: 0, expected: 0 });
    expect(isHandOverCountDue(group(resigned))).toBe(true);
    expect(isHandOverCountDue(group(resigned.foldAll([count('2026-12-09')])))).toBe(true);
    expect(isHandOverCountDue(group(resigned.foldAll([count('2026-12-11')])))).toBe(false);
  });
  it('ends a term once, and an office passes to the one elected last', () => {
    expect(group(resigned.foldAll([end(term, '2027-01-01')])).committee.treasurerLeftOn).toBe('2026-12-10');
    const first = nextId();
    const rows = after(elect(a, 'board', 'treasurer', first), elect(b, 'board', 'treasurer'));
    expect(group(rows).committee.filled.treasurer).toBe(b);
    expect(group(rows.foldAll([end(first, '2026-12-01')])).committee.filled.treasurer).toBe(b);
  });
});
