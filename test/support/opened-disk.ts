/** Everything that the phone's own keys open on its disk, as one text: for tests that ask what is really gone, not what is shown. */
import { createSealer, type Sealed } from '../../src/storage/seal.ts';
import { openBehind } from './phone-disk.ts';
import { type Hardware, randomBytes } from './phone.ts';

interface Stored {
  readonly id: string;
  readonly g: string;
  readonly key: string;
  readonly pass: number;
  readonly from: number;
  readonly part: number;
  readonly sealed: Sealed;
}

/** what a record of each table may be sealed under (`src/storage`) */
const labelsByTable: Readonly<Record<string, (record: Stored) => readonly string[]>> = {
  op: ({ id }) => [`op|${id.replace(/#own$/, '')}`],
  block: ({ g, pass, from }) => [`block|${g}|${pass}|${from}`],
  base: ({ g, pass, part }) => [`base|${g}|${pass}|${part}`],
  row: ({ g, key }) => [`row|${g}|${key}`, `bundle|${g}|${key}`],
  draft: ({ key }) => [`draft|${key}`],
  view: ({ key }) => [`view|${key}`],
};

/** @throws when something does not open: then nothing is known about it */
export async function openedDisk({ indexedDB, device }: Pick<Hardware, 'indexedDB' | 'device'>, user: string): Promise<string> {
  const sealer = createSealer(await device.sealingKeys(user), randomBytes);
  const raw = await openBehind(indexedDB, `sajja-${user}`);
  const texts: string[] = [];
  for (const [table, labelsOf] of Object.entries(labelsByTable))
    for (const record of (await raw.table(table).toArray()) as Stored[]) {
      const opened = await Promise.any(labelsOf(record).map(async (label) => sealer.unsealBytes(label, record.sealed)));
      texts.push(new TextDecoder().decode(opened));
    }
  raw.close();
  return texts.join('\n');
}
