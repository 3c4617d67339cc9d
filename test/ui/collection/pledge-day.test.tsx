/** Scene B: a pledge day of 48 members from the first tap to the totals read aloud, with its exact figures. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { people } from '../founding/scene-a.ts';
import { act, closed, collectionOn, count, entries, groupId, memberId, more, newId, openCollection, recordedRows, storeWith, tally, tap, type } from './scene-b.tsx'; // prettier-ignore

/** Taps of the 42 who need no finger in this test: what is special is done on the screen. */
async function paidByThumb(places: readonly number[], store: Awaited<ReturnType<typeof storeWith>>): Promise<void> {
  await store.saveDraft(`founding-sheet:${groupId}:${collectionOn}`, {
    g: groupId,
    day: collectionOn,
    writtenBy: 'committee',
    rows: places.map((place, index) => ({
      member: memberId(place),
      paidOn: collectionOn,
      tappedAtMs: Date.parse('2026-12-05T03:00:00Z'),
      receipt: `QQQQ-${index + 1}`,
      lines: [{ e: newId(), kind: 'pledged-savings', amount: people[place - 1]!.pledge, forMonth: '2026-12' }],
    })),
  });
}

describe('Scene B', () => {
  it('43 pay 4,050, two pay part of it, three do not come; with fines and special savings 5,745 baht are counted and the day is closed', async () => {
    const store = await storeWith();
    // absent: 50 + 50 + 100; in part: 30 of 50 and 150 of 200
    const special = new Set([1, 2, 3, 4, 31, 43]);
    await paidByThumb(people.slice(0, 48).flatMap((_, index) => (special.has(index + 1) ? [] : [index + 1])), store); // prettier-ignore
    const app = await openCollection(store);
    await waitFor(() => expect(tally()).toContain('42/48'));

    await tap(app, 4);
    let sheet = await more(app, 3);
    await type(app, sheet.getByLabelText(/^สัจจะ ธ\.ค\./), '30');
    await app.user.click(sheet.getByRole('button', { name: 'รับแล้ว 30 บาท' }));
    await closed();
    sheet = await more(app, 43);
    await type(app, sheet.getByLabelText(/^สัจจะ ธ\.ค\./), '150');
    await app.user.click(sheet.getByRole('button', { name: 'รับแล้ว 150 บาท' }));
    await closed();
    for (const [place, note] of [[1, 'ไปลำปาง'], [2, ''], [31, 'ป่วย']] as const) {
      sheet = await more(app, place);
      await app.user.click(sheet.getByRole('button', { name: 'ไม่มาวันนี้' }));
      const form = within(await screen.findByRole('dialog'));
      await type(app, await form.findByLabelText(/หมายเหตุ/), note);
      await app.user.click(form.getByRole('button', { name: 'บันทึกว่าไม่มา' }));
      await closed();
    } // prettier-ignore
    for (const place of [5, 6, 7]) {
      sheet = await more(app, place);
      await app.user.click(sheet.getByRole('button', { name: 'ใส่ค่าปรับ 5 บาท' }));
      if (place === 7) {
        await app.user.click(sheet.getByText('ส่งล่วงหน้า ฝากพิเศษ ถอน'));
        await type(app, sheet.getByLabelText(/ฝากสัจจะพิเศษ/), '1500');
      }
      await app.user.click(sheet.getByRole('button', { name: place === 7 ? 'รับแล้ว 1,555 บาท' : 'รับแล้ว 55 บาท' }));
      await closed();
    }
    await waitFor(() => expect(tally()).toContain('45/48'));
    expect(tally()).toContain('5,745');
    expect(screen.getByRole('button', { name: /ยังไม่มา 0/ })).toBeTruthy();

    await app.user.click(screen.getByRole('button', { name: 'นับเงินสดและปิดยอด' }));
    expect(await screen.findByText('5,745.00', { selector: '.count-expected b' })).toBeTruthy();
    await count(app, { 'ธนบัตร 1,000 บาท': 5, 'ธนบัตร 500 บาท': 1, 'ธนบัตร 100 บาท': 2, 'ธนบัตร 20 บาท': 2, 'เหรียญ 5 บาท': 1 });
    expect(await screen.findByText('ตรงกับยอดที่รับ')).toBeTruthy();
    await type(app, screen.getByLabelText(/จำนวนที่นำฝาก/), '5000');
    await app.user.click(screen.getByRole('button', { name: 'ปิดยอดวันนี้' }));
    // nobody has confirmed yet
    expect(await screen.findByText('ต้องมีกรรมการสองคนรับรองยอด')).toBeTruthy();
    await app.user.click(screen.getByLabelText(/^ประธาน/));
    await app.user.click(screen.getByLabelText(/^เหรัญญิก/));
    await app.user.click(screen.getByRole('button', { name: 'ปิดยอดวันนี้' }));
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ปิดยอด' }));

    expect(await screen.findByText('ปิดยอดแล้ว')).toBeTruthy();
    expect(screen.getByText('รับรองยอดโดย ประธาน · เหรัญญิก')).toBeTruthy();
    // the fifth of January
    expect(screen.getByText('วันอังคารที่ 5 มกราคม 2570')).toBeTruthy();
    const day = await store.row<'day'>(groupId, `day:${collectionOn}`);
    expect(day).toMatchObject({
      payers: 45,
      byKind: { 'pledged-savings': 423_000, fine: 1_500, 'special-savings': 150_000, 'bank-deposit': 500_000 },
      cash: 74_500,
      confirmedBy: ['chair', 'treasurer'],
    });
    expect(store.operations.slice(-4).map(({ k }) => k)).toEqual(['cash.count', 'entry.record', 'day.close', 'visit.record']);
    expect(store.operations.at(-1)?.p).toMatchObject({ paid: 45, missed: 3, total: 574_500, cashCountOk: true });
    // to be absent is nothing in the books, and its note leaves the phone nowhere
    expect(JSON.stringify(store.operations)).not.toContain('ไปลำปาง');
    const receipts = new Map(recordedRows(store).flatMap((row) => (row.receipt === undefined ? [] : [[row.member, row.receipt] as const])));
    expect(new Set(receipts.values()).size).toBe(45);

    await app.user.click(screen.getByRole('button', { name: 'อ่านยอดให้ที่ประชุมฟัง' }));
    const reading = within(await screen.findByRole('dialog'));
    expect(reading.getByText('มาส่ง 45 จาก 48 คน')).toBeTruthy();
    expect(reading.getByText('5,745')).toBeTruthy();
    expect(reading.getByText('ห้าพันเจ็ดร้อยสี่สิบห้าบาทถ้วน')).toBeTruthy();
    expect(reading.getByRole('button', { name: 'พิมพ์' })).toBeTruthy();
    expect(document.querySelector('dialog')?.textContent).not.toContain(people[0]!.firstName);
  }, 60_000);
});

