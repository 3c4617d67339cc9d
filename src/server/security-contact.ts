/** Where somebody who found a weakness writes to: `/.well-known/security.txt` (RFC 9116), once the operator has said an address. */
import { RequestProblem } from './problem-answer.ts';
import type { Call, Route } from './route.ts';

/** the file says until when it may be believed; it is made anew for each reader */
const believedMs = 180 * 86_400_000;

export const securityContactRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/.well-known/security.txt',
    summary: 'Where to report a weakness',
    access: 'open',
    file: 'text/plain',
    handle: giveContact,
  },
];

/** @throws Error with a sentence for whoever set REPORT_TO */
export function readReportTo(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const address = env['REPORT_TO'];
  if (address === undefined) return undefined;
  const isAddress = /^(mailto:[^@\s]+@\S+|https:\/\/\S+)$/.test(address) && URL.canParse(address);
  if (!isAddress) throw new Error('REPORT_TO is an address such as mailto:security@example.org or https://example.org/report');
  return address;
}

async function giveContact({ office }: Call): Promise<Response> {
  if (office.reportTo === undefined) throw new RequestProblem('not-found');
  const expires = new Date(office.clock() + believedMs).toISOString();
  return new Response(`Contact: ${office.reportTo}\nExpires: ${expires}\nPreferred-Languages: th, en\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
