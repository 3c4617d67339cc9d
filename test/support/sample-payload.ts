/** The smallest payload that a kind's own schema takes, made from the schema: so that a test can ask about every kind there is. */
import * as z from 'zod/mini';
import { kinds, type Kind } from '../../src/domain/operation.ts';
import { newId } from './server-phone.ts';

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

export function samplePayload(kind: Kind): unknown {
  return sampleOf(z.toJSONSchema(kinds[kind].p, { io: 'input', unrepresentable: 'any' }) as Schema);
}

const byPattern = [
  '2026-11-21', '2026-11', '09:30', '2026-11-21T02:00:00Z', '560701', '5607', '0812345678', '3560100000011', 'a'.repeat(64), 'page', '100000',
]; // prettier-ignore

function sampleOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [option] = schema.anyOf ?? schema.oneOf ?? [];
  if (option !== undefined) return sampleOf(option);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {})]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}));
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return 'anything';
  }
}

function textOf({ format, pattern, minLength = 1 }: Schema): string {
  if (format === 'uuid') return newId();
  if (format === 'date-time') return '2026-11-21T02:00:00Z';
  if (pattern === undefined) return 'x'.repeat(minLength);
  const found = byPattern.find((text) => new RegExp(pattern, 'u').test(text));
  if (found === undefined) throw new Error(`no sample for ${pattern}`);
  return found;
}
