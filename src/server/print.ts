/** What a person at the terminal reads. */
import { encodeQR } from 'qr';
import type { Invitation } from './invitation.ts';
import { StoreProblem } from './store/store.ts';

/** nothing, lower half, upper half, both */
const halfBlocks = [' ', '\u2584', '\u2580', '\u2588'] as const;

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The code stands behind `#`, which no browser sends and no log keeps. */
export function invitationAddress(address: string, code: string): string {
  return `${address}/signin#${code}`;
}

export function printInvitation(title: string, { code, expiresAt }: Pick<Invitation, 'code' | 'expiresAt'>, address: string): void {
  const link = invitationAddress(address, code);
  print('');
  print(title);
  print(`  code     ${code}   (once, until ${expiresAt})`);
  print(`  address  ${link}`);
  print(terminalQr(link));
}

/** Two rows of the code in one line of text, light on dark as most terminals are. */
function terminalQr(text: string): string {
  const dark = encodeQR(text, 'raw', { ecc: 'low', border: 2 });
  const lines: string[] = [];
  for (let row = 0; row < dark.length; row += 2) {
    const cells = (dark[row] ?? []).map((isDark, column) => halfBlocks[(isDark ? 0 : 2) + (dark[row + 1]?.[column] === false ? 1 : 0)]);
    lines.push(`  ${cells.join('')}`);
  }
  return lines.join('\n');
}

/** For whoever operates the machine: of a store that says only what kind of trouble it has, the engine's own words. */
export function sentenceOf(error: unknown): string {
  const told = error instanceof StoreProblem ? error.cause : error;
  if (!(told instanceof Error)) return String(told);
  // of an address that was tried in two ways only the code is told
  return told.message === '' && 'code' in told ? String(told.code) : told.message;
}
