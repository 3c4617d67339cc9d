/** What changed, told to officers; the newest version first. */
import entriesJson from './whats-new.json' with { type: 'json' };

export interface WhatsNewEntry {
  readonly version: string;
  /** civil date of the release */
  readonly on: string;
  readonly th: readonly string[];
  readonly en: readonly string[];
}

export const whatsNew: readonly WhatsNewEntry[] = entriesJson;

/** The entries a person has not seen: everything newer than the version that was last opened, or only the newest on first use. */
export function entriesSince(lastSeen: string | undefined): readonly WhatsNewEntry[] {
  const position = whatsNew.findIndex((entry) => entry.version === lastSeen);
  return position === -1 ? whatsNew.slice(0, 1) : whatsNew.slice(0, position);
}
