/** The time of day as records keep it. */
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Bangkok' });

/** `HH:MM` in Thailand, as records keep it. */
export function timeInThailand(instantMs: number): string {
  return clock.format(instantMs);
}
