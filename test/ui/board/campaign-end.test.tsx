/** In the last thirty days of a campaign the chief reads who has no group that counts yet, and comes from there to what each is at. */
import { screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import { areaStreamId } from '../../../src/server/ids.ts';
import { BoardScreen } from '../../../src/ui/screens/board.tsx';
import { foundGroup } from '../../support/founded-groups.ts';
import { renderApp } from '../support/render-app.tsx';
import { openBoardOffice, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
afterEach(async () => office.close());

const chiefGrants: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];
const days = { dueOn: '2026-12-10', firstReportOn: '2026-11-05', finalReportOn: '2027-02-10', commitmentFrom: '2026-10-01' };

async function setCampaign(): Promise<void> {
  const province = await office.phone({ role: 'province', areas: ['56'], name: 'Province' });
  const p = { campaign: 'phayao-2570', name: 'Campaign', targetPerOfficer: 1, ...days, commitmentTo: '2027-09-30' };
  const [verdict] = await province.push(province.op(areaStreamId('56'), 'campaign.set', p));
  expect(verdict?.r).toBe('applied');
}

/** the board of the district as somebody reads it on that day */
async function banner(on: string, grants = chiefGrants): Promise<Element | null> {
  const { unmount } = await renderApp(<BoardScreen />, {
    path: '/board?area=5607', grants, thisPhone: office.thisPhone, context: { nowMs: () => Date.parse(`${on}T02:00:00Z`) },
  }); // prettier-ignore
  await screen.findByRole('heading', { name: 'แนวโน้ม' });
  const found = [...document.querySelectorAll('.banner')].find(({ textContent }) => textContent.includes('ยังไม่มีกลุ่ม'));
  const copy = (found?.cloneNode(true) as Element | undefined) ?? null;
  unmount();
  return copy;
}

describe('the end of the campaign on the board of a district', () => {
  it('names from 30 days before to the day itself who has no group that counts, each with the way to the own groups', async () => {
    office = await openBoardOffice();
    await setCampaign();
    const fon = await office.phone({ name: 'Fon Chaidee' });
    const dao = await office.phone({ name: 'Dao Saengthong' });
    const nid = await office.phone({ name: 'Nid Boonmee' });
    await foundGroup(fon, { tambon: '560702', name: 'Nong Bua' });
    await foundGroup(dao, { tambon: '560702', name: 'Nong Pla', isReported: false });

    expect(await banner('2026-11-09')).toBeNull();
    const first = await banner('2026-11-10');
    expect(first?.textContent).toBe('อีก 30 วันถึงกำหนด 10 ธ.ค. 2569ยังไม่มีกลุ่มที่ตั้งและรายงานแล้วในอำเภอนี้: Dao Saengthong · Nid Boonmee');
    expect(first?.className).toContain('banner-info');
    const links = within(first as HTMLElement).getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual(
      [dao, nid].map(({ session }) => `/board?area=5607&officer=${session.user}`),
    );
    expect((await banner('2026-12-10'))?.textContent).toMatch(/^วันนี้ครบกำหนดของวาระยังไม่มี/);
    expect(await banner('2026-12-11')).toBeNull();
    // the department reads no names
    expect(await banner('2026-11-23', [{ role: 'department', areas: ['56'], from: '2026-10-01' }])).toBeNull();

    for (const each of [dao, nid]) await foundGroup(each, { tambon: '560702' });
    // the board seen last stands there first
    await expect.poll(async () => banner('2026-11-23'), { timeout: 20_000 }).toBeNull();
  });

  it('names five, and how many more there are', async () => {
    office = await openBoardOffice();
    await setCampaign();
    for (const name of ['A', 'B', 'C', 'D', 'E', 'F', 'G']) await office.phone({ name: `Officer ${name}` });
    expect((await banner('2026-11-23'))?.textContent).toMatch(/: Officer A · Officer B · Officer C · Officer D · Officer E และอีก 2 คน$/);
  });
});
