/** `npm run bench [-- --json]`: sizes and waiting times on a slow phone, beside what the design asks for. Sizes gate; times only at three times. */
import { measureLine } from './line.ts';
import { measureTimes } from './times.ts';
import { startDemo } from '../browser/support/demo.ts';
import { openOffice } from '../browser/support/office.ts';
import { firstScreen, firstScreenLimitKb, largestFirst, totalKb, weigh, wholeApp, wholeAppLimitKb, type Piece } from './sizes.ts';

interface Figure {
  readonly what: string;
  readonly target: number | undefined;
  readonly measured: number;
  readonly unit: 'kB' | 'ms';
  /** measured beyond target times this is a failure */
  readonly gateAt: number | undefined;
}

/** a machine that does other work measures times, not the app */
const timeGate = 3;

async function main(): Promise<void> {
  const office = await openOffice();
  const demo = await startDemo();
  try {
    const first = await firstScreen(office.origin, await office.inviteOfficer());
    const whole = wholeApp();
    const times = await measureTimes(demo.origin, demo.code.officer);
    const line = await measureLine();
    const figures: Figure[] = [
      size('first screen, scripts and styles', first, firstScreenLimitKb),
      size(
        '  of it arrived before today was shown',
        first.filter(({ awaited }) => awaited),
        undefined,
      ),
      size('whole app with typeface', whole, wholeAppLimitKb),
      size('the worker', [weigh('service-worker.js')], undefined),
      ...times.map(({ what, targetMs, measuredMs }): Figure => ({
        what,
        target: targetMs,
        measured: measuredMs,
        unit: 'ms',
        gateAt: targetMs === undefined ? undefined : timeGate,
      })),
      ...line.map((figure): Figure => ({ ...figure, gateAt: figure.unit === 'kB' ? 1 : timeGate })),
    ];
    const failed = figures.filter(
      ({ target, measured, gateAt }) => target !== undefined && gateAt !== undefined && measured > target * gateAt,
    );
    if (process.argv.includes('--json')) {
      process.stdout.write(`${JSON.stringify({ figures, first: largestFirst(first), whole: largestFirst(whole) }, undefined, 2)}\n`);
    } else {
      process.stdout.write(
        `${table(figures)}\n\nlargest of the first screen\n${list(first, 10)}\n\nlargest of the whole app\n${list(whole, 12)}\n`,
      );
    }
    if (failed.length > 0) {
      process.stderr.write(`beyond the gate: ${failed.map(({ what }) => what).join('; ')}\n`);
      process.exitCode = 1;
    }
  } finally {
    await demo.stop();
    await office.close();
  }
}

function size(what: string, pieces: readonly Piece[], limitKb: number | undefined): Figure {
  return { what, target: limitKb, measured: totalKb(pieces), unit: 'kB', gateAt: limitKb === undefined ? undefined : 1 };
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, target, measured, unit }) => [
    what,
    target === undefined ? '' : `${target} ${unit}`,
    `${measured} ${unit}`,
    target === undefined ? '' : (measured / target).toFixed(2),
  ]);
  const all = [['', 'target', 'measured', 'ratio'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
    )
    .join('\n');
}

function list(pieces: readonly Piece[], count: number): string {
  return largestFirst(pieces)
    .slice(0, count)
    .map(({ path, bytes }) => `${String(bytes).padStart(8)}  ${path}`)
    .join('\n');
}

await main();
