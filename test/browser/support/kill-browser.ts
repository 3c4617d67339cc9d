/** The end of a phone whose battery falls out: its browser is gone between two instructions. */
import { readdirSync, readFileSync } from 'node:fs';
import { until } from './founding.ts';

/** SIGKILL for the browser of this phone, found by the folder that only it uses; its helpers end with it. */
export async function killBrowser(profile: string): Promise<void> {
  const ours = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const words = commandOf(pid);
      return words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith('--type='));
    });
  const [pid] = ours;
  if (pid === undefined || ours.length > 1) throw new Error(`one browser expected: ${ours.join()}`);
  process.kill(Number(pid), 'SIGKILL');
  await until(async () => commandOf(pid).length === 0);
}

function commandOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .filter((word) => word !== '');
  } catch {
    return [];
  }
}
