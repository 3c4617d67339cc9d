/** `sajja revoke`: blocks a device that nobody in the app is over, or may be asked about in time: the department's, a province's. */
import { block } from '../devices.ts';
import { officeUser } from '../ids.ts';
import { print } from '../print.ts';
import { readPositional, UsageError, withOffice, type Command } from './usage.ts';

const help = `usage: sajja revoke <device> [--json]

  <device>   its id, as "sajja people --json" lists it. A phone hands in what it holds and forgets everything; a department's server reads
             no more from here
  --json     {"device","name","groups"}: the groups that it held

  Works beside a running server.`;

export const revokeCommand: Command = {
  name: 'revoke',
  summary: 'block a device',
  help,
  run: async (args) => {
    const { value: dev, json } = readPositional(args, 'device');
    const { name, loss } = await withOffice(
      (office) =>
        office.store.write(async (tables) => {
          const found = await tables.devices.find(dev);
          if (!found || found.user === officeUser) throw new UsageError(`${dev} is not known; see: sajja people --json`);
          return block(tables, office, officeUser, found, 'sajja revoke');
        }),
      true,
    );
    const groups = loss?.groups.length ?? 0;
    print(json ? JSON.stringify({ device: dev, name, groups }) : `blocked: ${dev} (${name}), it held ${groups} groups`);
  },
};
