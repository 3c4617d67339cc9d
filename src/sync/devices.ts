/** The own phones, and blocking one that is lost: asked and changed online only, and kept nowhere on this phone. */
import * as z from 'zod/mini';
import { DeviceList, RevokeResponse } from '../protocol/device.ts';
import { type Net, type NetProblem, sendJson } from './transport.ts';

type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: NetProblem };

export async function listDevices(net: Net): Promise<Outcome<DeviceList>> {
  const answer = await sendJson(net, 'GET', '/v1/devices', undefined, DeviceList);
  return answer.ok ? { ok: true, devices: answer.body.devices } : { ok: false, problem: answer.problem };
}

export async function revokeDevice(net: Net, asked: { readonly dev: string; readonly reason: string }): Promise<Outcome<object>> {
  const answer = await sendJson(net, 'POST', '/v1/devices/revoke', asked, RevokeResponse);
  return answer.ok ? { ok: true } : { ok: false, problem: answer.problem };
}

/** says from this phone that a newer one is the own one too */
export async function knowDevice(net: Net, dev: string): Promise<Outcome<object>> {
  const answer = await sendJson(net, 'POST', '/v1/devices/known', { dev }, z.unknown());
  return answer.ok ? { ok: true } : { ok: false, problem: answer.problem };
}
