/**
 * Where every schedule begins: an office with a chief, an officer with two phones, a helper with one, two groups that all of them have read,
 * and a device of another version of the app. Made once per process; a schedule gets it by copying.
 */
import { giveGrant, invite } from '../../src/server/invitation.ts';
import { uuidV7 } from '../../src/domain/uuid.ts';
import type { Kind, PayloadOf } from '../../src/domain/operation.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import { createChance } from './chance.ts';
import type { DiskImage } from './memory-disk.ts';
import { randomBytes, setChance } from './platform.ts';
import { createSimClock } from './sim-clock.ts';
import { createLine } from './sim-line.ts';
import { type OfficeImage, openSimOffice, type SimOffice } from './sim-office.ts';
import { closeApp, drain, newSimPhone, openApp, signIn } from './sim-phone.ts';
import { turns } from './turns.ts';

export const startMs = Date.UTC(2026, 10, 23, 3);
export const officerArea = '560101';

export interface StartingPhone {
  readonly name: string;
  readonly user: string;
  readonly disk: DiskImage;
  readonly cookie: string | undefined;
}

export interface World {
  readonly office: SimOffice;
  readonly image: OfficeImage;
  readonly phones: readonly StartingPhone[];
  readonly officer: string;
  readonly helper: string;
  /** both the officer's; the helper keeps the books of the first */
  readonly groups: readonly [string, string];
  /** one in each group */
  readonly members: readonly { readonly g: string; readonly id: string }[];
  readonly chief: Outsider;
  /** the helper's other device, whose app speaks more or less than ours */
  readonly stranger: Outsider;
}

/** Somebody who talks to the office without our app. */
export interface Outsider {
  readonly user: string;
  readonly dev: string;
  readonly cookie: string;
}

export const idAt = (nowMs: number): string => uuidV7(nowMs, randomBytes(10));

export function actAt<K extends Kind>(nowMs: number, g: string, k: K, p: PayloadOf<K>, s?: Act<K>['s']): Act {
  return { id: idAt(nowMs), g, k, at: new Date(nowMs).toISOString(), p, ...(s === undefined ? {} : { s }) } as unknown as Act;
}

export function groupCreated(nowMs: number, g: string, tambon = officerArea): Act {
  return actAt(nowMs, g, 'group.create', {
    name: 'Ban Tham',
    village: { tambon, moo: 3, name: 'Ban Tham' },
    villageTypes: ['other'],
    source: 'ledger',
  });
}

export function memberAdded(nowMs: number, g: string, member: string, firstName: string): Act {
  return actAt(
    nowMs,
    g,
    'member.add',
    { member, kind: 'person', memberType: 'ordinary', idStatus: 'later', appliedOn: '2026-11-23' },
    { firstName, lastName: 'Jaidee', gender: 'female', bornOn: '1980-01-01', birthPrecision: 'day' },
  );
}

export async function makeWorld(): Promise<World> {
  const chance = createChance(0, 0);
  setChance(chance);
  const clock = createSimClock(startMs);
  const office = await openSimOffice(clock);
  const line = createLine(office, chance, () => undefined);
  const invited = await invite(office.office, { role: 'field-officer', areas: [officerArea], name: 'Officer' });
  const officer = invited.user;
  const helper = (await invite(office.office, { role: 'field-officer', areas: ['560102'], name: 'Helper' })).user;
  const codeFor = async (user: string) => (await invite(office.office, { role: 'field-officer', areas: [], name: '', user })).code;
  const groups = [idAt(startMs), idAt(startMs)] as const;
  const members = groups.map((g) => ({ g, id: idAt(startMs) }));
  await office.office.store.write((tables) =>
    giveGrant(tables, office.office, helper, { role: 'field-officer', areas: [], groups: [groups[0]] }),
  );

  const fields = [
    { name: 'officer-1', user: officer },
    { name: 'officer-2', user: officer },
    { name: 'helper', user: helper },
  ].map(({ name, user }) => newSimPhone(name, user, undefined, startMs));
  for (const [index, field] of fields.entries()) {
    if ((await signIn(field, line, await codeFor(field.user))) !== 'in') throw new Error('sign-in');
    field.app = await openApp(field, line);
    if (index === 0) {
      await field.app.phone.record(groups.map((g) => groupCreated(startMs, g)));
      await field.app.phone.record(members.map(({ g, id }, at) => memberAdded(startMs, g, id, `First ${at}`)));
    }
    if ((await drain(field.app)) !== 'done') throw new Error('first sync');
  }
  for (const field of fields) {
    if (field.app !== undefined && (await drain(field.app)) !== 'done') throw new Error('first sync');
    closeApp(field);
    // the witness outside the records is written a little later
    await turns(60);
  }
  const outsider = async (role: 'district-chief' | 'field-officer', areas: readonly string[], user?: string): Promise<Outsider> => {
    const made = await invite(office.office, { role, areas, name: 'Outsider', ...(user === undefined ? {} : { user }) });
    const field = newSimPhone('outsider', made.user, undefined, startMs);
    if ((await signIn(field, line, made.code)) !== 'in') throw new Error('sign-in');
    return { user: made.user, dev: (await field.device.user(made.user))?.dev ?? '', cookie: field.cookie ?? '' };
  };
  return {
    office,
    officer,
    helper,
    groups,
    members,
    chief: await outsider('district-chief', ['5601']),
    stranger: await outsider('field-officer', [], helper),
    phones: fields.map(({ name, user, disk, cookie }) => ({ name, user, disk: disk.image(), cookie })),
    image: office.image(),
  };
}
