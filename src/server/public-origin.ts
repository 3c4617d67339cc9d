/** Where phones find this server, when it stands behind a proxy: `PUBLIC_ORIGIN`. */

/**
 * @returns as a browser writes it, without a slash at its end
 * @throws Error with a sentence for whoever set PUBLIC_ORIGIN
 */
export function readPublicOrigin(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const text = env['PUBLIC_ORIGIN'] ?? '';
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!isOrigin) throw new Error('PUBLIC_ORIGIN is the address alone, such as https://sajja.example, without a path or a name of a person');
  return url.origin;
}
