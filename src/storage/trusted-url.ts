/** The one Trusted Types policy of the app: it lets through the addresses of our own two workers and nothing else. */

interface TrustedPolicy {
  createScriptURL(url: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedPolicy;
}

let policy: TrustedPolicy | undefined;

/**
 * The address of a worker in the form that `require-trusted-types-for 'script'` asks for; the plain text where a browser has no Trusted Types.
 *
 * @throws TypeError for an address of another origin
 */
export function trustedWorkerUrl(url: string | URL): string {
  const text = String(url);
  const { trustedTypes, location } = globalThis as { trustedTypes?: TrustedTypes; location?: Location };
  if (trustedTypes === undefined) return text;
  policy ??= trustedTypes.createPolicy('sajja', {
    createScriptURL: (asked) => {
      if (location === undefined || new URL(asked, location.href).origin !== location.origin)
        throw new TypeError('a worker of another origin');
      return asked;
    },
  });
  // typed as text because the DOM library does not know TrustedScriptURL
  return policy.createScriptURL(text) as string;
}
