/** What the group's page and the annual meeting say of goals, by-laws, committee and year; and the number of a meeting. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { GroupScreen } from '../../../src/ui/screens/group.tsx';
import { MeetingScreen } from '../../../src/ui/screens/meeting.tsx';
import { monthlyActs, villageActs } from '../member/village.ts';
import { renderApp } from '../support/render-app.tsx';
import { act, annual, annualDay, booksActs, committeeActs, g, treasurerTerm, yearActs } from './closed-books.ts';

const goals = () =>
  act('step.record', {
    session: '019ab000-0000-7000-8000-000000000701', step: '2.7', state: 'done', doneOn: '2026-10-05',
    fields: { targetMembers: 6, targetSavings: 105_000, targetOn: '2026-12-31' },
  }); // prettier-ignore
const openGroup = async (acts: readonly Act[], rest = '', nowMs = annualDay) => {
  const app = await renderApp(<GroupScreen />, {
    path: `/groups/${g}${rest}`,
    route: '/groups/:id',
    acts,
    context: { nowMs: () => nowMs },
  });
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  return app;
};

describe('the page of a group', () => {
  it('shows the goals beside what was reached, in figures, as a bar and in a word', async () => {
    await openGroup([...villageActs(), ...committeeActs(), ...booksActs(), goals()]);
    const card = await screen.findByRole('region', { name: 'เป้าหมายของกลุ่ม' });
    const [members, savings] = within(card).getAllByRole('listitem');
    expect(members!.textContent).toContain('เลยวันที่ตั้งไว้');
    expect(members!.textContent).toContain('จากเป้า 6 คน');
    expect(within(members!).getByRole<HTMLProgressElement>('progressbar').value).toBe(3);
    expect(savings!.textContent).toContain('ถึงเป้าแล้ว');
    expect(savings!.textContent).toContain('100 %');
  });

  it('reminds of by-laws until the members voted, of a vacant office, of cash to count, and of a year that is over', async () => {
    const acts = [
      ...villageActs(), ...committeeActs(), ...booksActs(),
      act('committee.end', { term: treasurerTerm, on: '2026-12-10', reason: 'ลาออก' }),
    ]; // prettier-ignore
    await openGroup(acts);
    const rooms = await screen.findByRole('list', { name: 'ระเบียบ คณะกรรมการ และปี' });
    const [bylaws, committee, year] = within(rooms).getAllByRole('link');
    expect(bylaws!.textContent).toContain('ร่างรอสมาชิกลงมติ');
    expect(committee!.textContent).toContain('เหรัญญิก');
    expect(committee!.textContent).toContain('รอนับเงินสดส่งมอบ');
    expect(year!.textContent).toContain('ถึงเวลาปิด');
    expect([bylaws, committee, year].map((link) => link!.getAttribute('href'))).toEqual(
      ['bylaws', 'committee', 'year'].map((room) => `/groups/${g}/${room}`),
    );
  });

  it('is quiet once they voted', async () => {
    const adopt = act('bylaws.adopt', { bylaws: '019ab000-0000-7000-8000-000000000060', meeting: annual, adoptedOn: '2027-01-20' });
    await openGroup([...yearActs(), adopt]);
    const rooms = await screen.findByRole('list', { name: 'ระเบียบ คณะกรรมการ และปี' });
    expect(within(rooms).getAllByRole('link')[0]!.textContent).toContain('สมาชิกลงมติรับ 20 ม.ค. 2570');
  });

  it('numbers its meetings by kind and year', async () => {
    const acts = [
      ...villageActs(), ...monthlyActs(),
      act('meeting.open', { meeting: '019ab000-0000-7000-8000-000000000702', kind: 'monthly', heldOn: '2026-12-05' }),
    ]; // prettier-ignore
    await openGroup(acts, '?tab=meetings');
    const lines = screen.getAllByRole('link').map((link) => link.textContent ?? '');
    expect(lines.filter((line) => line.includes('ครั้งที่'))).toMatchObject([/ครั้งที่ 2\/2569/, /ครั้งที่ 1\/2569/].map((part) => expect.stringMatching(part) as string)); // prettier-ignore
  });
});

describe('the annual meeting', () => {
  const openMeeting = async (acts: readonly Act[], rest = '') => {
    const app = await renderApp(<MeetingScreen />, {
      path: `/groups/${g}/meetings/${annual}${rest}`,
      route: '/groups/:id/meetings/:meeting',
      acts,
      context: { nowMs: () => annualDay },
    });
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe('กำลังเปิด'));
    return app;
  };

  it('lists what must be shown, each with its place, and the goals below', async () => {
    await openMeeting([...yearActs(), goals()]);
    const list = await screen.findByRole('list', { name: 'เรื่องที่ต้องเสนอที่ประชุมใหญ่' });
    await waitFor(() => expect(list.textContent).toContain('กำไรตามบัญชี 737.50 บาท'));
    expect(within(list).getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      `/groups/${g}/books/statements/2026-12`, `/groups/${g}/year/close`, `/groups/${g}/bylaws`, `/groups/${g}/committee`, `/groups/${g}/step/2.7`,
    ]); // prettier-ignore
    expect(list.textContent).toContain('ว่าง: เลขานุการ');
    expect(await screen.findByRole('region', { name: 'เป้าหมายของกลุ่ม' })).toBeTruthy();
  });

  it('has its number on its page and at the head of its minutes', async () => {
    const app = await openMeeting(yearActs());
    expect(screen.getByText(/ครั้งที่ 1\/2570/)).toBeTruthy();
    app.unmount();
    await openMeeting(yearActs(), '?do=minutes');
    const minutes = () => screen.getByLabelText<HTMLTextAreaElement>('ข้อความ').value;
    await waitFor(() => expect(minutes()).toMatch(/^ประชุมใหญ่สามัญประจำปี ครั้งที่ 1\/2570\n/));
  });
});
