import { describe, expect, it } from 'vitest';
import { openBehind, readDisk } from '../support/phone-disk.ts';
import { actsOf, groupCreated, memberAdded, newHardware, newId, newPhone, openTestPhone } from '../support/phone.ts';

const secrets = ['Somsri', 'Jaidee', '1234567890121', '0812345678', 'Ban Secret', 'drafted words', 'board words', 'why it was refused'];
const seen = (disk: string, secret: string): boolean => disk.includes(secret) || disk.includes(Buffer.from(secret).toString('hex'));

describe('what lies on the phone', () => {
  it('names nobody: not in a value, not in a key, not in a draft, a photo or a refusal', async () => {
    const { phone, hardware } = await newPhone();
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    const member = newId();
    const set = act('member.set', { member, base: {}, fields: {} }, { fields: { phone: '0812345678', nickname: 'Somsri' } });
    const ops = await phone.record([
      groupCreated(act, 'Ban Secret'),
      memberAdded(act, { firstName: 'Somsri', nationalId: '1234567890121' }, member),
      set,
    ]);
    await phone.saveDraft('intake:1', { name: 'drafted words' });
    await phone.putView('/v1/board/groups', { name: 'board words' });
    const picture = new TextEncoder().encode('Somsri'.repeat(100)).buffer;
    await phone.putPhoto({
      sha: 'a'.repeat(64),
      group: g,
      mime: 'image/jpeg',
      full: picture,
      thumb: picture,
      thumbSha: 'b'.repeat(64),
      addedAt: '2026-11-23T03:00:00Z',
    });
    const raw = await openBehind(hardware.indexedDB, `sajja-${phone.user}`);
    const last = (await raw.table('op').get(ops[2]?.id ?? '')) as { h: string };
    raw.close();
    await phone.applyAnswer({
      epoch: 'e',
      ackN: 3,
      safeN: 0,
      receivedAt: '2026-11-23T03:00:00Z',
      revoked: [],
      verdicts: [{ r: 'rejected', id: ops[2]?.id ?? '', h: last.h, reason: 'why it was refused' }],
    });
    const refused = (await phone.outbox(10)).find(({ op }) => op.id === ops[2]?.id);
    expect(refused).toMatchObject({ state: 'rejected', why: 'why it was refused', isSeen: false });
    expect((await phone.queue()).rejected).toBe(1);
    await phone.markSeen(ops[2]?.id ?? '');
    expect((await phone.queue()).rejected).toBe(0);
    expect((await phone.outbox(10)).find(({ op }) => op.id === ops[2]?.id)).toMatchObject({ why: 'why it was refused', isSeen: true });

    const disk = await readDisk(hardware.indexedDB);
    expect(disk).toContain('member.add');
    for (const secret of secrets) expect(seen(disk, secret), secret).toBe(false);
    phone.close();

    // the search sees what is really there
    const plain = await openBehind(hardware.indexedDB, `sajja-${phone.user}`);
    await plain.table('draft').put({ key: 'planted', bytes: new TextEncoder().encode(secrets.join(' ')).buffer });
    plain.close();
    const planted = await readDisk(hardware.indexedDB);
    for (const secret of secrets) expect(seen(planted, secret), secret).toBe(true);
  });

  it('is found again by its national id, and the index of two groups cannot be laid side by side', async () => {
    const { phone, hardware } = await newPhone();
    const [one, two] = [newId(), newId()];
    for (const g of [one, two]) {
      const act = actsOf(hardware.clock.nowMs, g);
      await phone.record([groupCreated(act), memberAdded(act, { firstName: 'A', nationalId: '1234567890121' })]);
      expect((await phone.row<'id'>(g, 'id:1234567890121'))?.members).toHaveLength(1);
    }
    phone.close();
    const raw = await openBehind(hardware.indexedDB, `sajja-${phone.user}`);
    const keys = (await raw.table('row').where('prefix').equals('id').primaryKeys()) as [string, string][];
    raw.close();
    expect(new Set(keys.map(([, key]) => key)).size).toBe(2);
  });

  it('cannot be opened on another phone, and says so instead of looking empty', async () => {
    const { phone, hardware, known } = await newPhone();
    await phone.record([groupCreated(actsOf(hardware.clock.nowMs, newId()))]);
    phone.close();
    const stranger = newHardware();
    await expect(openTestPhone({ ...stranger, indexedDB: hardware.indexedDB }, { user: known.user })).rejects.toMatchObject({
      code: 'unreadable',
    });
  });

  it('a sealed record moved to another place does not open there', async () => {
    const { phone, hardware } = await newPhone();
    await phone.saveDraft('a', 'one');
    await phone.saveDraft('b', 'two');
    const raw = await openBehind(hardware.indexedDB, `sajja-${phone.user}`);
    const stolen = (await raw.table('draft').get('a')) as { sealed: unknown };
    await raw.table('draft').update('b', { sealed: stolen.sealed });
    raw.close();
    await expect(phone.draft('b')).rejects.toMatchObject({ code: 'unreadable' });
  });
});
