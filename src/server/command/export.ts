/** `sajja export`: every operation of a group as JSON lines in the office's order, or its books as a plain-text journal. */
import { once } from 'node:events';
import { journalOf } from '../../domain/journal.ts';
import type { MemberRow, RowByPrefix, RowPrefix } from '../../domain/row.ts';
import { officeUser } from '../ids.ts';
import type { Office } from '../office.ts';
import { operationOf } from '../pull.ts';
import { readOptions, UsageError, withOffice, type Command } from './usage.ts';

const help = `usage: sajja export --group <id> [--journal]

  --group <id>   the group
  --journal      its books as a plain-text journal for ledger or hledger; members stand by number
  Prints one JSON object a line: {seq, by, recv, op}. It contains personal data of members; the export is written to the audit.`;
const rowsAtOnce = 500;

export const exportCommand: Command = {
  name: 'export',
  summary: 'print the operations or the books of a group',
  help,
  run: async (args) => {
    const { group, journal } = readOptions(args, { group: { type: 'string' }, journal: { type: 'boolean' } });
    if (group === undefined) throw new UsageError('--group is missing');
    await withOffice(async (office) => {
      const { store, clock } = office;
      const stream = await store.read((tables) => tables.streams.find(group));
      if (stream?.kind !== 'group') throw new UsageError(`--group ${group} is not known`);
      await store.write((tables) =>
        tables.office.audit({
          at: clock(),
          actor: officeUser,
          action: 'export',
          subject: group,
        }),
      );
      if (journal === true) {
        await print(await journalOfGroup(office, group));
        return;
      }
      for (let after = 0; after < stream.seq;) {
        const rows = await store.read((tables) => tables.operations.page(group, after, stream.seq, rowsAtOnce));
        for (const { seq, actor, receivedAt, body, personal } of rows) {
          const op = operationOf({ body, personal });
          await print(`${JSON.stringify({ seq, by: actor, recv: new Date(receivedAt).toISOString(), op })}\n`);
        }
        after = rows.at(-1)?.seq ?? stream.seq;
      }
    }, true);
  },
};

export async function journalOfGroup({ store }: Pick<Office, 'store'>, group: string): Promise<string> {
  const rowsOf = async <P extends RowPrefix>(prefix: P) => {
    const rows = await store.read((tables) => tables.rows.list(group, prefix, Number.MAX_SAFE_INTEGER));
    return rows.map(({ body }) => JSON.parse(body) as RowByPrefix[P]);
  };
  const [entries, years, loans] = [await rowsOf('entry'), await rowsOf('year'), await rowsOf('loan')];
  const memberById = new Map<string, MemberRow>((await rowsOf('member')).map((member) => [member.id, member]));
  return journalOf({ entries, years, loans, numberOf: (member) => memberById.get(member)?.no });
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
