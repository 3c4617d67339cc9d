/**
 * The sentences of the interface by key. What the first screen says in Thai is always at hand; the rest comes with the first other screen,
 * English when somebody asks for it.
 */
import { fillIn } from './fill-in.ts';
import common from './text/th/common.json' with { type: 'json' };
import groupFirst from './text/th/group-first.json' with { type: 'json' };
import rescue from './text/th/rescue.json' with { type: 'json' };
import today from './text/th/today.json' with { type: 'json' };
import type { later } from './text-later.ts';
import type { office } from './text-office.ts';
import type { accounts } from './text-openid.ts';

/** The first screen speaks of groups too; their other words come later. */
const first = { common, group: groupFirst, rescue, today };
const th: Record<string, Readonly<Record<string, string>>> = { ...first };

type Tables = typeof first & typeof later & typeof office & typeof accounts;
type Area = keyof Tables;
/** `area.key`, for example `common.nav.today`. */
export type TextKey = { [A in Area]: `${A}.${Extract<keyof Tables[A], string>}` }[Area];
export type Language = 'th' | 'en';
export type TextTable = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export async function loadText(language: Language): Promise<TextTable> {
  return language === 'th' ? th : (await import('./text-en.ts')).en;
}

/** The sentences of every screen but the first; one piece, precached. Resolves at once when they are here already. */
export async function loadLaterText(): Promise<void> {
  if ('founding' in th) return;
  const { later } = await import('./text-later.ts');
  Object.assign(th, later, { group: { ...groupFirst, ...later.group } });
}

/** The sentences of the office's boards, after those of every screen. */
export async function loadOfficeText(): Promise<void> {
  await loadLaterText();
  if ('board' in th) return;
  const { office } = await import('./text-office.ts');
  Object.assign(th, office);
}

/** The sentences of signing in with an account elsewhere. */
export async function loadOpenIdText(): Promise<void> {
  Object.assign(th, (await import('./text-openid.ts')).accounts);
}

/**
 * A function from key to sentence, with its values filled in.
 *
 * A key that a table lacks shows the Thai sentence, and last the key itself: a missing translation never empties a screen.
 */
export function createTranslate(table: TextTable): Translate {
  return (key, values = {}) => {
    const dot = key.indexOf('.');
    const area = key.slice(0, dot);
    const name = key.slice(dot + 1);
    const sentence = table[area]?.[name] ?? th[area]?.[name] ?? key;
    return fillIn(sentence, values);
  };
}

/** True when the key exists; for codes that come from elsewhere (problems, states). */
export function isTextKey(key: string): key is TextKey {
  const dot = key.indexOf('.');
  return th[key.slice(0, dot)]?.[key.slice(dot + 1)] !== undefined;
}
