/** Rows with which the reading of a long stream began, sealed part by part as they came: what is folded again starts from them. */
import type { Row, RowKey } from '../domain/row.ts';
import type { SnapshotRows } from '../domain/snapshot.ts';
import type { Core } from './core.ts';
import type { BaseRecord, PhoneDatabase } from './database.ts';
import { sha256Hex } from './seal.ts';

const labelOf = ({ g, pass, part }: Pick<BaseRecord, 'g' | 'pass' | 'part'>): string => `base|${g}|${pass}|${part}`;

/** @param rows the part's text as the office sent it */
export async function sealPart(core: Core, place: Pick<BaseRecord, 'g' | 'pass' | 'part'>, rows: string): Promise<BaseRecord> {
  const [h, sealed] = await Promise.all([sha256Hex(rows), core.sealer.sealBytes(labelOf(place), new TextEncoder().encode(rows).buffer)]);
  return { ...place, h, sealed };
}

/** The rows of all parts. */
export async function openBase(core: Pick<Core, 'sealer'>, parts: readonly BaseRecord[]): Promise<Map<RowKey, Row>> {
  const opened = await Promise.all(parts.map(async (part) => core.sealer.unseal(labelOf(part), part.sealed)));
  return new Map(opened.flatMap((rows) => rows as SnapshotRows));
}

/** Every part of a stream, whichever reading it came from, in their order. */
export const baseOf = (db: PhoneDatabase, g: string) => db.base.where('[g+pass+part]').between([g, 0, 0], [g, Number.MAX_SAFE_INTEGER, 0]);
