/** Passkeys for signing in on the next phone: those there are, one more from this phone, one less. Asked and changed online only. */
import { useEffect, useState } from 'preact/hooks';
import { mostPasskeys, type PasskeyList } from '../../../protocol/passkey.ts';
import { listPasskeys, removePasskey } from '../../../sync/passkey.ts';
import { wallNet, type NetProblem } from '../../../sync/transport.ts';
import { useApp } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { canUsePasskeys, makePasskey, whyNot } from '../../passkey.ts';
import { useMoment } from '../../photo/moment.ts';
import { useAskOffice } from '../../use-ask-office.ts';
import { askedWords } from './asked-words.ts';

type Outcome = { readonly ok: true } | { readonly ok: false; readonly problem: NetProblem };

export function PasskeyRow() {
  const { t, me, nowMs } = useApp();
  const { addPasskey } = useThisPhone();
  const moment = useMoment();
  const askOffice = useAskOffice();
  const net = { ...wallNet, nowMs };
  const [passkeys, setPasskeys] = useState<PasskeyList['passkeys']>();
  const [canUse, setCanUse] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  /** in the sheet, which stays open in front of everything else */
  const [said, setSaid] = useState<{ readonly tone: 'info' | 'attention'; readonly words: string }>();
  const [removing, setRemoving] = useState<PasskeyList['passkeys'][number]>();

  const look = async () => {
    const answer = await askOffice(async () => listPasskeys(net));
    if (answer.ok) setPasskeys(answer.passkeys);
  };
  useEffect(() => {
    void look();
    void canUsePasskeys().then(setCanUse);
  }, []);
  // without signal the list above says so
  if (passkeys === undefined || (passkeys.length === 0 && !canUse && !isOpen)) return null;

  const change = async (act: () => Promise<Outcome>, words: string) => {
    if (busy) return;
    setBusy(true);
    setSaid(undefined);
    try {
      const answer = await askOffice(act);
      setSaid(answer.ok ? { tone: 'info', words } : { tone: 'attention', words: askedWords(t, answer.problem) });
      await look();
    } catch (error) {
      const why = whyNot(error);
      if (why !== 'cancelled') setSaid({ tone: 'attention', words: t(why === 'have' ? 'me.passkey.have' : 'me.passkey.cannot') });
    }
    setBusy(false);
  };
  const have = passkeys.map(({ id }) => id);
  const add = async () => addPasskey(me.user, async (nonce) => makePasskey(nonce, t('common.brand'), me, have));

  return (
    <>
      <List label={t('me.passkey')}>
        <ListRow
          leading={<IconTile icon="key" tone={have.length === 0 ? 'plain' : 'done'} />}
          title={t('me.passkey')}
          subtitle={have.length === 0 ? t('me.passkey.none') : t('me.passkey.some', { n: have.length })}
          onPress={() => setOpen(true)}
        />
      </List>
      <BottomSheet
        open={isOpen}
        title={t('me.passkey')}
        closeLabel={t('common.close')}
        onClose={() => {
          setOpen(false);
          setSaid(undefined);
        }}
        actions={
          canUse &&
          have.length < mostPasskeys && (
            <Button kind="primary" busy={busy} busyLabel={t('me.phones.asking')} onPress={() => void change(add, t('me.passkey.added'))}>
              {t('me.passkey.add')}
            </Button>
          )
        }
      >
        <p>{t('me.passkey.lead')}</p>
        {said !== undefined && (
          <Banner tone={said.tone} icon={said.tone === 'info' ? 'check' : undefined} announce>
            {said.words}
          </Banner>
        )}
        {have.length > 0 && (
          <List label={t('me.passkey')}>
            {passkeys.map((passkey) => (
              <ListRow
                key={passkey.id}
                title={passkey.madeOn}
                subtitle={
                  <>
                    {t('me.passkey.since', { when: moment(passkey.since) })}
                    <br />
                    {passkey.usedAt === null ? t('me.passkey.unused') : t('me.passkey.used', { when: moment(passkey.usedAt) })}
                  </>
                }
                action={
                  <Button kind="quiet" disabled={busy} onPress={() => setRemoving(passkey)}>
                    {t('me.passkey.remove')}
                  </Button>
                }
              />
            ))}
          </List>
        )}
        <p class="quiet small">{t('me.passkey.limits')}</p>
        {removing !== undefined && (
          <ConfirmSheet
            open
            title={t('me.passkey.remove.title', { name: removing.madeOn })}
            confirmLabel={t('me.passkey.remove.confirm')}
            cancelLabel={t('common.cancel')}
            danger
            onConfirm={() => {
              setRemoving(undefined);
              void change(async () => removePasskey(net, removing.id), t('me.passkey.removed'));
            }}
            onCancel={() => setRemoving(undefined)}
          >
            <p>{t('me.passkey.remove.what')}</p>
          </ConfirmSheet>
        )}
      </BottomSheet>
    </>
  );
}
