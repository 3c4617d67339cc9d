/** Problems on their way out: thrown anywhere, answered as `application/problem+json` with a code of the closed list. */
import { problemStatus, type Problem, type ProblemCode } from '../protocol/problem.ts';

export interface ProblemDetails {
  readonly path?: string;
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export class RequestProblem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;
  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

export function problemResponse(code: ProblemCode, { path, retryAfter, headers }: ProblemDetails = {}): Response {
  const problem: Problem = {
    type: 'about:blank',
    code,
    status: problemStatus[code],
    title: code.replaceAll('-', ' '),
    ...(path !== undefined && { path }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
      ...headers,
    },
  });
}
