/** Whether the office lets people in by an account elsewhere: asked once a screen is drawn, which never waits for it; the pieces come only then. */
import { useEffect, useState } from 'preact/hooks';
import type { OpenIdPieces } from './openid/openid-offer.ts';

export function useOpenId(): OpenIdPieces | undefined {
  const [pieces, setPieces] = useState<OpenIdPieces>();
  useEffect(() => {
    void import('./openid/openid-offer.ts').then(async ({ findOpenId }) => setPieces(await findOpenId())).catch(() => undefined);
  }, []);
  return pieces;
}
