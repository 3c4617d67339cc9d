import { expect, it } from 'vitest';
import { nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const person = nextId();
const grant = nextId();
const give = operation('grant.give', person, { grant, role: 'field-officer', areas: ['560702'], from: '2026-10-01' });
const end = (on: string) => operation('grant.end', person, { grant, on, reason: 'moved' });

it('a right is given, and ends on the earliest day said', () => {
  const rows = new MapRows().foldAll([give, end('2027-09-30'), end('2027-03-31'), end('2027-09-30')]);
  expect(rows.get<'grant'>(`grant:${grant}`)).toMatchObject({ role: 'field-officer', areas: ['560702'], endedOn: '2027-03-31' });
});
it('a right given again in other words stays ended', () => {
  expect(new MapRows().foldAll([give, end('2027-09-30'), give]).get<'grant'>(`grant:${grant}`)?.endedOn).toBe('2027-09-30');
});
it('the end of a right waits for the right', () => {
  expect(new MapRows().fold(end('2027-09-30'))).toEqual({ applied: false, missing: grant });
});
it('a page of the guide was read when it was read first', () => {
  const read = operation('guide.read', person, { page: 'pledge-day' });
  const rows = new MapRows().foldAll([read, operation('guide.read', person, { page: 'pledge-day' })]);
  expect(rows.get<'guide'>('guide:pledge-day')).toEqual({ type: 'guide', page: 'pledge-day', readAt: read.at });
});
