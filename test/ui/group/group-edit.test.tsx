/** A group's own facts put right: the name, the village, the totals of paper books. */
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { GroupScreen } from '../../../src/ui/screens/group.tsx';
import type { Act } from '../../../src/storage/phone-store.ts';
import { officerGrants, renderApp, type RenderedApp, type RenderOptions } from '../support/render-app.tsx';
import { foundedActs, groupActs, newId } from './support/villages.ts';

const open = async (g: string, acts: readonly Act[], options: RenderOptions = {}): Promise<RenderedApp> => {
  const app = await renderApp(<GroupScreen />, { path: `/groups/${g}?do=edit`, route: '/groups/:id', acts, ...options });
  await screen.findByLabelText('ชื่อหมู่บ้าน');
  return app;
};
const saved = ({ store }: RenderedApp) => store.operations.filter((op) => op.k === 'group.set').map((op) => op.p);
const rowOf = async ({ store }: RenderedApp, g: string) => (await store.row<'group'>(g, 'group'))!;

describe('correcting a group', () => {
  it('is one tap away from the group', async () => {
    const g = newId();
    await renderApp(<GroupScreen />, { path: `/groups/${g}`, route: '/groups/:id', acts: groupActs(g) });
    const link = await screen.findByRole('link', { name: 'แก้ข้อมูลกลุ่ม' });
    expect(link.getAttribute('href')).toBe(`/groups/${g}?do=edit`);
  });

  it('a village put right carries the name along, each against what its author saw', async () => {
    const g = newId();
    const app = await open(g, groupActs(g));
    const village = screen.getByLabelText('ชื่อหมู่บ้าน');
    await app.user.clear(village);
    await app.user.type(village, 'ป่าแฝกเหนือ');
    const before = (await rowOf(app, g)).setBy;
    await app.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข 2 ช่อง' }));
    await waitFor(() =>
      expect(saved(app)).toEqual([
        {
          base: { name: before?.['name'], village: before?.['village'] },
          fields: {
            name: 'กลุ่มออมทรัพย์เพื่อการผลิตบ้านป่าแฝกเหนือ',
            village: { tambon: '560704', moo: 9, name: 'ป่าแฝกเหนือ' },
          },
        },
      ]),
    );
    expect(await screen.findByRole('heading', { level: 1, name: 'กลุ่มออมทรัพย์ฯ บ้านป่าแฝกเหนือ' })).toBeTruthy();
    expect(app.store.drafts.size).toBe(0);
  });

  it('a name of its own stays when the village is put right', async () => {
    const g = newId();
    const app = await open(g, groupActs(g, 'ป่าแฝกดอย', { name: 'กลุ่มออมทรัพย์แม่บ้านก้าวหน้า' }));
    await app.user.clear(screen.getByLabelText('หมู่ที่'));
    await app.user.type(screen.getByLabelText('หมู่ที่'), '๑๐');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข 1 ช่อง' }));
    await waitFor(async () => expect((await rowOf(app, g)).village.moo).toBe(10));
    expect((await rowOf(app, g)).name).toBe('กลุ่มออมทรัพย์แม่บ้านก้าวหน้า');
  });

  it('nothing changed records nothing', async () => {
    const g = newId();
    const app = await open(g, groupActs(g));
    await app.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข' }));
    await screen.findByText('ไม่มีอะไรเปลี่ยน');
    expect(saved(app)).toEqual([]);
  });

  it('a village without a name is refused, and the field takes the focus', async () => {
    const g = newId();
    const app = await open(g, groupActs(g));
    await app.user.clear(screen.getByLabelText('ชื่อหมู่บ้าน'));
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    expect(await screen.findByText('ใส่ชื่อหมู่บ้าน')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('ชื่อหมู่บ้าน')));
    expect(saved(app)).toEqual([]);
  });

  it('typed before the phone was put away, it is there again, with what its author saw then', async () => {
    const g = newId();
    const app = await open(g, groupActs(g));
    const seen = (await rowOf(app, g)).setBy?.['village'];
    await app.user.type(screen.getByLabelText('ชื่อหมู่บ้าน'), 'ใหม่');
    app.unmount();
    await waitFor(() => expect(app.store.drafts.size).toBe(1));
    // meanwhile a colleague's correction arrives
    const village = { tambon: '560704', moo: 8, name: 'ป่าแฝกดอย' };
    await app.store.record([
      { id: newId(), g, k: 'group.set', at: '2026-11-23T03:00:00Z', p: { base: { village: seen! }, fields: { village } } },
    ]);
    const again = await open(g, [], { store: app.store });
    expect(screen.getByLabelText<HTMLInputElement>('ชื่อหมู่บ้าน').value).toBe('ป่าแฝกดอยใหม่');
    await again.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    expect(await screen.findByRole('region', { name: 'หมู่บ้านบันทึกไว้ไม่ตรงกัน' })).toBeTruthy();
  });

  it('an old group gets its totals and its pledge day put right', async () => {
    const g = newId();
    const declared = { members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
    const app = await open(g, groupActs(g, 'ร่องคำ', { source: 'declared', declared }));
    const members = screen.getByLabelText('จำนวนสมาชิก');
    await app.user.clear(members);
    await app.user.type(members, '161');
    await app.user.click(screen.getByRole('radio', { name: 'วันที่ของเดือน' }));
    await app.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข 2 ช่อง' }));
    await waitFor(async () =>
      expect(await rowOf(app, g)).toMatchObject({
        declared: { ...declared, members: 161 },
        pledgeDay: { kind: 'day-of-month', day: 5 },
      }),
    );
  });

  it('rules that a group decided are not changed here', async () => {
    const g = newId();
    await open(g, [...groupActs(g), ...foundedActs(g)]);
    expect(screen.queryByRole('radio', { name: 'วันที่ของเดือน' })).toBeNull();
  });

  it('outside the areas of the officer the tambon stays as it is', async () => {
    const g = newId();
    const elsewhere = officerGrants.map((grant) => ({ ...grant, areas: ['560101'] }));
    const app = await open(g, groupActs(g), { grants: elsewhere });
    await app.user.type(screen.getByLabelText('ชื่อหมู่บ้าน'), 'บน');
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    await waitFor(async () => expect((await rowOf(app, g)).village).toEqual({ tambon: '560704', moo: 9, name: 'ป่าแฝกดอยบน' }));
  });
});
