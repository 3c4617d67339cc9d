/** Programs that know nothing of ours and check what we made: installed, else Debian's package (as root). */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const tools = {
  /** an accounting program that totals a plain-text journal */
  ledger: { package: 'ledger', ask: '--version', wanted: 'The reference check of the books' },
  /** reads the words of a PDF */
  pdftotext: { package: 'poppler-utils', ask: '-v', wanted: 'Reading the printed pages' },
  /** opens spreadsheets; 54 packages, 88 MB to fetch and 274 MB on the disk, half a minute to a minute */
  soffice: { package: 'libreoffice-calc-nogui', ask: '--version', wanted: 'Opening exported files' },
} as const;

/** False only on somebody's own machine where nothing may be installed; a run that is to judge the work (`CI`) fails instead. */
export function provideTool(name: keyof typeof tools): boolean {
  const { package: debian, ask, wanted } = tools[name];
  const isThere = () => spawnSync(name, [ask], { stdio: 'ignore' }).status === 0;
  if (isThere()) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debian], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (isThere()) return true;
  }
  const sentence = `${wanted} needs ${name} (Debian: apt-get install ${debian}).`;
  if (process.env['CI'] !== undefined) throw new Error(sentence);
  process.stderr.write(`${sentence} It is left out on this machine.\n`);
  return false;
}
