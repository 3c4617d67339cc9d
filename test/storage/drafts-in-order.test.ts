/** Drafts land in the order they were asked for: what takes longer to seal never comes back over what came later. */
import { describe, expect, it } from 'vitest';
import { newPhone, openTestPhone } from '../support/phone.ts';

describe('a draft', () => {
  it('that was dropped while it was being written stays dropped', async () => {
    const { phone } = await newPhone();
    const back: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const writing = phone.saveDraft('intake', { name: 'x'.repeat(2_000) });
      await Promise.all([writing, phone.dropDraft('intake')]);
      if ((await phone.draft('intake')) !== undefined) back.push(round);
    }
    expect(back).toEqual([]);
  });

  it('is what was typed last, though the value before was larger', async () => {
    const { phone } = await newPhone();
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([phone.saveDraft('note', { text: 'long '.repeat(100_000) }), phone.saveDraft('note', { text: 'short' })]);
      expect(await phone.draft('note')).toEqual({ text: 'short' });
    }
  });

  it('is read after what was asked for before the reading', async () => {
    const { phone } = await newPhone();
    const writing = phone.saveDraft('note', { text: 'typed' });
    expect(await phone.draft('note')).toEqual({ text: 'typed' });
    await writing;
  });

  it('that cannot be written does not keep the next from being written', async () => {
    const { phone } = await newPhone();
    const [failed, written] = await Promise.allSettled([phone.saveDraft('note', 1n), phone.saveDraft('note', 'typed')]);
    expect([failed.status, written.status]).toEqual(['rejected', 'fulfilled']);
    expect(await phone.draft('note')).toBe('typed');
  });

  it('is found with its kin by the beginning of its key, and only they are', async () => {
    const { phone, hardware, known } = await newPhone();
    for (const key of ['photo:b', 'photo:a', 'photograph', 'other']) await phone.saveDraft(key, key);
    phone.close();
    const again = await openTestPhone(hardware, { user: known.user });
    expect(await again.draftsUnder('photo:')).toEqual(['photo:a', 'photo:b']);
  });
});
