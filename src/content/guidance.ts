/** Loads one page of guidance; every page is its own chunk, precached with the app. Only for code that Vite builds. */

/**
 * The Markdown of a page. Only `#`, `##`, `-`, `1.`, `**bold**` and paragraphs occur in it.
 *
 * @returns undefined for a key without a page, e.g. from an older link
 */
export async function loadGuidance(key: string): Promise<string | undefined> {
  const pages = import.meta.glob<string>('./guidance/*.md', { query: '?raw', import: 'default' });
  return await pages[`./guidance/${key}.md`]?.();
}
