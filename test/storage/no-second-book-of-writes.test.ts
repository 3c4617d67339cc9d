/** What changed is told once, by `announce.ts`: the database keeps no second book of every key for queries that nobody here has. */
import { Dexie, type ObservabilitySet } from 'dexie';
import { expect, it } from 'vitest';
import { actsOf, groupCreated, newId, newPhone } from '../support/phone.ts';

it('a record is told by the phone itself and by nobody else', async () => {
  const { phone, hardware } = await newPhone();
  const toldByPhone: string[] = [];
  phone.onChange((changes) => toldByPhone.push(...changes.map(({ g }) => g)));
  const toldByDatabase: string[] = [];
  // that the ballast's database was made may be told: the records' own is the one that is written again and again
  const listen = (parts: ObservabilitySet) =>
    void toldByDatabase.push(...Object.keys(parts).filter((part) => part.startsWith(`idb://sajja-${phone.user}/`)));
  Dexie.on('storagemutated', listen);
  try {
    const g = newId();
    await phone.record([groupCreated(actsOf(hardware.clock.nowMs, g))]);
    await phone.saveDraft('a', 'typed');
    expect(toldByPhone).toEqual([g]);
    expect(toldByDatabase).toEqual([]);
  } finally {
    Dexie.on('storagemutated').unsubscribe(listen);
    phone.close();
  }
});
