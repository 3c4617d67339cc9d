/** Photos of a record: kept before they are recorded, one at a time, refused in words, taken off with a way back. */
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { StoreProblem } from '../../../src/storage/store-problem.ts';
import { PhotoAttach, PhotoGrid } from '../../../src/ui/photo-attach.tsx';
import { readChoice } from '../../../src/ui/boot/choices.ts';
import { useApp } from '../../../src/ui/app-context.ts';
import { usePendingRecording } from '../../../src/ui/photo/pending-photos.ts';
import { useRows } from '../../../src/ui/use-store.ts';
import { fakePhoto, fakeThisPhone } from '../support/fake-phone.ts';
import { actOf, createIds, renderApp } from '../support/render-app.tsx';

const newId = createIds();
const g = newId();
const visit = newId();
const purpose = { kind: 'group' } as const;
const group = () =>
  actOf(newId, g, 'group.create', {
    name: 'กลุ่มบ้านทดสอบ',
    village: { tambon: '560704', moo: 9, name: 'ทดสอบ' },
    villageTypes: [],
    source: 'ledger',
  });
const picture = (name: string, size = 2_000_000) => {
  const file = new File(['x'], name, { type: 'image/jpeg', lastModified: Date.parse('2026-11-23T01:30:00Z') });
  Object.defineProperty(file, 'size', { value: size });
  return file;
};

async function renderAttach(phone: Parameters<typeof fakeThisPhone>[0] = {}, beforeCamera?: () => Promise<void>) {
  const app = await renderApp(<PhotoAttach g={g} for={purpose} beforeCamera={beforeCamera} />, {
    acts: [group()],
    thisPhone: fakeThisPhone(phone),
  });
  const choose = (...files: File[]) => fireEvent.change(screen.getByLabelText('เลือกจากเครื่อง'), { target: { files } });
  const attached = () => app.store.operations.filter((op) => op.k === 'photo.attach');
  return { ...app, choose, attached };
}

describe('attaching a photo', () => {
  it('keeps the picture first, then records what it belongs to, with its own time', async () => {
    const { choose, attached, store } = await renderAttach();
    const order: string[] = [];
    const putPhoto = store.putPhoto.bind(store);
    const record = store.record.bind(store);
    store.putPhoto = async (photo) => (order.push('put'), putPhoto(photo));
    store.record = async (acts) => (order.push('record'), record(acts));
    choose(picture('a.jpg'));
    await waitFor(() => expect(attached()).toHaveLength(1));
    expect(order).toEqual(['put', 'record']);
    expect(attached()[0]?.p).toMatchObject({
      bytes: 300_000,
      w: 1600,
      h: 1200,
      thumb: { bytes: 12_000 },
      for: purpose,
      takenAt: '2026-11-23T01:30:00.000Z',
    });
    expect(await screen.findByRole('button', { name: /รูปที่ 1.*อยู่ในเครื่อง/ })).toBeTruthy();
    expect(await screen.findByText('เก็บรูปในเครื่องแล้ว')).toBeTruthy();
  });

  it('several are worked on one after the other, with the count in words (R56)', async () => {
    let atOnce = 0;
    let most = 0;
    const { choose, attached } = await renderAttach({
      shrinkPhoto: async (file) => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
        atOnce -= 1;
        return fakePhoto(file);
      },
    });
    choose(picture('a.jpg'), picture('b.jpg'), picture('c.jpg'));
    expect(await screen.findByText('กำลังย่อรูปที่ 2 จาก 3…')).toBeTruthy();
    await waitFor(() => expect(attached()).toHaveLength(3));
    expect(most).toBe(1);
  });

  it('the same picture twice is one photo', async () => {
    const { choose, attached } = await renderAttach();
    choose(picture('a.jpg'));
    await waitFor(() => expect(attached()).toHaveLength(1));
    await waitFor(() => expect(screen.getByLabelText('เลือกจากเครื่อง')).toHaveProperty('disabled', false));
    choose(picture('a.jpg'));
    expect(await screen.findByText('รูปนี้แนบไว้แล้ว')).toBeTruthy();
    expect(attached()).toHaveLength(1);
  });

  it('a picture that cannot be kept is refused with its size, and the others are kept', async () => {
    const { choose, attached } = await renderAttach({
      shrinkPhoto: async (file) =>
        file.name === 'big.heic' ? { ok: false, problem: 'photo-too-large', bytes: file.size } : fakePhoto(file),
    });
    choose(picture('big.heic', 10_400_000), picture('b.jpg'));
    expect(await screen.findByText(/10\.4 MB/)).toBeTruthy();
    await waitFor(() => expect(attached()).toHaveLength(1));
  });

  it('a full phone says that text is still saved', async () => {
    const { choose, store, attached } = await renderAttach();
    store.putPhoto = async () => Promise.reject(new StoreProblem('quota'));
    choose(picture('a.jpg'));
    expect(await screen.findByText(/ข้อความยังบันทึกได้ตามปกติ/)).toBeTruthy();
    expect(attached()).toHaveLength(0);
  });
});

