/** The phones of a person, and one that was lost: `/v1/devices`, `/v1/devices/revoke`, `/v1/people/revoke`; both directions. */
import * as z from 'zod/mini';

const Id = z.uuid();
const Instant = z.iso.datetime();

/** What is known of a blocked phone, for the notice that the law wants within 72 hours (PDPA section 37 (4)). */
export const DeviceLoss = z.object({
  at: Instant,
  reason: z.string(),
  /** last contact before it was blocked */
  lastSeenAt: Instant,
  /** when it had handed in its records and was told to forget everything; `null`: it has not come back */
  toldAt: z.nullable(Instant),
  /** end of the 72 hours */
  noticeBy: Instant,
  /** groups whose records it held, with everybody on their lists; on a board only those of its area */
  groups: z.array(z.object({ id: Id, name: z.string(), tambon: z.string(), members: z.int() })),
});
export type DeviceLoss = z.infer<typeof DeviceLoss>;

export const ListedDevice = z.object({
  dev: Id,
  name: z.string(),
  /** when it was signed in, or got this id */
  since: Instant,
  lastSeenAt: Instant,
  /** records that it had not handed in yet, as it said at its last contact */
  waiting: z.int(),
  /** `null`: in use */
  loss: z.nullable(DeviceLoss),
});
export type ListedDevice = z.infer<typeof ListedDevice>;

/** The caller's own, the one last seen first. `isNew`: signed in after this one, and its person has not said yet that it is hers. */
export const DeviceList = z.object({ devices: z.array(z.extend(ListedDevice, { isThis: z.boolean(), isNew: z.boolean() })) });
export type DeviceList = z.infer<typeof DeviceList>;

/** Said from a device that is older than the one it is said of: a thief's cannot speak for itself. */
export const KnownRequest = z.object({ dev: Id });

export const RevokeRequest = z.object({ dev: Id, reason: z.string().check(z.minLength(1), z.maxLength(1000)) });
/** The same for the same phone, however often it is asked. */
export const RevokeResponse = ListedDevice;
