/**
 * Erasing a person at the office: every personal part that was written about him is overwritten, wherever it lies, in the write that takes the
 * `erase` in; rows and figures are what the operations make without it. Files are cleaned afterwards (`forget.ts`), because they know no transaction.
 */
import { hashPersonal } from '../domain/canonical-json.ts';
import { isErased } from '../domain/erase-check.ts';
import { erasedPart, memberOfPersonal } from '../domain/personal-part.ts';
import type { Operation } from '../domain/operation.ts';
import type { ConsentRow, MemberRow, PhotoRow } from '../domain/row.ts';
import { addToForget } from './forget-list.ts';
import { sha256Hex } from './ids.ts';
import { refoldStream } from './refold.ts';
import type { StreamRecord, Tables } from './store/store.ts';
import { keepFigures } from './summary.ts';

/** Everything but the pictures' bytes and what the engine keeps of overwritten pages. */
export async function forgetPerson(tables: Tables, stream: StreamRecord, member: MemberRow, nowMs: number): Promise<void> {
  const photos = await papersOf(tables, stream.id, member.id);
  for (const record of await tables.personal.ofStream(stream.id)) {
    const op = { ...(JSON.parse(record.body) as Operation), s: JSON.parse(record.personal) as unknown };
    if (memberOfPersonal(op) !== member.id) continue;
    const personal = JSON.stringify(await without(op, member));
    if (personal !== record.personal) await tables.personal.overwrite(stream.id, { ...record, personal });
  }
  await tables.snapshots.remove(stream.id);
  const changes = await refoldStream(tables, stream.id);
  if (changes.length > 0) await keepFigures(tables, stream, changes);
  await tables.nationalIds.markDue(stream.id, member.id);
  for (const { sha } of photos) await tables.blobs.remove(stream.id, sha);
  await addToForget(tables, photos);
  await tables.office.audit({ at: nowMs, actor: member.erased?.by ?? '', action: 'erased', subject: `${stream.id} ${member.id}` });
}

/** An operation about somebody who was erased before it came is never written down with its personal part. */
export async function withoutErased<One extends { readonly op: Readonly<Record<string, unknown>>; readonly personal: string | null }>(
  one: One,
  rowOf: (member: string) => Promise<MemberRow | undefined>,
): Promise<One> {
  const member = memberOfPersonal(one.op);
  const row = member === undefined ? undefined : await rowOf(member);
  if (row === undefined || !isErased(row)) return one;
  const s = await without(one.op as unknown as Operation, row);
  return { ...one, op: { ...one.op, s }, personal: JSON.stringify(s) };
}

async function without(op: Operation, { minorAtJoining }: MemberRow): Promise<unknown> {
  return erasedPart(op, await hashPersonal(op.s, sha256Hex), minorAtJoining);
}

/** Pictures of papers that a guardian signed for him, with their small copies. */
async function papersOf(
  tables: Tables,
  stream: string,
  member: string,
): Promise<readonly { readonly group: string; readonly sha: string }[]> {
  const consents = (await tables.rows.list(stream, 'consent')).map(({ body }) => JSON.parse(body) as ConsentRow);
  const papers = new Set(consents.filter((consent) => consent.member === member).map(({ id }) => id));
  if (papers.size === 0) return [];
  const photos = (await tables.rows.list(stream, 'photo')).map(({ body }) => JSON.parse(body) as PhotoRow);
  return photos
    .filter(({ for: subject }) => subject.kind === 'consent' && papers.has(subject.id ?? ''))
    .flatMap(({ sha, thumb }) => [sha, thumb.sha])
    .map((sha) => ({ group: stream, sha }));
}

/** The picture of a paper about somebody who was erased is not taken in any more. */
export async function isOfErased(tables: Tables, stream: string, { for: subject }: Pick<PhotoRow, 'for'>): Promise<boolean> {
  if (subject.kind !== 'consent' || subject.id === undefined) return false;
  const consent = await tables.rows.get(stream, `consent:${subject.id}`);
  const member = consent && (await tables.rows.get(stream, `member:${(JSON.parse(consent) as ConsentRow).member}`));
  return member !== undefined && isErased(JSON.parse(member) as MemberRow);
}
