/** The line above every screen: what it says of what is here and of the last contact, in words and in colour. */
import { expect, it } from 'vitest';
import { createTranslate, loadText } from '../../src/content/text.ts';
import { safetyOf } from '../../src/ui/screen.tsx';

const t = createTranslate(await loadText('th'));
const now = Date.parse('2026-12-01T09:00:00+07:00');
const idle = { waiting: 0, held: 0, rejected: 0, photosWaiting: 0, photosFailed: 0, photoBytes: 0, oldestAt: undefined };
const lineAt = (lastContactAt: string | undefined, changes = {}) => safetyOf({ ...idle, lastContactAt, ...changes }, 'idle', now, t);

it.each([
  [undefined, 'safe', 'พร้อมบันทึก ใช้ได้แม้ไม่มีสัญญาณ'],
  ['2026-12-01T08:12:00+07:00', 'safe', 'ทุกอย่างส่งถึงสำนักงานแล้ว · 08:12'],
  // a time of day alone would be taken for today's
  ['2026-11-30T23:30:00+07:00', 'safe', 'ทุกอย่างส่งถึงสำนักงานแล้ว · 9 ชั่วโมงก่อน'],
  ['2026-11-29T08:00:00+07:00', 'safe', 'ทุกอย่างส่งถึงสำนักงานแล้ว · 2 วันก่อน'],
  ['2026-11-28T08:59:00+07:00', 'waiting', 'ไม่มีอะไรรอส่ง · ไม่ได้ติดต่อสำนักงาน 3 วัน'],
  ['2026-11-10T08:59:00+07:00', 'waiting', 'ไม่มีอะไรรอส่ง · ไม่ได้ติดต่อสำนักงาน 21 วัน'],
])('last contact %s is %s: %s', (at, tone, text) => {
  expect(lineAt(at)).toEqual({ tone, text });
});

it('what waits, and what asks for somebody, comes before how long ago that was', () => {
  const long = '2026-11-10T08:59:00+07:00';
  expect(lineAt(long, { waiting: 2, oldestAt: '2026-12-01T08:59:00+07:00' }).text).toBe('บันทึกในเครื่องแล้ว · รอส่ง 2 รายการ');
  expect(lineAt(long, { rejected: 1 })).toEqual({ tone: 'act', text: 'มี 1 รายการที่ต้องดู' });
});
