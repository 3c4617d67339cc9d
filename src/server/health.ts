/** Alive, ready for work, figures: for whoever operates the machine; nothing about a person or a group. */
import * as z from 'zod/mini';
import { jsonAnswer } from './answer.ts';
import { readCondition, sumOf } from './condition.ts';
import { describeError } from './log.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import type { Call, Route } from './route.ts';

const Ok = z.object({ ok: z.literal(true) });

export const healthRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/healthz',
    summary: 'The process is alive',
    access: 'open',
    answer: Ok,
    handle: ({ request }) => jsonAnswer(request, { ok: true }),
  },
  {
    method: 'GET',
    path: '/readyz',
    summary: 'Records can be written, the disk has its reserve, pictures can be taken in; else the problem’s path says which part is not',
    access: 'open',
    answer: Ok,
    handle: ready,
  },
  { method: 'GET', path: '/metrics', summary: 'Figures as Prometheus text', access: 'open', file: 'text/plain', handle: metrics },
];

const parts: Readonly<Record<'store' | 'disk' | 'photos', (office: Office) => Promise<unknown>>> = {
  store: ({ store, clock }) => store.write((tables) => tables.office.set('ready-at', String(clock()))),
  disk: async ({ disk }) => {
    if ((await disk.freeBytes()) < disk.reserveBytes) throw new Error('the reserve is used');
  },
  photos: ({ photoStore }) => photoStore.check(),
};

async function ready({ office, request }: Call): Promise<Response> {
  for (const [path, answers] of Object.entries(parts))
    try {
      await answers(office);
    } catch (error) {
      office.log('not-ready', { part: path, error: describeError(error) });
      throw new RequestProblem('busy', { path, retryAfter: 5 });
    }
  return jsonAnswer(request, { ok: true });
}

async function metrics({ office }: Call): Promise<Response> {
  const { store, disk, memory, clock } = office;
  const now = clock();
  const { held, phones, pictures, backup, cells } = await store.read((tables) => readCondition(tables, now));
  const queue = sumOf(phones);
  const ageOf = (at: number): number => Math.round((now - at) / 1000);
  const text = office.metrics.text({
    sajja_held: held,
    sajja_phones: phones.length,
    sajja_phones_silent: phones.filter(({ isSilent }) => isSilent).length,
    sajja_queue_records: queue.records,
    sajja_queue_pictures: queue.pictures,
    // no line while there is none: an alarm asks for that by absent()
    ...(backup.at !== undefined && { sajja_backup_age_seconds: ageOf(backup.at) }),
    ...(backup.offMachineAt !== undefined && { sajja_backup_off_machine_age_seconds: ageOf(backup.offMachineAt) }),
    ...Object.fromEntries(
      cells.flatMap(({ provinces, heardAt }) =>
        heardAt === null ? [] : [[`sajja_cell_age_seconds{provinces="${provinces.join(' ')}"}`, ageOf(heardAt)]],
      ),
    ),
    sajja_pictures: pictures.count,
    sajja_pictures_bytes: pictures.bytes,
    sajja_store_bytes: await disk.storeBytes(),
    sajja_disk_free_bytes: await disk.freeBytes(),
    sajja_disk_reserve_bytes: disk.reserveBytes,
    sajja_syncs_under_way: memory.syncs.count,
    sajja_pieces_under_way: memory.pieces.count,
    sajja_resident_bytes: process.memoryUsage.rss(),
    sajja_started_seconds: Math.round(Date.now() / 1000 - process.uptime()),
  });
  return new Response(text, { headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' } });
}
