/** Five hundred connections that drip: what they hold has an end, and whoever is honest is served meanwhile. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photoPath } from '../../src/protocol/photo.ts';
import { listen, type Listening } from '../../src/server/listen.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { redeem, type Ask, type ServerPhone } from '../support/server-phone.ts';

const mebibyte = 1024 * 1024;

let office: TestOffice;
let server: Listening;
/** the phone whose cookie the attacker has */
let stolen: ServerPhone;
let honest: ServerPhone;
let group: string;
const sockets: Socket[] = [];
let drips: NodeJS.Timeout | undefined;

beforeAll(async () => {
  office = await openTestOffice();
  server = await listen(office.app, { host: '127.0.0.1', port: 0 });
  const ask: Ask = async (path, init) => fetch(server.origin + path, init);
  const join = async () => redeem(ask, (await office.invite({})).code, office.office.clock);
  stolen = await join();
  honest = await join();
  group = await newGroup(honest);
});
afterAll(async () => {
  clearInterval(drips);
  for (const socket of sockets) socket.destroy();
  await server.stop();
  await office.close();
});

/** Says the beginning of a request and then a byte of it now and again. */
function drip(beginning: string): void {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1', () => socket.write(beginning));
  // what it is told does not matter to it
  socket.on('error', () => undefined).resume();
  sockets.push(socket);
}

const post = (path: string, more: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nX-Sync: 1\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n${more}\r\n{`;

async function upload(phone: ServerPhone, bytes: Buffer): Promise<Response> {
  const init = { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: new Uint8Array(bytes) };
  return phone.send(photoPath(group, sha256(bytes), 'full'), init);
}

describe('five hundred connections that drip (row 61)', () => {
  it('with a cookie that was stolen among them: records and pictures of others go, and memory stays flat', async () => {
    const pictures = Array.from({ length: 41 }, (_, index) => jpeg(3_000 + index));
    const attach = pictures.map((one) => photoPayload(sha256(one), one.length, { sha: 'a'.repeat(64), bytes: 10 }));
    await honest.push(...attach.map((p) => honest.op(group, 'photo.attach', p)));
    const last = pictures.pop() ?? Buffer.alloc(0);
    const before = process.memoryUsage().rss;

    for (let count = 0; count < 150; count++) drip('GET /v1/session HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    for (let count = 0; count < 100; count++) drip('');
    for (let count = 0; count < 110; count++) drip(post('/v1/session/redeem', ''));
    for (let count = 0; count < 100; count++) drip(post('/v1/sync', `Cookie: ${stolen.cookie}\r\n`));
    for (const one of pictures)
      drip(
        `PATCH ${photoPath(group, sha256(one), 'full')} HTTP/1.1\r\nHost: localhost\r\nX-Sync: 1\r\nUpload-Offset: 0\r\n` +
          `Cookie: ${honest.cookie}\r\nContent-Length: 2000\r\n\r\n`,
      );
    drips = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('x');
    }, 2_000);
    expect(sockets).toHaveLength(500);
    await expect.poll(() => office.office.memory.syncs.count).toBeGreaterThan(0);
    await expect.poll(() => office.office.memory.pieces.count).toBeGreaterThan(0);

    for (let round = 0; round < 5; round++) {
      expect(await honest.push(honest.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied' }]);
      expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    }
    const colleague = await redeem(honest.ask, (await office.invite({ groups: [group] })).code, office.office.clock);
    expect((await upload(colleague, last)).status).toBe(204);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * mebibyte);
  });

  it('and one that never ends its headers is hung up on', async () => {
    await expect.poll(() => sockets.slice(0, 150).filter(({ destroyed }) => !destroyed).length, { timeout: 60_000 }).toBe(0);
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
  });
});
