/** One row of the table of routes: what is called, who may call it, what it reads and answers. */
import type { ZodMiniObject, ZodMiniType } from 'zod/mini';
import type { Action, Viewer } from './access.ts';
import type { ProblemCode } from '../protocol/problem.ts';
import type { Office } from './office.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';

export interface Call {
  readonly office: Office;
  readonly request: Request;
  readonly url: URL;
  /** where it comes from; empty when nobody can tell */
  readonly address: string;
  /** values of `:name` in the path, decoded */
  readonly params: Readonly<Record<string, string>>;
  /** `undefined` only where the route is open to everybody */
  readonly viewer: Viewer | undefined;
}
export interface SignedInCall extends Call {
  readonly viewer: Viewer;
}

interface RouteText {
  readonly method: Method;
  /** `/v1/photos/:group/:sha` */
  readonly path: string;
  readonly summary: string;
  readonly body?: ZodMiniType;
  /** names in the address behind `?`, all of them optional */
  readonly query?: ZodMiniObject;
  /** JSON that is answered; a route without it answers a `file`, or nothing */
  readonly answer?: ZodMiniType;
  /** media type of what is answered when that is not JSON */
  readonly file?: string;
  /** status of what was done, where it is not 200 (204 when nothing is answered) */
  readonly done?: 201;
  /** header names of the answer that a caller relies on */
  readonly answerHeaders?: readonly string[];
  /** aggregates without names: a personal access token may ask too */
  readonly forTokens?: true;
  /** what a role without the right is told; `forbidden` when absent */
  readonly without?: ProblemCode;
  /** a body that is not JSON: a `piece` of a picture, with its place in headers, or a `whole` file */
  readonly bytes?: 'piece' | 'whole';
}

/**
 * `access` is `open`, `session` (anybody signed in) or an action of `access.ts`: then a role that may never do it is refused before the
 * handler runs, and the handler asks `can` again for its subject.
 */
export type Route = RouteText &
  (
    | { readonly access: 'open'; readonly handle: (call: Call) => Promise<Response> }
    | { readonly access: 'session' | Action; readonly handle: (call: SignedInCall) => Promise<Response> }
  );
