/** `sajja people`: who has which right, and the phones they use. */
import { officeUser } from '../ids.ts';
import { print } from '../print.ts';
import { readOptions, withOffice, type Command } from './usage.ts';

const help = `usage: sajja people [--json]

  --json   one JSON array: {user, name, grants: [{role, areas, groups, from, until, endedOn}], devices: [{dev, name, seenAt, operations}]}`;

export const peopleCommand: Command = {
  name: 'people',
  summary: 'list people, their rights and their phones',
  help,
  run: async (args) => {
    const { json } = readOptions(args, { json: { type: 'boolean' } });
    const people = await withOffice(
      (office) =>
        office.store.read(async (tables) => {
          const list = [];
          for (const { id, name } of await tables.people.all()) {
            if (id === officeUser) continue;
            const grants = (await tables.people.grantsOf(id)).map(({ id: _id, user: _user, ...grant }) => grant);
            const devices = (await tables.devices.ofUser(id)).map((device) => ({
              dev: device.dev,
              name: device.name,
              seenAt: new Date(device.seenAt).toISOString(),
              operations: device.lastN,
            }));
            list.push({
              user: id,
              name,
              grants,
              devices,
            });
          }
          return list;
        }),
      true,
    );
    if (json) print(JSON.stringify(people));
    else for (const person of people) print(line(person));
  },
};

function line({
  user,
  name,
  grants,
  devices,
}: {
  user: string;
  name: string;
  grants: readonly { role: string; areas: readonly string[]; endedOn: string | null }[];
  devices: readonly unknown[];
}): string {
  const rights = grants.map((grant) => `${grant.role} ${grant.areas.join(' ')}${grant.endedOn === null ? '' : ' (ended)'}`);
  return `${user}  ${name}  ${rights.join(', ')}  phones: ${devices.length}`;
}
