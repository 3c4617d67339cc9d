/** The first screen of the day. */
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { SyncState } from '../../../src/sync/sync-state.ts';
import { TodayScreen } from '../../../src/ui/screens/today.tsx';
import { act, foundedActs, groupActs, newId, stepAct } from '../group/support/villages.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { nowInTests, officerId, renderApp } from '../support/render-app.tsx';

const dueTitles = () =>
  within(screen.getByRole('region', { name: 'กำหนดใกล้ถึง' }))
    .getAllByRole('link')
    .map((row) => row.querySelector('.row-title')?.textContent);

describe('today', () => {
  it('greets the officer with the day and the area', async () => {
    await renderApp(<TodayScreen />);
    expect(await screen.findByRole('heading', { level: 1, name: 'สวัสดี ศิริพร' })).toBeTruthy();
    expect(screen.getByText('วันจันทร์ที่ 23 พฤศจิกายน 2569 · อ.แม่ใจ')).toBeTruthy();
  });

  it('a fresh officer is led to the first group', async () => {
    await renderApp(<TodayScreen />);
    expect((await screen.findByRole('link', { name: 'สร้างกลุ่มแรก' })).getAttribute('href')).toBe('/groups/new');
  });

  it('a founding meeting called for today comes before everything else', async () => {
    const [a, b] = [newId(), newId()];
    const appointment = stepAct(b, '1.5', { interestedCount: 40, appointmentOn: '2026-11-23', appointmentTime: '13:00' });
    await renderApp(<TodayScreen />, { acts: [...groupActs(a, 'แม่สุก'), ...foundedActs(a), ...groupActs(b, 'ศรีถ้อย'), appointment] });
    const hero = (await screen.findByRole('heading', { name: 'ประชุมจัดตั้งกลุ่ม' })).closest('section')!;
    expect(within(hero).getByText('วันนี้ 13:00 น.')).toBeTruthy();
    expect(within(hero).getByRole('link', { name: 'เริ่มงานวันนี้' }).getAttribute('href')).toBe(`/groups/${b}/founding`);
  });

  it('a founding day left open is gone on with', async () => {
    const g = newId();
    const open = act(g, 'meeting.open', { meeting: newId(), kind: 'founding', heldOn: '2026-11-23' });
    await renderApp(<TodayScreen />, { acts: [...groupActs(g), open] });
    expect((await screen.findByRole('link', { name: 'ทำวันจัดตั้งต่อ' })).getAttribute('href')).toBe(`/groups/${g}/founding`);
  });

  it('a pledge day within three days is the next job', async () => {
    const g = newId();
    await renderApp(<TodayScreen />, { acts: [...groupActs(g), ...foundedActs(g, { pledgeDay: 25 })] });
    const hero = (await screen.findByRole('link', { name: 'เริ่มงานวันนี้' })).closest('section')!;
    expect(within(hero).getByText('วันส่งเงินสัจจะ')).toBeTruthy();
    expect(within(hero).getByText('อีก 2 วัน')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'เริ่มงานวันนี้' }).getAttribute('href')).toBe(`/groups/${g}/collection/2026-11-25`);
    const due = within(screen.getByRole('region', { name: 'กำหนดใกล้ถึง' })).getByRole('link', { name: /วันส่งเงินสัจจะ/ });
    expect(due.getAttribute('href')).toBe(`/groups/${g}/collection/2026-11-25`);
  });

  it('the days that come up stand in order, and what is late says so', async () => {
    const [a, b] = [newId(), newId()];
    const notNow = act(b, 'group.stage', {
      stage: 'not-now',
      reason: 'รอ',
      decidedBy: 'leaders',
      on: '2026-11-01',
      reviewOn: '2026-12-20',
    });
    const visit = act(a, 'visit.record', {
      visit: newId(),
      on: '2026-10-26',
      kind: 'advice',
      attended: true,
      advice: 'ก',
      followUpBy: '2026-11-26',
    });
    await renderApp(<TodayScreen />, { acts: [...groupActs(a), ...foundedActs(a), visit, ...groupActs(b, 'เหล่า'), notNow] });
    // the reports come with their own piece of the app
    const reports = ['รายงานผลการจัดตั้ง', 'แจ้งอำเภอว่าจัดตั้งแล้ว'];
    await waitFor(() => expect(dueTitles()).toEqual([...reports, 'วันส่งเงินสัจจะ', 'ติดตามคำแนะนำ', 'นัดคุยใหม่']));
    expect(screen.getAllByText(/เลยมา 49 วัน/)).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: 'ดูอีก 1 รายการ' }));
    expect(dueTitles().at(-1)).toBe('รายงานครบ 3 เดือน');
  });

  const allItems = (g: string) => (['2.6', '2.7', '2.8', '3.1', '3.3', '3.4', '3.5', '3.7'] as const).map((key) => stepAct(g, key));
  const onPledgeDay = { nowMs: () => Date.parse('2026-12-20T02:00:00Z') };

  it.each([
    ['was attended', { attended: true }],
    ['was missed, with the reason,', { attended: false, absentReason: 'น้ำท่วม' }],
  ])('once the pledge day %s the day has nothing more to do', async (_, how) => {
    const g = newId();
    const acts = [...groupActs(g), ...foundedActs(g, { pledgeDay: 20 }), ...allItems(g)];
    const { store } = await renderApp(<TodayScreen />, { acts, context: onPledgeDay });
    expect(await screen.findByRole('heading', { name: 'วันส่งเงินสัจจะ' })).toBeTruthy();
    await store.record([act(g, 'visit.record', { visit: newId(), on: '2026-12-20', kind: 'pledge-day', ...how })]);
    expect(await screen.findByText('วันนี้ไม่มีงานค้าง')).toBeTruthy();
  });

  it('of groups that wait alike, the one that was just worked on comes last', async () => {
    const [old, fresh] = [newId(), newId()];
    const later = { ...stepAct(fresh, '1.1'), at: '2026-11-23T01:59:00Z' };
    const earlier = { ...stepAct(old, '1.1'), at: '2026-11-22T01:00:00Z' };
    const made = [...groupActs(fresh, 'ใหม่'), ...groupActs(old, 'เก่า')].map((each) => ({ ...each, at: '2026-11-20T01:00:00Z' }));
    await renderApp(<TodayScreen />, { acts: [...made, later, earlier] });
    const hero = (await screen.findByRole('link', { name: 'เริ่มงานวันนี้' })).closest('section')!;
    expect(within(hero).getByText(/เก่า/)).toBeTruthy();
    expect(within(screen.getByRole('region', { name: 'กลุ่มที่รออยู่' })).getByText(/ใหม่/)).toBeTruthy();
  });

  it('a group that sleeps shows nothing but the day on which it is asked again', async () => {
    const g = newId();
    const visit = act(g, 'visit.record', {
      visit: newId(),
      on: '2026-11-01',
      kind: 'advice',
      attended: true,
      advice: 'ก',
      followUpBy: '2026-11-20',
    });
    const asleep = act(g, 'group.stage', { stage: 'dormant', reason: 'น้ำท่วม', on: '2026-11-02', reviewOn: '2026-12-20' });
    await renderApp(<TodayScreen />, { acts: [...groupActs(g), ...foundedActs(g), visit, asleep] });
    expect(await screen.findByText('วันนี้ไม่มีงานค้าง')).toBeTruthy();
    expect(screen.queryByText('วันส่งเงินสัจจะ')).toBeNull();
    expect(screen.queryByText('ติดตามคำแนะนำ')).toBeNull();
    expect(screen.getByRole('link', { name: /นัดคุยใหม่/ }).getAttribute('href')).toBe(`/groups/${g}/stage`);
  });

  it('a group that is wound up is led to what must be done first', async () => {
    const g = newId();
    const winding = act(g, 'group.stage', { stage: 'dissolving', reason: 'ย้ายออก', decidedBy: 'members', on: '2026-11-20' });
    await renderApp(<TodayScreen />, { acts: [...groupActs(g), ...foundedActs(g), winding] });
    const hero = (await screen.findByRole('heading', { name: 'คืนเงินสมาชิกให้ครบก่อนเลิกกลุ่ม' })).closest('section')!;
    expect(within(hero).getByRole('link', { name: 'เริ่มงานวันนี้' }).getAttribute('href')).toBe(`/groups/${g}/stage`);
  });

  it('the days that were written into items of the letter stand among the dues, each with its group and its page', async () => {
    const g = newId();
    const days = [
      stepAct(g, '2.5', { membersVoteOn: '2026-11-24' }),
      stepAct(g, '2.7', { targetMembers: 100, firstLoanOn: '2026-11-25' }),
      stepAct(g, '3.3', { topic: 'ก', followUpOn: '2026-11-26' }),
      stepAct(g, '3.4', { nextOn: '2026-11-27' }),
      stepAct(g, '3.7', { nextReviewOn: '2026-11-28' }),
    ];
    const notice = act(g, 'report.submit', { report: newId(), kind: 'founding-notice', version: 1, snapshot: { members: 4 } });
    const result = act(g, 'report.submit', { report: newId(), kind: 'establishment-result', version: 1, snapshot: { members: 4 } });
    const { store } = await renderApp(<TodayScreen />, {
      acts: [...groupActs(g), ...foundedActs(g, { pledgeDay: 5 }), ...days, notice, result],
    });
    await screen.findByText('ทบทวนแผนพัฒนากลุ่ม');
    const rows = within(screen.getByRole('region', { name: 'กำหนดใกล้ถึง' })).getAllByRole('link');
    const shown = rows.map((row) => [row.querySelector('.row-title')?.textContent, row.getAttribute('href')?.replace(`/groups/${g}`, '')]);
    expect(shown).toEqual([
      ['สมาชิกลงมติระเบียบ', '/bylaws'],
      ['เริ่มปล่อยกู้ตามเป้าหมาย', '/loans'],
      ['ติดตามคำแนะนำ', '/visit?kind=advice'],
      ['ประชุมหรือฝึกอบรมครั้งต่อไป', '/step/3.4'],
      ['ทบทวนแผนพัฒนากลุ่ม', '/step/3.7'],
    ]);
    expect(screen.getByRole('link', { name: /สมาชิกลงมติระเบียบ/ }).textContent).toContain('ป่าแฝกดอย');
    // what was promised has happened
    await store.record([
      stepAct(g, '3.4', {}, '2026-11-20'),
      act(g, 'visit.record', { visit: newId(), on: '2026-11-21', kind: 'advice', attended: true, advice: 'ข' }),
    ]);
    await waitFor(() => expect(screen.queryByText('ประชุมหรือฝึกอบรมครั้งต่อไป')).toBeNull());
    expect(screen.queryByText('ติดตามคำแนะนำ')).toBeNull();
    expect(screen.getByText('ทบทวนแผนพัฒนากลุ่ม')).toBeTruthy();
  });

  it('leaders who need time are left in peace until the day, which stands among the dues', async () => {
    const g = newId();
    const later = stepAct(g, '1.2', { agreed: 'later', reviewOn: '2026-12-20' });
    await renderApp(<TodayScreen />, { acts: [...groupActs(g), stepAct(g, '1.1'), later] });
    expect(await screen.findByText('วันนี้ไม่มีงานค้าง')).toBeTruthy();
    expect((await screen.findByRole('link', { name: /นัดคุยใหม่/ })).getAttribute('href')).toBe(`/groups/${g}/step/1.3`);
  });

  it('a report that is due is reminded of until it is sent, however long ago the day was', async () => {
    const g = newId();
    const acts = [...groupActs(g), ...foundedActs(g, { on: '2026-01-10' })];
    const { store } = await renderApp(<TodayScreen />, { acts });
    await screen.findByText('รายงานครบ 3 เดือน');
    expect(dueTitles().slice(0, 3)).toEqual(['แจ้งอำเภอว่าจัดตั้งแล้ว', 'รายงานผลการจัดตั้ง', 'รายงานครบ 3 เดือน']);
    expect(screen.getByRole('link', { name: /รายงานครบ 3 เดือน/ }).getAttribute('href')).toBe(`/reports/three-month.${g}`);
    expect(screen.getByRole('link', { name: /แจ้งอำเภอ/ }).getAttribute('href')).toBe(`/groups/${g}/founding/finish`);
    const sent = act(g, 'report.submit', { report: newId(), kind: 'three-month', version: 1, snapshot: { members: 4 } });
    await store.record([sent]);
    await waitFor(() => expect(screen.queryByText('รายงานครบ 3 เดือน')).toBeNull());
    expect(dueTitles()).toContain('แจ้งอำเภอว่าจัดตั้งแล้ว');
  });

  it('a group that sleeps owes the reports that fell due while it was awake', async () => {
    const g = newId();
    const asleep = act(g, 'group.stage', { stage: 'dormant', reason: 'น้ำท่วม', on: '2026-11-02' });
    await renderApp(<TodayScreen />, { acts: [...groupActs(g), ...foundedActs(g), asleep] });
    await screen.findByText('แจ้งอำเภอว่าจัดตั้งแล้ว');
    expect(dueTitles()).toEqual(['รายงานผลการจัดตั้ง', 'แจ้งอำเภอว่าจัดตั้งแล้ว']);
  });

  it('advice that nobody looked at again is reminded of for three months, and never of a group that has ended', async () => {
    const visitOf = (g: string, followUpBy: string) =>
      act(g, 'visit.record', { visit: newId(), on: '2026-06-01', kind: 'advice', attended: true, advice: 'ก', followUpBy });
    const [old, recent, ended] = [newId(), newId(), newId()];
    const voided = act(ended, 'group.stage', { stage: 'voided', reason: 'เพิ่มซ้ำ', on: '2026-11-01' });
    await renderApp(<TodayScreen />, {
      acts: [
        ...groupActs(old, 'เก่า'),
        visitOf(old, '2026-07-01'),
        ...groupActs(recent, 'ใหม่'),
        visitOf(recent, '2026-11-01'),
        ...groupActs(ended, 'เลิก'),
        visitOf(ended, '2026-11-02'),
        voided,
      ],
    });
    await screen.findByText('ติดตามคำแนะนำ');
    expect(dueTitles()).toEqual(['ติดตามคำแนะนำ']);
    expect(screen.getByText(/เลยมา 22 วัน/)).toBeTruthy();
  });

  it('the campaign week that is over is not due; the next one is, in time', async () => {
    await renderApp(<TodayScreen />, { acts: groupActs(newId()), context: { nowMs: () => Date.parse('2027-03-09T02:00:00Z') } });
    await screen.findByRole('link', { name: 'เริ่มงานวันนี้' });
    expect(screen.queryByText('สัปดาห์รณรงค์การออม')).toBeNull();
  });

  it('the campaign week of March is remembered in time', async () => {
    const g = newId();
    const app = await renderApp(<TodayScreen />, { acts: groupActs(g), context: { nowMs: () => Date.parse('2027-02-10T02:00:00Z') } });
    expect(app).toBeTruthy();
    expect(await screen.findByText('สัปดาห์รณรงค์การออม')).toBeTruthy();
  });

  it('what is new is told once', async () => {
    const first = await renderApp(<TodayScreen />);
    await first.user.click(await screen.findByRole('button', { name: 'รับทราบ' }));
    await waitFor(() => expect(screen.queryByText('มีอะไรใหม่')).toBeNull());
    first.unmount();
    await renderApp(<TodayScreen />, { store: first.store });
    await screen.findByRole('link', { name: 'สร้างกลุ่มแรก' });
    await waitFor(() => expect(screen.queryByText('มีอะไรใหม่')).toBeNull());
  });
});

