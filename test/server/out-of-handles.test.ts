/** A crowd of idle connections takes every handle the server may have: records still go, the rest is asked to come later, and nothing breaks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as requestOver } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { photoPath } from '../../src/protocol/photo.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { redeem, type Ask } from '../support/server-phone.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

// as few as it can start with
const mostOpenFiles = 160;
const crowdSize = 400;

let dataDir: string;
let server: ServerProcess;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sajja-handles-'));
  server = await startServer({ dataDir, mostOpenFiles });
});
afterAll(async () => {
  await server.kill9();
  rmSync(dataDir, { recursive: true, force: true });
});

/** One connection that stays, as a browser keeps it: who is in the house may go on talking when the door is shut. */
function keptLine(): Ask {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return async (path, init = {}) =>
    new Promise((resolve, reject) => {
      const headers = Object.fromEntries(new Headers(init.headers));
      const asking = requestOver(`${server.origin}${path}`, { agent, method: init.method ?? 'GET', headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const { statusCode: status = 0, headers: told } = answer;
          const lines = Object.entries(told).flatMap(([name, value]): [string, string][] =>
            value === undefined ? [] : [[name, String(value)]],
          );
          resolve(new Response(status === 204 ? null : Buffer.concat(parts), { status, headers: lines }));
        });
      });
      asking.on('error', reject);
      asking.end(init.body as string | Uint8Array | undefined);
    });
}

async function crowd(): Promise<readonly Socket[]> {
  const { port } = new URL(server.origin);
  const sockets = Array.from({ length: crowdSize }, () => connect(Number(port), '127.0.0.1').on('error', () => undefined));
  // some are turned away: then there is no handle left
  await expect.poll(() => sockets.some(({ destroyed }) => destroyed), { timeout: 10_000 }).toBe(true);
  return sockets;
}

it.runIf(process.platform === 'linux')(
  'the server sheds what it cannot hold and goes on as soon as it can (row 14)',
  { timeout: 60_000 },
  async () => {
    const phone = await redeem(keptLine(), await server.invite('field-officer', '5607', 'Officer'));
    const group = await newGroup(phone);
    const bytes = jpeg(5_000);
    const sha = sha256(bytes);
    await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, bytes.length, { sha: 'a'.repeat(64), bytes: 10 })));
    const sendPicture = async () =>
      phone.send(photoPath(group, sha, 'full'), { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: new Uint8Array(bytes) });

    for (let wave = 0; wave < 3; wave += 1) {
      const sockets = await crowd();
      expect(await phone.push(phone.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied' }]);
      const refused = await sendPicture();
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'busy']);
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThanOrEqual(30);
      // a piece of the app is not told to be gone
      expect((await phone.ask('/manifest.webmanifest')).status).toBe(503);
      for (const socket of sockets) socket.destroy();
      await expect
        .poll(
          async () =>
            fetch(`${server.origin}/healthz`).then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 10_000 },
        )
        .toBe(200);
    }

    expect((await sendPicture()).status).toBe(204);
    expect((await phone.ask('/manifest.webmanifest')).status).toBe(200);
    expect((await phone.pull()).get(group)).toHaveLength(phone.n);
    expect(server.logs()).not.toContain('"status":500');
  },
);
