/** Structured logs: one JSON object a line, figures and codes only, never a body, a name or a token. */
export type LogValue = string | number | boolean | undefined;
export type Log = (event: string, values?: Readonly<Record<string, LogValue>>) => void;

/** On standard error, so that what a person reads (address, invitation) stays apart on standard output. */
export function logTo(write: (line: string) => void, clock: () => number): Log {
  return (event, values = {}) => write(`${JSON.stringify({ at: new Date(clock()).toISOString(), event, ...values })}\n`);
}

/** The kind of an error and where in our code it came from; its message may quote what somebody typed and stays out. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const cause = error.cause instanceof Error ? ` caused by ${describeError(error.cause)}` : '';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `${error.name}${code} ${frames.slice(0, 5).join(' ').replace(/\s+/g, ' ')}${cause}`;
}
