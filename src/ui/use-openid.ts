/** Whether the office lets people in by an account elsewhere: asked once a screen is drawn, which never waits for it; the pieces come only then. */
import { useEffect, useState } from 'preact/hooks';
import type { OpenIdPieces } from './openid/openid-offer.ts';

/** @returns `undefined` while it is not known, `null` where the office names no provider, or cannot be asked */
export function useOpenId(): OpenIdPieces | null | undefined {
  const [pieces, setPieces] = useState<OpenIdPieces | null>();
  useEffect(() => {
    void import('./openid/openid-offer.ts')
      .then(async ({ findOpenId }) => setPieces((await findOpenId()) ?? null))
      .catch(() => setPieces(null));
  }, []);
  return pieces;
}
