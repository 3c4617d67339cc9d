/** What the office says to one person stands on the first screen while it is new: groups that came, a page to read. */
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { FromOffice } from '../../../src/ui/screens/today/from-office.tsx';
import { act, newId } from '../group/support/villages.ts';
import { officerId, renderApp } from '../support/render-app.tsx';

const links = () =>
  within(screen.getByRole('list', { name: 'จากสำนักงาน' }))
    .getAllByRole('link')
    .map((link) => [link.getAttribute('href'), link.textContent]);

it('a group that came leads to it, a page to read to the page, with their days; what is old or read is not said again', async () => {
  const [group, other] = [newId(), newId()];
  const told = (about: 'groups-received' | 'groups-passed-on', on: string, groups: string[]) =>
    act(officerId, 'notice.post', { notice: newId(), about, on, groups });
  const { store } = await renderApp(<FromOffice />, {
    acts: [
      told('groups-received', '2026-11-22', [group]),
      told('groups-passed-on', '2026-11-20', [other, newId()]),
      told('groups-received', '2026-11-16', [newId()]),
      act(officerId, 'guide.assign', { page: 'five-rules', on: '2026-11-01', dueOn: '2026-11-30', by: officerId }),
    ],
  });
  await waitFor(() => expect(links()).toHaveLength(3));
  expect(links()[0]).toEqual([`/groups/${group}`, expect.stringMatching(/^รับผิดชอบเพิ่ม 1 กลุ่ม/) as string]);
  expect(links()[1]).toEqual(['/groups', expect.stringMatching(/^ส่งต่อ 2 กลุ่ม/) as string]);
  expect(links()[2]).toEqual(['/guide/five-rules', expect.stringContaining('30 พ.ย.') as string]);
  await store.record([act(officerId, 'guide.read', { page: 'five-rules' })]);
  await waitFor(() => expect(links()).toHaveLength(2));
});
