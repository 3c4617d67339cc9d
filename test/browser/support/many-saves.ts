/** Runs in a tab of the test, bundled from the app's own store: saves one record after the other, as fast as the phone takes them. */
import { uuidV7 } from '../../../src/domain/uuid.ts';
import { openDevice } from '../../../src/storage/device.ts';
import { openPhone } from '../../../src/storage/open-phone.ts';

/** @returns ids in the order in which the store said "saved" */
export async function saveMany(group: string, count: number): Promise<readonly string[]> {
  const device = openDevice({ indexedDB, caches });
  const known = await device.lastUser();
  if (known === undefined) throw new Error('nobody is signed in');
  const phone = await openPhone({ user: known.user, device });
  const saved: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
    const state = index % 2 === 0 ? 'have' : 'none';
    await phone.record([{ id, g: group, k: 'document.tick', at: new Date().toISOString(), p: { document: 'passbook', state } }]);
    saved.push(id);
  }
  phone.close();
  return saved;
}
