/** An invitation first; whoever has set a password or added a passkey may use that instead. */
import { InvitationForm, type InvitationFormProps } from './invitation-form.tsx';
import { PasskeyWay } from './passkey-way.tsx';
import { PasswordForm } from './password-form.tsx';

export interface WayInProps extends InvitationFormProps {
  byPassword: boolean;
  onByPassword: (byPassword: boolean) => void;
}

export function WayIn({ byPassword, onByPassword, ...form }: WayInProps) {
  return (
    <>
      {byPassword ? <PasswordForm {...form} /> : <InvitationForm {...form} />}
      <button type="button" class="button button-quiet wide" onClick={() => onByPassword(!byPassword)}>
        {form.t(byPassword ? 'signin.by-code' : 'signin.by-password')}
      </button>
      <PasskeyWay {...form} />
    </>
  );
}
