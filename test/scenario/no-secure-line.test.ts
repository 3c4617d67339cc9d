import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createSecureServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSender } from '../../src/sync/sender.ts';
import { newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
let server: Server | undefined;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => {
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
  await office.close();
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A certificate that nobody has signed but itself, made anew each time: refused for the same reason as one whose time is over. */
function unknownCertificate(): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'sajja-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, '-days', '1', '-subj', '/CN=localhost'], {
    stdio: 'ignore',
  });
  const made = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return made;
}

const lines: readonly (readonly [name: string, makeServer: () => Server])[] = [
  ['is cut after the greeting', () => createServer((socket) => void socket.once('data', () => socket.resetAndDestroy()))],
  [
    'is answered by something that is no secure line',
    () => createServer((socket) => void socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\n{}', () => socket.destroy()))),
  ],
  ...(hasOpenssl
    ? [
        [
          'has a certificate that the phone does not accept',
          () => createSecureServer(unknownCertificate(), (socket) => void socket.end('{}')),
        ] as const,
      ]
    : []),
];

describe('the secure line to the office', () => {
  it.each(lines)('%s: it is as if there were no signal, and everything goes later (row 8)', async (_, makeServer) => {
    const field = await newFieldPhone(office);
    await field.phone.record([groupCreated(field.act(newId()))]);
    server = makeServer();
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const net = { ...field.options.net, fetch: async (path: string, init: RequestInit) => fetch(`https://localhost:${port}${path}`, init) };
    const sender = createSender({ ...field.options, net });
    expect(await sender.drain('tap')).toBe('waiting');
    expect(sender.state()).toMatchObject({ phase: 'offline', waiting: 1, held: 0 });
    sender.close();
    expect(await field.sender.drain('tap')).toBe('done');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0 });
  });
});
