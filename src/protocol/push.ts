/**
 * Reminders by web push: `GET`, `POST`, `DELETE /v1/push`, all of the asking device, and the message that the office sends through the
 * browser's push service, sealed for that browser (RFC 8291).
 *
 * The push service is a stranger: the message holds a code, two counts and a day. The phone makes sentences of it in its own language.
 */
import * as z from 'zod/mini';

export const PushState = z.object({
  /** the office's public key (RFC 8292), base64url */
  key: z.string(),
  /** this device is to be reminded */
  on: z.boolean(),
});
export type PushState = z.infer<typeof PushState>;

/** as `PushSubscription.toJSON()` says it */
export const PushSubscribe = z.object({
  endpoint: z.string().check(z.minLength(10), z.maxLength(1000)),
  /** an uncompressed point of P-256, 65 bytes */
  p256dh: z.string().check(z.regex(/^[\w-]{87}$/)),
  /** 16 bytes */
  auth: z.string().check(z.regex(/^[\w-]{22}$/)),
});
export type PushSubscribe = z.infer<typeof PushSubscribe>;

export const PushMessage = z.object({
  code: z.literal('reports-due'),
  /** reports that fall due in the next days and are not submitted */
  due: z.int().check(z.minimum(1)),
  /** the first of their due days */
  on: z.iso.date(),
  /** reports whose day is over */
  late: z.int().check(z.minimum(0)),
});
export type PushMessage = z.infer<typeof PushMessage>;
