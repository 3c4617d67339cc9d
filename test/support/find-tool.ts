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
  /** an object store; 67 packages, a minute */
  swift: {
    programs: ['swift-proxy-server', 'swift-account-server', 'swift-container-server', 'swift-object-server'],
    package: 'swift-proxy swift-account swift-container swift-object',
    ask: '--help',
    wanted: 'Keeping pictures in a store that speaks S3',
  },
} as const;

/** False only on somebody's own machine where nothing may be installed; a run that is to judge the work (`CI`) fails instead. */
export function provideTool(name: keyof typeof tools): boolean {
  const tool = tools[name];
  const { package: debian, ask, wanted } = tool;
  const programs = 'programs' in tool ? tool.programs : [name];
  const isThere = () => programs.every((program) => spawnSync(program, [ask], { stdio: 'ignore' }).status === 0);
  if (isThere()) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    // one at a time: files of tests that run beside each other may want the same
    const apt = (...args: readonly string[]) =>
      spawnSync('flock', ['/tmp/sajja-tools.lock', 'apt-get', ...args], {
        stdio: 'ignore',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...debian.split(' '));
    if (isThere()) return true;
  }
  const sentence = `${wanted} needs ${name} (Debian: apt-get install ${debian}).`;
  if (process.env['CI'] !== undefined) throw new Error(sentence);
  process.stderr.write(`${sentence} It is left out on this machine.\n`);
  return false;
}