describe('what is at risk', () => {
  it('a photo that could not be sent is told on the first screen, with the way to it', async () => {
    const g = newId();
    const app = await renderApp(<TodayScreen />, { acts: groupActs(g) });
    const [full, thumb] = [new ArrayBuffer(300), new ArrayBuffer(12)];
    const sha = 'a'.repeat(64);
    await app.store.putPhoto({ sha, group: g, mime: 'image/jpeg', full, thumb, thumbSha: 'b'.repeat(64), addedAt: '2026-11-23T01:00:00Z' });
    app.store.setPhotoState(sha, 'failed');
    expect(await screen.findByText('มี 1 รูปที่ส่งไม่ผ่าน')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'ดูรูป' }).getAttribute('href')).toBe('/outbox');
  });
});

describe('a wrong clock', () => {
  const minutes = (n: number) => n * 60_000;

  it('within ten minutes is not spoken of', async () => {
    const { store } = await renderApp(<TodayScreen />);
    await screen.findByRole('heading', { level: 1 });
    store.setOfficeAhead(minutes(10));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(screen.queryByText('เวลาของเครื่องนี้ไม่ตรงกับสำนักงาน')).toBeNull();
  });

  const office = nowInTests;
  it.each([
    ['behind', office - minutes(11), '23 พ.ย. 2569 08:49 น.'],
    ['a day ahead', office + minutes(24 * 60), '24 พ.ย. 2569 09:00 น.'],
    ['set to a Buddhist year', office + Date.UTC(2569, 10, 23) - Date.UTC(2026, 10, 23), '23 พ.ย. 3112 09:00 น.'],
  ])('%s is told with both times and what to do (row 19)', async (_, nowMs, here) => {
    let asked = 0;
    const { store, user } = await renderApp(<TodayScreen />, {
      context: { nowMs: () => nowMs, sendNow: async () => ((asked += 1), store.setOfficeAhead(0), { phase: 'idle' } as SyncState) },
    });
    store.setOfficeAhead(office - nowMs);
    const banner = (await screen.findByText('เวลาของเครื่องนี้ไม่ตรงกับสำนักงาน')).closest<HTMLElement>('.banner')!;
    expect(banner.textContent).toContain(`เครื่องนี้ ${here}สำนักงาน 23 พ.ย. 2569 09:00 น.`);
    expect(banner.textContent).toMatch(/ตั้งเวลาอัตโนมัติ.*ไม่มีรายการใดถูกปฏิเสธเพราะเวลา/);
    await user.click(within(banner).getByRole('button', { name: 'ตรวจอีกครั้ง' }));
    await waitFor(() => expect(screen.queryByText('เวลาของเครื่องนี้ไม่ตรงกับสำนักงาน')).toBeNull());
    expect(asked).toBe(1);
  });
});

