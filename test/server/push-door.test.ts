/** The way out to push services: an address that a phone names never leads into the office's own network. */
import type { lookup } from 'node:dns';
import { expect, it } from 'vitest';
import { openPushDoor } from '../../src/server/push-door.ts';

const nothing = Buffer.alloc(0);

it.each([
  'http://push.example/x',
  'https://localhost/x',
  'https://office/x',
  'https://office.local/x',
  'https://metadata.google.internal/x',
  'https://127.0.0.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://10.0.0.8/x',
  'https://169.254.169.254/latest',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://push.example:8443/x',
  'https://user:word@push.example/x',
  'file:///etc/passwd',
  'push.example/x',
])('%s is not admitted', async (endpoint) => {
  const door = openPushDoor();
  expect(door.admits(endpoint)).toBe(false);
  await expect(door.post(endpoint, {}, nothing)).rejects.toThrow('not admitted');
});

it.each(['https://push.example/x', 'https://fcm.googleapis.com/fcm/send/a:b', 'https://web.push.apple.com/x'])('%s is', (endpoint) => {
  expect(openPushDoor().admits(endpoint)).toBe(true);
});

/** a name server that says so */
const saying = (address: string) =>
  ((_host: string, _asked: object, done: (error: null, found: object[]) => void) =>
    done(null, [
      { address: '203.0.114.1', family: 4 },
      { address, family: address.includes(':') ? 6 : 4 },
    ])) as unknown as typeof lookup;

it.each(['127.0.0.1', '10.1.2.3', '192.168.1.1', '169.254.169.254', '100.64.0.1', '::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'])(
  'a name that leads to %s is not called',
  async (address) => {
    const door = openPushDoor({ lookup: saying(address) });
    await expect(door.post('https://push.example/x', {}, nothing)).rejects.toThrow('leads inside');
  },
);

it('a name that cannot be found is no fault of ours', async () => {
  const find = ((host: string, _asked: object, done: (error: Error) => void) =>
    done(new Error(`no such name: ${host}`))) as unknown as typeof lookup;
  await expect(openPushDoor({ lookup: find }).post('https://push.example/x', {}, nothing)).rejects.toThrow('no such name: push.example');
});
