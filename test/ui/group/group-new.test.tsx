/** A new group: the village, its name, and an old group's totals. */
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { StoreProblem } from '../../../src/storage/store-problem.ts';
import { GroupNewScreen } from '../../../src/ui/screens/group-new.tsx';
import { officerGrants, renderApp, type RenderedApp, type RenderOptions } from '../support/render-app.tsx';

const wholeProvince = officerGrants.map((grant) => ({ ...grant, areas: ['56'] }));
const open = async (options: RenderOptions = {}): Promise<RenderedApp> => {
  const app = await renderApp(<GroupNewScreen />, { path: '/groups/new', ...options });
  await screen.findByRole('button', { name: 'สร้างกลุ่มนี้' });
  await screen.findByLabelText('ชื่อหมู่บ้าน');
  return app;
};
const fillVillage = async ({ user }: RenderedApp) => {
  await user.click(screen.getByRole('radio', { name: 'ต.ป่าแฝก อ.แม่ใจ (560704)' }));
  await user.type(screen.getByLabelText('หมู่ที่'), '๙');
  await user.type(screen.getByLabelText('ชื่อหมู่บ้าน'), 'ป่าแฝกดอย');
};
const createdIn = ({ store }: RenderedApp) =>
  store.operations.find((op) => op.k === 'group.create')?.p as Record<string, unknown> | undefined;

describe('a new group', () => {
  it('takes its name from the village and is recorded on the phone', async () => {
    const app = await open();
    await fillVillage(app);
    expect(screen.getByLabelText<HTMLTextAreaElement>(/ชื่อกลุ่ม/).value).toBe('กลุ่มออมทรัพย์เพื่อการผลิตบ้านป่าแฝกดอย');
    await app.user.click(screen.getByRole('button', { name: 'สร้างกลุ่มนี้' }));
    await waitFor(() => expect(location.pathname).toMatch(/^\/groups\/[0-9a-f-]{36}$/));
    expect(createdIn(app)).toEqual({
      name: 'กลุ่มออมทรัพย์เพื่อการผลิตบ้านป่าแฝกดอย',
      village: { tambon: '560704', moo: 9, name: 'ป่าแฝกดอย' },
      villageTypes: [],
      source: 'ledger',
    });
    expect(app.store.drafts.size).toBe(0);
    expect(app.wakes).toEqual(['save']);
  });

  it('does not say the word for village twice', async () => {
    const app = await open();
    await app.user.type(screen.getByLabelText('ชื่อหมู่บ้าน'), 'บ้านแม่สุก');
    expect(screen.getByLabelText<HTMLTextAreaElement>(/ชื่อกลุ่ม/).value).toBe('กลุ่มออมทรัพย์เพื่อการผลิตบ้านแม่สุก');
  });

  it('the tambon that two districts have is offered twice, with district and code', async () => {
    const app = await open({ grants: wholeProvince });
    await app.user.type(screen.getByLabelText('ตำบล'), 'เวียง');
    expect(screen.getByRole('radio', { name: 'ต.เวียง อ.เมืองพะเยา (560101)' })).toBeTruthy();
    await app.user.click(screen.getByRole('radio', { name: 'ต.เวียง อ.เชียงคำ (560307)' }));
    expect(screen.getByText('ต.เวียง อ.เชียงคำ (560307)')).toBeTruthy();
  });

  it('a postal code chooses nothing', async () => {
    const app = await open({ grants: wholeProvince });
    await app.user.type(screen.getByLabelText('ตำบล'), '56110');
    expect(screen.queryByRole('radio', { name: /ต\./ })).toBeNull();
  });

  it('another type of village without a reason is told, and saved all the same', async () => {
    const app = await open();
    await fillVillage(app);
    await app.user.click(screen.getByRole('checkbox', { name: 'หมู่บ้านอื่น ๆ ตามความเหมาะสม' }));
    expect(screen.getByText('ยังไม่ได้เขียน บันทึกได้ก่อนแล้วมาเติม')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'สร้างกลุ่มนี้' }));
    await waitFor(() => expect(createdIn(app)?.['villageTypes']).toEqual(['other']));
  });

  it('what is missing is said at its place and takes the focus', async () => {
    const app = await open();
    await app.user.click(screen.getByRole('button', { name: 'สร้างกลุ่มนี้' }));
    expect(screen.getByText('เลือกตำบลก่อน')).toBeTruthy();
    await waitFor(() => expect((document.activeElement as HTMLInputElement).type).toBe('radio'));
    expect(createdIn(app)).toBeUndefined();
  });

  it('a full phone says so and keeps what was typed', async () => {
    const app = await open();
    await fillVillage(app);
    app.store.failNext(new StoreProblem('quota'));
    await app.user.click(screen.getByRole('button', { name: 'สร้างกลุ่มนี้' }));
    expect((await screen.findByRole('alert')).textContent).toContain('สิ่งที่พิมพ์ยังอยู่');
    expect(screen.getByLabelText<HTMLInputElement>('ชื่อหมู่บ้าน').value).toBe('ป่าแฝกดอย');
    await app.user.click(screen.getByRole('button', { name: 'สร้างกลุ่มนี้' }));
    await waitFor(() => expect(createdIn(app)).toBeDefined());
  });
});

describe('an old group with paper books', () => {
  const year = () => screen.getAllByLabelText('พ.ศ.')[0]!;
  const typeFounded = async ({ user }: RenderedApp, typedYear: string) => {
    await user.click(screen.getByRole('radio', { name: /กลุ่มเก่า/ }));
    await user.type(screen.getAllByLabelText('วัน')[0]!, '1');
    await user.selectOptions(screen.getAllByLabelText('เดือน')[0]!, 'มิถุนายน');
    await user.type(year(), typedYear);
    fireEvent.focusOut(year());
  };

  it('is recorded as declared totals', async () => {
    const app = await open();
    await fillVillage(app);
    await typeFounded(app, '2542');
    await app.user.type(screen.getByLabelText('จำนวนสมาชิก'), '160');
    await app.user.type(screen.getByLabelText('เงินสัจจะสะสมทั้งหมด'), '๒,๐๔๘,๐๐๐');
    await app.user.click(screen.getByRole('button', { name: 'สร้างกลุ่มนี้' }));
    await waitFor(() =>
      expect(createdIn(app)).toMatchObject({
        source: 'declared',
        declared: { foundedOn: '1999-06-01', members: 160, savedSatang: 204_800_000, asOf: '2026-11-23' },
      }),
    );
  });

  it('a year of the Christian era is shown in the Buddhist era for a yes', async () => {
    const app = await open();
    await typeFounded(app, '2026');
    expect(await screen.findByText('พิมพ์เป็นปี ค.ศ. หมายถึงวันนี้ใช่ไหม')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: '1 มิถุนายน 2569' }));
    expect(screen.getByRole('button', { name: '1 มิถุนายน 2569' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('a year that has not come is refused', async () => {
    const app = await open();
    await typeFounded(app, '2659');
    expect(await screen.findByText('ปีนี้ยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง')).toBeTruthy();
  });
});
