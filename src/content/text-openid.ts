/** Thai sentences of signing in with an account elsewhere, where the office names a provider. */
import openid from './text/th/openid.json' with { type: 'json' };

export const accounts = { openid };
