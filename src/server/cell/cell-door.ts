/**
 * The way out to a province's own server: only to the origin that the operator typed, over https (or on this machine), following nowhere, within
 * a time and a size. What is answered is a stranger's until its schema has read it.
 */
import * as z from 'zod/mini';
import { problemStatus, type ProblemCode } from '../../protocol/problem.ts';
import { isThisMachine } from '../cookie.ts';
import { findOffence, isShallow } from '../json-guard.ts';

/** a page of twenty groups with many years is far below */
const mostBytes = 16 * 1024 * 1024;
const limitMs = 30_000;
const depth = 24;

/** `no-answer`: nobody there, too slow, a certificate that is not trusted · `bad-answer`: not what our server says, or of somebody else's province */
export type CellProblemCode = ProblemCode | 'no-answer' | 'bad-answer';
export class CellProblem extends Error {
  readonly code: CellProblemCode;
  constructor(code: CellProblemCode, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

export interface CellAnswer<T> {
  readonly body: T;
  /** `name=value`, where one was set */
  readonly cookie: string | undefined;
}

/** @returns the origin, or `undefined` for an address that is none or not safe */
export function readOrigin(typed: string): string | undefined {
  if (!URL.canParse(typed)) return undefined;
  const { protocol, hostname, pathname, search, hash, username, password, origin } = new URL(typed);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname));
  return isSafe && pathname === '/' && search + hash + username + password === '' ? origin : undefined;
}

/**
 * @param ask without a body it is a GET
 * @throws CellProblem
 */
export async function askCell<Schema extends z.ZodMiniType>(
  origin: string,
  path: string,
  schema: Schema,
  ask: { readonly body?: unknown; readonly cookie?: string } = {},
): Promise<CellAnswer<z.infer<Schema>>> {
  const response = await send(origin, path, ask);
  const value = await readJson(response);
  if (response.status !== 200) {
    const problem = Problem.safeParse(value);
    throw new CellProblem(problem.success ? problem.data.code : 'bad-answer');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new CellProblem('bad-answer');
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  return { body: parsed.data, cookie };
}

const Problem = z.object({ code: z.enum(Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]) });

async function send(
  origin: string,
  path: string,
  { body, cookie }: { readonly body?: unknown; readonly cookie?: string },
): Promise<Response> {
  try {
    return await fetch(new URL(path, origin), {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
      headers: {
        Accept: 'application/json',
        'X-Sync': '1',
        ...(cookie !== undefined && { Cookie: cookie }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new CellProblem('no-answer', error);
  }
}

/** Counts what really comes, unpacked. */
async function readJson(response: Response): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > mostBytes) throw new CellProblem('bad-answer');
      pieces.push(piece);
    }
  } catch (error) {
    throw error instanceof CellProblem ? error : new CellProblem('no-answer', error);
  }
  const text = Buffer.concat(pieces).toString('utf8');
  if (!isShallow(text, depth)) throw new CellProblem('bad-answer');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CellProblem('bad-answer');
  }
  if (findOffence(value, depth) !== undefined) throw new CellProblem('bad-answer');
  return value;
}
