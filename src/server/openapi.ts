/** `GET /v1/openapi.json`: OpenAPI 3.1 made from the table of routes, so that it cannot lie about which calls there are. */
import * as z from 'zod/mini';
import { kinds, OperationSchema } from '../domain/operation.ts';
import { uploadLength, uploadOffset } from '../protocol/photo.ts';
import { problemStatus } from '../protocol/problem.ts';
import { jsonAnswer } from './answer.ts';
import type { Call, Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

export function openapiRoute(routes: readonly Route[]): Route {
  const path = '/v1/openapi.json';
  let document: Json | undefined;
  const own: Route = {
    method: 'GET',
    path,
    summary: 'This document',
    access: 'open',
    answer: z.looseObject({
      openapi: z.string(),
      info: z.looseObject({ title: z.string(), version: z.string() }),
      paths: z.record(z.string(), z.unknown()),
    }),
    handle: ({ request }: Call) => jsonAnswer(request, (document ??= openapiDocument([...routes, own]))),
  };
  return own;
}

function openapiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sajja', version: '1' },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-sid' },
        token: { type: 'http', scheme: 'bearer', description: 'A personal access token: aggregates only (POST /v1/tokens)' },
      },
      schemas: { Problem: problemSchema, Operation: schemaOf(OperationSchema, 'input'), ...kindSchemas() },
    },
  };
}

/** `member.add.p` and `member.add.s`: what an operation of a kind carries in `p`, and in its erasable part `s`. */
function kindSchemas(): Record<string, Json> {
  const schemas: Record<string, Json> = {};
  for (const [kind, parts] of Object.entries(kinds))
    for (const [part, schema] of Object.entries(parts)) schemas[`${kind}.${part}`] = schemaOf(schema, 'input');
  return schemas;
}

function operationOf(route: Route): Json {
  const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
  const changes = ['POST', 'PATCH', 'DELETE'].includes(route.method);
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...queryOf(route),
    ...(changes ? [{ name: 'X-Sync', in: 'header', required: true, schema: { const: '1' } }] : []),
    ...(route.bytes === 'piece' ? [{ name: uploadOffset, in: 'header', required: true, schema: { type: 'integer' } }] : []),
    ...(route.bytes === 'piece' ? [{ name: uploadLength, in: 'header', schema: { type: 'integer' } }] : []),
  ];
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }),
    ...(route.bytes && { requestBody: { required: true, content: { 'application/octet-stream': {} } } }),
    responses: {
      [statusOf(route)]: {
        description: 'done',
        ...(route.answerHeaders && {
          headers: Object.fromEntries(route.answerHeaders.map((name) => [name, { required: true, schema: { type: 'string' } }])),
        }),
        ...(route.answer && { content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } }),
        ...(route.file !== undefined && { content: { [route.file]: {} } }),
      },
      default: { description: 'a problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
    security: route.access === 'open' ? [] : [{ session: [] }, ...(route.forTokens === true ? [{ token: [] }] : [])],
  };
}

/** `GET /v1/photos/{group}/{sha}/thumb` is `get-photos-group-sha-thumb`. */
function operationIdOf({ method, path }: Route): string {
  const words = path.replace(/^\/v1/, '').match(/[a-z0-9]+/gi) ?? [];
  return [method, ...words].join('-').toLowerCase();
}

function statusOf(route: Route): string {
  if (route.done !== undefined) return String(route.done);
  return route.answer !== undefined || route.file !== undefined || route.method === 'HEAD' ? '200' : '204';
}

function queryOf({ query }: Route): readonly Json[] {
  const { properties = {} } = (query === undefined ? {} : schemaOf(query, 'input')) as { properties?: Readonly<Record<string, unknown>> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
}

function schemaOf(schema: NonNullable<Route['body']>, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'code', 'status', 'title'],
  properties: {
    type: { const: 'about:blank' },
    code: { enum: Object.keys(problemStatus) },
    status: { type: 'integer' },
    title: { type: 'string' },
    path: { type: 'string' },
    retryAfter: { type: 'integer' },
  },
};
