/** An invitation first; whoever has set a password, added a passkey or linked an account elsewhere may use that instead. */
import { useOpenId } from '../../use-openid.ts';
import { InvitationForm, type InvitationFormProps } from './invitation-form.tsx';
import { PasskeyWay } from './passkey-way.tsx';
import { PasswordForm } from './password-form.tsx';

export type WayInKind = 'code' | 'password' | 'openid';

export interface WayInProps extends InvitationFormProps {
  way: WayInKind;
  onWay: (way: WayInKind) => void;
}

export function WayIn({ way, onWay, ...form }: WayInProps) {
  const { t } = form;
  const openId = useOpenId();
  const other = (kind: WayInKind, words: string) =>
    way !== kind && (
      <button type="button" class="button button-quiet wide" onClick={() => onWay(kind)}>
        {words}
      </button>
    );
  return (
    <>
      {(way === 'code' || (way === 'openid' && openId === null)) && <InvitationForm {...form} />}
      {way === 'password' && <PasswordForm {...form} />}
      {way === 'openid' && openId && <openId.Form name={openId.name} {...form} />}
      {way === 'openid' && openId === undefined && <p class="quiet">{t('common.loading')}</p>}
      {other('code', t('signin.by-code'))}
      {other('password', t('signin.by-password'))}
      {openId && other('openid', t('openid.by', { name: openId.name }))}
      <PasskeyWay {...form} />
    </>
  );
}
