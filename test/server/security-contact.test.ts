/** Whoever finds a weakness finds an address to write to, once the operator has said one. */
import { afterEach, expect, it } from 'vitest';
import { readReportTo } from '../../src/server/security-contact.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';

let office: TestOffice;
afterEach(() => office.close());
const ask = async () => office.app.request('http://localhost/.well-known/security.txt');

it('a stranger reads the address, and until when it holds', async () => {
  office = await openTestOffice(() => ({ reportTo: 'mailto:security@example.org' }));
  const answer = await ask();
  const text = await answer.text();
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect(text.split('\n')).toContain('Contact: mailto:security@example.org');
  const expires = Date.parse(/^Expires: (\S+)$/m.exec(text)?.[1] ?? '');
  expect(expires).toBeGreaterThan(office.office.clock());
  expect(expires).toBeLessThan(office.office.clock() + 365 * 86_400_000);
});

it('without one there is no such page, and an address nobody could write to stops the start', async () => {
  office = await openTestOffice();
  expect((await ask()).status).toBe(404);
  expect(readReportTo({})).toBeUndefined();
  expect(readReportTo({ REPORT_TO: 'https://example.org/report' })).toBe('https://example.org/report');
  for (const wrong of ['security@example.org', 'http://example.org', 'mailto:', 'mailto:a@b.example\nX: y', 'javascript:alert(1)'])
    expect(() => readReportTo({ REPORT_TO: wrong }), wrong).toThrow('REPORT_TO');
});
