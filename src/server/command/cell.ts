/** `sajja cell`: the servers of provinces that this one, the department's, reads as a device of each. */
import { parseArgs } from 'node:util';
import { findProvince } from '../../content/provinces.ts';
import { ageOf, endOf } from '../cell/cell-board.ts';
import { CellProblem, readOrigin } from '../cell/cell-door.ts';
import { joinCell, pullCell } from '../cell/pull-cell.ts';
import type { Office } from '../office.ts';
import { print } from '../print.ts';
import type { CellRecord } from '../store/cells.ts';
import { UsageError, withOffice, type Command } from './usage.ts';

const help = `usage: sajja cell add --url <address> --area <province> [--area <province> …] --code <code> [--json]
       sajja cell list [--json]
       sajja cell pull [<address>] [--json]
       sajja cell remove <address> [--json]

  add      joins the server of a province: there, "sajja invite --role department --area <province>" makes the code, for these provinces and no
           other. What comes from it is what the department may read there, without names. A province is counted once: one that has groups or people here, or comes from
           another server, is refused. Again with a new code, when the server let this one in no longer, and within 180 days
  list     which there are, and how old what they said is
  pull     asks one, or all, now; the running server does so each minute
  remove   forgets a server and all that came from it; block its device there too
  --url    https://…, or http:// on this machine
  --area   its official code, 2 digits; may be repeated
  --json   one object, an array for list and pull: {"url","provinces","device","asOf","until","problem"}

  Works beside a running server.`;

export const cellCommand: Command = {
  name: 'cell',
  summary: 'servers of provinces that the department reads',
  help,
  run: async ([action = '', ...args]) => {
    const { values, address } = readArgs(args);
    const work = workOf(action, values, address);
    const told = await withOffice(work, true);
    if (values.json) print(JSON.stringify('url' in told ? jsonOf(told) : told.map(jsonOf)));
    else for (const cell of 'url' in told ? [told] : told) print(lineOf(cell));
  },
};

type Work = (office: Office) => Promise<CellRecord | readonly CellRecord[]>;

/** @throws UsageError before anything is opened */
function workOf(action: string, { url: typed, area = [], code }: Values, address: string | undefined): Work {
  switch (action) {
    case 'add': {
      const url = readOrigin(typed ?? '');
      if (url === undefined) throw new UsageError('--url must be like https://sajja.example, or http:// on this machine');
      if (code === undefined || code === '') throw new UsageError('--code is missing');
      const unknown = area.find((each) => !findProvince(each));
      if (area.length === 0 || unknown !== undefined) throw new UsageError(`--area ${unknown ?? ''} must be a province`);
      return (office) => add(office, { url, code, provinces: [...new Set(area)].sort() });
    }
    case 'list':
      return (office) => office.store.read((tables) => tables.cells.all());
    case 'pull':
      return (office) => pull(office, address);
    case 'remove':
      if (address === undefined) throw new UsageError('which address? see: sajja cell list');
      return (office) => remove(office, address);
    default:
      throw new UsageError(action === '' ? 'add, list, pull or remove?' : `there is no "cell ${action}"`);
  }
}

interface Values {
  readonly url?: string | undefined;
  readonly area?: readonly string[] | undefined;
  readonly code?: string | undefined;
}

function readArgs(args: readonly string[]) {
  try {
    const options = {
      url: { type: 'string' },
      area: { type: 'string', multiple: true },
      code: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
    return { values, address: positionals[0] };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function add(office: Office, order: Parameters<typeof joinCell>[1]): Promise<CellRecord> {
  const { url } = order;
  try {
    const cell = await joinCell(office, order);
    await pullCell(office, cell);
    return await known(office, url);
  } catch (error) {
    if (error instanceof CellProblem) throw new Error(`${url} answered: ${error.code}`, { cause: error });
    throw error;
  }
}

async function pull(office: Office, typed: string | undefined): Promise<readonly CellRecord[]> {
  const cells = typed === undefined ? await office.store.read((tables) => tables.cells.all()) : [await known(office, typed)];
  for (const cell of cells) await pullCell(office, cell);
  return Promise.all(cells.map(({ url }) => known(office, url)));
}

async function remove(office: Office, typed: string): Promise<CellRecord> {
  const cell = await known(office, typed);
  await office.store.write((tables) => tables.cells.remove(cell.url));
  return cell;
}

async function known(office: Office, typed: string): Promise<CellRecord> {
  const url = readOrigin(typed) ?? typed;
  const cell = await office.store.read((tables) => tables.cells.find(url));
  if (!cell) throw new UsageError(`${typed} is not known; see: sajja cell list`);
  return cell;
}

/** Nothing of the key or the session. */
function jsonOf(cell: CellRecord): Record<string, unknown> {
  return {
    url: cell.url,
    provinces: cell.provinces,
    device: cell.dev,
    asOf: ageOf(cell).asOf,
    until: new Date(endOf(cell)).toISOString(),
    problem: cell.problem,
  };
}

function lineOf(cell: CellRecord): string {
  const { asOf } = ageOf(cell);
  const until = new Date(endOf(cell)).toISOString().slice(0, 10);
  const heard = asOf === null ? 'nothing came yet' : `as of ${asOf.slice(0, 16).replace('T', ' ')} UTC`;
  return `${cell.url}  ${cell.provinces.join(' ')}  ${heard}${cell.problem === null ? '' : `  ! ${cell.problem}`}  device ${cell.dev} until ${until}`;
}
