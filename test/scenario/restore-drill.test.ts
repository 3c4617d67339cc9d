/** The drill (sync.md §2.5, fault 15): twenty random restore points; whatever the office had ever acknowledged is back when phones sync. */
import { afterAll, afterEach, expect, it } from 'vitest';
import type { Restored } from '../../src/server/restore.ts';
import { everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';
import { newFieldPhone, openTestOffice, type FieldPhone, type TestOffice } from '../support/phone-office.ts';
import { providePostgres, startPostgres } from '../support/postgres.ts';
import { drawsOf } from '../support/seeded-draws.ts';

const most = Number(process.env['RESTORE_POINTS'] ?? 20);
const seed = Number(process.env['SEED'] ?? 20_261_124);

const postgres = providePostgres() ? await startPostgres() : undefined;
afterAll(async () => postgres?.stop());
let office: TestOffice;
afterEach(async () => office.close());

async function idsAtOffice(g: string): Promise<ReadonlySet<string>> {
  const rows = await office.office.store.read((tables) => tables.operations.page(g, 0, 1_000_000, 1_000_000));
  return new Set(rows.map((row) => row.id));
}

it.each([
  { engine: 'in a file', points: most },
  // every restore makes all tables anew
  ...(postgres ? [{ engine: 'in PostgreSQL', points: Math.ceil(most / 4) }] : []),
])(
  'restored $points times $engine to a random backup: 0 acknowledged operations are lost (row 15)',
  { timeout: 600_000 },
  async ({ engine, points }) => {
    office = await openTestOffice(undefined, engine === 'in a file' ? undefined : await postgres?.newDatabase());
    const draw = drawsOf(seed);
    const first = await newFieldPhone(office);
    const second = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: first.known.user }) });
    const phones = [first, second] as const;
    const g = newId();
    await first.phone.record([groupCreated(first.act(g))]);
    await first.sender.drain('save');
    await second.sender.drain('start');
    const acknowledged = new Set<string>();
    const backups: { readonly restore: () => Promise<Restored> }[] = [];
    const restoreMs: number[] = [];
    const rtoMs: number[] = [];
    let resent = 0;

    async function work(field: FieldPhone): Promise<void> {
      await field.phone.record([memberAdded(field.act(g), { firstName: `member ${acknowledged.size}` })]);
      // sometimes the signal is only there later
      if (draw(4) > 0) await field.sender.drain('save');
      for (const id of await idsAtOffice(g)) acknowledged.add(id);
    }

    for (let point = 0; point < points; point++) {
      const worked = 1 + draw(4);
      const backedUpAt = draw(worked + 1);
      for (let step = 0; step <= worked; step++) {
        // every other one is known to the phones as safe, as if it had been off the machine
        if (step === backedUpAt) backups.push({ restore: await office.backUp(draw(2) === 0) });
        if (step < worked) await work(phones[draw(2)] ?? first);
      }
      // one of the last three: the newest may be the one that burned; phones may have been told of a later one than this
      const chosen = backups.at(-1 - draw(Math.min(3, backups.length)));
      const began = performance.now();
      await chosen?.restore();
      restoreMs.push(performance.now() - began);
      const before = (await idsAtOffice(g)).size;
      for (let round = 0; round < 2; round++) for (const { sender } of phones) await sender.drain('timer');
      rtoMs.push(performance.now() - began);
      const back = await idsAtOffice(g);
      resent += back.size - before;
      const lost = [...acknowledged].filter((id) => !back.has(id));
      expect(lost, `seed ${seed}, restore point ${point}`).toEqual([]);
    }

    for (let round = 0; round < 2; round++) for (const { sender } of phones) await sender.drain('timer');
    expect(await everyRow(second.phone, g)).toEqual(await everyRow(first.phone, g));
    expect((await first.phone.queue()).waiting + (await second.phone.queue()).waiting).toBe(0);
    expect(resent).toBeGreaterThan(points / 2);
    const longest = (times: readonly number[]): string => `${(Math.max(...times) / 1000).toFixed(2)} s`;
    process.stdout.write(
      `${points} restore points ${engine} (seed ${seed}): ${acknowledged.size} acknowledged, 0 lost, ${resent} sent again; ` +
        `slowest restore ${longest(restoreMs)}, until all is back ${longest(rtoMs)}\n`,
    );
  },
);
