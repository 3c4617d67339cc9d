/** `sajja invite`: a person, a right and a code to sign in with once within 24 hours. */
import { describeArea } from '../../content/areas.ts';
import { findProvince } from '../../content/provinces.ts';
import { roles, type Role } from '../../domain/vocabulary.ts';
import { isCivilDate } from '../../domain/thai-calendar.ts';
import { invite, type InvitationRequest } from '../invitation.ts';
import type { Office } from '../office.ts';
import { print, printInvitation } from '../print.ts';
import { readPublicOrigin } from '../public-origin.ts';
import { readOptions, UsageError, withOffice, type Command } from './usage.ts';

const help = `usage: sajja invite --role <role> --area <code> [--area <code> …] --name <text> [options]

  --role <role>    ${roles.join(' ')}
  --area <code>    province (2), district (4) or tambon (6 digits); may be repeated
  --group <id>     the group of a committee; may be repeated
  --until <day>    last day of the right, YYYY-MM-DD; required for a volunteer
  --name <text>    the person's name
  --user <id>      a person who is known already and needs a code for another phone; then --name, --role and --area are not needed
  --json           {"code","role","areas","expiresAt","user"}`;

export const inviteCommand: Command = {
  name: 'invite',
  summary: 'invite a person and print the code',
  help,
  run: async (args) => {
    const options = readOptions(args, {
      role: { type: 'string' },
      area: {
        type: 'string',
        multiple: true,
      },
      group: {
        type: 'string',
        multiple: true,
      },
      until: { type: 'string' },
      name: { type: 'string' },
      user: { type: 'string' },
      json: { type: 'boolean' },
    });
    const invitation = await withOffice(async (office) => {
      const request = options.user === undefined ? newPerson(options) : await knownPerson(office, options.user);
      await checkGroups(office, request);
      await checkCells(office, request);
      return invite(office, request);
    });
    if (options.json) print(JSON.stringify(invitation));
    else
      printInvitation(
        `Invitation: ${invitation.role} ${invitation.areas.join(' ')}`,
        invitation,
        readPublicOrigin(process.env) ?? 'http://localhost:8080',
      );
  },
};

interface Options {
  readonly role?: string | undefined;
  readonly area?: readonly string[] | undefined;
  readonly group?: readonly string[] | undefined;
  readonly until?: string | undefined;
  readonly name?: string | undefined;
}

function newPerson({ role, area = [], group, until, name }: Options): InvitationRequest {
  if (!isRole(role)) throw new UsageError(`--role must be one of: ${roles.join(' ')}`);
  if (area.length === 0) throw new UsageError('--area is missing');
  const unknown = area.find((code) => !/^\d{2}(\d{2}){0,2}$/.test(code) || (!describeArea(code) && !findProvince(code)));
  if (unknown !== undefined) throw new UsageError(`--area ${unknown} is not a province, district or tambon`);
  if (name === undefined || name.trim() === '' || name.length > 200)
    throw new UsageError('--name is missing or longer than 200 characters');
  if (until !== undefined && !isCivilDate(until)) throw new UsageError(`--until ${until} is not a day like 2026-09-30`);
  if (role === 'volunteer' && until === undefined) throw new UsageError('--until is required for a volunteer, whose term is one year');
  if (role === 'committee' && !group?.length) throw new UsageError('--group is required for a committee');
  return { role, areas: area, groups: group, until, name: name.trim() };
}

async function knownPerson(office: Office, user: string): Promise<InvitationRequest> {
  const [person, grants] = await office.store.read(async (tables) => [await tables.people.find(user), await tables.people.grantsOf(user)]);
  const grant = grants.at(-1);
  if (!person || !grant || !isRole(grant.role)) throw new UsageError(`--user ${user} is not known; see: sajja people`);
  return { role: grant.role, areas: grant.areas, name: person.name, user };
}

async function checkGroups(office: Office, { groups = [] }: InvitationRequest): Promise<void> {
  for (const group of groups) {
    const stream = await office.store.read((tables) => tables.streams.find(group));
    if (stream?.kind !== 'group') throw new UsageError(`--group ${group} is not known`);
  }
}

/** Groups that somebody would found here are counted by the province's own server, and would be missing there. */
async function checkCells(office: Office, { role, areas, user }: InvitationRequest): Promise<void> {
  for (const area of role === 'department' || user !== undefined ? [] : areas) {
    const cell = await office.store.read((tables) => tables.cells.ofProvince(area.slice(0, 2)));
    if (cell) throw new UsageError(`--area ${area} is of ${cell.url}; invite there`);
  }
}

function isRole(text: string | undefined): text is Role {
  return (roles as readonly (string | undefined)[]).includes(text);
}
