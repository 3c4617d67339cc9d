/** Groups that were founded, and reported when asked, sent by a phone through the door that every phone uses. */
import type { Kind } from '../../src/domain/operation.ts';
import { foundingRest, foundingVote, groupCreate, operation } from './act.ts';
import { newId, type ServerPhone } from './server-phone.ts';

export interface FoundedGroup {
  readonly tambon: string;
  readonly name?: string;
  readonly isReported?: boolean;
}

/** @returns the group's stream */
export async function foundGroup(phone: ServerPhone, { tambon, name = 'Ban Test', isReported = true }: FoundedGroup): Promise<string> {
  const g = newId();
  const create = groupCreate(g, { name, village: { tambon, moo: 1, name } });
  const ops = [create, ...foundingVote(g).ops, ...foundingRest(g).ops, ...(isReported ? [establishmentReport(g)] : [])];
  const verdicts = await phone.push(...ops.map((op) => ({ ...phone.op(g, op.k as Kind, op.p as never, op.s), at: op.at })));
  const refused = verdicts.find(({ r }) => r !== 'applied');
  if (refused) throw new Error(`founding: ${JSON.stringify(refused)}`);
  return g;
}

export function establishmentReport(g: string) {
  return operation('report.submit', g, { report: newId(), kind: 'establishment-result', version: 1, snapshot: {} });
}
