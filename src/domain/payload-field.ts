/** The small schemas that payloads of many kinds share: ids, texts, days, amounts. */
import * as z from 'zod/mini';

export const Id = z.uuid();
export const Text = z.string().check(z.maxLength(4000));
export const Short = z.string().check(z.minLength(1), z.maxLength(200));
export const Code = z.string().check(z.maxLength(40), z.regex(/^[a-z0-9][a-z0-9.-]*$/i));
export const Day = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));
export const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
export const Time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
export const Instant = z.iso.datetime({ offset: true });
export const Count = z.int().check(z.minimum(0), z.maximum(1_000_000));
export const Satang = z.int().check(z.minimum(1), z.maximum(100_000_000_000));
export const SatangOrZero = z.int().check(z.minimum(0), z.maximum(100_000_000_000));
export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const Salt = z.string().check(z.minLength(16), z.maxLength(64));
/** By field, the operation that set the value its author saw; null when nobody had. */
export const Base = z.record(z.string(), z.nullable(Id));
