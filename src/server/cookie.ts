/** The session's cookie: what it is called, how it is set and read. */
export const sessionDays = 30;

/**
 * `__Host-` with `Secure` wherever the browser keeps such a cookie: over https, and on plain http for the machine itself, which Chromium
 * and Firefox count as trustworthy. On plain http under another name (a trial in the office's own network) `Secure` would be thrown away
 * and nobody could sign in, so there the cookie is called `sid` and lacks it.
 */
export function cookieName(url: URL, publicOrigin: string | undefined): '__Host-sid' | 'sid' {
  const isSecure = url.protocol === 'https:' || publicOrigin?.startsWith('https:') === true;
  return isSecure || isThisMachine(url.hostname) ? '__Host-sid' : 'sid';
}

export function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

export function setCookie(name: '__Host-sid' | 'sid', token: string): string {
  return `${attributes(name, token)}; Max-Age=${sessionDays * 86_400}`;
}

export function clearCookie(name: '__Host-sid' | 'sid'): string {
  return `${attributes(name, '')}; Max-Age=0`;
}

function attributes(name: '__Host-sid' | 'sid', value: string): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict${name === '__Host-sid' ? '; Secure' : ''}`;
}

export function readCookie(header: string | null, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.split('=', 2);
    if (key?.trim() === name && value) return value.trim();
  }
  return undefined;
}
