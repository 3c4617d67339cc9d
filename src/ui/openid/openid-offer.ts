/** The office's word on accounts elsewhere, asked for once by each page, and what is drawn where there is one. */
import { loadOpenIdText } from '../../content/text.ts';
import { readOpenIdName } from '../../sync/openid.ts';
import { wallNet } from '../../sync/transport.ts';
import { hasOpenIdAnswer, keptOpenIdWay } from '../boot/openid-answer.ts';
import type { OpenIdForm } from './openid-form.tsx';
import type { OpenIdRow } from './openid-row.tsx';

export interface OpenIdPieces {
  /** of the provider */
  readonly name: string;
  readonly Form: typeof OpenIdForm;
  readonly Row: typeof OpenIdRow;
}

let known: string | undefined;

/** @returns `undefined` where the office names no provider, or cannot be asked */
export async function findOpenId(): Promise<OpenIdPieces | undefined> {
  // whoever comes back from there need not ask
  known ??= hasOpenIdAnswer() ? keptOpenIdWay()?.name : undefined;
  known ??= await readOpenIdName(wallNet);
  if (known === undefined) return undefined;
  const [{ OpenIdForm: Form }, { OpenIdRow: Row }] = await Promise.all([
    import('./openid-form.tsx'),
    import('./openid-row.tsx'),
    loadOpenIdText(),
  ]);
  return { name: known, Form, Row };
}
