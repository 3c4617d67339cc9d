/** Somebody changes one byte of an operation behind the office's back: the next backup finds it, and so does every phone that reads it. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeBackup } from '../../src/server/backup.ts';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

/** @returns how many rows were changed */
function changeBehind(text: string, ...values: readonly string[]): number {
  const db = new Database(join(office.dataDir, 'sajja.sqlite'));
  try {
    return db.prepare(text).run(...values).changes;
  } finally {
    db.close();
  }
}

it('is found by verify and by the phones, which keep what they had (row 72)', async () => {
  const field = await newFieldPhone(office);
  const g = newId();
  const act = field.act(g);
  await field.phone.record([groupCreated(act)]);
  for (let count = 0; count < 4; count += 1) await field.phone.record([documentTicked(act)]);
  await field.sender.drain('save');
  const user = field.known.user;
  const before = await field.phone.rows(g, 'group');

  // a document that was there and is not any more, by as many letters
  expect(changeBehind(`update op set body = replace(body, '"state":"have"', '"state":"hove"') where stream = ? and seq = 3`, g)).toBe(1);
  const { folder, problems } = await makeBackup({
    dataDir: office.dataDir,
    photoStore: office.office.photoStore,
    to: join(office.dataDir, 'b'),
    clock: office.clock.nowMs,
  });
  expect(problems.join('\n')).toMatch(/operation 3 was changed/);
  expect(folder).toMatch(/\.unverified$/);

  const other = await newFieldPhone(office, { code: await office.invite('field-officer', ['560101'], { user }) });
  await other.sender.drain('start');
  expect(await other.phone.brokenChains()).toContain(g);
  await field.sender.drain('tap');
  expect(await field.phone.rows(g, 'group')).toEqual(before);
});
