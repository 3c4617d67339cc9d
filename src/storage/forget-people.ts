/**
 * What this phone has of its own about people whose data was erased: records that are not in the stream, drafts, pictures of papers. What was
 * pulled comes again without it (`pulled-page.ts`). Harmless twice, so that a phone that is killed in between does it once more.
 */
import { hashPersonal } from '../domain/canonical-json.ts';
import { isErased } from '../domain/erase-check.ts';
import { isErasedPart } from '../domain/erased-part.ts';
import { erasedPart, kindsAboutMember, memberOfPersonal } from '../domain/personal-part.ts';
import type { Row, RowKey } from '../domain/row.ts';
import type { Core } from './core.ts';
import type { OperationRecord } from './database.ts';
import { openOperation, sealOperation } from './operation-shelf.ts';
import { dropPhotos } from './photo-shelf.ts';
import { sha256Hex } from './seal.ts';

/** @returns own records as they are to be put down: with the same hash, number and state, and nothing personal in them */
export async function forgetPeople(core: Core, g: string, rows: ReadonlyMap<RowKey, Row>): Promise<readonly OperationRecord[]> {
  const all = [...rows.values()];
  const gone = new Map(all.flatMap((row) => (row.type === 'member' && isErased(row) ? [[row.id, row] as const] : [])));
  if (gone.size === 0) return [];
  await dropDrafts(core, [...gone.keys()]);
  const papers = new Set(all.flatMap((row) => (row.type === 'consent' && gone.has(row.member) ? [row.id] : [])));
  const pictures = all.flatMap((row) =>
    row.type === 'photo' && row.for.kind === 'consent' && papers.has(row.for.id ?? '') ? [row.sha] : [],
  );
  await dropPhotos(core, g, ({ sha }) => pictures.includes(sha));
  const own = await core.records.use((db) =>
    db.op
      .orderBy('n')
      .filter((record) => record.g === g && (kindsAboutMember as readonly string[]).includes(record.k))
      .toArray(),
  );
  const emptied: OperationRecord[] = [];
  for (const record of own) {
    const op = await openOperation(core, record);
    const row = gone.get(memberOfPersonal(op) ?? '');
    if (row === undefined || isErasedPart(op.s)) continue;
    const s = erasedPart(op, await hashPersonal(op.s, sha256Hex), row.minorAtJoining);
    const { sealed, bytes } = await sealOperation(core, { ...op, s }, record);
    emptied.push({ ...record, sealed, bytes });
  }
  return emptied;
}

/** A draft is named after the record it is about. */
async function dropDrafts(core: Core, members: readonly string[]): Promise<void> {
  await core.records.use((db) =>
    db.transaction('rw', db.draft, async () => {
      const keys = await db.draft.toCollection().primaryKeys();
      await db.draft.bulkDelete(keys.filter((key) => members.some((member) => key.includes(member))));
    }),
  );
}
