/** Payloads that any test may need, as small as their schemas allow. */
import type { PayloadOf, PersonalOf } from '../../src/domain/operation.ts';
import { newId, type ServerPhone } from './server-phone.ts';

export const salt = '0123456789abcdef0123456789abcdef';

export function groupPayload(tambon = '560701', name = 'Ban Test'): PayloadOf<'group.create'> {
  return { name, village: { tambon, moo: 1, name }, villageTypes: ['sufficiency-economy'], source: 'ledger' };
}

/** a group of this phone's own, sent and applied */
export async function newGroup(phone: ServerPhone, tambon = '560701'): Promise<string> {
  const g = newId();
  const [verdict] = await phone.push(phone.op(g, 'group.create', groupPayload(tambon)));
  if (verdict?.r !== 'applied') throw new Error(`group.create: ${JSON.stringify(verdict)}`);
  return g;
}

export function meetingPayload(meeting: string): PayloadOf<'meeting.open'> {
  return { meeting, kind: 'founding', heldOn: '2026-11-21' };
}

export function memberPayload(member: string): PayloadOf<'member.add'> {
  return { member, kind: 'person', memberType: 'ordinary', idStatus: 'later', appliedOn: '2026-11-21', intendedPledge: 10_000 };
}

export function memberPersonal(firstName = 'Kham', lastName = 'Jaidee'): PersonalOf<'member.add'> {
  return { salt, firstName, lastName, gender: 'female', bornOn: '1980-01-05' };
}

export function visitPayload(topic = 'advice'): PayloadOf<'visit.record'> {
  return { visit: newId(), on: '2026-11-21', kind: 'advice', attended: true, topic };
}

export function photoPayload(sha: string, bytes: number, thumb: { sha: string; bytes: number }): PayloadOf<'photo.attach'> {
  return { sha, bytes, mime: 'image/jpeg', w: 800, h: 600, thumb, for: { kind: 'group' } };
}
