import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, everyRow, newId } from '../support/phone.ts';
import { host, redeem } from '../support/server-phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

/** The phone's code of another version: a copy of every module of its own. The older one is from before there were visits. */
async function appOf(version: 'older' | 'newer') {
  vi.resetModules();
  const { kinds } = await import('../../src/domain/operation.ts');
  if (version === 'older') Reflect.deleteProperty(kinds, 'visit.record');
  const [{ newFieldPhone }, { openTestPhone }] = await Promise.all([import('../support/phone-office.ts'), import('../support/phone.ts')]);
  return { newFieldPhone, openTestPhone };
}

describe('one phone of a group is newer than the other', () => {
  it('what the newer one recorded is counted and kept on the older, stops nothing, and is read after its update (row 36, row 37)', async () => {
    const ask = async (path: string, init?: RequestInit) => office.handle(new Request(`${host}${path}`, init));
    const newer = await redeem(ask, await office.invite('field-officer', ['560101']), office.clock.nowMs);
    const code = async () => office.invite('field-officer', [], { user: newer.session.user });
    const older = await (await appOf('older')).newFieldPhone(office, { code: await code() });
    const [g, quiet] = [newId(), newId()];
    const village = { tambon: '560101', moo: 3, name: 'Ban Tham' };
    const created = (at: string) => newer.op(at, 'group.create', { name: 'Ban Tham', village, villageTypes: ['other'], source: 'ledger' });
    const visit = (at: string, advice: string) =>
      newer.op(at, 'visit.record', { visit: newId(), on: '2026-11-23', kind: 'advice', attended: true, advice });
    const verdicts = await newer.push(
      created(g),
      { ...visit(g, 'First'), crit: true },
      visit(g, 'Second'),
      created(quiet),
      visit(quiet, 'Third'),
    );
    expect(verdicts.map(({ r }) => r)).toEqual(Array.from({ length: 5 }, () => 'applied'));

    expect(await older.sender.drain('start')).toBe('done');
    expect(await older.phone.unread(g)).toEqual({ operations: 2, isCritical: true });
    expect(await older.phone.unread(quiet)).toEqual({ operations: 1, isCritical: false });
    expect(await older.phone.unread(newId())).toEqual({ operations: 0, isCritical: false });
    expect(await older.phone.rows(g, 'visit')).toEqual([]);

    // read-only is said in words; a fact is recorded all the same, and arrives
    await older.phone.record([documentTicked(older.act(g))]);
    expect(await older.sender.drain('save')).toBe('done');
    expect(await older.phone.queue()).toMatchObject({ waiting: 0, held: 0, rejected: 0 });
    await older.restart();
    expect((await older.phone.unread(g)).operations).toBe(2);
    older.sender.close();
    older.phone.close();

    const { openTestPhone, newFieldPhone } = await appOf('newer');
    const updated = await openTestPhone(older.hardware, { user: older.known.user });
    expect(await updated.unread(g)).toEqual({ operations: 0, isCritical: false });
    expect((await updated.rows(g, 'visit')).map(({ advice }) => advice)).toEqual(expect.arrayContaining(['First', 'Second']));
    expect((await updated.row(g, 'group'))?.documents.passbook).toBe('have');
    const fresh = await newFieldPhone(office, { code: await code() });
    await fresh.sender.drain('start');
    expect(await everyRow(updated, g)).toEqual(await everyRow(fresh.phone, g));
  });
});