describe('a tap', () => {
  it('is on the disk with a receipt of this phone at once, and a second one takes it back', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    await tap(app, 1);
    expect(store.drafts.get(`founding-sheet:${groupId}:${collectionOn}`)).toMatchObject({
      day: collectionOn,
      rows: [{ member: memberId(1), receipt: expect.stringMatching(/^[2-9A-Z]{4}-1$/), lines: [{ amount: 5_000, forMonth: '2026-12' }] }],
    });
    expect(await screen.findByText(/^เลขที่ 1 รับ 50 บาท · \w{4}-1$/)).toBeTruthy();
    await tap(app, 1);
    await waitFor(() => expect(store.drafts.has(`founding-sheet:${groupId}:${collectionOn}`)).toBe(false));
    expect(await entries(store)).toHaveLength(96);
  });

  it('is undone from the line that tells it', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    await tap(app, 2);
    await app.user.click(await screen.findByRole('button', { name: /เลิกทำ/ }));
    await waitFor(() => expect(store.drafts.has(`founding-sheet:${groupId}:${collectionOn}`)).toBe(false));
    await waitFor(() => expect(tally()).toContain('0/48'));
  });

  it('given twice in a hurry is one payment', async () => {
    const store = await storeWith();
    await openCollection(store);
    const button = await screen
      .findAllByRole('button', { pressed: false })
      .then((all) => all.find((each) => each.classList.contains('roll-tap'))!);
    button.click();
    button.click();
    await waitFor(() => expect(tally()).toContain('1/48'));
    expect(store.drafts.get(`founding-sheet:${groupId}:${collectionOn}`)).toMatchObject({ rows: [{ member: memberId(1) }] });
  });

  it('on a phone that cannot write says so, and nobody is shown as paid', async () => {
    const store = await storeWith();
    const save = store.saveDraft.bind(store);
    const app = await openCollection(store);
    store.saveDraft = async (key, value) => (key.startsWith('founding-sheet') ? Promise.reject(new Error('full')) : save(key, value));
    await app.user.click((await screen.findAllByRole('button')).find((each) => each.classList.contains('roll-tap'))!);
    expect(await screen.findByText('ยังบันทึกไม่ได้')).toBeTruthy();
    expect(tally()).toContain('0/48');
  });
});

