/**
 * `npm run nation [-- --groups 19222 --members 8]`: the groups of the whole country with their officers in one embedded store, and their
 * fifth of a month replayed as fast as it is taken: a sheet of pledges and a visit for each group, each officer's groups in one request.
 * Members are fewer than in the country (268 a group), because generating them would take longer than anything that is measured.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openTestOffice } from '../support/server-office.ts';
import { drawsOf } from '../support/seeded-draws.ts';
import { pledgeDayOf, registerOf } from '../support/group-books.ts';
import { salt, visitPayload } from '../support/server-operations.ts';
import type { ServerPhone } from '../support/server-phone.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import type { Operation } from '../../src/domain/operation.ts';

const { values } = parseArgs({
  options: { groups: { type: 'string', default: '19222' }, members: { type: 'string', default: '8' } },
});
const groupCount = Number(values.groups);
const memberCount = Number(values.members);
/** product.md, Scale: officers and groups of the country; the busiest second of a fifth */
const groupsOfNation = 19_222;
const officersOfNation = 7_255;
const peakOperationsASecond = 465;
const provinces = 76;
const atOnce = 48;
const january = 24;

interface Kept {
  readonly g: string;
  readonly members: readonly string[];
}
interface Team {
  readonly phone: ServerPhone;
  readonly groups: Kept[];
}

const draw = drawsOf(5);
const office = await openTestOffice();
const began = performance.now();

const operationOf = (phone: ServerPhone, { id, g, k, p, s }: Act): Operation => ({
  ...phone.op(g, k, p as never, s && { salt, ...(s as object) }),
  id,
});

/** Six digits, spread over the provinces. */
function tambonOf(officer: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${11 + (officer % provinces)}${two(1 + (Math.floor(officer / provinces) % 12))}${two(1 + (officer % 8))}`;
}

/** Works through a list, so many beside each other. */
async function each<T>(list: readonly T[], work: (one: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let index = next++; index < list.length; index = next++) await work(list[index] as T, index);
    }),
  );
}

const teams: Team[] = [];
const officerCount = Math.ceil((officersOfNation * groupCount) / groupsOfNation);
await each(Array.from({ length: officerCount }), async (_, officer) => {
  const tambon = tambonOf(officer);
  const team: Team = { phone: await office.phone({ areas: [tambon], name: `Officer ${officer}` }), groups: [] };
  teams.push(team);
  for (let group = officer; group < groupCount; group += officerCount) {
    const { g, members, acts } = registerOf(memberCount, 1 + (group % 20), draw, tambon);
    await send(team.phone, acts);
    team.groups.push({ g, members });
  }
});
const generated = (performance.now() - began) / 1000;

const fifth = performance.now();
let operations = 0;
let lines = 0;
await each(teams, async ({ phone, groups }) => {
  const acts = groups.flatMap(({ g, members }): readonly Act[] => [
    ...pledgeDayOf(g, members, january, memberCount, draw),
    { id: '', g, k: 'visit.record', at: '', p: visitPayload() },
  ]);
  await send(phone, acts);
  operations += acts.length;
  lines += groups.length * memberCount;
});
const replayed = (performance.now() - fifth) / 1000;

async function send(phone: ServerPhone, acts: readonly Act[]): Promise<void> {
  const verdicts = await phone.push(
    ...acts.map((act) => (act.id === '' ? phone.op(act.g, act.k, act.p as never) : operationOf(phone, act))),
  );
  const refused = verdicts.find(({ r }) => r !== 'applied');
  if (refused) throw new Error(`not applied: ${JSON.stringify(refused)}`);
}

const aSecond = operations / replayed;
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const store = statSync(join(office.dataDir, 'sajja.sqlite')).size / 2 ** 20;
process.stdout.write(
  `${[
    ['groups, members of each, officers', `${whole(groupCount)}, ${memberCount}, ${whole(officerCount)}`],
    ['generated', `${whole(generated)} s, the store holds ${whole(store)} MB, ${Math.round((store * 1024) / groupCount)} kB a group`],
    ['the fifth', `${whole(operations)} operations with ${whole(lines)} pledges in ${replayed.toFixed(1)} s`],
    [
      '',
      `${whole(aSecond)} operations a second: ${(aSecond / peakOperationsASecond).toFixed(1)} × the nation's peak of ${peakOperationsASecond}`,
    ],
    ['memory of this process, phones included', `${whole(process.memoryUsage().rss / 2 ** 20)} MB`],
  ]
    .map(([what = '', value = '']) => `${what.padEnd(42)} ${value}`)
    .join('\n')}\n`,
);
await office.close();