describe('the camera', () => {
  it('opens only after the draft is on the disk, and remembers the page for a phone that drops it (R55)', async () => {
    let flushed: () => void = () => undefined;
    const beforeCamera = vi.fn(() => new Promise<void>((resolve) => (flushed = resolve)));
    const { user } = await renderAttach({}, beforeCamera);
    const input = screen.getByLabelText<HTMLInputElement>('ถ่ายรูป');
    const opened = vi.fn();
    input.addEventListener('click', (event) => setTimeout(() => !event.defaultPrevented && opened()));
    await user.click(input);
    expect(beforeCamera).toHaveBeenCalledOnce();
    expect(opened).not.toHaveBeenCalled();
    expect(readChoice('camera-page')).toContain(location.pathname);
    flushed();
    await waitFor(() => expect(opened).toHaveBeenCalledOnce());
    expect(beforeCamera).toHaveBeenCalledOnce();
  });
});

describe('taking a photo off', () => {
  it('withdraws it with a reason, and undo brings the same picture back', async () => {
    const { choose, attached, store, user } = await renderAttach();
    choose(picture('a.jpg'));
    await user.click(await screen.findByRole('button', { name: /รูปที่ 1/ }));
    await user.click(screen.getByRole('button', { name: 'เอารูปออก' }));
    await waitFor(() => expect(store.operations.at(-1)).toMatchObject({ k: 'photo.withdraw' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /รูปที่ 1/ })).toBeNull());
    await user.click(await screen.findByRole('button', { name: 'เลิกทำ' }));
    await waitFor(() => expect(attached()).toHaveLength(2));
    expect(await screen.findByRole('button', { name: /รูปที่ 1/ })).toBeTruthy();
  });
});

describe('looking at photos', () => {
  function Grid() {
    return <PhotoGrid g={g} photos={useRows(g, 'photo') ?? []} />;
  }

  it('shows how far each was sent, and gives its addresses back when it leaves', async () => {
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const both = (
      <>
        <PhotoAttach g={g} for={purpose} />
        <Grid />
      </>
    );
    const app = await renderApp(both, { acts: [group()], thisPhone: fakeThisPhone({}) });
    expect(screen.getByText('ยังไม่มีรูป')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('เลือกจากเครื่อง'), { target: { files: [picture('a.jpg')] } });
    await waitFor(() => expect(screen.getAllByText('อยู่ในเครื่อง').length).toBe(2));
    const sha = (app.store.operations.find((op) => op.k === 'photo.attach') as { p: { sha: string } }).p.sha;
    app.store.setPhotoState(sha, 'thumb-sent');
    await waitFor(() => expect(screen.getAllByText('ส่งภาพเล็กแล้ว').length).toBe(2));
    app.unmount();
    expect(revoked).toHaveBeenCalled();
  });
});

describe('a photo of a form that is not saved yet', () => {
  const form = { kind: 'visit', id: visit } as const;
  const saveVisit = () => actOf(newId, g, 'visit.record', { visit, on: '2026-11-23', kind: 'advice', attended: true });

  it('waits beside the draft, is shown, and is recorded by itself once the form is', async () => {
    function WithRecording() {
      const app = useApp();
      usePendingRecording(app);
      return <PhotoAttach g={g} for={form} />;
    }
    const app = await renderApp(<WithRecording />, { acts: [group()], thisPhone: fakeThisPhone({}) });
    fireEvent.change(screen.getByLabelText('เลือกจากเครื่อง'), { target: { files: [picture('a.jpg')] } });
    expect(await screen.findByRole('button', { name: /รูปที่ 1/ })).toBeTruthy();
    expect(app.store.operations.map((op) => op.k)).toEqual(['group.create']);
    expect((await app.store.queue()).photosWaiting).toBe(0);
    await app.store.record([saveVisit()]);
    await waitFor(() => expect(app.store.operations.map((op) => op.k)).toEqual(['group.create', 'visit.record', 'photo.attach']));
    await waitFor(() => expect([...app.store.drafts.keys()]).toEqual([]));
    expect(screen.getAllByRole('button', { name: /รูปที่/ })).toHaveLength(1);
    expect((await app.store.queue()).photosWaiting).toBe(1);
  });

  it('is still there after the page was killed, and can be taken off without a trace', async () => {
    const first = await renderApp(<PhotoAttach g={g} for={form} />, { acts: [group()], thisPhone: fakeThisPhone({}) });
    fireEvent.change(screen.getByLabelText('เลือกจากเครื่อง'), { target: { files: [picture('a.jpg')] } });
    await screen.findByRole('button', { name: /รูปที่ 1/ });
    first.unmount();
    const { store, user } = await renderApp(<PhotoAttach g={g} for={form} />, { store: first.store, thisPhone: fakeThisPhone({}) });
    await user.click(await screen.findByRole('button', { name: /รูปที่ 1/ }));
    await user.click(screen.getByRole('button', { name: 'เอารูปออก' }));
    await waitFor(() => expect([...store.drafts.keys()]).toEqual([]));
    expect(store.operations.map((op) => op.k)).toEqual(['group.create']);
    await user.click(await screen.findByRole('button', { name: 'เลิกทำ' }));
    expect(await screen.findByRole('button', { name: /รูปที่ 1/ })).toBeTruthy();
  });
});