describe('before leaving', () => {
  const checked = async (results: object, at = '2026-11-23T01:30:00Z', nowMs = Date.parse('2026-11-23T02:00:00Z')) => {
    const store = createMemoryStore({ user: officerId });
    await store.saveDraft('ready-check', { at, results, bag: [] });
    await renderApp(<TodayScreen />, { store, context: { nowMs: () => nowMs } });
    return screen.findByRole('link', { name: /ตรวจ/ });
  };

  it('a phone that was never checked asks for it', async () => {
    await renderApp(<TodayScreen />, { acts: groupActs(newId()) });
    const row = await screen.findByRole('link', { name: /ตรวจเครื่องก่อนลงพื้นที่ ?เครื่องนี้ยังไม่เคยตรวจ/ });
    expect(row.getAttribute('href')).toBe('/me/ready');
  });

  it('a check of this morning says that the phone is ready, and when', async () => {
    const row = await checked({ start: { state: 'ok', word: 'ok' }, camera: { state: 'note', word: 'note' } });
    expect(row.textContent).toContain('เครื่องพร้อมลงพื้นที่');
    expect(row.textContent).toContain('ตรวจแล้ว 08:30');
  });

  it('a check that found something says how much, and does not call the phone ready', async () => {
    const row = await checked({ start: { state: 'failed', word: 'failed' }, photo: { state: 'failed', word: 'failed' } });
    expect(row.textContent).toContain('มี 2 อย่างที่ต้องดู · 08:30');
    expect(row.textContent).not.toContain('เครื่องพร้อม');
  });

  it('a check of last week is not worth today', async () => {
    const row = await checked({ start: { state: 'ok', word: 'ok' } }, '2026-11-16T01:30:00Z');
    expect(row.textContent).toContain('ตรวจเครื่องก่อนลงพื้นที่');
    expect(row.textContent).toContain('ตรวจล่าสุด 16 พ.ย. 2569 08:30');
  });
});

describe('what is only on this phone', () => {
  it('for more than a day is said on one card with a way to send', async () => {
    const g = newId();
    await renderApp(<TodayScreen />, { acts: groupActs(g), context: { nowMs: () => Date.parse('2026-11-25T02:00:00Z') } });
    expect(await screen.findByText('1 รายการอยู่ในเครื่องนี้เครื่องเดียว')).toBeTruthy();
    expect(screen.getByText(/เก่าสุด 2 วัน ถ้าเครื่องหาย/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'ส่งเลย' })).toBeTruthy();
  });

  it('and was set aside by the office leads to the outbox', async () => {
    const g = newId();
    const { store } = await renderApp(<TodayScreen />, { acts: groupActs(g) });
    store.setState(store.operations[0]!.id, 'held', 'area');
    expect(await screen.findByText('มี 1 รายการที่สำนักงานยังรับไม่ได้')).toBeTruthy();
  });
});