describe('the roll', () => {
  it('has nobody who waits for consent or has left, and says who waits', async () => {
    const store = await storeWith();
    await store.record([act('member.close', { member: memberId(12), leftOn: '2026-12-01', reason: 'resigned' })]);
    const app = await openCollection(store);
    expect(tally()).toContain('/47');
    expect(screen.getByText('รอหนังสือยินยอม 2 คน ยังรับเงินไม่ได้')).toBeTruthy();
    await app.user.type(screen.getByRole('searchbox'), '12');
    expect(await screen.findByText('ไม่พบชื่อนี้')).toBeTruthy();
  });

  it('stands by house when somebody wants it so, and the phone remembers', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    await app.user.click(screen.getByRole('button', { name: 'เรียงตามบ้านเลขที่' }));
    await waitFor(() => expect(document.querySelector('.roll-row')?.textContent).toContain('บ้าน 0/1'));
    await waitFor(() => expect(store.drafts.get('collection-order')).toEqual({ order: 'house' }));
    app.unmount();
    await openCollection(store);
    await waitFor(() => expect(document.querySelector('.roll-row')?.textContent).toContain('บ้าน 0/1'));
  });

  it('shows only who has not come, without those who were said to be away', async () => {
    const store = await storeWith();
    const app = await openCollection(store);
    await tap(app, 1);
    await app.user.click(screen.getByRole('button', { name: /ยังไม่มา 47/ }));
    await waitFor(() =>
      expect(
        [...document.querySelectorAll(':not([aria-hidden=true]) > .virtual-list .roll-other span')]
          .slice(0, 4)
          .map((each) => each.textContent),
      ).toEqual(['2', '3', '4', '5']),
    );
  });

  it('of a day to come can be looked at, and leads to today’s page for who pays early', async () => {
    const store = await storeWith();
    const app = await openCollection(store, { nowMs: Date.parse('2026-12-03T03:00:00Z') });
    expect(screen.getByRole('link', { name: 'รับเงินวันนี้' }).getAttribute('href')).toBe(`/groups/${groupId}/collection/2026-12-03`);
    await app.user.click((await screen.findAllByRole('button')).find((each) => each.classList.contains('roll-tap'))!);
    expect(store.drafts.has(`founding-sheet:${groupId}:${collectionOn}`)).toBe(false);
  });

  it('of a day that is no day is not found', async () => {
    await openCollection(await storeWith(), { on: '2026-13-05' });
    expect(await screen.findByText('ไม่พบหน้านี้')).toBeTruthy();
  });
});
